"""No secret of a pupil stands in the database, in an address or in a log."""

import logging
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from schools.models import Classroom, Pupil
from schools.secrets import badge_digest, badge_of, pictures_of, pin_of
from tests.plain import address_of, links
from tests.schools.way_in import DOOR, NAMES, TODAY, give_code, give_pin, wrong_pin
from tests.world import make_classroom, pupil_of, sign_in_pupil, teacher_of

KNOWN_KEY = "une clé connue, pour que les secrets de ces tests soient toujours les mêmes"


@pytest.fixture(params=["P1", "P5"])
def pupil(db, request, settings) -> Pupil:
    """A pupil whose secrets are the same in every run, in a class with pictures and in one with PINs."""
    settings.PUPIL_KEY = KNOWN_KEY
    classroom = make_classroom(grades=(request.param,), headcount=1, opened=True)
    pupil_of(classroom).delete()
    pupil = Pupil(pk=UUID(int=5), school=classroom.school, classroom=classroom, number=1)
    pupil.badge_digest = badge_digest(badge_of(pupil))
    pupil.save()
    Classroom.objects.filter(pk=classroom.pk).update(join_code="ABCDEFGH")
    return pupil_of(Classroom.objects.get())


def secrets_of(pupil: Pupil) -> set[str]:
    pictures = pictures_of(pupil)
    return {pin_of(pupil), badge_of(pupil), *(sign.join(pictures) for sign in (",", "|", " ", '", "', "-", ""))}


def come_in(client: Client, pupil: Pupil) -> list:
    """Try every way in, rightly and wrongly, and read what the teacher reads."""
    secret = reverse("pupil_secret", args=[1])
    pages = [give_code(client, "abcd-efgh"), client.get(secret), give_pin(client, pupil, wrong_pin(pupil))]
    pages.append(give_pin(client, pupil, pin_of(pupil)))
    pictures = pictures_of(pupil)
    pages.append(client.post(secret, {"chosen": pictures[:3], "picture": pictures[3]}, follow=True))
    sign_in_pupil(client, pupil)
    pages += [client.get(address, follow=True) for address in (TODAY, DOOR, NAMES, reverse("pupil_badge"))]
    client.force_login(teacher_of(pupil.classroom))
    badges = client.get(reverse("classroom_badges", args=[pupil.classroom_id]))
    assert badges.status_code == 200
    names = ("classroom_pupils", "classroom_page", "session_code")
    return [
        *pages,
        *(client.get(reverse(name, args=[pupil.classroom_id])) for name in names),
        client.get(reverse("pupil_page", args=[pupil.pk])),
    ]


def test_no_column_of_the_database_holds_a_secret(client, pupil):
    come_in(client, pupil)

    stored = [str(value) for table in connection.introspection.table_names() for row in _rows(table) for value in row]

    assert len(stored) > 100
    assert [value for value in stored if any(secret in value for secret in secrets_of(pupil))] == []


def _rows(table: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
        rows = cursor.fetchall()
    return [tuple(_readable(value) for value in row) for row in rows]


def _readable(value):
    """Give a binary value as signs, so that nothing hides in it."""
    return bytes(value).decode("latin-1") if isinstance(value, bytes | memoryview) else value


def test_no_address_holds_a_secret(client, pupil):
    pages = come_in(client, pupil)

    addresses = [
        *(address_of(page) for page in pages),
        *(address for page in pages for address, _status in getattr(page, "redirect_chain", ())),
        *(link for page in pages for link in links(page)),
    ]

    assert len(addresses) > 50
    assert [address for address in addresses if any(secret in address for secret in secrets_of(pupil))] == []


def test_no_log_record_holds_a_secret(client, pupil, caplog):
    caplog.set_level(logging.DEBUG)
    logging.getLogger("tests").debug("listening")

    come_in(client, pupil)

    written = [*caplog.messages, *(str(record.args) for record in caplog.records)]
    assert "listening" in written
    assert [line for line in written if any(secret in line for secret in secrets_of(pupil))] == []


def test_no_cookie_holds_a_secret(client, pupil):
    come_in(client, pupil)

    values = [cookie.value for cookie in client.cookies.values()]

    assert [value for value in values if any(secret in value for secret in secrets_of(pupil))] == []


def test_the_page_of_a_tablet_shows_no_secret(client, pupil):
    give_code(client, "ABCDEFGH")

    page = client.get(reverse("pupil_secret", args=[1]))

    assert not any(secret in page.text for secret in secrets_of(pupil))
