"""School reports in few words."""

from datetime import date
from uuid import UUID

from common.levels import Band
from progress.school_report import ClassLived, LivedSequence, LivedStep, SchoolReport
from sequences.models import Mode

YEAR = 2026


def day(number: int) -> date:
    """Give the first day of a month: the 1st is September of the school year, the 13th of the next one."""
    years, month = divmod(number + 7, 12)
    return date(YEAR + years, month + 1, 1)


def sequence(key="sq", *days: date, theme="réseau", mode=Mode.NO_SCREEN, mandatory=("a",), step="a") -> LivedSequence:
    """Give a sequence whose step was lived on each of the days."""
    steps = tuple(LivedStep(step, when, mode, 20) for when in days)
    return LivedSequence(key, f"Séquence {key}", theme, frozenset(mandatory), steps)


def classroom(
    label: str,
    *sequences: LivedSequence,
    bands=(Band.P56,),
    year=YEAR,
    discussed: tuple[str, ...] = (),
    debated: bool = False,
) -> ClassLived:
    """Give a class that has lived sequences and talked about cards of some themes."""
    number = sum(ord(sign) * 257**place for place, sign in enumerate(label[:12])) % 2**128
    return ClassLived(UUID(int=number), label, year, tuple(bands), sequences, frozenset(discussed), debated)


def report(*classes: ClassLived, earlier: tuple[ClassLived, ...] = ()) -> SchoolReport:
    """Give a school with classes this year and the year before."""
    return SchoolReport("École du Test", "Mons", YEAR, date(YEAR + 1, 6, 30), classes, earlier)
