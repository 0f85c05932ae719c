"""An answer ticket opens « add an answer to this attempt », to the pupil it was made for, and nothing else."""

import time
from uuid import uuid4

import pytest
from django.core import signing
from django.urls import reverse

from quizzes.models import Answer
from quizzes.services import close_sitting
from quizzes.tickets import LIFETIME, SALT, BadTicket, attempt_of, issue_ticket
from schools.services import renew_secret
from tests.world import make_attempt, make_classroom, make_sitting, sign_in_pupil, teacher_of


@pytest.fixture
def attempt(small_content):
    return make_attempt(make_sitting(make_classroom(opened=True), "petit-quiz"))


def post(client, ticket, **fields):
    data = {"client_key": str(uuid4()), "question": "cable", "value": "1"} | fields
    return client.post(reverse("answers"), data, headers={"X-Ticket": ticket, "X-Outbox": "1"})


def test_a_ticket_gives_its_attempt_back(attempt):
    assert attempt_of(issue_ticket(attempt)) == attempt


def test_a_ticket_stays_good_after_its_class_was_closed_and_opened_again(attempt):
    ticket = issue_ticket(attempt)
    attempt.pupil.classroom.opening += 1
    attempt.pupil.classroom.save()

    assert attempt_of(ticket) == attempt


@pytest.mark.parametrize("spoil", [lambda t: "", lambda t: "x", lambda t: "é:é:é", lambda t: t[:-1], lambda t: t + "A"])
def test_a_ticket_that_was_not_made_here_opens_nothing(attempt, spoil):
    ticket = spoil(issue_ticket(attempt))

    with pytest.raises(BadTicket):
        attempt_of(ticket)


def test_a_ticket_signed_with_another_key_or_for_another_purpose_opens_nothing(attempt):
    content = [attempt.pk.hex, attempt.pupil_id.hex, attempt.pupil.secret_version]
    forged = [
        signing.dumps(content, key="une autre clé", salt=SALT),
        signing.dumps(content, salt="schools.pupil"),
        signing.dumps(content),
    ]

    for ticket in forged:
        with pytest.raises(BadTicket):
            attempt_of(ticket)


def test_the_content_of_a_ticket_cannot_be_changed_under_its_signature(attempt):
    other = make_attempt(attempt.sitting, 2)
    _content, stamp, signature = issue_ticket(attempt).split(":")
    content, *_rest = issue_ticket(other).split(":")

    with pytest.raises(BadTicket):
        attempt_of(f"{content}:{stamp}:{signature}")


def test_an_attempt_is_not_opened_in_the_name_of_another_pupil(attempt):
    other = make_attempt(attempt.sitting, 2)
    ticket = signing.dumps([attempt.pk.hex, other.pupil_id.hex, 1], salt=SALT)

    with pytest.raises(BadTicket):
        attempt_of(ticket)


def test_renewing_the_secret_of_a_pupil_voids_the_pupils_tickets_only(attempt):
    other = make_attempt(attempt.sitting, 2)
    ticket, others = issue_ticket(attempt), issue_ticket(other)

    renew_secret(pupil=attempt.pupil)

    with pytest.raises(BadTicket):
        attempt_of(ticket)
    assert attempt_of(others) == other


@pytest.mark.parametrize(("seconds_left", "good"), [(60, True), (-60, False)])
def test_a_ticket_lasts_its_lifetime(attempt, monkeypatch, seconds_left, good):
    made_at = time.time() - LIFETIME.total_seconds() + seconds_left
    with monkeypatch.context() as past:
        past.setattr(signing.time, "time", lambda: made_at)
        ticket = issue_ticket(attempt)

    try:
        opened = attempt_of(ticket) == attempt
    except BadTicket:
        opened = False

    assert opened is good


def test_the_ticket_of_an_attempt_that_is_gone_opens_nothing(attempt):
    ticket = issue_ticket(attempt)
    attempt.delete()

    with pytest.raises(BadTicket):
        attempt_of(ticket)


def test_a_ticket_needs_no_session_and_stores_in_its_own_attempt(client, attempt):
    other = make_attempt(attempt.sitting, 2)
    sign_in_pupil(client, other.pupil)

    page = post(client, issue_ticket(attempt))

    assert (page.status_code, page.json()["state"]) == (200, "stored")
    assert list(Answer.objects.values_list("attempt", "question", "mark")) == [(attempt.pk, "cable", 1.0)]


@pytest.mark.parametrize("fields", [{"question": "inconnue"}, {"client_key": "x"}, {"question": ""}])
def test_a_ticket_takes_only_answers_to_questions_of_its_quiz(client, attempt, fields):
    page = post(client, issue_ticket(attempt), **fields)

    assert (page.status_code, Answer.objects.count()) == (401, 0)


def test_a_ticket_is_void_once_its_sitting_is_closed(client, attempt):
    ticket = issue_ticket(attempt)
    close_sitting(sitting=attempt.sitting)

    page = post(client, ticket)

    assert (page.status_code, Answer.objects.count()) == (410, 0)


def test_a_ticket_opens_no_page(client, attempt):
    ticket = issue_ticket(attempt)
    client.cookies["eleve"] = ticket
    pages = [reverse("pupil_today"), reverse("quiz_start", args=[attempt.sitting_id])]

    answers = [client.get(page, headers={"X-Ticket": ticket}) for page in pages]

    assert [answer.url.partition("?")[0] for answer in answers] == [reverse("pupil_door")] * 2


def test_a_ticket_opens_no_page_of_its_teacher(client, attempt):
    classroom = attempt.sitting.classroom
    address = reverse("classroom_pupils", args=[classroom.pk])

    answer = client.get(address, headers={"X-Ticket": issue_ticket(attempt)})

    assert answer.url == f"{reverse('sign_in')}?next={address}"
    assert teacher_of(classroom).is_active
