"""Anybody checks a dossier in a browser; nothing of it is kept, and the database is not even asked."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from label.archive import MOST_BYTES
from label.manifest import sealed
from label.signing import PrivateKey, fingerprint_groups
from tests.label.sealed_dossiers import ABOUT, KEY, OTHER_KEY, dossier, real_files, repacked


@pytest.fixture
def address(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    settings.SIGNING_KEY = tmp_path / "signature.pem"
    settings.SIGNING_KEY.write_bytes(KEY.pem)
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "recus")
    (tmp_path / "recus").mkdir()
    return reverse("dossier_check")


def handed_in(content, **fields):
    return {"file": SimpleUploadedFile("dossier.zip", content, "application/zip"), **fields}


def said(answer, mark):
    """Give the texts of the lines that bear a mark."""
    lines = re.findall(rf"<li {mark}>(.*?)</li>", answer.text, re.DOTALL)
    return [re.sub(r"<[^>]+>|[ \n]+", " ", line).strip() for line in lines]


def outcome(answer):
    return re.findall(r'data-outcome="([\w-]+)"', answer.text)


def test_the_page_shows_the_fingerprint_of_the_installation_in_groups(client, address):
    answer = client.get(address)

    shown = re.search(r'id="own">(.*?)</p>', answer.text, re.DOTALL)[1]
    assert (answer.status_code, outcome(answer)) == (200, [])
    assert re.findall(r"<span>(\w+)</span>", shown) == fingerprint_groups(KEY.public.fingerprint)


def test_a_dossier_of_this_installation_is_recognised_and_each_check_told(client, address):
    answer = client.post(address, handed_in(dossier(real_files())))

    assert (answer.status_code, outcome(answer), said(answer, "data-difference")) == (200, ["genuine"], [])
    assert len(said(answer, "data-passed")) == len(real_files()) + 3
    assert "La clé de l’installation où vous êtes." in answer.text


@pytest.mark.parametrize(
    "typed", [OTHER_KEY.public.fingerprint, " ".join(fingerprint_groups(OTHER_KEY.public.fingerprint))]
)
def test_the_expected_fingerprint_may_be_typed_in_groups(client, address, typed):
    theirs = client.post(address, handed_in(dossier(real_files(), key=OTHER_KEY), fingerprint=typed))
    ours = client.post(address, handed_in(dossier(real_files()), fingerprint=typed))

    assert (outcome(theirs), outcome(ours)) == (["genuine"], ["other-key"])
    assert "Une autre clé que celle de l’installation où vous êtes." in theirs.text


def test_a_dossier_of_another_installation_asks_to_compare_the_key(client, address):
    answer = client.post(address, handed_in(dossier(real_files(), key=OTHER_KEY)))

    assert outcome(answer) == ["intact"]
    assert fingerprint_groups(OTHER_KEY.public.fingerprint)[0] in answer.text
    assert "comparez groupe par groupe" in answer.text


def test_a_changed_byte_is_named_on_the_page(client, address):
    content = bytearray(dossier(real_files()))
    content[content.index(b"%PDF") + 500] ^= 1

    answer = client.post(address, handed_in(bytes(content)))

    assert outcome(answer) == ["altered"]
    assert said(answer, "data-difference") == [
        "« dossier.pdf » n’a plus l’empreinte que donne le manifeste : son contenu a été modifié."
    ]


def test_a_text_of_a_hostile_dossier_is_never_markup(client, address):
    content = repacked({**sealed(real_files(), ABOUT, KEY), "<img src=x>": b""})

    answer = client.post(address, handed_in(content))

    assert said(answer, "data-difference") == [
        "« &lt;img src=x&gt; » est en trop : le manifeste ne le connait pas.",
        "Le nom « &lt;img src=x&gt; » est dangereux.",
    ]


@pytest.mark.parametrize("content", [b"Bonjour", b"PK\3\4", b"PK\5\6" + bytes(18)])
def test_another_file_is_told_from_a_dossier(client, address, content):
    answer = client.post(address, handed_in(content))

    assert (answer.status_code, outcome(answer)[0] in ("unreadable", "altered")) == (200, True)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Ce champ est obligatoire."),
        (handed_in(b""), "Le fichier soumis est vide."),
        (handed_in(b"x", fingerprint="abcd"), "Une empreinte compte 64 signes, de 0 à 9 et de a à f."),
    ],
)
def test_a_form_that_lacks_something_says_it(client, address, fields, sentence):
    answer = client.post(address, fields)

    assert (answer.status_code, sentence in answer.text) == (422, True)


def test_a_request_too_large_is_refused_before_it_is_read(client, address, tmp_path):
    answer = client.post(address, handed_in(bytes(MOST_BYTES + 100_000)))

    assert (answer.status_code, 'id="too-large"' in answer.text) == (413, True)


def test_a_dossier_goes_by_the_disk_and_nothing_of_it_is_left(client, address, tmp_path):
    client.post(address, handed_in(dossier(real_files())))

    assert list((tmp_path / "recus").iterdir()) == []
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["signature.pem"]


def test_a_post_from_another_site_is_refused(address):
    answer = Client(enforce_csrf_checks=True).post(address, handed_in(dossier(real_files())))

    assert answer.status_code == 403


def test_the_private_key_never_stands_on_the_page(client, address):
    answer = client.post(address, handed_in(dossier(real_files())))

    secret = PrivateKey.from_pem(KEY.pem)
    assert (secret.seed.hex() in answer.text, secret.pem.split(b"\n")[1].decode() in answer.text) == (False, False)
