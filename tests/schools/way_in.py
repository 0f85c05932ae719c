"""What pupils do at the door, for tests."""

from django.urls import reverse

from schools.secrets import pin_of

TODAY = "/eleve/aujourdhui/"
NAMES = "/eleve/qui/"
DOOR = "/eleve/"


def give_code(client, code: str, **fields):
    return client.post(DOOR, {"code": code, **fields}, follow=True)


def give_pin(client, pupil, pin: str):
    return client.post(reverse("pupil_secret", args=[pupil.number]), {"pin": pin}, follow=True)


def wrong_pin(pupil) -> str:
    return "".join(str((int(digit) + 1) % 10) for digit in pin_of(pupil))


def is_in(client) -> bool:
    """Tell whether the tablet holds a pupil at this instant."""
    return client.get(TODAY).status_code == 200


def failures_of(pupil) -> int:
    pupil.refresh_from_db()
    return pupil.failures
