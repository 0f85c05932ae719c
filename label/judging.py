"""A grid applied to a school: what each criterion finds, the points it earns, and where the school stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from label.grid import Axis, CriterionSpec, GridSpec, Level, Threshold
from label.measures import MEASURES, Measure
from progress.school_report import SchoolReport


@dataclass(frozen=True)
class Piece:
    """A file that proves a declaration."""

    name: str
    size: int
    sha256: str
    kind: str


@dataclass(frozen=True)
class Declared:
    """What a school says of a criterion, and what a reader from another school thought of it."""

    points: int
    text: str
    dated_on: date
    link: str = ""
    pieces: tuple[Piece, ...] = ()
    verdict: str = ""
    """`d-accord`, `question`, or nothing where no other school has read it."""

    @property
    def is_proved(self) -> bool:
        """Tell whether a file or a link stands beside the words; without one nothing is earned."""
        return bool(self.pieces or self.link)


@dataclass(frozen=True)
class Judged:
    """A criterion with what was found or declared, and the points it earns; None where it cannot be judged."""

    spec: CriterionSpec
    points: int | None
    measure: Measure | None = None
    declared: Declared | None = None

    @property
    def most(self) -> int:
        return self.spec.most

    @property
    def points_words(self) -> str:
        """The points earned, in dots and in words, or that nothing can be judged."""
        if self.points is None:
            return _("non évaluable")
        earned = self.points
        dots = "●" * earned + "○" * (self.most - earned)
        words = ngettext("%(n)d point sur %(most)d", "%(n)d points sur %(most)d", earned)
        return f"{dots} {words % {'n': earned, 'most': self.most}}"


@dataclass(frozen=True)
class AxisStanding:
    """The points of an axis."""

    axis: Axis
    earned: int
    most: int


@dataclass(frozen=True)
class Lack:
    """What a school misses of a level: points in all, of an axis or of a criterion, or a reading of another school."""

    what: str
    """`total`, `axis`, `criterion` or `review`."""
    code: str = ""
    has: int = 0
    wants: int = 1


@dataclass(frozen=True)
class LevelStanding:
    """A level and what the school misses of it; nothing missing means reached."""

    level: Level
    lacks: tuple[Lack, ...]


@dataclass(frozen=True)
class Assessment:
    """A school held against a grid."""

    grid: GridSpec
    criteria: tuple[Judged, ...]
    axes: tuple[AxisStanding, ...]
    levels: tuple[LevelStanding, ...]

    @property
    def earned(self) -> int:
        return sum(axis.earned for axis in self.axes)

    @property
    def reached(self) -> Level | None:
        """The highest level of which nothing is missing, nor of those below it."""
        reached = [standing.level for standing in takewhile(lambda standing: not standing.lacks, self.levels)]
        return reached[-1] if reached else None

    @property
    def next(self) -> LevelStanding | None:
        """The first level of which something is missing; None where all are reached."""
        return next((standing for standing in self.levels if standing.lacks), None)

    def criterion(self, code: str) -> Judged:
        """Give a judged criterion by its code; raise KeyError when the grid has none."""
        for item in self.criteria:
            if item.spec.code == code:
                return item
        raise KeyError(code)


def meets(measure: Measure, threshold: Threshold) -> bool:
    """Tell whether a measure reaches a threshold: exact fractions, no rounding."""
    return (
        measure.numerator >= threshold.count
        and measure.numerator >= threshold.limit * measure.whole
        and set(threshold.also) <= measure.conditions
    )


def points_of(measure: Measure, spec: CriterionSpec) -> int | None:
    """Give the points earned, one for each threshold reached in its turn; None where nothing can be judged."""
    if not measure.assessable:
        return None
    earned = 0
    for threshold in spec.thresholds:
        if not meets(measure, threshold):
            break
        earned += 1
    return earned


def judge(
    report: SchoolReport,
    grid: GridSpec,
    declared: Mapping[str, Declared],
    *,
    reviewed_another: bool = False,
) -> Assessment:
    """Hold a school against a grid: every criterion, axis and level."""
    criteria = tuple(_judged(spec, report, declared.get(spec.code)) for spec in grid.criteria)
    axes = tuple(_axis(axis, criteria) for axis in grid.axes)
    levels = tuple(LevelStanding(level, _lacks(level, criteria, axes, reviewed_another)) for level in grid.levels)
    return Assessment(grid, criteria, axes, levels)


def _judged(spec: CriterionSpec, report: SchoolReport, declared: Declared | None) -> Judged:
    if spec.is_declared:
        earned = min(declared.points, spec.most) if declared is not None and declared.is_proved else 0
        return Judged(spec, earned, declared=declared)
    measure = MEASURES[spec.measure](report)
    return Judged(spec, points_of(measure, spec), measure=measure)


def _axis(axis: Axis, criteria: tuple[Judged, ...]) -> AxisStanding:
    own = [item for item in criteria if item.spec.axis == axis.code]
    return AxisStanding(axis, sum(item.points or 0 for item in own), sum(item.most for item in own))


def _lacks(
    level: Level, criteria: tuple[Judged, ...], axes: tuple[AxisStanding, ...], reviewed_another: bool
) -> tuple[Lack, ...]:
    points = {item.spec.code: item.points or 0 for item in criteria}
    total = sum(points.values())
    lacks = [Lack("total", has=total, wants=level.points)] if total < level.points else []
    lacks += [
        Lack("axis", row.axis.code, row.earned, level.axis_points) for row in axes if row.earned < level.axis_points
    ]
    lacks += [
        Lack("criterion", floor.code, points[floor.code], floor.points)
        for floor in level.criteria
        if points[floor.code] < floor.points
    ]
    if level.reviewed_another and not reviewed_another:
        lacks.append(Lack("review"))
    return tuple(lacks)
