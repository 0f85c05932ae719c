"""A grid applied to a school: each criterion with what was found and the points it earns."""

from dataclasses import dataclass

from django.utils.translation import ngettext

from label.criteria import MEASURES, Measure, points
from label.grid import CriterionSpec, GridSpec
from progress.school_report import SchoolReport


@dataclass(frozen=True)
class Judged:
    """A criterion with what was found and the points it earns."""

    spec: CriterionSpec
    measure: Measure
    points: int | None

    @property
    def most(self) -> int:
        return len(self.spec.thresholds)

    @property
    def points_words(self) -> str:
        """The points earned, in dots and in words."""
        earned = self.points or 0
        dots = "●" * earned + "○" * (self.most - earned)
        words = ngettext("%(n)d point sur %(most)d", "%(n)d points sur %(most)d", earned)
        return f"{dots} {words % {'n': earned, 'most': self.most}}"


def judge(report: SchoolReport, grid: GridSpec) -> tuple[Judged, ...]:
    """Compute every criterion of a grid for a school."""
    measured = ((spec, MEASURES[spec.measure](report)) for spec in grid.criteria)
    return tuple(Judged(spec, measure, points(measure, spec.limits)) for spec, measure in measured)
