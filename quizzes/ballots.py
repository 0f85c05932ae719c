"""What a class votes on: every question of a debate as a ballot with lettered choices; pure."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from common.content import Picture
from quizzes.kind_base import Opinion, Option
from quizzes.kinds import (
    SKIPPED,
    MarkedQuestion,
    PictureChoice,
    Position,
    Question,
    Scale,
    SingleChoice,
    TrueFalse,
)
from quizzes.models import Debate
from quizzes.specs import QuizSpec, Scenario
from quizzes.strategies import STRATEGY_NAMES, Strategy

STATEMENT, DOUBT = "phrase", "doute"
LETTERS = "ABCDEF"
VOTABLE = (Position, Scale, SingleChoice, TrueFalse, PictureChoice)
"""Kinds of question that a class can answer by one raised card."""


@dataclass(frozen=True)
class BallotChoice:
    """One thing to vote for; what it turns out to be is said at the explanation only."""

    key: str
    letter: str
    text: str
    told: str = ""
    right: bool = False
    strategy: Strategy | None = None


@dataclass(frozen=True)
class Ballot:
    """One question of a debate, ready for a wall, a tablet or a raised hand."""

    key: str
    title: str
    lead: str
    """What is read before the question: a story, or the sentence to debate."""
    prompt: str
    choices: tuple[BallotChoice, ...]
    is_opinion: bool
    picture: Picture | None = None
    reason: str = ""
    """Said at the explanation; empty where there is nothing to explain but the choices themselves."""
    around: str = ""
    """What the class looks for together at the end of a story."""

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(choice.key for choice in self.choices)


def is_votable(question: Question) -> bool:
    """Tell whether a class can vote on a question: one choice among a few."""
    return isinstance(question, VOTABLE)


def ballots_of(debate: Debate) -> tuple[Ballot, ...]:
    """Give the questions of a debate in their order."""
    if debate.revision is None:
        return (_statement_ballot(debate),)
    spec = debate.revision.spec
    return tuple(_ballot(debate, spec, question) for question in votable_questions(spec))


def votable_questions(spec: QuizSpec) -> tuple[Question, ...]:
    """Give the questions of a quiz that a class can vote on."""
    return tuple(question for question in spec.questions if is_votable(question))


def _statement_ballot(debate: Debate) -> Ballot:
    sides = (Option("accord", _("D’accord")), Option("desaccord", _("Pas d’accord")))
    return Ballot(
        STATEMENT,
        "",
        debate.statement,
        _("Es-tu d’accord avec cette phrase ?"),
        _lettered(debate, sides),
        is_opinion=True,
    )


def _ballot(debate: Debate, spec: QuizSpec, question: Question) -> Ballot:
    options = [option for option in question.options(spec) if option.key != SKIPPED]
    ballot = Ballot(
        question.key,
        "",
        "",
        question.prompt,
        _lettered(debate, _drawn(debate, question, options), opinion=isinstance(question, Opinion)),
        is_opinion=isinstance(question, Opinion),
        picture=getattr(question, "picture", None),
        reason=question.reason if isinstance(question, MarkedQuestion) else "",
    )
    return _told_as_story(ballot, spec.scenario(question.scenario)) if isinstance(question, Position) else ballot


def _told_as_story(ballot: Ballot, story: Scenario) -> Ballot:
    choices = tuple(
        replace(choice, told=str(STRATEGY_NAMES[Strategy(choice.key)]), strategy=Strategy(choice.key))
        if choice.key in set(Strategy)
        else choice
        for choice in ballot.choices
    )
    return replace(
        ballot,
        title=story.title,
        lead=story.situation,
        choices=choices,
        picture=story.picture,
        reason=story.debrief,
        around=story.question_around,
    )


def _drawn(debate: Debate, question: Question, options: Sequence[Option]) -> Sequence[Option]:
    """Put the choices in an order that says nothing, the same on every screen of the debate."""
    if not question.shuffled:
        return options
    return sorted(
        options, key=lambda option: hashlib.sha256(f"{debate.pk}:{question.key}:{option.key}".encode()).digest()
    )


def _lettered(debate: Debate, options: Sequence[Option], *, opinion: bool = True) -> tuple[BallotChoice, ...]:
    """Give each option its letter; an opinion may end on the corner of doubt."""
    doubt = (Option(DOUBT, _("Je doute encore")),) if debate.doubt and opinion else ()
    return tuple(
        BallotChoice(option.key, letter, option.words, right=option.right)
        for letter, option in zip(LETTERS, (*options, *doubt), strict=False)
    )
