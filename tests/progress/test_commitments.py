"""What a class promises itself, and what becomes of it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.timezone import localdate

from library.models import Charter
from library.reading import Scope
from progress.commitments import (
    FIRST_REVIEW,
    TooEarly,
    restore_commitment,
    review_commitment,
    undo_review,
    withdraw_commitment,
)
from progress.forms import MOST_RUNNING
from progress.models import SHORTEST_TRIAL, Commitment, NextStep, Outcome
from progress.views_commitments import REVIEWS_SHOWN
from tests.world import make_assignment, make_classroom, make_commitment, teacher_of

OWN = {"text": "Nous réparons.", "level": "interpersonnel"}
LONG_AGO = timedelta(weeks=6)


@pytest.fixture
def classroom(content, client):
    classroom = make_classroom()
    client.force_login(teacher_of(classroom))
    return classroom


def promise(client, classroom, query="", **data):
    given = {
        "line": "",
        "text": "",
        "carried_by": "l’équipe tri",
        "level": "",
        "made_on": localdate(),
        "due_on": localdate() + timedelta(days=40),
    }
    return client.post(reverse("commitment_new", args=[classroom.pk]) + query, given | data)


def tried(classroom, **fields):
    """Let a class have promised something six weeks ago, to be looked at today."""
    return make_commitment(classroom, **({"made_on": localdate() - LONG_AGO, "due_on": localdate()} | fields))


def review(commitment, *, outcome=Outcome.KEPT, next_step=NextStep.END, **fields):
    given = {"helped": "", "hindered": "", "author": None} | fields
    return review_commitment(commitment=commitment, outcome=outcome, next_step=next_step, **given)


def test_a_line_of_the_charter_brings_its_words_and_its_level(client, classroom):
    line = next(line for line in Charter.objects.get().spec.lines if line.scope is Scope.CLASSROOM)

    promise(client, classroom, line=line.key)

    made = Commitment.objects.get()
    assert (made.text, made.level, made.classroom, made.school) == (
        line.text,
        line.level.value,
        classroom,
        classroom.school,
    )


def test_own_words_win_over_a_line_of_the_charter(client, classroom):
    line = Charter.objects.get().spec.lines[0]

    promise(client, classroom, line=line.key, text="Nous l'éteignons\n en sortant : voilà 💡 !", level="individuel")

    assert Commitment.objects.get().text == "Nous l’éteignons en sortant\u00a0: voilà 💡\u202f!"


def test_a_promise_says_who_sees_to_it_and_when_it_was_decided(client, classroom):
    decided = localdate() - timedelta(days=3)

    promise(client, classroom, **OWN, made_on=decided)

    made = Commitment.objects.get()
    assert (made.carried_by, made.made_on, made.due_on) == ("l’équipe tri", decided, localdate() + timedelta(days=40))


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({}, "text"),
        ({"text": "Nous réparons."}, "level"),
        ({"text": "x" * 301, "level": "individuel"}, "text"),
        (OWN | {"carried_by": ""}, "carried_by"),
        (OWN | {"carried_by": "x" * 61}, "carried_by"),
        (OWN | {"made_on": "2001-01-01"}, "made_on"),
        (OWN | {"made_on": "0001-01-01"}, "made_on"),
        (OWN | {"made_on": "2999-01-01"}, "made_on"),
        (OWN | {"due_on": "2001-01-01"}, "due_on"),
        (OWN | {"due_on": "9999-12-31"}, "due_on"),
        (OWN | {"due_on": "demain"}, "due_on"),
        ({"line": "inconnue"}, "line"),
    ],
)
def test_a_promise_with_a_mistake_is_given_back_with_a_word_at_its_place(client, classroom, data, field):
    page = promise(client, classroom, **data)

    assert page.status_code == 422
    assert page.context["form"].errors[field]
    assert all(escape(str(typed)[:200]) in page.text for name, typed in data.items() if name != "line")
    assert not Commitment.objects.exists()


@pytest.mark.parametrize(("days", "status"), [(27, 422), (28, 302)])
def test_the_review_is_four_weeks_after_the_decision_at_least(client, classroom, days, status):
    made_on = localdate() - timedelta(days=2)

    page = promise(client, classroom, **OWN, made_on=made_on, due_on=made_on + timedelta(days=days))

    assert page.status_code == status
    if status == 422:
        assert date_format(made_on + SHORTEST_TRIAL, "j F Y") in page.context["form"].errors["due_on"][0]


def test_the_form_proposes_today_six_weeks_and_the_whole_class(client, classroom):
    page = client.get(reverse("commitment_new", args=[classroom.pk]))

    form = page.context["form"]
    assert [str(form[name].value()) for name in ("made_on", "due_on", "carried_by")] == [
        str(localdate()),
        str(localdate() + FIRST_REVIEW),
        "toute la classe",
    ]
    assert "jamais le nom d’un élève" in page.text


def test_a_class_carries_a_dozen_promises_at_most(client, classroom):
    for number in range(MOST_RUNNING):
        make_commitment(classroom, f"Nous essayons {number}.")

    refused = promise(client, classroom, **OWN)
    again = promise(client, classroom, text="Nous essayons 1.", level="interpersonnel")

    assert (refused.status_code, again.status_code) == (422, 302)
    assert OWN["text"] in refused.text
    assert Commitment.objects.count() == MOST_RUNNING


def test_a_double_click_makes_one_promise(client, classroom):
    for _click in range(2):
        promise(client, classroom, **OWN)

    assert Commitment.objects.count() == 1


def test_a_review_is_written_and_corrected_and_keeps_its_first_day(content):
    made = review(tried(make_classroom()), outcome=Outcome.PARTLY, helped="Presque.")
    first = made.reviewed_on

    review(made, helped="L’affiche.", hindered="Le bruit.")

    made.refresh_from_db()
    assert (made.outcome, made.helped, made.hindered, made.next_step, made.reviewed_on) == (
        Outcome.KEPT,
        "L’affiche.",
        "Le bruit.",
        NextStep.END,
        first,
    )


def test_no_review_comes_before_four_weeks(content):
    made = make_commitment(make_classroom(), made_on=localdate() - timedelta(days=27))

    with pytest.raises(TooEarly, match=str(localdate() + timedelta(days=1))):
        review(made)

    made.refresh_from_db()
    assert made.reviewed_on is None


def test_a_review_typed_too_early_is_given_back_with_the_day_when_it_can_be_noted(client, classroom):
    made = make_commitment(classroom)
    address = reverse("commitment_page", args=[made.pk])
    day = date_format(localdate() + SHORTEST_TRIAL, "j F Y")

    shown = client.get(address)
    page = client.post(address, {"outcome": "tenu", "helped": "L’affiche.", "next_step": "garder"})

    assert (day in shown.text, 'id="review"' in shown.text) == (True, False)
    assert page.status_code == 422
    assert (day in page.context["form"].non_field_errors()[0], "L’affiche." in page.text) == (True, True)
    assert Commitment.objects.get().reviewed_on is None


@pytest.mark.parametrize("data", [{"helped": "C’était dur, et beau."}, {"outcome": "tenu", "hindered": "Le bruit 🎺"}])
def test_a_review_that_lacks_something_is_given_back_as_typed(client, classroom, data):
    made = tried(classroom)

    page = client.post(reverse("commitment_page", args=[made.pk]), data)

    assert page.status_code == 422
    assert all(escape(typed) in page.text for typed in data.values())
    made.refresh_from_db()
    assert made.reviewed_on is None


def test_a_promise_that_is_kept_goes_on_once_and_with_another_day(content):
    made = tried(make_classroom())

    for _click in range(2):
        review(made, next_step=NextStep.KEEP)

    follower = Commitment.objects.running().get()
    same = [getattr(follower, name) == getattr(made, name) for name in ("text", "carried_by", "level", "classroom")]
    assert (same, follower.follows) == ([True] * 4, made)
    assert (follower.made_on, follower.due_on) == (localdate(), localdate() + FIRST_REVIEW)


def test_a_promise_that_is_kept_no_more_stops_going_on(content):
    made = review(tried(make_classroom()), next_step=NextStep.KEEP)

    review(made, next_step=NextStep.END)

    assert not Commitment.objects.running().exists()


def test_a_promise_to_adapt_leads_to_its_words(client, classroom):
    made = tried(classroom, text="Nous rangeons tout.")

    answer = client.post(reverse("commitment_page", args=[made.pk]), {"outcome": "en-partie", "next_step": "adapter"})
    page = client.get(answer["Location"])
    due_on = page.context["form"]["due_on"].value()
    promise(client, classroom, **OWN, query=f"?suite={made.pk}", due_on=due_on)

    assert "Nous rangeons tout.</textarea>" in page.text
    assert Commitment.objects.running().get().follows == made


def test_the_words_of_another_class_are_not_offered(client, classroom):
    foreign = make_commitment(make_classroom(), "Nous dansons.")

    pages = [
        client.get(f"{reverse('commitment_new', args=[classroom.pk])}?suite={wanted}")
        for wanted in (foreign.pk, "n’importe quoi")
    ]

    assert [(page.status_code, "Nous dansons" in page.text) for page in pages] == [(200, False), (200, False)]


def test_a_review_noted_by_mistake_is_taken_back_the_same_day(client, classroom):
    made = review(tried(classroom), next_step=NextStep.KEEP, helped="Tout.")

    for _click in range(2):
        client.post(reverse("commitment_unreview", args=[made.pk]))

    made.refresh_from_db()
    assert (made.reviewed_on, made.outcome, made.helped, made.next_step) == (None, "", "", "")
    assert list(Commitment.objects.running()) == [made]


def test_a_review_of_another_day_is_not_taken_back(client, classroom):
    made = review(tried(classroom))
    Commitment.objects.update(reviewed_on=localdate() - timedelta(days=1))

    page = client.post(reverse("commitment_unreview", args=[made.pk]), follow=True)
    undo_review(commitment=Commitment.objects.get())

    assert "corrigez-le" in page.text
    assert Commitment.objects.get().outcome == Outcome.KEPT


def test_a_promise_is_withdrawn_and_comes_back(content):
    made = make_commitment(make_classroom())

    withdraw_commitment(commitment=made)
    gone = Commitment.objects.standing().count()
    restore_commitment(commitment=made)

    assert (gone, Commitment.objects.standing().count()) == (0, 1)


def test_the_same_promise_can_be_made_again_after_a_withdrawal(client, classroom):
    withdrawn = withdraw_commitment(commitment=make_commitment(classroom, "Nous réparons."))

    promise(client, classroom, **OWN)
    restore_commitment(commitment=withdrawn)

    assert Commitment.objects.standing().count() == 1


def test_the_page_of_the_class_shows_the_three_promises_that_come_first(client, classroom):
    for weeks in range(4, 9):
        make_commitment(classroom, f"Nous essayons {weeks}.", due_on=localdate() + timedelta(weeks=weeks))
    tried(classroom, text="Nous en parlons.")
    review(tried(classroom, text="Nous avons fini."))

    page = client.get(reverse("classroom_page", args=[classroom.pk]))

    shown = [row.text for row in page.context["promises"]]
    assert shown == ["Nous en parlons.", "Nous essayons 4.", "Nous essayons 5."]
    assert page.text.count("data-promise") == 3
    assert page.text.count("bilan à faire") == 1


def test_the_latest_reviews_are_shown_and_all_of_them_to_who_asks(client, classroom):
    for number in range(REVIEWS_SHOWN + 2):
        review(tried(classroom, text=f"Nous avons essayé {number}."))
    address = reverse("classroom_talks", args=[classroom.pk])

    latest, everything = client.get(address), client.get(address, {"bilans": "tous"})

    counts = [page.text.count("data-commitment") for page in (latest, everything)]
    assert counts == [REVIEWS_SHOWN, REVIEWS_SHOWN + 2]
    assert ["?bilans=tous" in page.text for page in (latest, everything)] == [True, False]


def test_the_last_step_of_a_sequence_leads_to_what_the_class_decides(client, classroom):
    page = client.get(reverse("assignment_page", args=[make_assignment(classroom).pk]))

    last = page.text.rindex("data-step")
    assert page.text.count(reverse("commitment_new", args=[classroom.pk])) == 1
    assert page.text.index(reverse("commitment_new", args=[classroom.pk])) > last
