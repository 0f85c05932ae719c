"""School reports in few words."""

from datetime import date, timedelta
from uuid import UUID

from common.actions import ActionLevel
from common.levels import Band
from progress.school_report import ClassLived, LivedSequence, LivedStep, PrintedSheet, Promise, SchoolReport
from sequences.models import Mode

YEAR = 2026


def day(number: int) -> date:
    """Give the first day of a month: the 1st is September of the school year, the 13th of the next one."""
    years, month = divmod(number + 7, 12)
    return date(YEAR + years, month + 1, 1)


def sequence(
    key="sq",
    *days: date,
    theme="réseau",
    mode=Mode.NO_SCREEN,
    mandatory=("a",),
    step="a",
    subject="",
    questions_a_figure=False,
) -> LivedSequence:
    """Give a sequence whose step was lived on each of the days."""
    steps = tuple(LivedStep(step, when, mode, 20, subject, questions_a_figure) for when in days)
    return LivedSequence(key, f"Séquence {key}", theme, frozenset(mandatory), steps)


def promise(level=ActionLevel.INDIVIDUAL, *, days: int | None = None) -> Promise:
    """Give what a class decided in September, and looked at again so many days later."""
    made_on = day(1)
    return Promise(level, made_on, None if days is None else made_on + timedelta(days=days))


def printed(*, frugal=False, has_adapted=True, key="sq", when: date | None = None) -> PrintedSheet:
    """Give one print of a worksheet."""
    return PrintedSheet(key, when or day(1), "fiche", frugal, has_adapted)


def classroom(
    label: str,
    *sequences: LivedSequence,
    bands=(Band.P56,),
    year=YEAR,
    discussed: tuple[str, ...] = (),
    debated: bool = False,
    promises: tuple[Promise, ...] = (),
) -> ClassLived:
    """Give a class that has lived sequences, talked about cards of some themes and decided a few things."""
    number = sum(ord(sign) * 257**place for place, sign in enumerate(label[:12])) % 2**128
    return ClassLived(UUID(int=number), label, year, tuple(bands), sequences, frozenset(discussed), debated, promises)


def report(
    *classes: ClassLived,
    earlier: tuple[ClassLived, ...] = (),
    teachers: int = 0,
    trained: int = 0,
    prints: tuple[PrintedSheet, ...] = (),
) -> SchoolReport:
    """Give a school with classes this year and the year before, its teachers and its prints."""
    until = date(YEAR + 1, 6, 30)
    return SchoolReport("École du Test", "Mons", YEAR, until, classes, earlier, teachers, trained, prints)
