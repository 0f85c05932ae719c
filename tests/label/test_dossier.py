"""The dossier: the same bytes for the same facts, true digests, no pupil, no formula."""

import csv
import hashlib
import io
import json
import zipfile
from datetime import date

import pytest
from pypdf import PdfReader

from label.dossier import CSV_HEADER, dossier_files, dossier_zip
from label.grid import read_grid
from progress.school_report import LivedSequence, LivedStep, school_report
from schools.models import SchoolYear
from sequences.models import Mode
from tests.label.reports import classroom, day, report, sequence
from tests.world import live_sequence, make_assignment, make_classroom, make_school, make_teacher, name_pupils

NICKNAMES = ("Zéphyrine-Ondine", "Balthazar-Quentin", "Ximenia-Kalindi")
FORMULA = "=cmd|' /C calc'!A0"


def files_of(school):
    return dossier_files(school, read_grid("fr"), language="fr")


def zip_of(school):
    return dossier_zip(school, read_grid("fr"), language="fr")


def presences(*counts):
    """Make a school whose classes had so many presences."""
    rows = []
    for number, count in enumerate(counts):
        lived = LivedSequence("sq", "Séquence", "réseau", frozenset("a"), (LivedStep("a", day(1), Mode.PAPER, count),))
        rows.append(classroom(f"C{number}", lived))
    return report(*rows)


def text_of(pdf):
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def test_the_same_facts_give_the_same_bytes():
    school = report(classroom("P5B", sequence("sq", day(1), day(2))), classroom("P6"))

    first = zip_of(school)

    assert zip_of(school) == first


def test_another_day_gives_other_bytes():
    school = presences(20)
    later = type(school)(school.name, school.locality, school.year, date(2027, 7, 1), school.classes, ())

    assert zip_of(school) != zip_of(later)


def test_the_zip_holds_the_files_and_the_manifest_last_dated_by_the_export():
    school = presences(20)

    with zipfile.ZipFile(io.BytesIO(zip_of(school))) as archive:
        entries = archive.infolist()
        broken = archive.testzip()
        content = {entry.filename: archive.read(entry) for entry in entries}

    assert [entry.filename for entry in entries] == ["criteres.csv", "criteres.json", "dossier.pdf", "manifest.json"]
    assert {(entry.date_time, entry.compress_type) for entry in entries} == {
        ((2027, 6, 30, 0, 0, 0), zipfile.ZIP_STORED)
    }
    assert broken is None
    assert content == files_of(school)


def test_the_manifest_gives_the_size_and_the_digest_of_every_other_file():
    files = dict(files_of(presences(20, 7)))

    manifest = json.loads(files.pop("manifest.json"))

    assert manifest["fichiers"] == {
        name: {"octets": len(content), "sha256": hashlib.sha256(content).hexdigest()} for name, content in files.items()
    }
    assert (manifest["école"], manifest["année scolaire"], manifest["état au"]) == (
        "École du Test",
        "2026-2027",
        "2027-06-30",
    )


def test_the_printed_dossier_carries_the_fingerprint_of_the_computed_facts():
    files = files_of(presences(20))

    text = "".join(text_of(files["dossier.pdf"]).split())

    assert hashlib.sha256(files["criteres.json"]).hexdigest() in text


def test_the_table_of_criteria_reads_back():
    school = report(classroom("P5B", sequence("sq", day(1), day(2), day(3))), classroom("P6"))

    rows = list(
        csv.reader(io.StringIO(files_of(school)["criteres.csv"].decode("utf-8-sig"), newline=""), delimiter=";")
    )

    assert tuple(rows[0]) == CSV_HEADER
    assert [(row[0], row[3], row[4], row[5], row[6], row[8]) for row in rows[1:]] == [
        ("A4", "3", "", "1", "3", "septembre 2026, octobre 2026, novembre 2026"),
        ("C1", "1", "2", "2", "3", "P5B"),
        ("C2", "1", "1", "3", "3", "P5-P6"),
        ("C3", "1", "", "0", "3", "réseau"),
        ("D1", "3", "3", "3", "3", ""),
        ("E1", "0", "2", "0", "3", ""),
    ]


def test_the_table_of_a_school_without_classes_says_that_nothing_can_be_assessed():
    rows = list(
        csv.reader(io.StringIO(files_of(report())["criteres.csv"].decode("utf-8-sig"), newline=""), delimiter=";")
    )

    assert {(row[3], row[4], row[5]) for row in rows[1:]} == {("non évaluable", "", "")}


def test_the_computed_facts_agree_with_the_table():
    files = files_of(presences(20, 7))

    facts = json.loads(files["criteres.json"])
    rows = csv.reader(io.StringIO(files["criteres.csv"].decode("utf-8-sig"), newline=""), delimiter=";")

    assert [(item["code"], str(item["numérateur"]), str(item["points"])) for item in facts["critères"]] == [
        (row[0], row[3], row[5]) for row in list(rows)[1:]
    ]


@pytest.mark.parametrize(("count", "told"), [(0, 0), (1, "moins de 5"), (4, "moins de 5"), (5, 5), (20, 20)])
def test_presences_under_five_are_masked(count, told):
    facts = json.loads(files_of(presences(count))["criteres.json"])

    assert [row["présences"] for row in facts["classes"]] == [told]


def test_a_masked_number_of_presences_stands_nowhere_else():
    facts = json.loads(files_of(presences(3, 20))["criteres.json"])

    numbers = [value for row in facts["classes"] for value in row.values() if isinstance(value, int)]
    assert (sorted(numbers), facts["classes"][0]["présences"]) == ([1, 1, 20, 2026, 2026], "moins de 5")


def test_a_class_named_like_a_formula_is_a_plain_text_in_the_table():
    school = report(classroom(FORMULA, sequence("sq", day(1))))

    rows = list(
        csv.reader(io.StringIO(files_of(school)["criteres.csv"].decode("utf-8-sig"), newline=""), delimiter=";")
    )

    assert [row[8] for row in rows if row[0] == "C1"] == [f"'{FORMULA}"]
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)


@pytest.mark.parametrize(
    "label",
    [
        "P5 B",
        "<b>P5",
        "P5 & P6",
        "1. Escargots",
        "*Étoiles*",
        "# Lions",
        "- Tirets",
    ],
)
def test_the_name_of_a_class_is_printed_as_it_was_typed(label):
    school = report(classroom(label, sequence("sq", day(1))))

    text = text_of(files_of(school)["dossier.pdf"])

    assert text.count(label) == 2


def test_no_pupil_is_named_anywhere_in_the_dossier(small_content):
    school = make_school()
    classroom = make_classroom(make_teacher(school), headcount=3)
    name_pupils(classroom, *NICKNAMES)
    year = SchoolYear.objects.current()
    live_sequence(make_assignment(classroom, "sq"), present=3, day=year.first_day)
    lived = school_report(school, year=year.start, as_of=year.last_day)

    content = zip_of(lived)

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    texts = [text_of(files["dossier.pdf"]), *(files[name].decode() for name in files if name != "dossier.pdf")]
    words = [part for nickname in NICKNAMES for part in (nickname, *nickname.split("-"))]
    assert [word for word in words for text in texts if word in text] == []
    assert [word for word in words if word.encode() in content or word.encode("utf-16-be") in content] == []
    assert str(classroom.pk) not in "".join(texts)
    assert any(classroom.label in text for text in texts)
