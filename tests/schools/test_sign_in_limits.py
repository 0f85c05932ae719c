"""Wrong tries wait and lock, teachers unlock, and a renewed secret voids the old one."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from schools.models import Classroom
from schools.secrets import badge_of, pin_of
from schools.services import renew_secret
from tests.plain import form_to, links, path_of, send
from tests.schools.way_in import NAMES, TODAY, failures_of, give_code, give_pin, is_in, wrong_pin
from tests.world import make_assignment, make_classroom, pupil_of, sign_in_pupil, teacher_of


@pytest.fixture
def classroom(db) -> Classroom:
    return make_classroom(opened=True)


@pytest.fixture
def pupil(classroom):
    return pupil_of(classroom)


def test_the_fifth_wrong_try_waits_and_the_right_secret_waits_too(client, classroom, pupil):
    give_code(client, classroom.join_code)
    for _time in range(5):
        give_pin(client, pupil, wrong_pin(pupil))

    page = give_pin(client, pupil, pin_of(pupil))

    assert path_of(page) == f"{NAMES}1/"
    assert 0 < page.context["waits"] <= 31
    assert failures_of(pupil) == 5


def test_the_right_secret_opens_after_the_wait_and_forgets_the_misses(client, classroom, pupil):
    give_code(client, classroom.join_code)
    for _time in range(5):
        give_pin(client, pupil, wrong_pin(pupil))
    _let_the_wait_pass(classroom)

    page = give_pin(client, pupil, pin_of(pupil))

    assert (path_of(page), failures_of(pupil)) == (TODAY, 0)


def test_each_wait_doubles_up_to_four_minutes(client, classroom, pupil):
    classroom.pupils.update(failures=4)
    give_code(client, classroom.join_code)
    waits = []

    for _time in range(5):
        before = now()
        give_pin(client, pupil, wrong_pin(pupil))
        pupil.refresh_from_db()
        waits.append(round((pupil.waits_until - before).total_seconds() / 30) * 30)
        _let_the_wait_pass(classroom)

    assert waits == [30, 60, 120, 240, 240]


def test_the_tenth_wrong_try_locks_and_the_right_secret_stays_out(client, classroom, pupil):
    _lock(client, classroom, pupil)
    _let_the_wait_pass(classroom)

    page = give_pin(client, pupil, pin_of(pupil))

    assert (path_of(page), page.context["trier"].locked_at is None, is_in(client)) == (f"{NAMES}1/", False, False)


def test_one_pupil_who_is_locked_locks_nobody_else(client, classroom, pupil):
    _lock(client, classroom, pupil)
    other = pupil_of(classroom, 2)

    page = give_pin(client, other, pin_of(other))

    assert path_of(page) == TODAY


def test_the_badge_opens_even_for_a_locked_pupil(client, classroom, pupil):
    _lock(client, classroom, pupil)

    sign_in_pupil(client, pupil)

    assert is_in(client)


def test_the_teacher_unlocks_in_one_tap_from_the_page_of_the_class(client, content, classroom, pupil):
    make_assignment(classroom)
    _lock(client, classroom, pupil)
    teacher = Client()
    teacher.force_login(teacher_of(classroom))
    page = teacher.get(reverse("classroom_page", args=[classroom.pk]))

    send(teacher, page, form_to(page, reverse("pupil_act", args=[pupil.pk, "debloquer"])))

    assert path_of(give_pin(client, pupil, pin_of(pupil))) == TODAY


def test_the_teacher_unlocks_in_one_tap_before_any_sequence_is_assigned(client, classroom, pupil):
    _lock(client, classroom, pupil)
    client.force_login(teacher_of(classroom))

    page = client.get(reverse("classroom_page", args=[classroom.pk]))

    assert reverse("pupil_act", args=[pupil.pk, "debloquer"]) in links(page)


def _lock(client, classroom, pupil) -> None:
    """Miss for the tenth time."""
    classroom.pupils.filter(pk=pupil.pk).update(failures=9)
    give_code(client, classroom.join_code)
    give_pin(client, pupil, wrong_pin(pupil))
    pupil.refresh_from_db()


def _let_the_wait_pass(classroom) -> None:
    classroom.pupils.exclude(waits_until=None).update(waits_until=now() - timedelta(seconds=1))


def test_a_renewed_secret_signs_the_pupil_out(client, pupil):
    sign_in_pupil(client, pupil)

    renew_secret(pupil=pupil)

    assert not is_in(client)


def test_a_renewed_secret_voids_the_old_badge(client, pupil):
    old = badge_of(pupil)
    renew_secret(pupil=pupil)

    page = client.post(reverse("pupil_badge"), {"token": old})

    assert (page.status_code, is_in(client)) == (422, False)


def test_a_renewed_secret_voids_the_old_pin(client, classroom, pupil):
    old = pin_of(pupil)
    while pin_of(pupil) == old:  # Once in a hundred thousand the new PIN is the old one.
        renew_secret(pupil=pupil)
    give_code(client, classroom.join_code)

    refused, opened = (path_of(give_pin(client, pupil, pin)) for pin in (old, pin_of(pupil)))

    assert (refused, opened) == (f"{NAMES}1/", TODAY)


def test_a_renewed_secret_unlocks(client, classroom, pupil):
    _lock(client, classroom, pupil)
    renew_secret(pupil=pupil)

    page = give_pin(client, pupil, pin_of(pupil))

    assert path_of(page) == TODAY
