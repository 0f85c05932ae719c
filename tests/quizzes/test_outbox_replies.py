"""What the server replies to a tablet's outbox: each state has its number, and is true."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from quizzes.models import Answer, Attempt, Position
from quizzes.services import close_sitting
from quizzes.tickets import SALT, issue_ticket
from schools.services import renew_secret
from tests.quizzes.tablet import keys_of, tablet, values_for
from tests.world import make_attempt, make_classroom, make_sitting

KEY = UUID("6a1b8f3e-3b0e-4a35-9d37-1f2e6f0b9c11")


@pytest.fixture
def attempt(content) -> Attempt:
    return make_attempt(make_sitting(make_classroom(opened=True)))


def first_key(attempt: Attempt) -> str:
    return keys_of(attempt.sitting)[0]


def post(attempt: Attempt, **fields):
    """Send an answer as the outbox does: a ticket and no session."""
    question = fields.pop("question", first_key(attempt))
    ticket = fields.pop("ticket", None) or issue_ticket(attempt)
    body = {"client_key": str(fields.pop("client_key", KEY)), "question": question}
    body["value"] = fields.pop("value", None) or values_for(attempt, question)
    client = fields.pop("client", None) or Client(enforce_csrf_checks=True)
    return client.post(reverse("answers"), body, headers={"X-Outbox": "1", "X-Ticket": ticket})


def reply(response) -> tuple[int, str]:
    """Give the number and the state of a reply."""
    return response.status_code, response.json()["state"]


def other_value(attempt: Attempt, key: str) -> list[str]:
    """Give a value of the page that is not the right one."""
    right = values_for(attempt, key)
    return [next(value for value in "12" if [value] != right)]


def test_a_stored_answer_is_receipted_with_the_page_to_go_to(attempt):
    response = post(attempt)

    page = reverse("quiz_question", args=[attempt.sitting_id, first_key(attempt)])
    assert (response.status_code, response.json()) == (200, {"state": "stored", "next": page})
    assert list(Answer.objects.values_list("attempt", "client_key")) == [(attempt.pk, KEY)]


def test_an_answer_that_is_sent_again_is_known(attempt):
    post(attempt)

    replies = [reply(post(attempt)) for _time in range(3)]

    assert (replies, Answer.objects.count()) == ([(200, "known")] * 3, 1)


def test_an_answer_that_was_stored_before_the_closing_is_still_known_after(attempt):
    post(attempt)
    close_sitting(sitting=attempt.sitting)

    assert reply(post(attempt)) == (200, "known")


def test_a_second_answer_to_a_question_is_known_and_the_first_stands(attempt):
    post(attempt)

    response = post(attempt, client_key=uuid4(), value=other_value(attempt, first_key(attempt)))

    assert reply(response) == (200, "known")
    assert list(Answer.objects.values_list("mark", flat=True)) == [1.0]


def test_a_key_that_comes_back_with_another_answer_is_a_conflict(attempt):
    post(attempt)

    replies = [
        reply(post(attempt, value=other_value(attempt, first_key(attempt)))),
        reply(post(attempt, question=keys_of(attempt.sitting)[1])),
        reply(post(make_attempt(attempt.sitting, 2))),
    ]

    assert (replies, Answer.objects.count()) == ([(409, "refused")] * 3, 1)


def test_an_answer_that_was_cut_off_by_the_closing_is_late_then_known(attempt):
    ticket = issue_ticket(attempt)
    close_sitting(sitting=attempt.sitting)

    replies = [reply(post(attempt, ticket=ticket)) for _time in range(2)]

    assert (replies, Answer.objects.count()) == ([(200, "late"), (200, "known")], 1)


def test_an_answer_to_a_closed_sitting_is_gone(attempt):
    close_sitting(sitting=attempt.sitting)

    response = post(attempt)

    assert (reply(response), Answer.objects.count()) == ((410, "refused"), 0)
    assert response.json()["message"]


@pytest.mark.parametrize("value", [["99"], [""], ["1", "2"], ["a"], ["<script>"], ["1"] * 20])
def test_a_value_that_is_no_answer_is_unreadable(attempt, value):
    response = post(attempt, value=value)

    assert (reply(response), Answer.objects.count()) == ((422, "unreadable"), 0)
    assert response.json()["message"]


def _forged(attempt: Attempt) -> dict[str, str]:
    ticket = issue_ticket(attempt)
    content = [attempt.pk.hex, attempt.pupil_id.hex, attempt.pupil.secret_version]
    other = make_attempt(attempt.sitting, 2)
    return {
        "nothing": "x",
        "cut": ticket[:-1],
        "changed": ticket.swapcase(),
        "of another use": signing.dumps(content, salt="schools.pupil"),
        "of another key": signing.dumps(content, salt=SALT, key="une autre clé"),
        "of nobody": signing.dumps([uuid4().hex, attempt.pupil_id.hex, 1], salt=SALT),
        "of another pupil": signing.dumps([attempt.pk.hex, other.pupil_id.hex, 1], salt=SALT),
        "of the next secret": signing.dumps([*content[:2], 2], salt=SALT),
        "of no attempt": signing.dumps(["œuf", "", 1], salt=SALT),
    }


def test_a_ticket_that_was_not_made_here_for_this_attempt_opens_nothing(attempt):
    tickets = _forged(attempt)

    replies = {name: reply(post(attempt, ticket=ticket)) for name, ticket in tickets.items()}

    assert replies == dict.fromkeys(tickets, (401, "refused"))
    assert not Answer.objects.exists()


def test_a_ticket_is_void_after_two_weeks(attempt, monkeypatch):
    made = now() - timedelta(days=14, minutes=1)
    with monkeypatch.context() as past:
        past.setattr("django.core.signing.time.time", made.timestamp)
        ticket = issue_ticket(attempt)

    assert reply(post(attempt, ticket=ticket)) == (401, "refused")


def test_a_ticket_is_void_once_the_pupil_s_secret_is_renewed(attempt):
    ticket = issue_ticket(attempt)
    renew_secret(pupil=attempt.pupil)

    assert reply(post(attempt, ticket=ticket)) == (401, "refused")


def test_a_ticket_adds_to_its_own_attempt_whoever_holds_the_tablet(attempt):
    other = make_attempt(attempt.sitting, 2)
    client = tablet(attempt.sitting, 1)

    response = post(other, client=client)

    assert reply(response) == (200, "stored")
    assert list(Answer.objects.values_list("attempt", flat=True)) == [other.pk]


def test_a_ticket_opens_no_page(attempt):
    ticket = issue_ticket(attempt)
    address = reverse("quiz_question", args=[attempt.sitting_id, first_key(attempt)])

    response = Client().get(address, headers={"X-Ticket": ticket, "X-Outbox": "1"})

    assert (response.status_code, response["Location"]) == (302, f"/eleve/?suite={address}")


@pytest.mark.parametrize("question", ["", "nulle-part", "../fin", "affiche\x00", "AFFICHE", "lina", "x" * 300])
def test_a_question_that_the_quiz_does_not_ask_is_refused(attempt, question):
    response = post(attempt, question=question, value=["1"])

    assert (reply(response), Answer.objects.count()) == ((401, "refused"), 0)


@pytest.mark.parametrize("client_key", ["", "1", "pas-une-clé", "6a1b8f3e-3b0e-4a35-9d37"])
def test_an_answer_without_a_key_of_its_own_is_refused(attempt, client_key):
    response = post(attempt, client_key=client_key)

    assert (reply(response), Answer.objects.count()) == ((401, "refused"), 0)


@pytest.mark.parametrize("value", [["1" * 1_000_001], ["1"] * 1000], ids=["one megabyte", "a thousand values"])
def test_an_answer_that_no_page_can_send_is_refused_before_it_is_read(attempt, value):
    response = post(attempt, value=value)

    assert (response.status_code, Answer.objects.count()) == (400, 0)


def test_the_outbox_can_read_every_refusal(attempt):
    response = post(attempt, value=["1"] * 1000)

    assert response["Content-Type"] == "application/json"


def test_a_long_value_under_the_limit_is_unreadable_and_not_stored(attempt):
    response = post(attempt, value=["1" * 100_000])

    assert (reply(response), Answer.objects.count()) == ((422, "unreadable"), 0)


def test_a_position_is_receipted_like_any_answer_and_says_no_mark(content):
    attempt = make_attempt(make_sitting(make_classroom(grades=("S1",), opened=True), "sq08-histoires"))

    stored, known = post(attempt), post(attempt)

    assert [reply(response) for response in (stored, known)] == [(200, "stored"), (200, "known")]
    assert set(stored.json()) == {"state", "next"}
    assert (Position.objects.count(), Answer.objects.count()) == (1, 0)


def test_only_posts_bring_answers(attempt):
    statuses = [getattr(Client(), method)(reverse("answers")).status_code for method in ("get", "put", "delete")]

    assert statuses == [405, 405, 405]


def test_a_mark_that_the_tablet_claims_is_not_believed(attempt):
    key = first_key(attempt)
    body = {"client_key": str(KEY), "question": key, "value": other_value(attempt, key), "mark": "1", "correct": "1"}

    Client().post(reverse("answers"), body, headers={"X-Outbox": "1", "X-Ticket": issue_ticket(attempt)})

    assert Answer.objects.get().mark == 0


def test_an_answer_given_an_hour_after_the_class_was_closed_needs_no_session(attempt):
    ticket = issue_ticket(attempt)
    type(attempt.pupil.classroom).objects.update(open_until=now() - timedelta(hours=1))

    assert reply(post(attempt, ticket=ticket, client=Client())) == (200, "stored")
