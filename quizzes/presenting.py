"""Questions as a pupil's page shows them: shuffled, and with neutral values, so that no page holds the key."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from quizzes.kinds import Option, Question
from quizzes.models import Attempt
from quizzes.services import Progress
from quizzes.specs import QuizSpec, Scenario


@dataclass(frozen=True)
class Offer:
    """An option with the neutral value that stands for it on this pupil's page."""

    value: str
    option: Option
    chosen: bool = False


def _shuffled(attempt: Attempt, question: Question, options: Sequence[Option]) -> list[Option]:
    """Shuffle alike on every tablet of the same pupil; an order to find never starts as the right one."""

    def rank(option: Option) -> bytes:
        return hashlib.sha256(f"{attempt.pk}:{question.key}:{option.key}".encode()).digest()

    shuffled = sorted(options, key=rank)
    if question.in_order and shuffled == list(options):
        return [*shuffled[1:], shuffled[0]]
    return shuffled


def offers_for(attempt: Attempt, question: Question, quiz: QuizSpec, chosen: Sequence[str] = ()) -> list[Offer]:
    """Give what the page offers, in this pupil's order; `chosen` holds keys of options."""
    options = question.options(quiz)
    shown = _shuffled(attempt, question, options) if question.shuffled else list(options)
    return [Offer(str(number), option, option.key in chosen) for number, option in enumerate(shown, 1)]


def meant_by(attempt: Attempt, question: Question, quiz: QuizSpec, values: Sequence[str]) -> list[str]:
    """Turn the page's neutral values into keys; a value that was never offered becomes an empty text."""
    keys = {offer.value: offer.option.key for offer in offers_for(attempt, question, quiz)}
    return [keys.get(value, "") for value in values] if keys else list(values)


def rearranged(offers: Sequence[Offer], order: Sequence[str], move: str) -> list[Offer]:
    """Put offers in the order of their values, then move one a place up (`2:haut`) or down (`2:bas`)."""
    by_value = {offer.value: offer for offer in offers}
    values = list(order) if sorted(order) == sorted(by_value) else list(by_value)
    value, _colon, direction = move.partition(":")
    if value in values:
        place = values.index(value)
        other = place - 1 if direction == "haut" else place + 1
        if 0 <= other < len(values):
            values[place], values[other] = values[other], values[place]
    return [by_value[value] for value in values]


@dataclass(frozen=True)
class Screen:
    """Where a pupil stands in a quiz."""

    number: int
    """Zero on the screen that follows the last question."""
    total: int
    done: int
    pebbles: tuple[str, ...]
    """One word a question: `here`, `done` or `open`."""


def screen_of(quiz: QuizSpec, question: Question | None, progress: Progress) -> Screen:
    """Say where a question stands among the others; no question stands for the end."""
    keys = [asked.key for asked in quiz.questions]
    here = question.key if question else ""
    done = progress.done
    pebbles = ("here" if key == here else "done" if key in done else "open" for key in keys)
    return Screen(keys.index(here) + 1 if here else 0, len(keys), len(done & set(keys)), tuple(pebbles))


def first_open(quiz: QuizSpec, progress: Progress) -> Question | None:
    """Give the first question that still waits for its answer."""
    return next((question for question in quiz.questions if question.key not in progress.done), None)


def story_of(quiz: QuizSpec, question: Question) -> Scenario | None:
    """Give the story that a question rests on, if any."""
    key = getattr(question, "scenario", None)
    return quiz.scenario(key) if key else None


def story_ended_by(quiz: QuizSpec, question: Question) -> Scenario | None:
    """Give the story whose last question this is, so that its debrief comes next."""
    story = story_of(quiz, question)
    if story is None or not quiz.debriefs:
        return None
    last = [asked for asked in quiz.questions if getattr(asked, "scenario", None) == story.key][-1]
    return story if last.key == question.key else None


def question_after(quiz: QuizSpec, question: Question) -> Question | None:
    """Give the question that follows in the quiz."""
    keys = [asked.key for asked in quiz.questions]
    place = keys.index(question.key) + 1
    return quiz.questions[place] if place < len(keys) else None


def expected(question: Any, quiz: QuizSpec) -> list[Option]:
    """Give the right options, for the page that explains."""
    return [option for option in question.options(quiz) if option.right]
