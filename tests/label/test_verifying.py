"""A dossier checked: any byte that was changed is found and named, whoever changed it and however well."""

import io
import random
import zipfile
from dataclasses import replace
from datetime import date

import pytest

from label.archive import CENTRAL, CENTRAL_SIGN, END, END_SIGN, MADE_BY_UNIX, MOST_BYTES, MOST_FILES
from label.manifest import MANIFEST, PUBLIC_KEY, SIGNATURE, sealed
from label.verdict import Outcome
from label.verifying import verify, verify_file
from tests.label.sealed_dossiers import (
    ABOUT,
    DAY,
    FACTS,
    KEY,
    OTHER_KEY,
    as_json,
    dossier,
    real_files,
    regions,
    repacked,
    small_files,
)

FINGERPRINT = KEY.public.fingerprint
FLIPS = (0x01, 0x80, 0xFF)


def sealed_small(**changed: bytes) -> dict[str, bytes]:
    """Give the files of a small dossier with its seal, some of them replaced afterwards."""
    return {**sealed(small_files(), ABOUT, KEY), **changed}


def flipped(content: bytes, place: int, by: int = 0x01) -> bytes:
    return content[:place] + bytes([content[place] ^ by]) + content[place + 1 :]


def test_a_dossier_as_it_was_signed_is_good_and_says_what_was_checked():
    files = real_files()

    verdict = verify(dossier(files), FINGERPRINT)

    assert (verdict.outcome, verdict.differences, verdict.fingerprint) == (Outcome.GENUINE, (), FINGERPRINT)
    assert [name for name in files if not any(f"« {name} »" in line for line in verdict.passed)] == []
    assert len(verdict.passed) == len(files) + len(("signature", "points", "form"))
    assert (verdict.manifest.school, verdict.manifest.school_year, verdict.manifest.day) == (
        "École du Test",
        "2026-2027",
        DAY,
    )


def test_without_an_expected_key_an_intact_dossier_still_asks_to_compare():
    verdict = verify(dossier(small_files()))

    assert (verdict.outcome, verdict.is_good) == (Outcome.INTACT, True)


def test_an_intact_dossier_by_another_key_is_told_from_a_damaged_one():
    by_another = verify(dossier(small_files(), key=OTHER_KEY), FINGERPRINT)
    damaged = verify(flipped(dossier(small_files()), 60), FINGERPRINT)

    assert (by_another.outcome, by_another.differences) == (Outcome.OTHER_KEY, ())
    assert by_another.fingerprint == OTHER_KEY.public.fingerprint
    assert damaged.outcome is Outcome.ALTERED


def test_each_byte_of_a_dossier_that_is_changed_is_found_and_named_and_nothing_else_is():
    files = sealed_small()
    content = repacked(files)

    wrong = [
        (place, by, verdict.differences)
        for start, end, words in regions(files)
        for place in range(start, end)
        for by in FLIPS
        if (verdict := verify(flipped(content, place, by), FINGERPRINT)).is_good
        or not all(words in line for line in verdict.differences)
    ]

    assert (verify(content, FINGERPRINT).is_good, wrong) == (True, [])


def test_the_place_of_a_byte_that_belongs_to_no_file_is_told():
    files = sealed_small()
    content = repacked(files)
    outside = [(start, end) for start, end, words in regions(files) if words.startswith("dans")]

    wrong = [
        (place, differences)
        for start, end in outside
        for place in range(start, end)
        if f"L’octet {place} diffère" not in (differences := verify(flipped(content, place)).differences)[0]
    ]

    assert wrong == []


def test_thousands_of_bytes_of_a_real_dossier_are_changed_and_each_is_found_and_named():
    files = dict(sealed(real_files(), ABOUT, KEY))
    content = repacked(files)
    chance = random.Random(20261124)
    stretches = regions(files)
    places = [(chance.randrange(start, end), words) for start, end, words in stretches for _time in range(40)]
    for place in (chance.randrange(len(content)) for _time in range(1000)):
        places.append((place, next(words for start, end, words in stretches if start <= place < end)))

    wrong = [
        (place, words, verdict.differences)
        for place, words in places
        if (verdict := verify(flipped(content, place, chance.randrange(1, 256)))).is_good
        or not all(words in line for line in verdict.differences)
    ]

    assert (len(places) > 2000, wrong) == (True, [])


@pytest.mark.parametrize("added", [b"\0", b"PK", b"PK\5\6", b"PK\3\4"])
def test_bytes_put_in_anywhere_are_found(added):
    content = dossier(small_files())

    passed = [place for place in range(len(content) + 1) if verify(content[:place] + added + content[place:]).is_good]

    assert passed == []


def test_a_dossier_cut_anywhere_is_not_good():
    content = dossier(small_files())

    passed = [place for place in range(len(content)) if verify(content[:place]).is_good]

    assert passed == []


def test_a_byte_taken_out_anywhere_is_found():
    content = dossier(small_files())

    passed = [place for place in range(len(content)) if verify(content[:place] + content[place + 1 :]).is_good]

    assert passed == []


