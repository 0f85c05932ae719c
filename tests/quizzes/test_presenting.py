"""What a pupil's page shows: shuffled for this pupil, under neutral values."""

from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.kinds import Choice, Estimate, Item, Ordering, Recognition, SingleChoice, TrueFalse, Unreadable
from quizzes.models import Attempt
from quizzes.presenting import (
    Offer,
    Screen,
    first_open,
    meant_by,
    offers_for,
    question_after,
    rearranged,
    screen_of,
    story_ended_by,
)
from quizzes.services import Progress
from quizzes.strategies import Strategy

CHOICE = SingleChoice("q", "Lequel ?", "Voilà.", choices=tuple(Choice(key, key) for key in "abcd"), correct="b")
TRUE = TrueFalse("q", "Vrai ?", "Voilà.", correct=True)
RECOGNITION = Recognition("q", "Que fait-elle ?", "Voilà.", scenario="lina", strategy=Strategy.BELIEF)
GUESS = Estimate("q", "Combien ?", "Voilà.", figure="f", low=3, high=6, minimum=0, maximum=9, step=1, unit="g")
ATTEMPTS = [Attempt(pk=UUID(int=number)) for number in range(1, 31)]


def ordering(count):
    return Ordering("q", "Dans quel ordre ?", "Voilà.", items=tuple(Item(f"k{place}", "x") for place in range(count)))


def keys(offers):
    return [offer.option.key for offer in offers]


@settings(max_examples=200, deadline=None, database=None)
@given(st.uuids(), st.sampled_from([CHOICE, ordering(3), ordering(6)]))
def test_a_pupil_sees_the_same_order_at_every_look_and_every_option_once(pk, question):
    first = offers_for(Attempt(pk=pk), question, None)

    again = offers_for(Attempt(pk=pk), question, None)

    assert again == first
    assert sorted(keys(first)) == sorted(option.key for option in question.options(None))
    assert [offer.value for offer in first] == [str(number) for number in range(1, len(first) + 1)]


@settings(max_examples=300, deadline=None, database=None)
@given(st.uuids(), st.integers(3, 6))
def test_a_question_of_order_never_starts_in_the_right_order(pk, count):
    question = ordering(count)

    shown = keys(offers_for(Attempt(pk=pk), question, None))

    assert shown != list(question.keys)


@pytest.mark.parametrize("question", [CHOICE, ordering(4)])
def test_neighbours_see_different_orders(question):
    orders = {tuple(keys(offers_for(attempt, question, None))) for attempt in ATTEMPTS}

    assert len(orders) > 10


def test_two_questions_of_one_pupil_are_shuffled_apart():
    other = SingleChoice("autre", "Lequel ?", "Voilà.", choices=CHOICE.choices, correct="b")

    alike = [keys(offers_for(row, CHOICE, None)) == keys(offers_for(row, other, None)) for row in ATTEMPTS]

    assert not all(alike)


@pytest.mark.parametrize("question", [TRUE, RECOGNITION])
def test_a_fixed_list_of_options_keeps_its_order(question):
    orders = {tuple(keys(offers_for(attempt, question, None))) for attempt in ATTEMPTS}

    assert orders == {tuple(option.key for option in question.options(None))}


@settings(max_examples=200, deadline=None, database=None)
@given(st.uuids(), st.sampled_from([CHOICE, TRUE, RECOGNITION, ordering(4)]))
def test_neutral_values_stand_for_their_options(pk, question):
    attempt = Attempt(pk=pk)
    offers = offers_for(attempt, question, None)

    meant = meant_by(attempt, question, None, [offer.value for offer in reversed(offers)])

    assert meant == list(reversed(keys(offers)))


@pytest.mark.parametrize("value", ["", "0", "5", "01", "a", "b", "1 ", "-1", "vrai"])
def test_a_value_that_was_not_offered_cannot_be_read(value):
    meant = meant_by(ATTEMPTS[0], CHOICE, None, [value])

    with pytest.raises(Unreadable):
        CHOICE.read(meant)
    assert meant == [""]


def test_a_guess_means_what_was_typed():
    assert meant_by(ATTEMPTS[0], GUESS, None, ["4,5"]) == ["4,5"]


def test_the_chosen_options_are_marked_as_chosen():
    offers = offers_for(ATTEMPTS[0], TRUE, None, ["faux"])

    assert [(offer.option.key, offer.chosen) for offer in offers] == [("vrai", False), ("faux", True)]


@pytest.mark.parametrize(
    ("order", "move", "result"),
    [
        ([], "", "123"),
        ([], "2:haut", "213"),
        ([], "2:bas", "132"),
        ([], "1:haut", "123"),
        ([], "3:bas", "123"),
        (["3", "2", "1"], "", "321"),
        (["3", "2", "1"], "1:haut", "312"),
        (["3", "2"], "1:bas", "213"),
        (["3", "3", "1"], "", "123"),
        (["3", "2", "9"], "", "123"),
        ([], "9:haut", "123"),
        ([], "n'importe quoi", "123"),
    ],
)
def test_one_thing_moves_one_place_and_nothing_is_lost(order, move, result):
    offers = [Offer(value, option) for value, option in zip("123", ordering(3).options(None), strict=True)]

    moved = rearranged(offers, order, move)

    assert "".join(offer.value for offer in moved) == result


def test_a_screen_says_where_the_pupil_stands(catalogue):
    quiz = catalogue.of("quizzes")["sq02-images"].spec
    here, other, *_rest = quiz.questions
    progress = Progress({other.key: None}, {})

    screen = screen_of(quiz, here, progress)

    count = len(quiz.questions)
    assert screen == Screen(1, count, 1, ("here", "done", *["open"] * (count - 2)))
    assert first_open(quiz, progress) == here
    assert first_open(quiz, Progress(dict.fromkeys(item.key for item in quiz.questions), {})) is None


def test_each_story_ends_at_its_last_question(catalogue):
    quiz = catalogue.of("quizzes")["sq08-histoires"].spec

    ended = [story_ended_by(quiz, question) for question in quiz.questions]

    assert [story for story in ended if story] == list(quiz.scenarios)
    assert ended[-1] == quiz.scenarios[-1]


def test_the_last_question_is_followed_by_none(catalogue):
    questions = catalogue.of("quizzes")["sq05-quiz"].spec.questions

    followers = [question_after(catalogue.of("quizzes")["sq05-quiz"].spec, question) for question in questions]

    assert followers == [*questions[1:], None]
