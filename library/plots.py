"""Ranges as small SVG plots: a line from low to high, a mark at the value, and words for those who cannot see it."""

import math
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from common.text import NARROW, grouped
from library.specs import FigureSpec, Scale

WIDTH, LEFT, RIGHT = 320, 24, 296
LINE = 34
HALF_SIGN = 3.6
"""Half of what a sign of a label takes, in a wide font: a label that would leave the picture ends at its edge."""


@dataclass(frozen=True)
class _Axis:
    """Places values between LEFT and RIGHT, on a linear or logarithmic scale."""

    start: float
    end: float
    scale: Scale

    def place(self, value: float) -> float:
        value = min(max(value, self.start), self.end)
        if self.scale is Scale.LOGARITHMIC:
            part = math.log(value / self.start) / math.log(self.end / self.start)
        else:
            part = (value - self.start) / (self.end - self.start)
        return round(LEFT + part * (RIGHT - LEFT), 1)


def _axis(figure: FigureSpec, guess: float | None) -> _Axis:
    """From zero on a linear scale, so that lengths do not lie; a third beyond both ends on a logarithmic one."""
    highest = max(figure.high, guess or 0)
    if figure.scale is Scale.LOGARITHMIC:
        return _Axis(figure.low / 1.5, highest * 1.5, figure.scale)
    return _Axis(min(0.0, figure.low), highest * 1.1 or 1.0, figure.scale)


def range_text(figure: FigureSpec) -> str:
    """Write the range of a figure in words: « entre 30 et 60 g »; one number when there is no range."""
    unit = f"{NARROW}{figure.unit}"
    if figure.low == figure.high:
        return f"{grouped(figure.value)}{unit}"
    return _("entre %(low)s et %(high)s%(unit)s") % {
        "low": grouped(figure.low),
        "high": grouped(figure.high),
        "unit": unit,
    }


def range_plot(figure: FigureSpec, guess: float | None = None) -> SafeString:
    """Draw a figure's range, and a pupil's guess when there is one."""
    axis = _axis(figure, guess)
    low, value, high = axis.place(figure.low), axis.place(figure.value), axis.place(figure.high)
    words = range_text(figure)
    if guess is not None:
        words = _("%(words)s ; ta réponse : %(guess)s") % {"words": words, "guess": grouped(guess)}
    ends = _end_labels(figure, low, high)
    return format_html(
        '<svg class="plot" viewBox="0 0 {} 62" role="img" aria-label="{}">'
        '<path class="plot-axis" d="M{} {}H{}"/><path class="plot-range" d="M{} {}H{}"/>'
        '<circle class="plot-value" cx="{}" cy="{}" r="6"/>{}{}</svg>',
        WIDTH, words, LEFT, LINE, RIGHT, low, LINE, max(high, low + 1), value, LINE, ends, _guess_mark(axis, guess),
    )  # fmt: skip


def _end_labels(figure: FigureSpec, low: float, high: float) -> SafeString:
    if high - low < 40:
        words, middle = range_text(figure), (low + high) / 2
        if len(words) * HALF_SIGN > WIDTH - middle:
            return format_html('<text x="{}" y="56" text-anchor="end">{}</text>', WIDTH - 2, words)
        return format_html('<text x="{}" y="56" text-anchor="middle">{}</text>', middle, words)
    return format_html(
        '<text x="{}" y="56" text-anchor="middle">{}</text><text x="{}" y="56" text-anchor="middle">{}</text>',
        low, grouped(figure.low), high, grouped(figure.high),
    )  # fmt: skip


def _guess_mark(axis: _Axis, guess: float | None) -> SafeString:
    if guess is None:
        return SafeString("")
    x = axis.place(guess)
    return format_html(
        '<path class="plot-guess" d="M{} 26l-6 -10h12z"/><text x="{}" y="12" text-anchor="middle">{}</text>',
        x, x, _("toi"),
    )  # fmt: skip
