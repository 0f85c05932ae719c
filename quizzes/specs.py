"""What a quiz says: the format of `fixtures/<language>/quizzes`, shared by pages, prints and exchange formats."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import ClassVar

from django.utils.translation import gettext as _

from common.actions import ActionLevel
from common.content import BAD_KEY, Picture, Problem, TermKey, is_key
from common.levels import Band
from common.text import Prose
from quizzes.kinds import Lever, Opinion, Position, Question, Recognition
from quizzes.strategies import Strategy, strategy_of


class QuizKind(StrEnum):
    """What a quiz is for."""

    KNOWLEDGE = "connaissances"
    PICTURES = "images"
    DISSONANCE = "dissonance"


@dataclass(frozen=True)
class Statement:
    """What a character says, read as one of the three strategies."""

    text: Prose
    act_changes: bool
    fact_denied: bool
    note: Prose = Prose("")
    """For the teacher, where the statement touches a real debate."""


@dataclass(frozen=True)
class Surroundings:
    """What could change around the character, at each level of action."""

    individual: Prose
    interpersonal: Prose
    societal: Prose

    def at(self, level: ActionLevel) -> Prose:
        """Give what could change at one level."""
        return {
            ActionLevel.INDIVIDUAL: self.individual,
            ActionLevel.INTERPERSONAL: self.interpersonal,
            ActionLevel.SOCIETAL: self.societal,
        }[level]


@dataclass(frozen=True)
class Scenario:
    """A short story with three ways out of its dissonance."""

    key: str
    title: Prose
    situation: Prose
    picture: Picture
    behaviour: Statement
    belief: Statement
    rationalisation: Statement
    level: ActionLevel
    """The level of action of the behaviour statement."""
    question_around: Prose
    surroundings: Surroundings
    debrief: Prose
    teacher_note: Prose

    def statement(self, strategy: Strategy) -> Statement:
        """Give the statement that shows a strategy."""
        return {
            Strategy.BEHAVIOUR: self.behaviour,
            Strategy.BELIEF: self.belief,
            Strategy.RATIONALISATION: self.rationalisation,
        }[strategy]

    def problems(self) -> Iterator[Problem]:
        for strategy in Strategy:
            said = self.statement(strategy)
            if strategy_of(act_changes=said.act_changes, fact_denied=said.fact_denied) is not strategy:
                message = "act_changes et fact_denied ne donnent pas cette stratégie ; relisez la règle de décision."
                yield Problem(strategy.name.lower(), message)


@dataclass(frozen=True)
class QuizSpec:
    """A whole quiz: questions in order, and the stories they rest on."""

    debriefs: ClassVar[bool] = True
    """Whether each story ends on what its statements show."""

    title: Prose
    kind: QuizKind
    intro: Prose
    bands: tuple[Band, ...]
    theme: Prose
    picture: Picture
    questions: tuple[Question, ...]
    closing: Prose
    scenarios: tuple[Scenario, ...] = ()
    terms: tuple[TermKey, ...] = ()

    def question(self, key: str) -> Question:
        """Give the question of that key; raise KeyError when there is none."""
        for question in self.questions:
            if question.key == key:
                return question
        raise KeyError(key)

    def scenario(self, key: str) -> Scenario:
        """Give the story of that key; raise KeyError when there is none."""
        for scenario in self.scenarios:
            if scenario.key == key:
                return scenario
        raise KeyError(key)

    def opinions_alone(self) -> "QuizSpec":
        """Give the quiz as it is asked before and after: what would teach in between is left out."""
        said = {field.name: getattr(self, field.name) for field in fields(self)}
        said["questions"] = tuple(question for question in self.questions if isinstance(question, Opinion))
        said["intro"] = Prose(_("Choisis ce que tu dirais. Toutes les réponses sont permises : ni points, ni nom."))
        said["closing"] = Prose(_("Merci. Les choix de la classe sont comptés ensemble, sans les noms."))
        return OpinionsSpec(**said)

    def problems(self) -> Iterator[Problem]:
        if not self.questions:
            yield Problem("questions", "un quiz a au moins une question.")
        counts = Counter(question.key for question in self.questions) + Counter(story.key for story in self.scenarios)
        for key, count in counts.items():
            if not is_key(key):
                yield Problem("questions", f"« {key} » : {BAD_KEY}")
            if count > 1:
                yield Problem(
                    "questions", f"la clé « {key} » sert {count} fois ; chaque question et chaque histoire a la sienne."
                )
        stories = {scenario.key for scenario in self.scenarios}
        for number, question in enumerate(self.questions, 1):
            if isinstance(question, Position | Recognition | Lever) and question.scenario not in stories:
                yield Problem(f"questions[{number}].scenario", f"aucune histoire n’a la clé « {question.scenario} ».")


@dataclass(frozen=True)
class OpinionsSpec(QuizSpec):
    """The opinions of a quiz, without its debriefs: they say which statement shows which strategy."""

    debriefs: ClassVar[bool] = False
