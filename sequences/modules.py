"""What a module of the teachers' self-training says: the format of `fixtures/<language>/modules`."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from common.content import BAD_KEY, ArticleKey, FigureKey, Picture, Problem, SequenceKey, TermKey, is_key
from common.text import Prose
from quizzes.kinds import Estimate, Ordering, Question, SeveralChoices, SingleChoice, TrueFalse

SHORTEST_MODULE, LONGEST_MODULE = 20, 30
BRIEF_MINUTES = 5
SELF_CHECKED = (SingleChoice, SeveralChoices, TrueFalse, Ordering, Estimate)
"""The kinds that the form of a self-check draws."""


@dataclass(frozen=True)
class ModulePart:
    """One thing to understand, on a few screens."""

    title: Prose
    text: Prose
    """Markdown."""
    minutes: int
    picture: Picture | None = None


@dataclass(frozen=True)
class ModuleExercise:
    """Something to do oneself, with a worked answer to open afterwards."""

    title: Prose
    instruction: Prose
    worked: Prose
    minutes: int


@dataclass(frozen=True)
class ModuleSpec:
    """Twenty to thirty minutes of a teacher's own learning."""

    number: int
    title: Prose
    summary: Prose
    picture: Picture
    aims: tuple[Prose, ...]
    brief: Prose
    """Markdown: the same in five minutes, for the short course of a whole staff."""
    parts: tuple[ModulePart, ...]
    exercise: ModuleExercise
    questions: tuple[Question, ...]
    """The self-check: kinds of `SELF_CHECKED` only."""
    check_minutes: int
    tomorrow: Prose
    """What can be done in class the next day."""
    figures: tuple[FigureKey, ...] = ()
    terms: tuple[TermKey, ...] = ()
    articles: tuple[ArticleKey, ...] = ()
    sequences: tuple[SequenceKey, ...] = ()

    @property
    def minutes(self) -> int:
        """Length of the module, in minutes."""
        return sum(part.minutes for part in self.parts) + self.exercise.minutes + self.check_minutes

    def problems(self) -> Iterator[Problem]:
        if not SHORTEST_MODULE <= self.minutes <= LONGEST_MODULE:
            yield Problem(
                "parts",
                f"le module dure {self.minutes} minutes ; il en faut de {SHORTEST_MODULE} à {LONGEST_MODULE}.",
            )
        if len(self.questions) < 4:
            yield Problem("questions", "posez au moins quatre questions.")
        for key, count in Counter(question.key for question in self.questions).items():
            if not is_key(key):
                yield Problem("questions", f"« {key} » : {BAD_KEY}")
            if count > 1:
                yield Problem("questions", f"la clé « {key} » sert {count} fois ; chaque question a la sienne.")
        for number, question in enumerate(self.questions, 1):
            if not isinstance(question, SELF_CHECKED):
                yield Problem(
                    f"questions[{number}].kind", "choisissez une sorte de question qui a une réponse, sans histoire."
                )
