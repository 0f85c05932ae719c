"""The grid of criteria: versioned data, so that another body's grid can take its place."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from common.content import Problem, read_file
from common.text import Prose
from label.measures import MEASURES

DEFAULT_GRID = "sobriete-numerique-a-l-ecole"


@dataclass(frozen=True)
class Threshold:
    """What a point asks for: a part of the whole, a number, conditions beside them, or several of these."""

    part: str = ""
    count: int = 0
    also: tuple[str, ...] = ()

    @property
    def limit(self) -> Fraction:
        """The part that is asked for, exactly; nothing where no part is."""
        return Fraction(self.part or 0)

    def problems(self) -> Iterator[Problem]:
        try:
            wrong = not 0 <= self.limit <= 1
        except (ValueError, ZeroDivisionError):
            wrong = True
        if wrong:
            yield Problem("part", "écrivez une part entre 0 et 1, comme « 20/100 » ou « 2/3 ».")
        if not (self.part or self.count or self.also):
            yield Problem("", "dites ce que ce point demande : une part, un nombre ou une condition.")


@dataclass(frozen=True)
class Axis:
    """A part of the grid."""

    code: str
    title: Prose


@dataclass(frozen=True)
class CriterionSpec:
    """One criterion: either a measure with its thresholds, or what a school says and shows of itself."""

    code: str
    title: Prose
    rule: Prose
    measure: str = ""
    unit: Prose = Prose("")
    thresholds: tuple[Threshold, ...] = ()
    steps: tuple[Prose, ...] = ()
    """What each point of a declared criterion asks for, the first point first."""
    evidence: Prose = Prose("")
    """What kind of file or link proves it."""

    @property
    def is_declared(self) -> bool:
        return not self.measure

    @property
    def axis(self) -> str:
        """The code of its axis: the letters that its own begins with."""
        return self.code.rstrip("0123456789").rstrip("-.")

    @property
    def most(self) -> int:
        """The most points that it can earn."""
        return len(self.steps or self.thresholds)

    def problems(self) -> Iterator[Problem]:
        if bool(self.steps) is bool(self.thresholds):
            yield Problem("", "donnez des seuils à un critère calculé, ou des marches à un critère déclaré.")
        if bool(self.measure) is bool(self.steps):
            yield Problem("measure", "un critère calculé a une mesure, un critère déclaré n’en a pas.")
        if self.measure and self.measure not in MEASURES:
            yield Problem("measure", f"« {self.measure} » n’existe pas ; choisissez parmi {', '.join(MEASURES)}.")


@dataclass(frozen=True)
class CriterionFloor:
    """A criterion that a level wants at some points at least."""

    code: str
    points: int


@dataclass(frozen=True)
class Level:
    """A level of the label and what it takes."""

    key: str
    title: Prose
    points: int
    axis_points: int
    criteria: tuple[CriterionFloor, ...] = ()
    reviewed_another: bool = False
    """The school must have read another school's dossier."""


@dataclass(frozen=True)
class GridSpec:
    """A whole grid, its levels from the first to the highest."""

    title: Prose
    version: str
    notice: Prose
    valid_years: int
    axes: tuple[Axis, ...]
    levels: tuple[Level, ...]
    criteria: tuple[CriterionSpec, ...]

    @property
    def most(self) -> int:
        """The most points that can be earned."""
        return sum(spec.most for spec in self.criteria)

    def criterion(self, code: str) -> CriterionSpec:
        """Give a criterion by its code; raise KeyError when there is none."""
        for spec in self.criteria:
            if spec.code == code:
                return spec
        raise KeyError(code)

    def of_axis(self, code: str) -> tuple[CriterionSpec, ...]:
        return tuple(spec for spec in self.criteria if spec.axis == code)

    def problems(self) -> Iterator[Problem]:
        for code, count in Counter(spec.code for spec in self.criteria).items():
            if count > 1:
                yield Problem("criteria", f"le code « {code} » sert {count} fois ; chaque critère a le sien.")
        axes, codes = {axis.code for axis in self.axes}, {spec.code for spec in self.criteria}
        for spec in self.criteria:
            if spec.axis not in axes:
                yield Problem("criteria", f"le critère « {spec.code} » n’a pas d’axe ; ajoutez l’axe « {spec.axis} ».")
        for level in self.levels:
            for floor in level.criteria:
                if floor.code not in codes:
                    yield Problem("levels", f"le niveau « {level.key} » demande « {floor.code} », qui n’existe pas.")


@lru_cache
def read_grid(language: str, key: str = DEFAULT_GRID) -> GridSpec:
    """Read a grid from its file; raise ContentError when it is wrong."""
    path = Path(settings.CONTENT_DIR) / language / "label" / f"{key}.toml"
    return read_file(GridSpec, path, source=f"fixtures/{language}/label/{path.name}").spec
