"""Everyday equivalents, computed from two figures with their ranges: nothing here is typed that can be reckoned."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import floor, log10

from django.utils.translation import gettext as _

from common.text import grouped
from library.specs import Equivalent, FigureSpec, Operation

DIGITS = 2
"""Significant digits that are shown: the figures themselves are seldom surer."""


@dataclass(frozen=True)
class Result:
    """What the arithmetic gives: the value between its lowest and highest."""

    value: float
    low: float
    high: float


def rounded(number: float, digits: int = DIGITS) -> float:
    """Round to so many significant digits; zero stays zero."""
    if not number:
        return 0.0
    return round(number, digits - 1 - floor(log10(abs(number))))


def compute(equivalent: Equivalent, figure: FigureSpec, other: FigureSpec) -> Result:
    """Reckon with both ranges, so that the result's range holds every combination of the two; raise ZeroDivisionError.

    The range of a quotient goes from the lowest over the highest to the highest over the lowest.
    """
    factor = equivalent.factor
    match equivalent.operation:
        case Operation.PRODUCT:
            found = Result(figure.value * other.value, figure.low * other.low, figure.high * other.high)
        case Operation.RATIO:
            found = Result(figure.value / other.value, figure.low / other.high, figure.high / other.low)
        case Operation.INVERSE:
            found = Result(other.value / figure.value, other.low / figure.high, other.high / figure.low)
    return Result(found.value * factor, found.low * factor, found.high * factor)


def in_words(result: Result) -> str:
    """Write a result as « environ 370 (entre 330 et 640) », or without a range when rounding leaves none."""
    value, low, high = (grouped(rounded(number)) for number in (result.value, result.low, result.high))
    if low == high:
        return _("environ %(value)s") % {"value": value}
    return _("environ %(value)s (entre %(low)s et %(high)s)") % {"value": value, "low": low, "high": high}


def sentences(figure: FigureSpec, others: Mapping[str, FigureSpec]) -> Iterable[tuple[str, str]]:
    """Give each equivalent of a figure as its sentence and the key of the other figure it rests on."""
    for equivalent in figure.equivalents:
        other = others.get(equivalent.other)
        if other is not None:
            words = in_words(compute(equivalent, figure, other))
            yield equivalent.sentence.replace("{n}", words), equivalent.other
