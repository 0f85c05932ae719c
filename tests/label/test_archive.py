"""The zip of a dossier: one form only, which every tool reads."""

import hashlib
import io
import json
import zipfile
from datetime import date

import pytest
from django.conf import settings

from label.archive import MOST_BYTES, MOST_FILES, pack
from label.manifest import MANIFEST, PUBLIC_KEY, SEAL, SIGNATURE, Manifest, sealed
from label.signing import PublicKey
from tests.label.sealed_dossiers import ABOUT, DAY, KEY, dossier, real_files, small_files


def as_python_writes_it(files, day):
    """Give the zip that Python's own writer makes of files in the order of a dossier."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name in [*sorted(set(files) - set(SEAL)), *SEAL]:
            entry = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            archive.writestr(entry, files[name])
    return stream.getvalue()


@pytest.mark.parametrize("day", [DAY, date(1980, 1, 1), date(2107, 12, 31), date(2028, 2, 29)])
def test_the_zip_is_byte_for_byte_what_pythons_own_writer_makes(day):
    files = sealed(real_files(), ABOUT, KEY)

    assert pack(files, day) == as_python_writes_it(files, day)


def test_every_file_reads_back_with_the_seal_last():
    files = sealed(real_files(), ABOUT, KEY)

    with zipfile.ZipFile(io.BytesIO(pack(files, DAY))) as archive:
        names = archive.namelist()
        broken = archive.testzip()
        content = {name: archive.read(name) for name in names}

    assert (names, broken) == ([*sorted(real_files()), MANIFEST, SIGNATURE, PUBLIC_KEY], None)
    assert content == files


def test_the_order_in_which_files_are_given_changes_nothing():
    files = real_files()

    assert dossier(dict(reversed(files.items()))) == dossier(files)


def test_the_manifest_lists_each_file_and_says_whose_dossier_it_is():
    files = sealed(small_files(), ABOUT, KEY)

    manifest = json.loads(files[MANIFEST])

    assert manifest == {
        "produit": {"nom": "OK Mila", "version": settings.VERSION},
        "école": "École du Test",
        "année scolaire": "2026-2027",
        "état au": "2027-06-30",
        "grille": {"titre": "Sobriété numérique à l’école", "version": "2027.1"},
        "clé": {"algorithme": "Ed25519", "empreinte": KEY.public.fingerprint},
        "fichiers": {
            name: {"octets": len(content), "sha256": hashlib.sha256(content).hexdigest()}
            for name, content in small_files().items()
        },
    }


def test_the_manifest_reads_back():
    manifest = Manifest.read(sealed(small_files(), ABOUT, KEY)[MANIFEST])

    assert (manifest.school, manifest.day, manifest.fingerprint) == (ABOUT.school, ABOUT.as_of, KEY.public.fingerprint)
    assert manifest.files["criteres.csv"] == (19, hashlib.sha256(small_files()["criteres.csv"]).hexdigest())


def test_the_seal_is_a_key_and_its_signature_of_exactly_the_manifest():
    files = sealed(small_files(), ABOUT, KEY)

    assert len(files[SIGNATURE]) == 64
    assert PublicKey.from_pem(files[PUBLIC_KEY]).has_signed(files[MANIFEST], files[SIGNATURE])


@pytest.mark.parametrize(
    "name", ["", ".", "..", "../a", "/a", "a/", "a//b", "a\\b", "C:a", ".a", "a b", "é", "a\n", "a/../b"]
)
def test_a_name_that_could_mean_another_place_is_not_packed(name):
    with pytest.raises(ValueError, match="unsafe"):
        pack({name: b""}, DAY)


def test_what_a_checker_would_find_too_large_is_not_packed():
    with pytest.raises(ValueError, match="bytes"):
        pack({"a": bytes(MOST_BYTES)}, DAY)
    with pytest.raises(ValueError, match="files"):
        pack({str(number): b"" for number in range(MOST_FILES + 1)}, DAY)
