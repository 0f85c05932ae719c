"""The computed criteria of the label: pure functions of a frozen school report, exact fractions, no rounding.

Rules: the current year's active classes are the denominator of C1 and C2; sessions are counted over the school year
and the year before. A session is validated when it has a day and a number of pupils present and its class has lived
every mandatory step of the sequence; the same class, step and day count once.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format

from common.levels import Band
from progress.school_report import ClassLived, LivedStep, SchoolReport
from sequences.models import FRUGAL_MODES


@dataclass(frozen=True)
class Measure:
    """What a criterion finds: a count, or a part of a whole; without a whole it cannot be judged."""

    numerator: int
    denominator: int | None = None
    assessable: bool = True
    conditions: frozenset[str] = frozenset()
    """What is met beside the numbers, by the names that the grid knows."""
    found: tuple[str, ...] = ()
    """What was counted, in words: months, bands, themes or class labels."""
    grows: bool = False
    """One success more makes the whole larger too: sessions, prints, promises, but not classes."""

    @property
    def whole(self) -> int:
        """What a part is held against; nothing where only the number counts."""
        return self.denominator or 0


def validated_sessions(classes: tuple[ClassLived, ...]) -> Iterator[LivedStep]:
    """Give each validated session of some classes once."""
    for row in classes:
        for sequence in row.complete:
            yield from {(lived.step, lived.day): lived for lived in sequence.steps}.values()


def continuity(report: SchoolReport) -> Measure:
    """A4: distinct months with a validated session; the third point asks for one in the year before."""
    months = {(lived.day.year, lived.day.month) for lived in validated_sessions(report.classes + report.earlier)}
    before = any(True for _lived in validated_sessions(report.earlier))
    return Measure(
        len(months),
        assessable=bool(report.classes),
        conditions=frozenset({"previous-year"} if before else ()),
        found=tuple(date_format(date(year, month, 1), "F Y") for year, month in sorted(months)),
    )


def coverage(report: SchoolReport) -> Measure:
    """C1: active classes that have finished a sequence, each once, out of all active classes."""
    finished = [row.label for row in report.classes if row.complete]
    return _part(len(finished), len(report.classes), tuple(finished))


def bands(report: SchoolReport) -> Measure:
    """C2: bands in which a class has finished a sequence, out of those that the school runs."""
    run = {band for row in report.classes for band in row.bands}
    covered = {band for row in report.classes if row.complete for band in row.bands}
    return _part(len(covered), len(run), tuple(band.value for band in Band if band in covered))


def themes(report: SchoolReport) -> Measure:
    """C3: distinct themes of finished sequences and of cards talked about."""
    classes = report.classes + report.earlier
    found = {sequence.theme for row in classes for sequence in row.complete}
    found |= {theme for row in classes for theme in row.discussed}
    return Measure(len(found), assessable=bool(report.classes), found=tuple(sorted(found)))


def frugality(report: SchoolReport) -> Measure:
    """D1: validated sessions lived without a device for each pupil, out of all validated sessions."""
    sessions = list(validated_sessions(report.classes + report.earlier))
    frugal = sum(lived.mode in FRUGAL_MODES for lived in sessions)
    return _part(frugal, len(sessions)) if report.classes else Measure(0, 1, assessable=False)


def debates(report: SchoolReport) -> Measure:
    """E1: active classes with a whole debate of two votes, each once, out of all active classes."""
    debated = [row.label for row in report.classes if row.debated]
    return _part(len(debated), len(report.classes), tuple(debated))


def _part(numerator: int, denominator: int, found: tuple[str, ...] = ()) -> Measure:
    """A part of a whole; of nothing there is no part, neither 0 % nor 100 %."""
    return Measure(numerator, denominator or 1, assessable=bool(denominator), found=found)


MEASURES: Mapping[str, Callable[[SchoolReport], Measure]] = {
    "continuity": continuity,
    "coverage": coverage,
    "bands": bands,
    "themes": themes,
    "frugality": frugality,
    "debates": debates,
}
