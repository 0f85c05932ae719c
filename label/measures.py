"""The computed criteria of the label: pure functions of a frozen school report, exact fractions, no rounding.

Rules: a part of the classes is a part of the current year's active classes; sessions, prints and promises are counted
over the school year and the year before. A session is validated when it has a day and a number of pupils present and
its class has lived every mandatory step of the sequence; the same class, step and day count once. A school without an
active class cannot be judged at all, and of nothing there is no part.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.formats import date_format

from common.actions import ActionLevel
from common.levels import Band
from progress.school_report import ClassLived, LivedStep, SchoolReport
from sequences.models import FRUGAL_MODES
from sequences.subjects import PRIMARY, Subject, have_subjects

BEYOND = (ActionLevel.INTERPERSONAL, ActionLevel.SOCIETAL)


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


UNKNOWN = Measure(0, assessable=False)
"""What is found of a school without an active class."""


@dataclass(frozen=True)
class Formula:
    """A way to measure, and what a grid may ask of it."""

    compute: Callable[[SchoolReport], Measure]
    is_part: bool = True
    """It holds a number against a whole; otherwise a threshold can only be a number."""
    conditions: frozenset[str] = field(default=frozenset())

    def __call__(self, report: SchoolReport) -> Measure:
        return self.compute(report) if report.classes else UNKNOWN


def validated_sessions(classes: Iterable[ClassLived]) -> Iterator[LivedStep]:
    """Give each validated session of some classes once."""
    for row in classes:
        lived_by_class = ((sequence.key, lived) for sequence in row.complete for lived in sequence.steps)
        yield from {(key, lived.step, lived.day): lived for key, lived in lived_by_class}.values()


def continuity(report: SchoolReport) -> Measure:
    """A4: distinct months with a validated session, and whether one of them is in the year before."""
    months = {(lived.day.year, lived.day.month) for lived in validated_sessions(report.classes + report.earlier)}
    before = any(True for _lived in validated_sessions(report.earlier))
    return Measure(
        len(months),
        conditions=frozenset({"previous-year"} if before else ()),
        found=tuple(date_format(date(year, month, 1), "F Y") for year, month in sorted(months)),
    )


def training(report: SchoolReport) -> Measure:
    """B1: people who have finished the whole self-training, out of all who teach in the school; nobody is named."""
    return _part(report.trained, report.teachers)


def subjects(report: SchoolReport) -> Measure:
    """B2: disciplines of the validated sessions of secondary classes, and degrees of primary classes that had one."""
    noted: set[str] = set()
    degrees: set[Band] = set()
    for row in report.classes + report.earlier:
        sessions = list(validated_sessions((row,)))
        degrees.update(band for band in row.bands if sessions and band in PRIMARY)
        if have_subjects(row.bands):
            noted.update(lived.subject for lived in sessions if lived.subject)
    words = sorted(str(Subject(subject).label) for subject in noted)
    return Measure(len(noted) + len(degrees), found=(*words, *_in_order(degrees)))


def coverage(report: SchoolReport) -> Measure:
    """C1: active classes that have finished a sequence, each once, out of all active classes."""
    return _classes(report, lambda row: bool(row.complete))


def bands(report: SchoolReport) -> Measure:
    """C2: bands in which a class has finished a sequence, out of those that the school runs."""
    run = {band for row in report.classes for band in row.bands}
    covered = {band for row in report.classes if row.complete for band in row.bands}
    return _part(len(covered), len(run), _in_order(covered))


def themes(report: SchoolReport) -> Measure:
    """C3: distinct themes of finished sequences and of cards talked about."""
    classes = report.classes + report.earlier
    found = {sequence.theme for row in classes for sequence in row.complete}
    found |= {theme for row in classes for theme in row.discussed}
    return Measure(len(found), found=tuple(sorted(found)))


def figures(report: SchoolReport) -> Measure:
    """C4: active classes that have lived a step in which a figure is questioned, out of all active classes."""
    return _classes(
        report,
        lambda row: any(lived.questions_a_figure for sequence in row.sequences for lived in sequence.steps),
    )


def frugality(report: SchoolReport) -> Measure:
    """D1: validated sessions lived without a device for each pupil, out of all validated sessions."""
    sessions = list(validated_sessions(report.classes + report.earlier))
    return _part(sum(lived.mode in FRUGAL_MODES for lived in sessions), len(sessions), grows=True)


def sheets(report: SchoolReport) -> Measure:
    """D2: prints in ink-saving form out of all prints, and whether each printed sheet has an adapted version."""
    adapted = all(printed.has_adapted for printed in report.prints)
    return _part(
        sum(printed.frugal for printed in report.prints),
        len(report.prints),
        conditions=frozenset({"adapted"} if report.prints and adapted else ()),
        grows=True,
    )


def debates(report: SchoolReport) -> Measure:
    """E1: active classes with a whole debate of two votes, each once, out of all active classes."""
    return _classes(report, lambda row: row.debated)


def promises(report: SchoolReport) -> Measure:
    """E2: active classes that looked at a promise again once enough weeks had passed, out of all active classes."""
    return _classes(report, lambda row: any(promise.was_tried for promise in row.promises))


def beyond(report: SchoolReport) -> Measure:
    """E3: promises of classes at the level of people or of society, out of all, and whether one is of society."""
    levels = [promise.level for row in report.classes + report.earlier for promise in row.promises]
    return _part(
        sum(level in BEYOND for level in levels),
        len(levels),
        tuple(level.value for level in ActionLevel if level in levels),
        conditions=frozenset({"societal"} if ActionLevel.SOCIETAL in levels else ()),
        grows=True,
    )


def _in_order(found: set[Band]) -> tuple[str, ...]:
    """Name bands from the youngest to the eldest."""
    return tuple(band.value for band in Band if band in found)


def _classes(report: SchoolReport, lived: Callable[[ClassLived], bool]) -> Measure:
    """Hold the active classes that lived something against all of them, and name them."""
    labels = tuple(row.label for row in report.classes if lived(row))
    return _part(len(labels), len(report.classes), labels)


def _part(
    numerator: int,
    denominator: int,
    found: tuple[str, ...] = (),
    *,
    conditions: frozenset[str] = frozenset(),
    grows: bool = False,
) -> Measure:
    """A part of a whole; of nothing there is no part, neither 0 % nor 100 %."""
    return Measure(numerator, denominator, bool(denominator), conditions, found, grows)


MEASURES: Mapping[str, Formula] = {
    "continuity": Formula(continuity, is_part=False, conditions=frozenset({"previous-year"})),
    "training": Formula(training),
    "subjects": Formula(subjects, is_part=False),
    "coverage": Formula(coverage),
    "bands": Formula(bands),
    "themes": Formula(themes, is_part=False),
    "figures": Formula(figures),
    "frugality": Formula(frugality),
    "sheets": Formula(sheets, conditions=frozenset({"adapted"})),
    "debates": Formula(debates),
    "promises": Formula(promises),
    "beyond": Formula(beyond, conditions=frozenset({"societal"})),
}
"""The closed list of what a grid can have computed."""
