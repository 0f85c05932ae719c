"""A pupil takes a position, recognises strategies, and reads a debrief that is theirs only while the quiz runs."""

import pytest
from django.urls import reverse

from quizzes.kinds import Position as PositionQuestion
from quizzes.models import Answer, Attempt, Position, Sitting
from quizzes.services import close_sitting
from quizzes.strategies import Strategy
from tests.plain import address_of, follow, path_of, tree
from tests.quizzes.tablet import answer, asked, begin, question_page, tablet
from tests.world import make_classroom, make_sitting


@pytest.fixture
def sitting(content) -> Sitting:
    return make_sitting(make_classroom(grades=("S1",), opened=True), "sq08-histoires")


def first_story(sitting: Sitting) -> tuple[str, list]:
    """Give the key of the first story, and its questions."""
    quiz = sitting.revision.spec
    key = quiz.scenarios[0].key
    return key, [question for question in quiz.questions if getattr(question, "scenario", None) == key]


def live_story(client, sitting: Sitting, stance: Strategy):
    """Take the stance, recognise every statement, and arrive at the debrief."""
    page = begin(client, sitting)
    for question in first_story(sitting)[1]:
        assert asked(page) == question.key
        wanted = [stance] if isinstance(question, PositionQuestion) else []
        page = follow(client, answer(client, page, Attempt.objects.get(), wanted), "next")
    return page


@pytest.mark.parametrize("stance", Strategy)
def test_the_debrief_shows_the_path_that_the_pupil_took(sitting, stance):
    client = tablet(sitting)

    page = live_story(client, sitting, stance)

    assert path_of(page) == reverse("quiz_debrief", args=[sitting.pk, first_story(sitting)[0]])
    assert page.context["stance"] == stance
    assert [strategy for strategy, _name, _statement in page.context["ways"]] == list(Strategy)


def test_positions_are_kept_without_a_mark_and_recognitions_with_theirs(sitting):
    live_story(tablet(sitting), sitting, Strategy.BELIEF)

    questions = first_story(sitting)[1]
    marks = dict(Answer.objects.values_list("question", "mark"))
    assert list(Position.objects.values_list("question", "stance")) == [(questions[0].key, Strategy.BELIEF)]
    assert marks == {question.key: 1.0 for question in questions[1:]}


def test_no_page_of_a_position_says_right_or_wrong(sitting):
    client = tablet(sitting)
    page = begin(client, sitting)

    told = answer(client, page, Attempt.objects.get(), [Strategy.RATIONALISATION])

    assert (told.context["is_marked"], told.context["answer"]) == (False, None)
    assert not tree(told).find_class("result")
    assert not tree(told).find_class("right")


def test_a_position_cannot_be_changed_once_it_is_given(sitting):
    client = tablet(sitting)
    page = begin(client, sitting)
    answer(client, page, Attempt.objects.get(), [Strategy.BELIEF])

    answer(client, page, Attempt.objects.get(), [Strategy.BEHAVIOUR])

    assert list(Position.objects.values_list("stance", flat=True)) == [Strategy.BELIEF]


def test_the_debrief_of_a_closed_sitting_shows_nobody_s_path(sitting):
    client = tablet(sitting)
    running = live_story(client, sitting, Strategy.BELIEF)
    close_sitting(sitting=sitting)

    closed = client.get(address_of(running))

    assert (closed.status_code, closed.context["stance"]) == (200, "")
    assert not tree(closed).find_class("mine")
    assert tree(running).find_class("mine")


def test_the_question_of_a_position_leads_to_the_end_once_its_key_is_erased(sitting):
    client = tablet(sitting)
    live_story(client, sitting, Strategy.BELIEF)
    close_sitting(sitting=sitting)

    page = question_page(client, sitting, first_story(sitting)[1][0].key)

    assert path_of(page) == reverse("quiz_end", args=[sitting.pk])


def test_a_debrief_before_its_questions_leads_to_the_one_that_waits(sitting):
    client = tablet(sitting)
    begin(client, sitting)

    page = client.get(reverse("quiz_debrief", args=[sitting.pk, first_story(sitting)[0]]), follow=True)

    assert asked(page) == first_story(sitting)[1][0].key


def test_another_pupil_s_debrief_shows_another_path(sitting):
    live_story(tablet(sitting), sitting, Strategy.BELIEF)
    other = tablet(sitting, 2)
    begin(other, sitting)
    attempt = Attempt.objects.get(pupil__number=2)
    for question in first_story(sitting)[1]:
        wanted = [Strategy.BEHAVIOUR] if isinstance(question, PositionQuestion) else []
        answer(other, question_page(other, sitting, question.key), attempt, wanted)

    page = other.get(reverse("quiz_debrief", args=[sitting.pk, first_story(sitting)[0]]))

    assert page.context["stance"] == Strategy.BEHAVIOUR
