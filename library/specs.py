"""What a figure, a competence and a term say: the formats of `fixtures/<language>/{figures,competences,terms}`."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import isfinite

from common.content import FigureKey, Problem, TermKey
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


class Operation(StrEnum):
    """How a figure and another one make an equivalent."""

    RATIO = "rapport"
    """The figure divided by the other one."""
    INVERSE = "inverse"
    """The other one divided by the figure."""
    PRODUCT = "produit"


@dataclass(frozen=True)
class Equivalent:
    """What a figure amounts to in the measure of another one; nothing in it is typed that can be computed."""

    other: FigureKey
    operation: Operation
    sentence: Prose
    """Holds {n} once, where the computed range is written."""
    factor: float = 1.0
    """What the result is multiplied by, to go from unit to unit (1 MWh is 1,000 kWh)."""

    def problems(self) -> Iterator[Problem]:
        if self.sentence.count("{n}") != 1:
            yield Problem("sentence", "écrivez {n} une fois, là où le résultat du calcul doit se lire.")
        if not isfinite(self.factor) or self.factor <= 0:
            yield Problem("factor", "le facteur doit être un nombre plus grand que zéro.")


@dataclass(frozen=True)
class OtherSource:
    """A second source for the same figure."""

    source: Prose
    url: str


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
    equivalents: tuple[Equivalent, ...] = ()
    other_sources: tuple[OtherSource, ...] = ()
    rounded: bool = False
    """The range is our own rounding of several studies; none of them publishes it."""

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
class Milestone:
    """What pupils of a band can say or do of a competence."""

    band: Band
    text: Prose


@dataclass(frozen=True)
class CompetenceSpec:
    """One line of the référentiel."""

    code: str
    kind: CompetenceKind
    statement: Prose
    dimension: Prose
    meaning: Prose = Prose("")
    """What it means for a teacher, in two or three sentences."""
    progression: tuple[Milestone, ...] = ()
    links: tuple[FrameworkLink, ...] = ()

    def problems(self) -> Iterator[Problem]:
        bands = [milestone.band for milestone in self.progression]
        if bands != sorted(set(bands), key=list(Band).index):
            yield Problem("progression", "donnez une étape par palier au plus, du plus jeune au plus âgé.")


@dataclass(frozen=True)
class TermSpec:
    """A word of the glossary at two reading levels."""

    title: Prose
    simple: Prose
    full: Prose
    bands: tuple[Band, ...]
    related: tuple[TermKey, ...] = ()