@pytest.mark.parametrize(
    ("spoilt", "said"),
    [
        (lambda content: b"#!/bin/sh\n" + content, "Des octets étrangers précèdent le dossier, dès l’octet 0."),
        (lambda content: content + b"fin", "3 octets étrangers suivent le dossier"),
        (lambda content: content + b"\0" * 70_000, "70000 octets étrangers suivent le dossier"),
        (lambda content: content[:-2] + b"\x03\x00fin", "dans la fin du sommaire"),
    ],
)
def test_bytes_around_the_files_are_named(spoilt, said):
    verdict = verify(spoilt(dossier(small_files())))

    assert (verdict.outcome, len(verdict.differences)) == (Outcome.ALTERED, 1)
    assert said in verdict.differences[0]


def test_a_dossier_zipped_again_by_another_program_is_not_taken():
    files = sealed_small()
    outcomes = {}
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", method) as archive:
            for name, content in files.items():
                archive.writestr(zipfile.ZipInfo(name, (2027, 7, 1, 12, 0, 0)), content, method)
        outcomes[method] = verify(stream.getvalue())

    stored, deflated = outcomes[zipfile.ZIP_STORED], outcomes[zipfile.ZIP_DEFLATED]
    assert (stored.outcome, len(stored.differences)) == (Outcome.ALTERED, 1)
    assert "diffère, dans l’en-tête de « criteres.csv »" in stored.differences[0]
    assert (deflated.outcome, "compressé" in deflated.differences[0]) == (Outcome.UNREADABLE, True)


def test_an_extra_field_in_a_header_is_named_and_the_file_behind_it_is_left_alone():
    content = dossier(small_files())
    name_end = 30 + len("criteres.csv")

    verdict = verify(content[:28] + b"\x04\x00" + content[30:name_end] + b"\xca\xfe\0\0" + content[name_end:])

    assert verdict.outcome is Outcome.ALTERED
    assert not any("empreinte" in line for line in verdict.differences)
    assert any("en-tête de « criteres.csv »" in line for line in verdict.differences)


def test_a_file_replaced_with_all_its_checksums_right_is_named():
    verdict = verify(repacked(sealed_small(**{"criteres.csv": b"code;points\r\nC1;3\r\n"})))

    assert verdict.differences == (
        "« criteres.csv » n’a plus l’empreinte que donne le manifeste : son contenu a été modifié.",
    )


def test_a_file_of_another_length_is_named_with_both_lengths():
    verdict = verify(repacked(sealed_small(**{"criteres.csv": b"code"})))

    assert verdict.differences == ("« criteres.csv » compte 4 octets, pas 19 comme le dit le manifeste.",)


@pytest.mark.parametrize("name", [*small_files(), MANIFEST, SIGNATURE, PUBLIC_KEY])
def test_a_file_taken_out_is_named(name):
    files = sealed_small()
    del files[name]

    assert f"Il manque « {name} »." in verify(repacked(files)).differences


def test_a_file_added_is_named():
    verdict = verify(repacked(sealed_small(**{"ordres.txt": b"Rien."})))

    assert verdict.differences == ("« ordres.txt » est en trop : le manifeste ne le connait pas.",)


def test_a_file_there_twice_is_named():
    files = sealed_small(**{"criteres.csw": b"Autre."})

    verdict = verify(repacked(files, names={"criteres.csw": "criteres.csv"}))

    assert "« criteres.csv » s’y trouve 2 fois." in verdict.differences


def test_a_dossier_of_another_day_in_its_headers_is_found():
    verdict = verify(repacked(sealed_small(), day=date(2027, 7, 1)))

    assert verdict.differences == ("L’octet 12 diffère, dans l’en-tête de « criteres.csv ».",)


def test_files_in_another_order_are_found():
    names = {"criteres.csv": "pieces/C9-01.pdf", "pieces/C9-01.pdf": "criteres.csv"}
    files = small_files()
    swapped = {names.get(name, name): content for name, content in files.items()}

    verdict = verify(repacked({**sealed(swapped, ABOUT, KEY), **files}, names=names))

    assert (verdict.outcome, "en-tête" in verdict.differences[0]) == (Outcome.ALTERED, True)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({SIGNATURE: bytes(64)}, "La signature est fausse"),
        ({SIGNATURE: b"court"}, "La signature est fausse"),
        ({SIGNATURE: OTHER_KEY.sign(sealed_small()[MANIFEST])}, "La signature est fausse"),
        ({PUBLIC_KEY: OTHER_KEY.public.pem}, f"« {PUBLIC_KEY} » n’est pas la clé que nomme le manifeste."),
        ({PUBLIC_KEY: KEY.public.pem + b"\n"}, f"« {PUBLIC_KEY} » a été modifié"),
        ({PUBLIC_KEY: b""}, f"« {PUBLIC_KEY} » a été modifié"),
        ({MANIFEST: sealed_small()[MANIFEST].replace(b"2027-06-30", b"2027-06-29")}, "La signature est fausse"),
        ({MANIFEST: b"{}"}, f"« {MANIFEST} » a été modifié : il ne se lit plus."),
        ({MANIFEST: b"[" * 100_000}, f"« {MANIFEST} » a été modifié : il ne se lit plus."),
        ({MANIFEST: b"\xff"}, f"« {MANIFEST} » a été modifié : il ne se lit plus."),
    ],
)
def test_a_forged_seal_is_refused_even_with_all_checksums_right(changed, said):
    verdict = verify(repacked(sealed_small(**changed)), FINGERPRINT)

    assert (verdict.outcome, len(verdict.differences)) == (Outcome.ALTERED, 1)
    assert said in verdict.differences[0]
    assert (verdict.manifest, verdict.fingerprint) == (None, "")


