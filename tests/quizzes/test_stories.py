"""A pupil takes a position, recognises strategies, and reads a debrief that is theirs only while the quiz runs."""

from dataclasses import replace

import pytest
from django.urls import reverse

from common.actions import ActionLevel
from quizzes.kinds import Lever, Unreadable
from quizzes.kinds import Position as PositionQuestion
from quizzes.models import Answer, Attempt, Phase, Position, Quiz, Sitting
from quizzes.pairs import close_before, open_after
from quizzes.services import close_sitting
from quizzes.strategies import Strategy
from tests.pairs import end_of, make_pair
from tests.plain import address_of, follow, path_of, tree, words
from tests.quizzes.tablet import answer, asked, begin, question_page, tablet
from tests.world import make_classroom, make_sitting, teacher_of


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

    position, *recognitions, lever = first_story(sitting)[1]
    marks = dict(Answer.objects.values_list("question", "mark"))
    kept = dict(Position.objects.values_list("question", "stance"))
    assert kept == {position.key: Strategy.BELIEF, lever.key: ActionLevel.INDIVIDUAL}
    assert marks == {question.key: 1.0 for question in recognitions}


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


def test_every_story_of_the_product_ends_on_what_would_make_the_change_easier(content):
    specs = [quiz.spec for quiz in Quiz.objects.published().filter(kind="dissonance").select_related("current")]

    last = {
        story.key: [question for question in spec.questions if getattr(question, "scenario", None) == story.key][-1]
        for spec in specs
        for story in spec.scenarios
    }

    assert len(last) == 24
    assert {type(question) for question in last.values()} == {Lever}
    assert len({question.prompt for question in last.values()}) == 24


def test_the_lever_offers_the_surroundings_of_its_story_and_has_no_right_one(sitting):
    quiz, lever = sitting.spec, first_story(sitting)[1][-1]

    options = lever.options(quiz)

    around = quiz.scenario(lever.scenario).surroundings
    assert [option.key for option in options] == ["individuel", "interpersonnel", "sociétal"]
    assert [option.text for option in options] == [around.individual, around.interpersonal, around.societal]
    assert not any(option.right for option in options)
    assert not hasattr(lever, "mark")


def test_the_debrief_marks_the_lever_that_the_pupil_chose_while_the_quiz_runs(sitting):
    client = tablet(sitting)
    page = live_story(client, sitting, Strategy.BELIEF)
    close_sitting(sitting=sitting)

    closed = client.get(address_of(page))

    assert (page.context["lever"], closed.context["lever"]) == (ActionLevel.INDIVIDUAL, "")
    assert (len(tree(page).find_class("mine")), len(tree(closed).find_class("mine"))) == (2, 0)


def test_the_own_sentence_stands_outside_every_form_and_without_a_name(sitting):
    page = live_story(tablet(sitting), sitting, Strategy.BELIEF)

    box = tree(page).get_element_by_id("own-sentence")
    words = tree(page).get_element_by_id("own-words")
    assert "hidden" in box.attrib
    assert words.get("name") is None
    assert not list(words.iterancestors("form"))


def test_an_end_of_a_pair_has_no_debrief(content):
    pair = make_pair(make_classroom(grades=("S1",), opened=True))
    before = end_of(pair, Phase.BEFORE)
    client = tablet(before)
    page = begin(client, before)
    story = before.spec.scenarios[0].key

    told = answer(client, page, Attempt.objects.get(), [Strategy.BELIEF])
    debrief = client.get(reverse("quiz_debrief", args=[before.pk, story]))

    assert told.context["ended_story"] is None
    assert tree(told).get_element_by_id("next").get("href").endswith(before.spec.questions[1].key + "/")
    assert debrief.status_code == 404


def test_a_pupil_goes_through_both_ends_and_meets_no_reminder(content):
    pair = make_pair(make_classroom(grades=("S1",), opened=True))
    client = tablet(end_of(pair, Phase.BEFORE))
    for phase in Phase.BEFORE, Phase.AFTER:
        end = end_of(pair, phase)
        page = begin(client, end)
        for question in end.spec.questions:
            assert asked(page) == question.key
            assert not tree(page).find_class("verdict")
            page = follow(client, answer(client, page, end.attempts.get(), []), "next")
        assert path_of(page) == reverse("quiz_end", args=[end.pk])
        close_before(pair=pair)
        open_after(pair=pair, teacher=teacher_of(pair.classroom))

    first = client.get(reverse("quiz_end", args=[end_of(pair, Phase.BEFORE).pk]))

    assert first.context["pages"] == []
    assert [attempt.finished_at is None for attempt in Attempt.objects.all()] == [False, False]


def test_a_position_sent_after_before_is_closed_is_refused_without_promising_that_its_key_is_gone(content):
    pair = make_pair(make_classroom(grades=("S1",), opened=True))
    before = end_of(pair, Phase.BEFORE)
    client = tablet(before)
    page = begin(client, before)
    close_before(pair=pair)

    refused = answer(client, page, before.attempts.get(), [Strategy.BELIEF])

    assert refused.status_code == 410
    assert "elle compte, sans ton nom" in words(refused)
    assert "plus rien ne la relie" not in words(refused)


def test_a_lever_of_no_story_is_refused_with_its_place(sitting):
    lost = replace(sitting.spec, questions=(Lever("aide", "Et alors ?", "nulle-part"),))

    told = [(problem.place, problem.message) for problem in lost.problems()]

    assert told == [("questions[1].scenario", "aucune histoire n’a la clé « nulle-part ».")]


@pytest.mark.parametrize("values", [[], ["comportement"], ["individuel", "sociétal"]])
def test_a_lever_is_one_of_the_three_levels(sitting, values):
    lever = first_story(sitting)[1][-1]

    with pytest.raises(Unreadable, match="pas de mauvaise réponse"):
        lever.read(values)
