"""What the reading school notes of each claim, and what the school answers."""

import pytest
from django.urls import reverse

from label.assessing import has_reviewed_another
from label.models import Review, ReviewNote
from tests.label.dossiers import (
    make_finished_review,
    make_review,
    note_all,
    this_year,
)
from tests.plain import path_of, press, words
from tests.world import make_coordinator, make_school


def at(review, name="review_page"):
    return reverse(name, args=[review.pk, "A1"] if name == "review_criterion" else [review.pk])


def test_a_reader_notes_each_claim_and_is_led_to_the_next(tablet, reader, school):
    review = make_review(school, reader)

    second = press(tablet, tablet.get(at(review, "review_criterion")), "note", verdict="d-accord")
    last = press(tablet, second, "note", verdict="question", comment="Quel âge ont-ils ?")

    assert path_of(second) == reverse("review_criterion", args=[review.pk, "F1"])
    assert path_of(last) == at(review)
    assert list(ReviewNote.objects.values_list("code", "verdict", "comment")) == [
        ("A1", "d-accord", ""),
        ("F1", "question", "Quel âge ont-ils ?"),
    ]


def test_noting_again_corrects(tablet, reader, school):
    review = make_review(school, reader)

    for verdict in ("question", "d-accord"):
        tablet.post(at(review, "review_criterion"), {"verdict": verdict, "comment": "Bravo."})

    assert ReviewNote.objects.get().verdict == "d-accord"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"verdict": "question", "comment": " "}, "comment"),
        ({"verdict": "", "comment": "Bien."}, "verdict"),
        ({"verdict": "refus", "comment": "Non."}, "verdict"),
        ({"verdict": "d-accord", "comment": "x" * 601}, "comment"),
    ],
)
def test_a_note_with_a_mistake_is_given_back(tablet, reader, school, typed, field):
    page = tablet.post(at(make_review(school, reader), "review_criterion"), typed)

    assert page.status_code == 422
    assert list(page.context["form"].errors) == [field]
    assert page.context["form"]["comment"].value() == typed["comment"]
    assert not ReviewNote.objects.exists()


def test_a_reading_ends_once_everything_is_read_and_then_stays_as_it_is(tablet, reader, school):
    review = make_review(school, reader)
    early = tablet.post(at(review, "review_finish"), follow=True)
    note_all(review)

    done = press(tablet, tablet.get(at(review)), "finish")
    late = tablet.post(at(review, "review_criterion"), {"verdict": "question", "comment": "Trop tard ?"})

    assert "Il reste des déclarations sans avis" in words(early)
    assert "Relecture terminée" in words(done)
    assert ReviewNote.objects.get(code="A1").verdict == "d-accord"
    assert late.status_code == 422
    assert has_reviewed_another(reader.memberships.get().school, year=this_year())


def test_a_school_that_claims_nothing_cannot_be_read_to_the_end(tablet, reader):
    review = make_review(make_school(), reader)

    tablet.post(at(review, "review_finish"))

    assert Review.objects.get().finished_at is None


def test_the_school_reads_the_notes_when_all_is_read_and_answers_each(desk, reader, school):
    draft = make_review(school, make_coordinator())
    note_all(draft, "question", "Brouillon.")
    review = make_finished_review(school, reader, "question", "Qui anime les réunions ?")
    criterion = desk.get(reverse("criterion_page", args=[school.key, "A1"]))

    answering = desk.get(reverse("review_answer", args=[school.key, review.pk, "A1"]))
    after = press(desk, answering, "answer", answer="La directrice et deux délégués.")

    assert "Brouillon." not in criterion.text
    assert "Qui anime les réunions ?" in criterion.text
    assert "La directrice et deux délégués." in after.text
    assert ReviewNote.objects.get(review=review, code="A1").answer == "La directrice et deux délégués."


@pytest.mark.parametrize("answer", ["", "x" * 601])
def test_an_answer_with_a_mistake_is_given_back(desk, reader, school, answer):
    review = make_finished_review(school, reader, "question", "Pourquoi ?")

    page = desk.post(reverse("review_answer", args=[school.key, review.pk, "A1"]), {"answer": answer})

    assert page.status_code == 422
    assert page.context["form"]["answer"].value() == answer
    assert not ReviewNote.objects.exclude(answer="").exists()
