"""The kinds of question, one class each: what it says, how a response is read, and how it is marked.

A response travels as a list of strings (the values of the form's fields) and is stored as plain JSON. `read` refuses
what cannot be an answer with `Unreadable`; `mark` gives a share between 0 and 1; `options` and `piece` say how a page
shows the question. An opinion has no key and no `mark` at all, so nothing can ever mark it; a short text has none
either. What the kinds share stands in `quizzes.kind_base`, the younger kinds in `quizzes.kinds_more`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import isfinite
from typing import ClassVar

from django.utils.translation import gettext as _

from common.content import FigureKey, Picture, Problem
from common.text import Prose, grouped
from quizzes.kind_base import (
    Choice,
    Item,
    MarkedQuestion,
    Opinion,
    Option,
    Question,
    Stories,
    Unreadable,
    one_of,
    repeated,
)
from quizzes.kinds_more import SKIPPED, Lever, Matching, PictureChoice, Placement, Scale, ShortText
from quizzes.strategies import STRATEGY_NAMES, Strategy

__all__ = [
    "SKIPPED",
    "Choice",
    "Estimate",
    "Item",
    "Lever",
    "MarkedQuestion",
    "Matching",
    "Opinion",
    "Option",
    "Ordering",
    "PictureChoice",
    "Placement",
    "Position",
    "Question",
    "Recognition",
    "Scale",
    "SeveralChoices",
    "ShortText",
    "SingleChoice",
    "Stories",
    "TrueFalse",
    "Unreadable",
]


def _offered(choices: Sequence[Choice], right: Sequence[str]) -> tuple[Option, ...]:
    return tuple(
        Option(choice.key, choice.text, choice.picture, choice.feedback, choice.key in right) for choice in choices
    )


@dataclass(frozen=True)
class SingleChoice(MarkedQuestion):
    """One right answer among several."""

    kind: ClassVar[str] = "choix"

    choices: tuple[Choice, ...]
    correct: str
    picture: Picture | None = None
    figure: FigureKey | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(choice.key for choice in self.choices)

    def options(self, stories: Stories) -> tuple[Option, ...]:
        return _offered(self.choices, (self.correct,))

    def read(self, values: Sequence[str]) -> str:
        return one_of(values, self.keys, _("Choisis une réponse, puis valide."))

    def mark(self, response: str) -> float:
        return float(response == self.correct)

    def problems(self) -> Iterator[Problem]:
        yield from repeated(self.keys, "choices")
        if len(self.choices) < 2:
            yield Problem("choices", "proposez au moins deux réponses.")
        if self.correct not in self.keys:
            yield Problem("correct", f"aucune réponse ne porte la clé « {self.correct} ».")


@dataclass(frozen=True)
class SeveralChoices(MarkedQuestion):
    """Every right answer is to be ticked; each wrong tick takes a right one away."""

    kind: ClassVar[str] = "choix-multiple"
    several: ClassVar[bool] = True

    choices: tuple[Choice, ...]
    correct: tuple[str, ...]
    picture: Picture | None = None
    figure: FigureKey | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(choice.key for choice in self.choices)

    def options(self, stories: Stories) -> tuple[Option, ...]:
        return _offered(self.choices, self.correct)

    def read(self, values: Sequence[str]) -> list[str]:
        chosen = set(values)
        if not chosen or not chosen <= set(self.keys):
            raise Unreadable(_("Coche au moins une réponse, puis valide."))
        return sorted(chosen)

    def mark(self, response: Sequence[str]) -> float:
        right = len(set(response) & set(self.correct))
        wrong = len(set(response) - set(self.correct))
        return max(0.0, (right - wrong) / len(self.correct))

    def problems(self) -> Iterator[Problem]:
        yield from repeated(self.keys, "choices")
        if not self.correct or not set(self.correct) < set(self.keys):
            yield Problem("correct", "donnez les clés des bonnes réponses, et laissez au moins une réponse fausse.")


@dataclass(frozen=True)
class TrueFalse(MarkedQuestion):
    """A sentence that is right or wrong."""

    kind: ClassVar[str] = "vrai-faux"
    shuffled: ClassVar[bool] = False

    correct: bool
    picture: Picture | None = None
    figure: FigureKey | None = None

    def options(self, stories: Stories) -> tuple[Option, ...]:
        return (
            Option("vrai", _("Vrai"), right=self.correct),
            Option("faux", _("Faux"), right=not self.correct),
        )

    def read(self, values: Sequence[str]) -> bool:
        return one_of(values, ("vrai", "faux"), _("Choisis « vrai » ou « faux », puis valide.")) == "vrai"

    def mark(self, response: bool) -> float:
        return float(response is self.correct)


@dataclass(frozen=True)
class Ordering(MarkedQuestion):
    """Things to put in order; the file lists them in the right one."""

    kind: ClassVar[str] = "ordre"
    piece: ClassVar[str] = "order"
    in_order: ClassVar[bool] = True

    items: tuple[Item, ...]
    figure: FigureKey | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(item.key for item in self.items)

    def options(self, stories: Stories) -> tuple[Option, ...]:
        return tuple(Option(item.key, item.text, item.picture, right=True) for item in self.items)

    def read(self, values: Sequence[str]) -> list[str]:
        if sorted(values) != sorted(self.keys):
            raise Unreadable(_("Donne une place à chaque image, puis valide."))
        return list(values)

    def mark(self, response: Sequence[str]) -> float:
        """Share of neighbouring pairs that stand in the right order, so that one slip does not cost everything."""
        place = {key: number for number, key in enumerate(self.keys)}
        pairs = list(pairwise(response))
        return sum(place[later] == place[earlier] + 1 for earlier, later in pairs) / len(pairs)

    def problems(self) -> Iterator[Problem]:
        yield from repeated(self.keys, "items")
        if len(self.items) < 3:
            yield Problem("items", "il faut au moins trois éléments à ordonner.")


@dataclass(frozen=True)
class Estimate(MarkedQuestion):
    """A number to guess, right anywhere within the range of a figure, which is then revealed."""

    kind: ClassVar[str] = "estimation"
    piece: ClassVar[str] = "estimate"

    figure: FigureKey
    low: float
    high: float
    """The range held to be right; it is checked to be the range of the figure."""
    minimum: float
    maximum: float
    step: float
    unit: Prose
    picture: Picture | None = None

    def read(self, values: Sequence[str]) -> float:
        try:
            number = float("".join(values[0].split()).replace(",", "."))
        except (IndexError, ValueError):
            raise Unreadable(_("Écris un nombre, puis valide.")) from None
        if not self.minimum <= number <= self.maximum:
            limits = {"low": grouped(self.minimum), "high": grouped(self.maximum)}
            raise Unreadable(_("Choisis un nombre entre %(low)s et %(high)s.") % limits)
        return number

    def mark(self, response: float) -> float:
        return float(self.low <= response <= self.high)

    def problems(self) -> Iterator[Problem]:
        if not all(isfinite(bound) for bound in (self.minimum, self.low, self.high, self.maximum, self.step)):
            yield Problem("minimum", "écrivez des nombres, ni inf ni nan.")
        if not self.minimum <= self.low <= self.high <= self.maximum:
            yield Problem("low", "la fourchette doit tenir entre minimum et maximum.")
        if self.step <= 0:
            yield Problem("step", "le pas doit être plus grand que zéro.")


@dataclass(frozen=True)
class Position(Opinion):
    """What a pupil would say in the character's place: no key, no mark, no name."""

    kind: ClassVar[str] = "position"

    scenario: str

    def options(self, stories: Stories) -> tuple[Option, ...]:
        story = stories.scenario(self.scenario)
        return tuple(Option(strategy.value, story.statement(strategy).text) for strategy in Strategy)

    def read(self, values: Sequence[str]) -> str:
        return one_of(values, tuple(Strategy), _("Choisis une phrase, puis valide. Il n’y a pas de mauvaise réponse."))


