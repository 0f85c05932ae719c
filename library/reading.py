"""What there is to read: articles, claims to check, outside resources and charters, each in its own format."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import isclose, isfinite, prod

from common.actions import ActionLevel
from common.content import BAD_KEY, FigureKey, Picture, Problem, TermKey, is_key
from common.levels import Band
from common.text import Prose


class Layout(StrEnum):
    """How the parts of an article are laid out."""

    TIMELINE = "frise"
    """Numbered stops on a line: one comes after the other."""
    BLOCKS = "blocs"
    """Ideas side by side."""
    SHEET = "fiche"
    """A critical reading: each part asks, and leaves room to write when printed."""


@dataclass(frozen=True)
class ArticlePart:
    """One stop of a timeline, one idea, or one line of a critical reading."""

    title: Prose
    text: Prose
    """Markdown."""
    picture: Picture | None = None
    benefit: Prose = Prose("")
    limit: Prose = Prose("")
    check: Prose = Prose("")
    """What is often said of it and needs checking."""
    question: Prose = Prose("")


@dataclass(frozen=True)
class ArticleSpec:
    """An illustrated page to understand one thing with."""

    number: int
    title: Prose
    summary: Prose
    picture: Picture
    layout: Layout
    bands: tuple[Band, ...]
    intro: Prose
    parts: tuple[ArticlePart, ...]
    questions: tuple[Prose, ...]
    """To talk about afterwards."""
    source: Prose
    """Where the facts come from."""
    figures: tuple[FigureKey, ...] = ()
    terms: tuple[TermKey, ...] = ()

    def problems(self) -> Iterator[Problem]:
        if len(self.parts) < 2:
            yield Problem("parts", "un article a au moins deux parties.")


class Verdict(StrEnum):
    """What checking a claim ends on."""

    RIGHT = "exact"
    PLAUSIBLE = "plausible"
    IMPRECISE = "imprécis"
    OUTDATED = "périmé"
    WRONG = "faux"
    UNPROVEN = "non démontré"


class Sign(StrEnum):
    """The operation of a sum."""

    TIMES = "×"
    DIVIDED = "÷"
    PLUS = "+"
    MINUS = "−"


SUM_TOLERANCE = 0.02
"""How far the printed result may be rounded away from the exact one, as a share of it."""


@dataclass(frozen=True)
class Sum:
    """One line of arithmetic, checked when the file is read."""

    label: Prose
    terms: tuple[float, ...]
    sign: Sign
    result: float
    """Rounded as people would say it."""
    unit: Prose

    def exact(self) -> float:
        """Compute the result from the terms."""
        first, *others = self.terms
        match self.sign:
            case Sign.TIMES:
                return first * prod(others)
            case Sign.DIVIDED:
                return first / prod(others)
            case Sign.PLUS:
                return first + sum(others)
        return first - sum(others)

    def problems(self) -> Iterator[Problem]:
        if len(self.terms) < 2 or not all(isfinite(term) for term in self.terms):
            yield Problem("terms", "donnez au moins deux nombres, ni inf ni nan.")
        elif self.sign is Sign.DIVIDED and 0 in self.terms[1:]:
            yield Problem("terms", "on ne divise pas par zéro ; corrigez les nombres.")
        elif not isclose(self.exact(), self.result, rel_tol=SUM_TOLERANCE):
            yield Problem("result", f"le calcul donne {self.exact():g}, et non {self.result:g} ; corrigez le résultat.")


@dataclass(frozen=True)
class ClaimSpec:
    """Something that is said, to be checked as an exercise, with the worked correction."""

    number: int
    title: Prose
    claim: Prose
    """What is said, in our own words."""
    heard: Prose
    """Where it is heard, without naming and shaming."""
    bands: tuple[Band, ...]
    questions: tuple[Prose, ...]
    """What to ask before repeating it."""
    correction: Prose
    """Markdown: the reasoning, step by step."""
    verdict: Verdict
    honest: Prose
    """How to say it honestly, with its range."""
    sums: tuple[Sum, ...] = ()
    figures: tuple[FigureKey, ...] = ()
    terms: tuple[TermKey, ...] = ()

    def problems(self) -> Iterator[Problem]:
        if len(self.questions) < 2:
            yield Problem("questions", "donnez au moins deux questions à se poser.")


class ResourceSort(StrEnum):
    """What an outside resource is."""

    COURSE = "cours en ligne"
    TOOL = "outil"
    PODCAST = "podcast"
    VIDEO = "vidéo"
    REPORT = "rapport"
    SITE = "site"
    CHARTER = "charte"
    WORKSHOP = "atelier"


@dataclass(frozen=True)
class ResourceSpec:
    """Something outside the product, described so that one can choose before opening it."""

    title: Prose
    sort: ResourceSort
    author: Prose
    what: Prose
    use: Prose
    """What a teacher can do with it."""
    limits: Prose
    audience: Prose
    url: str
    licence: Prose
    languages: tuple[str, ...]
    weight: Prose
    """What opening it costs in data, in words ("page légère", "vidéo, environ …")."""
    heavy: bool
    """Whether to think twice before opening it on a class's connection."""
    checked_on: date
    reopened: bool
    """Whether the address itself was opened on that day; otherwise the description rests on what others say of it."""

    def problems(self) -> Iterator[Problem]:
        if not self.url.startswith("https://"):
            yield Problem("url", "donnez une adresse complète, qui commence par https://.")


class Scope(StrEnum):
    """Who signs a line of a charter."""

    CLASSROOM = "classe"
    SCHOOL = "école"


@dataclass(frozen=True)
class CharterLine:
    """One promise that can be kept and checked."""

    key: str
    scope: Scope
    level: ActionLevel
    text: Prose
    """Begins with « Nous »."""
    how: Prose
    """What is done about it."""
    sign: Prose
    """How one sees, some weeks later, whether it was kept."""

    def problems(self) -> Iterator[Problem]:
        if not is_key(self.key):
            yield Problem("key", BAD_KEY)


@dataclass(frozen=True)
class CharterSpec:
    """A charter that a class or a school can sign, print and look at again."""

    title: Prose
    summary: Prose
    picture: Picture
    intro: Prose
    lines: tuple[CharterLine, ...]
    review: Prose
    """How to look at it again, and when."""
    source: Prose

    def problems(self) -> Iterator[Problem]:
        for key, count in Counter(line.key for line in self.lines).items():
            if count > 1:
                yield Problem("lines", f"la clé « {key} » sert {count} fois ; chaque ligne a la sienne.")
