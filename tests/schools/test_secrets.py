"""Class codes, pictures, PINs and badges: their shape, their spread, and what renewing them changes."""

import base64
import hashlib
from collections import Counter
from uuid import UUID, uuid5

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from schools.models import Pupil
from schools.secrets import (
    CODE_ALPHABET,
    PICTURES,
    badge_digest,
    badge_of,
    clean_class_code,
    new_class_code,
    pictures_of,
    pin_of,
    same,
    shown_class_code,
)

NAMESPACE = UUID("2f6c3a0e-58a3-4b8e-8a0e-6f0c8e1d7a55")
CROWD = 4000

# Nothing is kept between runs, so that a run leaves no file behind and each one draws anew.
properties = hypothesis_settings(database=None, deadline=None, max_examples=60)
versions = st.integers(min_value=1, max_value=10**6)
codes = st.text(alphabet=CODE_ALPHABET, min_size=8, max_size=8)


@pytest.fixture(autouse=True)
def _known_key(settings):
    settings.PUPIL_KEY = "une clé connue, pour que la foule soit toujours la même"


def crowd() -> list[Pupil]:
    return [Pupil(pk=uuid5(NAMESPACE, str(number))) for number in range(CROWD)]


def renewed(pupil: Pupil) -> Pupil:
    return Pupil(pk=pupil.pk, secret_version=pupil.secret_version + 1)


def test_ten_thousand_codes_hold_no_sign_that_people_confuse():
    made = [new_class_code() for _time in range(10_000)]

    assert {len(code) for code in made} == {8}
    assert set("".join(made)) == set("ABCDEFGHJKMNPQRSTUVWXYZ23456789")


def test_ten_thousand_codes_hardly_ever_meet():
    made = {new_class_code() for _time in range(10_000)}

    assert len(made) >= 9_998


@properties
@given(code=codes)
def test_a_code_as_shown_is_read_back_in_any_case(code):
    shown = shown_class_code(code)

    assert {clean_class_code(shown), clean_class_code(shown.lower())} == {code}


@properties
@given(typed=st.text(max_size=60))
def test_whatever_is_typed_becomes_nine_code_signs_at_most(typed):
    cleaned = clean_class_code(typed)

    assert len(cleaned) <= 9
    assert set(cleaned) <= set(CODE_ALPHABET)
    assert clean_class_code(cleaned) == cleaned


def test_there_are_sixteen_pictures_with_different_names():
    names = set(PICTURES.values())

    assert (len(PICTURES), len(names)) == (16, 16)


@properties
@given(pk=st.uuids(), version=versions)
def test_a_pupil_has_four_different_pictures_of_the_sixteen(pk, version):
    pictures = pictures_of(Pupil(pk=pk, secret_version=version))

    assert (len(pictures), len(set(pictures))) == (4, 4)
    assert set(pictures) <= set(PICTURES)


@properties
@given(pk=st.uuids(), version=versions)
def test_a_pin_has_six_digits_at_least_four_of_them_different(pk, version):
    pin = pin_of(Pupil(pk=pk, secret_version=version))

    assert (len(pin), pin.isascii(), pin.isdigit()) == (6, True, True)
    assert len(set(pin)) >= 4


@properties
@given(pk=st.uuids(), version=versions)
def test_a_badge_holds_128_bits_that_may_stand_in_an_address(pk, version):
    token = badge_of(Pupil(pk=pk, secret_version=version))

    assert len(token) == 22
    assert len(base64.urlsafe_b64decode(f"{token}==")) == 16
    assert token.replace("-", "").replace("_", "").isalnum()


@properties
@given(pk=st.uuids(), version=versions)
def test_secrets_stay_the_same_for_a_version(pk, version):
    pupil, again = (Pupil(pk=pk, secret_version=version) for _time in range(2))

    assert (pictures_of(pupil), pin_of(pupil), badge_of(pupil)) == (pictures_of(again), pin_of(again), badge_of(again))


@properties
@given(pk=st.uuids(), version=versions)
def test_renewing_changes_the_badge(pk, version):
    pupil = Pupil(pk=pk, secret_version=version)

    assert badge_of(pupil) != badge_of(renewed(pupil))


def test_renewing_changes_pictures_and_pin_of_all_but_a_few():
    pupils = crowd()

    kept = (
        sum(pictures_of(pupil) == pictures_of(renewed(pupil)) for pupil in pupils),
        sum(pin_of(pupil) == pin_of(renewed(pupil)) for pupil in pupils),
    )

    assert max(kept) <= 3


def test_another_key_gives_other_secrets(settings):
    pupil = crowd()[0]
    before = (pictures_of(pupil), pin_of(pupil), badge_of(pupil))

    settings.PUPIL_KEY = "une autre clé"

    assert not {pictures_of(pupil), pin_of(pupil), badge_of(pupil)} & set(before)


def test_every_picture_comes_about_as_often_at_every_place():
    chosen = [pictures_of(pupil) for pupil in crowd()]

    for place in range(4):
        counts = Counter(pictures[place] for pictures in chosen)
        assert set(counts) == set(PICTURES)
        assert _furthest(counts, CROWD / 16) < 0.25


def test_every_digit_comes_about_as_often_at_every_place():
    pins = [pin_of(pupil) for pupil in crowd()]

    for place in range(6):
        counts = Counter(pin[place] for pin in pins)
        assert set(counts) == set("0123456789")
        assert _furthest(counts, CROWD / 10) < 0.25


def _furthest(counts: Counter, expected: float) -> float:
    """Give the largest distance from the expected count, as a share of it; 0.25 is four standard deviations or more."""
    return max(abs(count - expected) for count in counts.values()) / expected


def test_no_two_pupils_share_a_badge():
    digests = {badge_digest(badge_of(pupil)) for pupil in crowd()}

    assert len(digests) == CROWD


def test_the_database_keeps_the_sha_256_of_a_badge():
    token = badge_of(crowd()[0])

    assert badge_digest(token) == hashlib.sha256(token.encode()).hexdigest()


@properties
@given(given_secret=st.text(max_size=20), expected=st.text(max_size=20))
def test_two_secrets_are_the_same_only_when_they_are_equal(given_secret, expected):
    answers = (same(given_secret, expected), same(expected, expected))

    assert answers == (given_secret == expected, True)
