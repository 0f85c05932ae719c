"""What a federation reads of its schools: a line for each, and the totals that they make; no pupil, no name."""

import json
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import quantiles
from typing import Any

from label.grid import Axis, GridSpec
from label.judging import Assessment
from label.measures import validated_sessions
from progress.school_report import SchoolReport
from schools.models import School


@dataclass(frozen=True)
class SchoolLine:
    """Where one school stands; the level is its key, empty before the first."""

    key: str
    name: str
    locality: str
    level: str
    points: int
    axes: Mapping[str, int]
    criteria: Mapping[str, int | None]
    classes: int
    sessions: int


def line_of(school: School, report: SchoolReport, assessment: Assessment) -> SchoolLine:
    """Draw a school's line from its report and from what the grid makes of it."""
    reached = assessment.reached
    return SchoolLine(
        key=school.key,
        name=report.name,
        locality=report.locality,
        level=reached.key if reached else "",
        points=assessment.earned,
        axes={standing.axis.code: standing.earned for standing in assessment.axes},
        criteria={item.spec.code: item.points for item in assessment.criteria},
        classes=len(report.classes),
        sessions=sum(1 for _session in validated_sessions(report.classes + report.earlier)),
    )


def write_line(line: SchoolLine) -> str:
    """Write a line as canonical JSON: one text for one state, on any machine and any engine."""
    facts = {
        "clé": line.key,
        "nom": line.name,
        "localité": line.locality,
        "niveau": line.level,
        "points": line.points,
        "axes": dict(line.axes),
        "critères": dict(line.criteria),
        "classes actives": line.classes,
        "séances validées": line.sessions,
    }
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read_line(text: str) -> SchoolLine:
    """Read a line back."""
    facts = json.loads(text)
    return SchoolLine(
        key=facts["clé"],
        name=facts["nom"],
        locality=facts["localité"],
        level=facts["niveau"],
        points=facts["points"],
        axes=facts["axes"],
        criteria=facts["critères"],
        classes=facts["classes actives"],
        sessions=facts["séances validées"],
    )


@dataclass(frozen=True)
class LevelShare:
    """How many schools stand at a level and no higher; the level without a key comes before the first."""

    key: str
    title: str
    schools: int


@dataclass(frozen=True)
class Spread:
    """The points of an axis over all schools: a quarter have `low` or less, half `middle`, three quarters `high`."""

    axis: Axis
    most: int
    low: float
    middle: float
    high: float


@dataclass(frozen=True)
class Totals:
    """What all schools of a federation make together."""

    schools: int
    levels: tuple[LevelShare, ...]
    axes: tuple[Spread, ...]
    classes: int
    sessions: int

    @property
    def with_level(self) -> int:
        """Number of schools that have reached a level."""
        return sum(share.schools for share in self.levels if share.key)


def totals_of(lines: Sequence[SchoolLine], grid: GridSpec, *, before: str) -> Totals:
    """Add the lines up; `before` names where schools stand that have reached no level yet."""
    counts = Counter(line.level for line in lines)
    names = {"": before} | {level.key: str(level.title) for level in grid.levels}
    return Totals(
        schools=len(lines),
        levels=tuple(LevelShare(key, title, counts[key]) for key, title in names.items()),
        axes=tuple(_spread(axis, grid, [line.axes.get(axis.code, 0) for line in lines]) for axis in grid.axes),
        classes=sum(line.classes for line in lines),
        sessions=sum(line.sessions for line in lines),
    )


def _spread(axis: Axis, grid: GridSpec, points: Sequence[int]) -> Spread:
    """Give the quartiles of the points; those of one school are its own points, those of none are nothing."""
    ends = [*points, *points] if len(points) == 1 else points
    low, middle, high = quantiles(ends, n=4, method="inclusive") if ends else (0, 0, 0)
    return Spread(axis, sum(spec.most for spec in grid.of_axis(axis.code)), low, middle, high)


def _folded(text: str) -> str:
    """Give a text without capitals and accents, to look up and to sort."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def _orders(grid: GridSpec) -> Mapping[str, Callable[[SchoolLine], tuple[Any, ...]]]:
    rank = {level.key: -place for place, level in enumerate(grid.levels, start=1)}
    return {
        "nom": lambda line: (_folded(line.name),),
        "localite": lambda line: (_folded(line.locality), _folded(line.name)),
        "niveau": lambda line: (rank.get(line.level, 0), -line.points, _folded(line.name)),
        "points": lambda line: (-line.points, _folded(line.name)),
        "classes": lambda line: (-line.classes, _folded(line.name)),
    }


def chosen_lines(
    lines: Iterable[SchoolLine], grid: GridSpec, *, words: str = "", level: str | None = None, order: str = "nom"
) -> list[SchoolLine]:
    """Keep the schools whose name or locality has the words, at a level where one is given, in an order by its name."""
    wanted, orders = _folded(words.strip()), _orders(grid)
    kept = (line for line in lines if wanted in _folded(f"{line.name} {line.locality}"))
    kept = (line for line in kept if level is None or line.level == level)
    return sorted(kept, key=orders.get(order, orders["nom"]))
