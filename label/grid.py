"""The grid of criteria: versioned data, so that another body's grid can take its place."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from common.content import Problem, read_file
from common.text import Prose
from label.criteria import MEASURES

DEFAULT_GRID = "sobriete-numerique-a-l-ecole"


@dataclass(frozen=True)
class CriterionSpec:
    """One criterion: what is measured, and from which values on it earns a point."""

    code: str
    axis: Prose
    title: Prose
    measure: str
    rule: Prose
    thresholds: tuple[str, ...]
    unit: Prose

    @property
    def limits(self) -> tuple[Fraction, ...]:
        """The thresholds as exact fractions, lowest first."""
        return tuple(Fraction(threshold) for threshold in self.thresholds)

    def problems(self) -> Iterator[Problem]:
        if self.measure not in MEASURES:
            yield Problem("measure", f"« {self.measure} » n’existe pas ; choisissez parmi {', '.join(MEASURES)}.")
        try:
            ordered = list(self.limits) == sorted(self.limits)
        except (ValueError, ZeroDivisionError):
            yield Problem("thresholds", "écrivez des nombres ou des fractions, comme « 3 » ou « 20/100 ».")
        else:
            if not ordered:
                yield Problem("thresholds", "donnez les seuils du plus bas au plus haut.")


@dataclass(frozen=True)
class GridSpec:
    """A whole grid."""

    title: Prose
    version: str
    notice: Prose
    criteria: tuple[CriterionSpec, ...]


@lru_cache
def read_grid(language: str, key: str = DEFAULT_GRID) -> GridSpec:
    """Read a grid from its file; raise ContentError when it is wrong."""
    path = Path(settings.CONTENT_DIR) / language / "label" / f"{key}.toml"
    return read_file(GridSpec, path, source=f"fixtures/{language}/label/{path.name}").spec
