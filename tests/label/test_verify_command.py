"""`manage.py verify_dossier`: the same verdict in a terminal, and an exit code for scripts."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from label.signing import fingerprint_groups
from tests.label.sealed_dossiers import KEY, OTHER_KEY, dossier, real_files


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "dossier.zip"
    path.write_bytes(dossier(real_files()))
    return path


def check(path, **options):
    """Give the lines that are told, and the error that ends the command if one does."""
    out = StringIO()
    try:
        call_command("verify_dossier", path, stdout=out, **options)
    except CommandError as error:
        return out.getvalue().splitlines(), error
    return out.getvalue().splitlines(), None


def test_a_good_dossier_is_told_line_by_line_without_the_database(path):
    lines, error = check(path, fingerprint=" ".join(fingerprint_groups(KEY.public.fingerprint)))

    assert error is None
    assert lines[:3] == [
        "École du Test, année scolaire 2026-2027, état au 30 juin 2027",
        "Grille : Sobriété numérique à l’école, 2027.1",
        f"Clé : {' '.join(fingerprint_groups(KEY.public.fingerprint))}",
    ]
    assert (lines[-1], all(line.startswith("✓") for line in lines[3:-1])) == (
        "Ce dossier est intact, et signé par la clé attendue.",
        True,
    )


def test_a_changed_byte_is_named_and_the_command_leaves_with_one(path):
    content = bytearray(path.read_bytes())
    content[12] ^= 1
    path.write_bytes(content)

    lines, error = check(path)

    assert [line for line in lines if line.startswith("✗")] == [
        "✗ L’octet 12 diffère, dans l’en-tête de « criteres.csv »."
    ]
    assert (error.returncode, str(error)) == (1, "Ce dossier n’est plus celui qui a été signé.")


def test_another_key_than_the_expected_one_leaves_with_one(path):
    lines, error = check(path, fingerprint=OTHER_KEY.public.fingerprint)

    assert (error.returncode, [line for line in lines if line.startswith("✗")]) == (1, [])
    assert str(error) == "Ce dossier est intact, mais signé par une autre clé que celle attendue."


@pytest.mark.parametrize("name", ["absent.zip", "."])
def test_a_file_that_cannot_be_read_is_told(tmp_path, name):
    _lines, error = check(tmp_path / name)

    assert "ne se lit pas" in str(error)


def test_a_fingerprint_mistyped_is_told_before_anything_is_read(tmp_path):
    _lines, error = check(tmp_path / "absent.zip", fingerprint="abcd")

    assert str(error) == "Une empreinte compte 64 signes, de 0 à 9 et de a à f."
