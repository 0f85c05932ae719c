"""The installation's key: made once, kept to itself, read by other tools, compared aloud."""

import logging
import multiprocessing
from pathlib import Path

import pytest
from django import conf
from django.core.exceptions import ImproperlyConfigured

from label.signing import PrivateKey, PublicKey, clean_fingerprint, fingerprint_groups, installation_key

RFC_8410_PRIVATE = (
    b"-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n"
    b"-----END PRIVATE KEY-----\n"
)
RFC_8410_PUBLIC = (
    b"-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n"
    b"-----END PUBLIC KEY-----\n"
)
RFC_8032_SEED = "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7"
RFC_8032_SIGNATURE = (
    "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
    "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
)
GROUP_ORDER = 2**252 + 27742317777372353535851937790883648493
KEY = PrivateKey(bytes(range(32)))


@pytest.fixture
def home(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "data"
    settings.SIGNING_KEY = settings.DATA_DIR / "signature.pem"
    return settings.DATA_DIR


def make_key_at(path: Path, start: multiprocessing.Event, told: multiprocessing.Queue) -> None:
    """Ask for the key in a process of its own, as soon as all are ready."""
    conf.settings.DATA_DIR, conf.settings.SIGNING_KEY = path.parent, path
    start.wait(60)
    told.put(installation_key().public.fingerprint)


def test_the_key_is_made_once_and_nobody_else_on_the_machine_may_read_it(home):
    first, second = installation_key(), installation_key()

    assert first == second
    assert [(path.name, path.stat().st_mode & 0o777) for path in home.iterdir()] == [("signature.pem", 0o600)]


def test_two_installations_have_two_keys(home, settings):
    first = installation_key()
    settings.SIGNING_KEY = home / "autre.pem"

    assert installation_key() != first


def test_processes_that_ask_at_the_same_instant_get_one_key(home):
    context = multiprocessing.get_context("spawn")
    start, told = context.Event(), context.Queue()
    asking = [context.Process(target=make_key_at, args=(home / "signature.pem", start, told)) for _one in range(4)]
    for process in asking:
        process.start()

    start.set()
    fingerprints = {told.get(timeout=60) for _process in asking}
    for process in asking:
        process.join()

    assert len(fingerprints) == 1
    assert [path.name for path in home.iterdir()] == ["signature.pem"]


def test_a_key_given_by_its_path_is_taken_as_it_is(home, settings, tmp_path):
    settings.SIGNING_KEY = tmp_path / "commune.pem"
    settings.SIGNING_KEY.write_bytes(RFC_8410_PRIVATE)

    assert installation_key().public.pem == RFC_8410_PUBLIC
    assert not home.exists()


@pytest.mark.parametrize("content", [b"", b"secret", RFC_8410_PUBLIC, RFC_8410_PRIVATE.replace(b"MC4C", b"MC4D")])
def test_a_file_that_is_not_a_key_is_never_written_over_nor_told(home, settings, tmp_path, content, caplog):
    settings.SIGNING_KEY = tmp_path / "abime.pem"
    settings.SIGNING_KEY.write_bytes(content)

    with caplog.at_level(logging.DEBUG), pytest.raises(ImproperlyConfigured) as error:
        installation_key()

    assert settings.SIGNING_KEY.read_bytes() == content
    assert "MC4D" not in f"{error.value}{error.value.__cause__!r}{caplog.text}"


def test_a_place_that_does_not_exist_is_told_and_not_made(home, settings, tmp_path):
    settings.SIGNING_KEY = tmp_path / "absent" / "cle.pem"

    with pytest.raises(ImproperlyConfigured, match="absent"):
        installation_key()

    assert not (tmp_path / "absent").exists()


def test_a_key_does_not_show_itself():
    assert (repr(KEY), str(KEY)) == ("PrivateKey()", "PrivateKey()")


def test_keys_are_written_as_the_standard_has_them():
    key = PrivateKey.from_pem(RFC_8410_PRIVATE)

    assert (key.pem, key.public.pem) == (RFC_8410_PRIVATE, RFC_8410_PUBLIC)
    assert PublicKey.from_pem(RFC_8410_PUBLIC) == key.public


def test_signatures_are_those_of_the_standard():
    key = PrivateKey(bytes.fromhex(RFC_8032_SEED))

    assert key.sign(bytes.fromhex("af82")).hex() == RFC_8032_SIGNATURE


def test_only_the_signature_of_exactly_this_message_by_this_key_holds():
    message, signature = b"manifeste", KEY.sign(b"manifeste")
    higher = (int.from_bytes(signature[32:], "little") + GROUP_ORDER).to_bytes(32, "little")

    assert KEY.public.has_signed(message, signature)
    assert not KEY.public.has_signed(b"manifest", signature)
    assert not PrivateKey(bytes(32)).public.has_signed(message, signature)
    assert not any(KEY.public.has_signed(message, bad) for bad in (b"", signature[:-1], signature + b"\0", bytes(64)))
    assert not KEY.public.has_signed(message, signature[:32] + higher)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        RFC_8410_PRIVATE,
        RFC_8410_PUBLIC.replace(b"MCow", b"MCpw"),
        RFC_8410_PUBLIC.replace(b"\n", b"\r\n"),
        RFC_8410_PUBLIC + b" ",
        RFC_8410_PUBLIC.replace(b"ZuE=", b"ZuF="),
        RFC_8410_PUBLIC.replace(b"ZuE=", b"ZuE"),
    ],
)
def test_a_public_key_is_read_in_one_way_of_writing_only(content):
    with pytest.raises(ValueError, match=r"(?i)key"):
        PublicKey.from_pem(content)


def test_a_fingerprint_is_said_in_sixteen_groups_and_read_back_however_it_was_typed():
    fingerprint = KEY.public.fingerprint
    groups = fingerprint_groups(fingerprint)

    assert ([len(group) for group in groups], "".join(groups)) == ([4] * 16, fingerprint)
    for typed in (
        " ".join(groups),
        ":".join(groups).upper(),
        f"\n{fingerprint} ",
        "\u00a0".join(groups),
        "-".join(groups),
    ):
        assert clean_fingerprint(typed) == fingerprint


@pytest.mark.parametrize("typed", ["", "abcd", "g" * 64, "a" * 63, "a" * 65])
def test_what_is_not_a_fingerprint_is_refused(typed):
    with pytest.raises(ValueError, match="not a fingerprint"):
        clean_fingerprint(typed)