@dataclass(frozen=True)
class Recognition(MarkedQuestion):
    """Which strategy a statement of the story shows: marked like any knowledge."""

    kind: ClassVar[str] = "reconnaissance"
    shuffled: ClassVar[bool] = False

    scenario: str
    strategy: Strategy
    """The statement to recognise, and so the right answer."""

    def options(self, stories: Stories) -> tuple[Option, ...]:
        return tuple(
            Option(
                strategy.value,
                str(STRATEGY_NAMES[strategy]),
                Picture(f"strategie-{strategy}", Prose("")),
                right=strategy is self.strategy,
            )
            for strategy in Strategy
        )

    def problems(self) -> Iterator[Problem]:
        if any(word in self.key for word in (*Strategy, "behaviour", "belief", "rationalisation")):
            yield Problem("key", "la clé se lit dans l’adresse ; choisissez-en une qui ne donne pas la réponse.")

    def read(self, values: Sequence[str]) -> str:
        return one_of(values, tuple(Strategy), _("Choisis l’une des trois façons, puis valide."))

    def mark(self, response: str) -> float:
        return float(response == self.strategy)


Question.VARIANTS = {
    cls.kind: cls
    for cls in (
        SingleChoice,
        SeveralChoices,
        TrueFalse,
        Ordering,
        Estimate,
        Matching,
        PictureChoice,
        Placement,
        Position,
        Recognition,
        Lever,
        Scale,
        ShortText,
    )
}
