"""Two states of a school held side by side: a pure reading of their facts, which may follow different grids.

Facts are JSON texts. What one of them does not know is said to be missing, never counted as nothing.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from label.grid import GridSpec


class Change(Enum):
    """What became of a criterion or an axis between two states."""

    MORE = "more"
    LESS = "less"
    SAME = "same"
    NEW = "new"
    """It stands in the later state only."""
    GONE = "gone"
    """It stands in the earlier state only."""
    UNKNOWN = "unknown"
    """It could not be judged in one of them."""


@dataclass(frozen=True)
class Points:
    """The points of a criterion or an axis in one state; None where it could not be judged."""

    points: int | None
    most: int

    @property
    def words(self) -> str:
        if self.points is None:
            return _("non évaluable")
        told = ngettext("%(n)d point sur %(most)d", "%(n)d points sur %(most)d", self.points)
        return told % {"n": self.points, "most": self.most}


@dataclass(frozen=True)
class Pair:
    """A criterion or an axis in both states; None where a state does not have it."""

    code: str
    title: str
    before: Points | None
    after: Points | None

    @property
    def change(self) -> Change:
        if self.before is None:
            return Change.NEW
        if self.after is None:
            return Change.GONE
        if self.before == self.after:
            return Change.SAME
        if self.before.points is None or self.after.points is None:
            return Change.UNKNOWN
        if self.before.points == self.after.points:
            return Change.SAME
        return Change.MORE if self.after.points > self.before.points else Change.LESS

    @property
    def most(self) -> int:
        """The most points of both, so that both are drawn on one scale."""
        return max(side.most for side in (self.before, self.after) if side)

    @property
    def words(self) -> str:
        """Say both sides, and which one lacks it."""
        told = {"before": self.before.words if self.before else "", "after": self.after.words if self.after else ""}
        if self.before is None:
            return _("nouveau dans la grille : %(after)s") % told
        if self.after is None:
            return _("n’est plus dans la grille ; avant : %(before)s") % told
        if self.before == self.after:
            return _("%(after)s, comme avant") % told
        return _("%(before)s avant, %(after)s après") % told


@dataclass(frozen=True)
class Side:
    """A state as a whole."""

    day: date
    version: str
    total: int
    level: str
    """The level reached, empty where there is none."""

    @property
    def words(self) -> str:
        points = ngettext("%(n)d point", "%(n)d points", self.total) % {"n": self.total}
        level = _("niveau %(level)s") % {"level": self.level} if self.level else _("pas encore de niveau")
        return f"{points}, {level}"


@dataclass(frozen=True)
class TwoStates:
    """Everything that can be said of two states."""

    before: Side
    after: Side
    axes: tuple[Pair, ...]
    criteria: tuple[Pair, ...]

    @property
    def same_grid(self) -> bool:
        return self.before.version == self.after.version

    @property
    def changed(self) -> tuple[Pair, ...]:
        return tuple(pair for pair in self.criteria if pair.change is not Change.SAME)

    @property
    def unchanged(self) -> tuple[Pair, ...]:
        return tuple(pair for pair in self.criteria if pair.change is Change.SAME)

    @property
    def words(self) -> str:
        """Say the points and the level of both; a loss is said like a gain."""
        told = {
            "before": self.before.words,
            "after": self.after.words,
            "first": date_format(self.before.day, "j F Y"),
            "last": date_format(self.after.day, "j F Y"),
        }
        return _("Le %(first)s : %(before)s. Le %(last)s : %(after)s.") % told


def two_states(before: str, after: str, grid: GridSpec) -> TwoStates:
    """Hold two states side by side; the grid only lends the titles that they do not give."""
    first, last = json.loads(before), json.loads(after)
    return TwoStates(
        _side(first, grid),
        _side(last, grid),
        tuple(_pairs(first, last, "axes", {axis.code: axis.title for axis in grid.axes})),
        tuple(_pairs(first, last, "critères", {spec.code: spec.title for spec in grid.criteria})),
    )


def _side(facts: Mapping[str, Any], grid: GridSpec) -> Side:
    key = facts.get("niveau") or ""
    titles = {level.key: level.title for level in grid.levels}
    titles |= {level["clé"]: level["titre"] for level in facts.get("niveaux", ())}
    day = date.fromisoformat(facts["état au"])
    return Side(day, facts["grille"]["version"], facts["total"], titles.get(key, key))


def _pairs(first: Mapping[str, Any], last: Mapping[str, Any], kind: str, titles: Mapping[str, str]) -> Iterator[Pair]:
    """Give each thing of a kind once: in the order of the later state, then what stands in the earlier one only."""
    before = {item["code"]: item for item in first.get(kind, ())}
    after = {item["code"]: item for item in last.get(kind, ())}
    for code in (*after, *(code for code in before if code not in after)):
        known = after.get(code) or before[code]
        title = known.get("titre") or titles.get(code, "")
        yield Pair(code, title, _points(before.get(code)), _points(after.get(code)))


def _points(item: Mapping[str, Any] | None) -> Points | None:
    return Points(item["points"], item["points possibles"]) if item else None
