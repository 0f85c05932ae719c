"""Guessing an adult's password becomes slow, for an address that exists and for one that does not."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import now

from schools.brake import FREE_FAILURES, seconds_to_wait
from schools.models import SignInBrake, User
from tests.world import PASSWORD, make_user

SIGN_IN = "/connexion/"


@pytest.fixture
def user(db) -> User:
    user = make_user()
    user.set_password(PASSWORD)
    user.save()
    return user


def give(client, address: str, password: str):
    return client.post(SIGN_IN, {"username": address, "password": password})


def miss(client, address: str, times: int) -> list[str]:
    """Miss several times, and give the codes of what was said."""
    pages = [give(client, address, "mauvais mot de passe") for _time in range(times)]
    return [page.context["form"].errors.as_data()["__all__"][0].code for page in pages]


def test_after_five_wrong_passwords_even_the_right_one_waits(client, user):
    codes = miss(client, user.email, FREE_FAILURES + 1)

    page = give(client, user.email, PASSWORD)

    assert codes == ["invalid_login"] * FREE_FAILURES + ["wait"]
    assert page.context["form"].errors.as_data()["__all__"][0].code == "wait"


def test_an_address_that_nobody_has_is_slowed_down_alike(client, db):
    assert miss(client, "personne@example.org", FREE_FAILURES + 1) == ["invalid_login"] * FREE_FAILURES + ["wait"]


def test_capitals_and_spaces_are_the_same_address(client, user):
    miss(client, user.email, FREE_FAILURES)

    assert seconds_to_wait(f" {user.email.upper()} ") > 0


def test_the_right_password_after_the_wait_opens_and_forgets(client, user):
    miss(client, user.email, FREE_FAILURES)
    SignInBrake.objects.update(waits_until=now() - timedelta(seconds=1))

    response = give(client, user.email, PASSWORD)

    assert response["Location"] == reverse("home")
    assert not SignInBrake.objects.exists()


def test_no_address_is_kept_in_clear(client, user):
    miss(client, user.email, 1)

    assert user.email not in str(SignInBrake.objects.values().get())
