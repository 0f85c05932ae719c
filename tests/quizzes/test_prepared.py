"""A whole quiz leaves for the tablet at the start, without a key, a reason or a figure."""

import pytest
from django.urls import reverse

from library.models import Figure
from quizzes.models import Attempt
from quizzes.services import close_sitting
from tests.quizzes.tablet import begin, keys_of, tablet
from tests.world import make_classroom, make_sitting


def prepared(sitting):
    client = tablet(sitting)
    begin(client, sitting)
    return client.get(reverse("quiz_prepared", args=[sitting.pk]))


@pytest.mark.parametrize("quiz", ["sq02-images", "sq05-quiz", "sq08-histoires"])
def test_every_question_and_the_end_are_there(content, quiz):
    sitting = make_sitting(make_classroom(opened=True), quiz)

    screens = prepared(sitting).json()["screens"]

    asked = [screen["page"].split("/")[5] for screen in screens if "/question/" in screen["page"]]
    assert asked == keys_of(sitting)
    assert screens[-1]["page"] == reverse("quiz_end", args=[sitting.pk])
    assert all(screen["html"] for screen in screens if "/histoire/" not in screen["page"])


@pytest.mark.parametrize("quiz", ["sq02-images", "sq05-quiz", "sq08-histoires"])
def test_nothing_that_is_told_after_an_answer_leaves_before_it(content, quiz):
    sitting = make_sitting(make_classroom(opened=True), quiz)

    text = " ".join(screen["html"] for screen in prepared(sitting).json()["screens"])

    told = [getattr(question, "reason", "") for question in sitting.revision.spec.questions]
    told += [option.feedback for question in sitting.revision.spec.questions
             for option in question.options(sitting.revision.spec)]  # fmt: skip
    told += [figure.spec.simple for figure in Figure.objects.all()]
    told += [story.debrief for story in sitting.revision.spec.scenarios]
    assert [words for words in told if words and words in text] == []


@pytest.mark.parametrize("quiz", ["sq05-quiz", "sq08-histoires"])
def test_a_debrief_keeps_its_content_for_after_the_answers(content, quiz):
    sitting = make_sitting(make_classroom(opened=True), quiz)

    screens = prepared(sitting).json()["screens"]

    assert [screen["html"] for screen in screens if "/histoire/" in screen["page"]] == [
        "" for _story in sitting.revision.spec.scenarios
    ]


def test_nothing_leaves_without_an_attempt_or_after_the_closing(content):
    sitting = make_sitting(make_classroom(opened=True))
    client = tablet(sitting)

    before = client.get(reverse("quiz_prepared", args=[sitting.pk]))
    begin(client, sitting)
    close_sitting(sitting=sitting)
    after = client.get(reverse("quiz_prepared", args=[sitting.pk])).json()

    assert before.url == reverse("quiz_start", args=[sitting.pk])
    assert (after["screens"], after["ticket"]) == ([], "")
    assert Attempt.objects.count() == 1


@pytest.mark.parametrize("quiz", ["sq02-images", "sq05-quiz"])
def test_a_whole_quiz_costs_the_same_for_a_few_questions_and_for_many(content, quiz, django_assert_max_num_queries):
    sitting = make_sitting(make_classroom(opened=True), quiz)
    client = tablet(sitting)
    begin(client, sitting)

    with django_assert_max_num_queries(6):
        client.get(reverse("quiz_prepared", args=[sitting.pk]))
