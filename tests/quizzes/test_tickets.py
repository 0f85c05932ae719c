"""An answer ticket opens « add an answer to this attempt », to the pupil it was made for, and nothing else."""

import logging
import time
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import signing
from django.urls import reverse

from quizzes.models import Answer, Position, Sitting
from quizzes.services import LATE_FOR, close_sitting
from quizzes.tickets import LIFETIME, SALT, BadTicket, issue_ticket, read_ticket
from quizzes.views_pupil import log
from schools.services import renew_secret
from tests.world import make_attempt, make_classroom, make_sitting, sign_in_pupil, teacher_of


@pytest.fixture
def attempt(small_content):
    return make_attempt(make_sitting(make_classroom(opened=True), "petit-quiz"))


def post(client, ticket, **fields):
    data = {"client_key": str(uuid4()), "question": "cable", "value": "1"} | fields
    return client.post(reverse("answers"), data, headers={"X-Ticket": ticket, "X-Outbox": "1"})


def test_a_ticket_gives_its_attempt_back(attempt):
    assert read_ticket(issue_ticket(attempt)).attempt == attempt


def test_a_ticket_stays_good_after_its_class_was_closed_and_opened_again(attempt):
    ticket = issue_ticket(attempt)
    attempt.pupil.classroom.opening += 1
    attempt.pupil.classroom.save()

    assert read_ticket(ticket).attempt == attempt


@pytest.mark.parametrize("spoil", [lambda t: "", lambda t: "x", lambda t: "é:é:é", lambda t: t[:-1], lambda t: t + "A"])
def test_a_ticket_that_was_not_made_here_opens_nothing(attempt, spoil):
    ticket = spoil(issue_ticket(attempt))

    with pytest.raises(BadTicket):
        read_ticket(ticket)


def test_a_ticket_signed_with_another_key_or_for_another_purpose_opens_nothing(attempt):
    content = [attempt.pk.hex, attempt.pupil_id.hex, attempt.pupil.secret_version]
    forged = [
        signing.dumps(content, key="une autre clé", salt=SALT),
        signing.dumps(content, salt="schools.pupil"),
        signing.dumps(content),
    ]

    for ticket in forged:
        with pytest.raises(BadTicket):
            read_ticket(ticket)


def test_the_content_of_a_ticket_cannot_be_changed_under_its_signature(attempt):
    other = make_attempt(attempt.sitting, 2)
    _content, stamp, signature = issue_ticket(attempt).split(":")
    content, *_rest = issue_ticket(other).split(":")

    with pytest.raises(BadTicket):
        read_ticket(f"{content}:{stamp}:{signature}")


def test_an_attempt_is_not_opened_in_the_name_of_another_pupil(attempt):
    other = make_attempt(attempt.sitting, 2)
    ticket = signing.dumps([attempt.pk.hex, other.pupil_id.hex, 1], salt=SALT)

    with pytest.raises(BadTicket):
        read_ticket(ticket)


def test_renewing_the_secret_of_a_pupil_voids_the_pupils_tickets_only(attempt):
    other = make_attempt(attempt.sitting, 2)
    ticket, others = issue_ticket(attempt), issue_ticket(other)

    renew_secret(pupil=attempt.pupil)

    with pytest.raises(BadTicket):
        read_ticket(ticket)
    assert read_ticket(others).attempt == other


@pytest.mark.parametrize(("seconds_left", "good"), [(60, True), (-60, False)])
def test_a_ticket_lasts_its_lifetime(attempt, monkeypatch, seconds_left, good):
    made_at = time.time() - LIFETIME.total_seconds() + seconds_left
    with monkeypatch.context() as past:
        past.setattr(signing.time, "time", lambda: made_at)
        ticket = issue_ticket(attempt)

    try:
        opened = read_ticket(ticket).attempt == attempt
    except BadTicket:
        opened = False

    assert opened is good


def test_the_ticket_of_an_attempt_that_is_gone_opens_nothing(attempt):
    ticket = issue_ticket(attempt)
    attempt.delete()

    with pytest.raises(BadTicket):
        read_ticket(ticket)


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


def test_a_ticket_from_before_the_closing_brings_what_was_cut_off_and_it_is_marked_late(client, attempt):
    ticket = issue_ticket(attempt)
    close_sitting(sitting=attempt.sitting)

    page = post(client, ticket)

    assert (page.status_code, page.json()["state"]) == (200, "late")
    assert list(Answer.objects.values_list("question", "late")) == [("cable", True)]


def test_a_ticket_from_after_the_closing_opens_nothing(client, attempt):
    close_sitting(sitting=attempt.sitting)

    page = post(client, issue_ticket(attempt))

    assert (page.status_code, Answer.objects.count()) == (410, 0)


@pytest.mark.parametrize(("left", "status"), [(timedelta(minutes=1), 200), (timedelta(0), 410)])
def test_a_late_answer_is_taken_for_a_time_of_the_server(client, attempt, left, status):
    closed = close_sitting(sitting=attempt.sitting)
    Sitting.objects.update(closed_at=closed.closed_at - LATE_FOR + left)
    ticket = issued_before(attempt, closed.closed_at - LATE_FOR)

    page = post(client, ticket)

    assert page.status_code == status


def issued_before(attempt, instant):
    """Give a ticket that was made an hour before an instant."""
    content = [attempt.pk.hex, attempt.pupil_id.hex, 1, (instant - timedelta(hours=1)).timestamp()]
    return signing.dumps(content, salt=SALT)


def test_the_hour_that_a_tablet_claims_changes_nothing(client, attempt):
    close_sitting(sitting=attempt.sitting)

    page = post(client, issue_ticket(attempt), created_at="2000-01-01T00:00:00Z", order="1")

    assert (page.status_code, Answer.objects.count()) == (410, 0)


def test_a_position_cannot_be_taken_after_the_closing_and_the_reply_says_why(client, attempt):
    ticket = issue_ticket(attempt)
    close_sitting(sitting=attempt.sitting)

    page = post(client, ticket, question="avis")

    assert (page.status_code, Position.objects.count()) == (410, 0)
    assert "ne peut plus être prise" in page.json()["message"]


@pytest.mark.parametrize(("said", "kept"), [("3", 3), ("0", 0), ("", 0), ("-1", 0), ("99999999", 200), ("beaucoup", 0)])
def test_the_tablet_tells_how_many_answers_it_still_holds(client, attempt, said, kept):
    post(client, issue_ticket(attempt), waiting=said)

    attempt.refresh_from_db()
    assert attempt.waiting == kept


def test_a_refusal_is_logged_without_saying_whose_it_is(client, attempt, caplog, monkeypatch):
    monkeypatch.setattr(log, "disabled", False)
    monkeypatch.setattr(log, "propagate", True)
    caplog.set_level(logging.WARNING, logger=log.name)
    ticket = issue_ticket(attempt)

    for fields in ({"question": "inconnue"}, {"client_key": "x"}):
        post(client, ticket, **fields)
    post(client, ticket[:-1])

    ours = [record.getMessage() for record in caplog.records if record.name == "quizzes.views_pupil"]
    assert ours == [f"answer refused: {why}" for why in ("KeyError", "ValueError", "BadTicket")]
    assert not any(word in caplog.text for word in (ticket, str(attempt.pk), attempt.pk.hex, str(attempt.pupil_id)))


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
