"""What a figure, a competence and a term say: the formats of `fixtures/<language>/{figures,competences,terms}`."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import isfinite

from common.content import Problem, TermKey
from common.levels import Band
from common.text import Prose


class FigureStatus(StrEnum):
    """How far a figure may be relied on."""

    SOLID = "solide"
    ESTIMATE = "estimation"
    DISPUTED = "contesté"
    OUTDATED = "périmé"


class Scale(StrEnum):
    """How the range of a figure is drawn."""

    LINEAR = "linéaire"
    LOGARITHMIC = "logarithmique"


@dataclass(frozen=True)
class FigureSpec:
    """A quantity with its range, what it counts, and where it comes from; never a bare number."""

    title: Prose
    simple: Prose
    """One sentence for pupils, which gives the range in words."""
    value: float
    low: float
    high: float
    unit: Prose
    year: int
    perimeter: Prose
    excluded: Prose
    source: Prose
    url: str
    status: FigureStatus
    checked_on: date
    scale: Scale = Scale.LINEAR

    def problems(self) -> Iterator[Problem]:
        if not all(isfinite(bound) for bound in (self.low, self.value, self.high)):
            yield Problem("value", "écrivez des nombres, ni inf ni nan.")
        elif not self.low <= self.value <= self.high:
            yield Problem("value", "la valeur doit se trouver entre low et high.")
        if self.scale is Scale.LOGARITHMIC and self.low <= 0:
            yield Problem("low", "une échelle logarithmique demande une borne basse plus grande que zéro.")
        if not self.url.startswith("https://") and not self.url.startswith("http://"):
            yield Problem("url", "donnez une adresse complète, qui commence par https://.")


class CompetenceKind(StrEnum):
    """Whether one knows it, can do it, or lives it."""

    KNOWLEDGE = "savoir"
    KNOW_HOW = "savoir-faire"
    COMPETENCE = "compétence"


@dataclass(frozen=True)
class FrameworkLink:
    """The place of a competence in an outside framework, with the framework's version."""

    framework: Prose
    version: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class CompetenceSpec:
    """One line of the référentiel."""

    code: str
    kind: CompetenceKind
    statement: Prose
    dimension: Prose
    links: tuple[FrameworkLink, ...] = ()


@dataclass(frozen=True)
class TermSpec:
    """A word of the glossary at two reading levels."""

    title: Prose
    simple: Prose
    full: Prose
    bands: tuple[Band, ...]
    related: tuple[TermKey, ...] = ()
