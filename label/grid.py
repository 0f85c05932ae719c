"""The grid of criteria: versioned data, so that another body's grid can take its place."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path

from django.conf import settings

from common.content import Problem, read_file
from common.text import Prose
from label.measures import MEASURES, Formula
from label.models import MOST_POINTS

DEFAULT_GRID = "sobriete-numerique-a-l-ecole"
LONGEST_CODE = 12
"""Most signs of a code that the columns of declarations and actions can hold."""


@dataclass(frozen=True)
class Threshold:
    """What a point asks for: a part of the whole, a number, conditions beside them, or several of these."""

    part: str = ""
    count: int = 0
    also: tuple[str, ...] = ()

    @cached_property
    def limit(self) -> Fraction:
        """The part that is asked for, exactly; nothing where no part is."""
        return Fraction(self.part or 0)

    @property
    def is_readable(self) -> bool:
        """Tell whether the part can be understood."""
        try:
            return 0 <= self.limit <= 1
        except (ValueError, ZeroDivisionError):
            return False

    def is_beyond(self, other: "Threshold") -> bool:
        """Tell whether it asks for all that another one asks for, and more."""
        more = self.limit >= other.limit and self.count >= other.count and set(self.also) >= set(other.also)
        return more and self != other

    def problems(self) -> Iterator[Problem]:
        if not self.is_readable:
            yield Problem("part", "écrivez une part entre 0 et 1, comme « 20/100 » ou « 2/3 ».")
        if self.count < 0:
            yield Problem("count", "écrivez un nombre positif.")
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
        if self.measure and not self.unit:
            yield Problem("unit", "dites ce que la mesure compte, comme « classes ».")
        if len(self.code) > LONGEST_CODE:
            yield Problem("code", f"ce code est trop long ; {LONGEST_CODE} signes suffisent.")
        if len(self.steps) > MOST_POINTS:
            yield Problem("steps", f"un critère déclaré a {MOST_POINTS} marches au plus.")
        if self.measure and self.measure not in MEASURES:
            yield Problem("measure", f"« {self.measure} » n’existe pas ; choisissez parmi {', '.join(MEASURES)}.")
        elif self.measure:
            yield from self._thresholds_off(MEASURES[self.measure])

    def _thresholds_off(self, formula: Formula) -> Iterator[Problem]:
        """Say which thresholds the measure cannot reach, and which do not ask for more than the one before."""
        for number, threshold in enumerate(self.thresholds, 1):
            place = f"thresholds[{number}]"
            if threshold.part and not formula.is_part:
                yield Problem(f"{place}.part", f"« {self.measure} » ne donne qu’un nombre ; écrivez « count ».")
            for name in threshold.also:
                if name not in formula.conditions:
                    known = ", ".join(sorted(formula.conditions)) or "aucune"
                    yield Problem(
                        f"{place}.also",
                        f"« {self.measure} » ne connait pas « {name} » ; conditions possibles : {known}.",
                    )
        if all(threshold.is_readable for threshold in self.thresholds):
            for number, (before, after) in enumerate(pairwise(self.thresholds), 2):
                if not after.is_beyond(before):
                    yield Problem(f"thresholds[{number}]", "demandez plus que pour le point précédent.")


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
        yield from self._twice("axes", [axis.code for axis in self.axes])
        yield from self._twice("criteria", [spec.code for spec in self.criteria])
        yield from self._twice("levels", [level.key for level in self.levels])
        axes = [axis.code for axis in self.axes]
        for number, spec in enumerate(self.criteria, 1):
            if spec.axis not in axes:
                yield Problem(
                    f"criteria[{number}].code", f"« {spec.code} » n’a pas d’axe ; ajoutez l’axe « {spec.axis} »."
                )
        for number, code in enumerate(axes, 1):
            if not self.of_axis(code):
                yield Problem(f"axes[{number}]", f"l’axe « {code} » n’a aucun critère ; ajoutez-en un ou retirez-le.")
        for number, level in enumerate(self.levels, 1):
            for problem in self._level_off(level):
                yield Problem(f"levels[{number}].{problem.place}", problem.message)
        for number, (before, after) in enumerate(pairwise(self.levels), 2):
            if after.points < before.points or after.axis_points < before.axis_points:
                yield Problem(f"levels[{number}]", f"« {after.title} » demande moins que le niveau précédent.")

    def _twice(self, place: str, codes: list[str]) -> Iterator[Problem]:
        for code, count in Counter(codes).items():
            if count > 1:
                yield Problem(place, f"le code « {code} » sert {count} fois ; chacun a le sien.")

    def _level_off(self, level: Level) -> Iterator[Problem]:
        """Say what a level asks for that nobody can reach."""
        if level.points > self.most:
            yield Problem("points", f"la grille ne donne que {self.most} points ; demandez-en moins.")
        for axis in self.axes:
            most = sum(spec.most for spec in self.of_axis(axis.code))
            if 0 < most < level.axis_points:
                yield Problem("axis_points", f"l’axe « {axis.code} » ne donne que {most} points ; demandez-en moins.")
        most_of = {spec.code: spec.most for spec in self.criteria}
        for number, floor in enumerate(level.criteria, 1):
            if floor.code not in most_of:
                yield Problem(f"criteria[{number}]", f"« {floor.code} » n’existe pas ; corrigez ce code.")
            elif floor.points > most_of[floor.code]:
                yield Problem(
                    f"criteria[{number}]", f"« {floor.code} » ne donne que {most_of[floor.code]} points au plus."
                )


@lru_cache
def read_grid(language: str, key: str = DEFAULT_GRID) -> GridSpec:
    """Read a grid from its file; raise ContentError when it is wrong."""
    path = Path(settings.CONTENT_DIR) / language / "label" / f"{key}.toml"
    return read_file(GridSpec, path, source=f"fixtures/{language}/label/{path.name}").spec
