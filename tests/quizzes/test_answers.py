"""An answer is stored once, whatever the number of times and the number of tablets that send it."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.db import connection

from quizzes.kinds import Unreadable
from quizzes.models import Answer, Attempt, Position
from quizzes.services import KeyReused, Receipt, SittingClosed, close_sitting, progress_of, start_attempt
from tests.world import make_attempt, make_classroom, make_sitting, pupil_of, send

KEY = UUID("5b0e1a52-3a5e-4c43-9d4c-6f1a44d2b7aa")
THREADS = 8
IN_MEMORY = "mode=memory" in str(settings.DATABASES["default"].get("TEST", {}).get("NAME"))
IN_ORDER = [
    ("cable", ["vrai"]),
    ("un", ["a"]),
    ("plusieurs", ["a", "b"]),
    ("ordre", ["a", "b", "c"]),
    ("combien", ["45"]),
    ("avis", ["croyance"]),
    ("facon", ["croyance"]),
]


@pytest.fixture
def attempt(small_content):
    return make_attempt(make_sitting(make_classroom(), "petit-quiz"))


def rows():
    return list(Answer.objects.order_by("id").values_list("attempt", "question", "response", "mark", "client_key"))


@pytest.mark.parametrize(
    ("question", "values", "response", "mark"),
    [
        ("cable", ["vrai"], True, 1.0),
        ("un", ["b"], "b", 0.0),
        ("plusieurs", ["b"], ["b"], 0.5),
        ("ordre", ["b", "c", "a"], ["b", "c", "a"], 0.5),
        ("combien", ["45,5"], 45.5, 1.0),
        ("facon", ["croyance"], "croyance", 1.0),
    ],
)
def test_an_answer_is_stored_with_its_mark(attempt, question, values, response, mark):
    receipt = send(attempt, question, *values, client_key=KEY)

    assert receipt is Receipt.STORED
    assert rows() == [(attempt.pk, question, response, mark, KEY)]


@pytest.mark.parametrize(("question", "values"), [(key, values) for key, values in IN_ORDER if key != "avis"])
def test_the_same_answer_sent_again_is_known_and_stored_once(attempt, question, values):
    first = send(attempt, question, *values, client_key=KEY)
    before = rows()

    again = send(attempt, question, *values, client_key=KEY)

    assert (first, again) == (Receipt.STORED, Receipt.KNOWN)
    assert rows() == before


def test_a_key_that_came_with_another_answer_is_refused(attempt):
    send(attempt, "un", "a", client_key=KEY)
    before = rows()

    for question, value in [("un", "b"), ("cable", "vrai")]:
        with pytest.raises(KeyReused):
            send(attempt, question, value, client_key=KEY)

    assert rows() == before


def test_a_key_of_another_pupil_of_the_school_is_refused(attempt):
    neighbour = make_attempt(attempt.sitting, 2)
    send(neighbour, "un", "a", client_key=KEY)

    with pytest.raises(KeyReused):
        send(attempt, "un", "a", client_key=KEY)

    assert rows() == [(neighbour.pk, "un", "a", 1.0, KEY)]


def test_two_schools_may_draw_the_same_key(attempt):
    elsewhere = make_attempt(make_sitting(make_classroom(), "petit-quiz"))

    receipts = [send(row, "un", "a", client_key=KEY) for row in (attempt, elsewhere)]

    assert receipts == [Receipt.STORED, Receipt.STORED]


def test_the_first_answer_to_a_question_stands(attempt):
    send(attempt, "un", "b", client_key=KEY)

    receipt = send(attempt, "un", "a")

    assert receipt is Receipt.KNOWN
    assert rows() == [(attempt.pk, "un", "b", 0.0, KEY)]


def test_the_first_position_on_a_story_stands(attempt):
    receipts = [send(attempt, "avis", stance) for stance in ("croyance", "comportement", "croyance")]

    assert receipts == [Receipt.STORED, Receipt.KNOWN, Receipt.KNOWN]
    assert list(Position.objects.values_list("question", "stance")) == [("avis", "croyance")]


@pytest.mark.parametrize("question", [key for key, _values in IN_ORDER])
def test_what_cannot_be_read_stores_nothing(attempt, question):
    with pytest.raises(Unreadable):
        send(attempt, question, "n’importe quoi")

    assert (rows(), Position.objects.count()) == ([], 0)


@pytest.mark.parametrize(("question", "values"), IN_ORDER)
def test_a_closed_sitting_takes_no_more_answers(attempt, question, values):
    close_sitting(sitting=attempt.sitting)

    with pytest.raises(SittingClosed):
        send(attempt, question, *values)

    assert (rows(), Position.objects.count()) == ([], 0)


def test_an_answer_that_arrived_is_still_known_after_the_closing(attempt):
    send(attempt, "un", "a", client_key=KEY)
    close_sitting(sitting=attempt.sitting)

    assert send(attempt, "un", "a", client_key=KEY) is Receipt.KNOWN
    with pytest.raises(KeyReused):
        send(attempt, "un", "b", client_key=KEY)


def test_closing_twice_keeps_the_first_closing(attempt):
    first = close_sitting(sitting=attempt.sitting)

    again = close_sitting(sitting=attempt.sitting)

    assert (again.closed_at, again.position_key) == (first.closed_at, None)
    assert first.closed_at is not None


def test_an_attempt_finishes_with_the_answer_to_its_last_question(attempt):
    finished = []

    for question, values in IN_ORDER:
        send(attempt, question, *values)
        finished.append(Attempt.objects.get(pk=attempt.pk).finished_at is not None)

    assert finished == [False] * 6 + [True]


def test_a_position_may_be_the_last_answer_of_an_attempt(attempt):
    for question, values in IN_ORDER:
        if question != "avis":
            send(attempt, question, *values)
    before = Attempt.objects.get(pk=attempt.pk).finished_at

    send(attempt, "avis", "comportement")

    assert before is None
    assert Attempt.objects.get(pk=attempt.pk).finished_at is not None


def test_a_finished_attempt_keeps_its_end(attempt):
    for question, values in IN_ORDER:
        send(attempt, question, *values)
    end = Attempt.objects.get(pk=attempt.pk).finished_at

    send(Attempt.objects.get(pk=attempt.pk), "un", "b")

    assert Attempt.objects.get(pk=attempt.pk).finished_at == end


def test_what_a_pupil_did_so_far_is_read_back(attempt):
    send(attempt, "un", "a")
    send(attempt, "avis", "croyance")
    send(make_attempt(attempt.sitting, 2), "avis", "comportement")

    progress = progress_of(attempt)

    assert {key: answer.response for key, answer in progress.answers.items()} == {"un": "a"}
    assert progress.stances == {"avis": "croyance"}
    assert progress.done == {"un", "avis"}


def test_a_pupil_has_one_attempt_at_a_sitting_on_every_tablet(attempt):
    again = start_attempt(sitting=attempt.sitting, pupil=pupil_of(attempt.sitting.classroom))

    assert again == attempt
    assert Attempt.objects.count() == 1


def in_threads(act):
    """Run the act in eight threads that start together; give their results, sorted."""
    start = Barrier(THREADS)

    def run(number):
        try:
            start.wait(timeout=20)
            return act(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        return sorted(pool.map(run, range(THREADS)), key=str)


@pytest.mark.skipif(IN_MEMORY, reason="a database in memory has one connection")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("question", "value"), [("un", "a"), ("avis", "croyance")])
def test_eight_tablets_that_send_the_same_answer_store_one_row(small_content, question, value):
    attempt = make_attempt(make_sitting(make_classroom(), "petit-quiz"))

    receipts = in_threads(lambda _number: send(Attempt.objects.get(pk=attempt.pk), question, value, client_key=KEY))

    assert receipts == [Receipt.KNOWN] * 7 + [Receipt.STORED]
    assert Answer.objects.count() + Position.objects.count() == 1


@pytest.mark.skipif(IN_MEMORY, reason="a database in memory has one connection")
@pytest.mark.django_db(transaction=True)
def test_eight_tablets_of_one_pupil_that_answer_under_their_own_keys_store_one_row(small_content):
    attempt = make_attempt(make_sitting(make_classroom(), "petit-quiz"))

    receipts = in_threads(lambda _number: send(Attempt.objects.get(pk=attempt.pk), "un", "a", client_key=uuid4()))

    assert receipts == [Receipt.KNOWN] * 7 + [Receipt.STORED]
    assert Answer.objects.count() == 1


@pytest.mark.skipif(IN_MEMORY, reason="a database in memory has one connection")
@pytest.mark.django_db(transaction=True)
def test_eight_pupils_that_answer_at_once_all_have_their_row(small_content):
    classroom = make_classroom(headcount=THREADS)
    sitting = make_sitting(classroom, "petit-quiz")

    receipts = in_threads(lambda number: send(make_attempt(sitting, number + 1), "un", "a"))

    assert receipts == [Receipt.STORED] * THREADS
    assert Answer.objects.values("attempt__pupil").distinct().count() == THREADS