def test_a_whole_seal_by_another_key_does_not_pass_for_the_expected_one():
    forged = sealed({**small_files(), "criteres.csv": b"72 points"}, ABOUT, OTHER_KEY)

    assert verify(repacked(forged), FINGERPRINT).outcome is Outcome.OTHER_KEY
    assert verify(repacked({**forged, PUBLIC_KEY: KEY.public.pem}), FINGERPRINT).outcome is Outcome.ALTERED


@pytest.mark.parametrize("name", ["../criteres.csv", "/etc/passwd", "C:\\criteres.csv", ".cache", "a//b", "é" * 30_000])
def test_a_name_that_leads_elsewhere_is_refused_even_when_it_is_signed(name):
    files = {**small_files(), name: b"ailleurs"}

    verdict = verify(repacked(sealed(files, ABOUT, KEY)), FINGERPRINT)

    assert verdict.outcome is Outcome.ALTERED
    assert any("est dangereux" in line for line in verdict.differences)


def test_points_that_do_not_follow_are_named_although_everything_is_signed():
    facts = {**FACTS, "total": 72}

    verdict = verify(dossier({"criteres.json": as_json(facts)}), FINGERPRINT)

    assert (verdict.outcome, verdict.is_good) == (Outcome.MISCOUNTED, False)
    assert verdict.differences == ("Pour le total, le dossier dit 72, ses critères donnent 3.",)


@pytest.mark.parametrize("day", [date(1, 1, 1), date(1979, 12, 31), date(2108, 1, 1), date(9999, 12, 31)])
def test_a_signed_day_that_no_zip_can_bear_is_refused(day):
    files = sealed(small_files(), replace(ABOUT, as_of=day), KEY)

    assert verify(repacked(files)).differences == (f"« {MANIFEST} » a été modifié : il ne se lit plus.",)


@pytest.mark.parametrize("content", [b"", b"PK", b"%PDF-1.7", b"PK\3\4" * 50, b"PK\5\6" + bytes(18), b"\0" * 200_000])
def test_another_thing_is_told_from_a_dossier(content, tmp_path):
    path = tmp_path / "autre"
    path.write_bytes(content)

    with path.open("rb") as file:
        verdict = verify_file(file)

    assert (verdict.is_good, bool(verdict.differences)) == (False, True)


def test_a_zip_of_too_many_files_is_not_read_to_its_end():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for number in range(MOST_FILES + 1):
            archive.writestr(str(number), b"")

    assert verify(stream.getvalue()).differences == (f"Ce zip annonce plus de {MOST_FILES} fichiers.",)


def test_a_file_too_large_is_not_read():
    assert verify(bytes(MOST_BYTES + 1)).differences == ("Ce fichier dépasse 60 Mo.",)


def test_a_zip_whose_files_are_all_the_same_bytes_is_not_read():
    size = 100_000
    names = [f"{number:03}".encode() for number in range(100)]
    head = (CENTRAL_SIGN, MADE_BY_UNIX, 20, 0, 0, 0, 0, 0, size, size, 3, 0, 0, 0, 0, 0, 0)
    lines = b"".join(CENTRAL.pack(*head) + name for name in names)
    end = END.pack(END_SIGN, 0, 0, len(names), len(names), len(lines), size, 0)

    verdict = verify(bytes(size) + lines + end)

    assert verdict.differences == ("Un fichier du zip annonce plus d’octets qu’il n’y en a.",)


def test_a_dossier_is_checked_where_it_lies(tmp_path):
    path = tmp_path / "dossier.zip"
    path.write_bytes(dossier(real_files()))

    with path.open("rb") as file:
        assert verify_file(file, FINGERPRINT) == verify(path.read_bytes(), FINGERPRINT)


def test_what_is_told_of_a_hostile_dossier_can_neither_fill_nor_steer_a_terminal():
    about = replace(ABOUT, school="\x1b[2J" + "A" * 10_000)

    verdict = verify(dossier(small_files(), about=about))

    assert (verdict.manifest.school[:4], len(verdict.manifest.school)) == ("\ufffd[2J", 80)
