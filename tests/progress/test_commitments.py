"""What a class promises itself, and what becomes of it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from library.models import Charter
from library.reading import Scope
from progress.commitments import restore_commitment, review_commitment, withdraw_commitment
from progress.models import Commitment, Outcome
from tests.world import make_classroom, make_commitment, teacher_of


@pytest.fixture
def classroom(content, client):
    classroom = make_classroom()
    client.force_login(teacher_of(classroom))
    return classroom


def promise(client, classroom, **data):
    given = {"line": "", "text": "", "level": "", "due_on": localdate() + timedelta(days=40)} | data
    return client.post(reverse("commitment_new", args=[classroom.pk]), given)


def test_a_line_of_the_charter_brings_its_words_and_its_level(client, classroom):
    line = next(line for line in Charter.objects.get().spec.lines if line.scope is Scope.CLASSROOM)

    promise(client, classroom, line=line.key)

    made = Commitment.objects.get()
    assert (made.text, made.level, made.classroom) == (line.text, line.level.value, classroom)


def test_own_words_win_over_a_line_of_the_charter(client, classroom):
    line = Charter.objects.get().spec.lines[0]

    promise(client, classroom, line=line.key, text="Nous éteignons en sortant 💡.", level="individuel")

    assert Commitment.objects.get().text == "Nous éteignons en sortant 💡."


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({}, "text"),
        ({"text": "Nous réparons."}, "level"),
        ({"text": "x" * 301, "level": "individuel"}, "text"),
        ({"text": "Nous réparons.", "level": "individuel", "due_on": "2001-01-01"}, "due_on"),
        ({"text": "Nous réparons.", "level": "individuel", "due_on": "demain"}, "due_on"),
        ({"line": "inconnue"}, "line"),
    ],
)
def test_a_promise_with_a_mistake_is_given_back_with_a_word_at_its_place(client, classroom, data, field):
    page = promise(client, classroom, **data)

    assert page.status_code == 422
    assert page.context["form"].errors[field]
    assert data.get("text", "")[:200] in page.text
    assert not Commitment.objects.exists()


def test_a_double_click_makes_one_promise(client, classroom):
    for _click in range(2):
        promise(client, classroom, text="Nous réparons.", level="interpersonnel")

    assert Commitment.objects.count() == 1


def test_a_review_is_written_and_corrected_and_keeps_its_first_day(content):
    made = make_commitment(make_classroom())
    review_commitment(commitment=made, outcome=Outcome.PARTLY, review="Presque.")
    first = made.reviewed_on

    review_commitment(commitment=made, outcome=Outcome.KEPT, review="Tenu !")

    made.refresh_from_db()
    assert (made.outcome, made.review, made.reviewed_on) == (Outcome.KEPT, "Tenu !", first)


def test_a_promise_is_withdrawn_and_comes_back(content):
    made = make_commitment(make_classroom())

    withdraw_commitment(commitment=made)
    gone = Commitment.objects.standing().count()
    restore_commitment(commitment=made)

    assert (gone, Commitment.objects.standing().count()) == (0, 1)


def test_the_same_promise_can_be_made_again_after_a_withdrawal(client, classroom):
    withdraw_commitment(commitment=make_commitment(classroom, "Nous réparons."))

    promise(client, classroom, text="Nous réparons.", level="interpersonnel")

    assert Commitment.objects.standing().count() == 1


def test_a_review_without_an_outcome_is_given_back_as_typed(client, classroom):
    made = make_commitment(classroom)

    page = client.post(reverse("commitment_page", args=[made.pk]), {"review": "C’était dur, et beau."})

    assert page.status_code == 422
    assert "C’était dur, et beau." in page.text
    made.refresh_from_db()
    assert made.reviewed_on is None
