"""Texts that fit their frame on things to cut out, and the full pages that carry these things."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape

from reportlab.lib.enums import TA_CENTER, TA_LEFT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph

from printing.bands import Band, draw_pattern
from printing.document import PAGE_HEIGHT, PAGE_WIDTH
from printing.layout import INK, MUTED, RULE, bounded
from printing.text import BOLD, REGULAR, Markup, fit_line, width_of

CUT_SIDE = 10 * mm
CUT_TOP = 14 * mm
CUT_BOTTOM = 16 * mm
SMALLEST = 5.0
_TAG_OR_SPACE = re.compile(r"<[^>]*>|[ \n]+")


@dataclass(frozen=True)
class Signature:
    """What each thing cut out says of the game it belongs to, so that a lost one finds its box again."""

    game: str
    bands: tuple[Band, ...]

    @property
    def bands_words(self) -> str:
        """Return the short names of the bands, or of the first and the last of many."""
        return ", ".join(self.bands) if len(self.bands) < 3 else f"{self.bands[0]} → {self.bands[-1]}"


class WholePage(Flowable):
    """Fills a page without margins."""

    def wrap(self, available: float, height: float) -> tuple[float, float]:
        self.width, self.height = available, height
        return available, height - 0.01

    @abstractmethod
    def draw(self) -> None:
        """Draw everything that the page carries."""


def fitted(
    markup: Markup, size: float, width: float, height: float, *, bold: bool = False, centred: bool = False
) -> Paragraph:
    """Return a paragraph of clean markup inside this frame: letters shrink until words and lines fit."""
    font = BOLD if bold else REGULAR
    longest = max((width_of(unescape(word), BOLD, size) for word in _TAG_OR_SPACE.split(markup)), default=0)
    if longest > width:
        size = max(SMALLEST, size * (width - 0.5) / longest)
    style = ParagraphStyle(
        "fitted",
        fontName=font,
        fontSize=size,
        leading=size * (1.12 if bold else 1.26),
        textColor=INK,
        alignment=TA_CENTER if centred else TA_LEFT,
    )
    return bounded(markup, style, width, height)


def draw_cut_lines(canvas: Canvas, columns: Sequence[float], rows: Sequence[float]) -> None:
    """Draw dashes along the cuts of a grid, and a small cross wherever two of them meet."""
    reach = 2.5 * mm
    canvas.saveState()
    canvas.setLineWidth(0.7)
    canvas.setStrokeColor(RULE)
    canvas.setDash(3, 3)
    for x in columns:
        canvas.line(x, rows[0], x, rows[-1])
    for y in rows:
        canvas.line(columns[0], y, columns[-1], y)
    canvas.setDash()
    canvas.setStrokeColor(INK)
    for x in columns:
        for y in rows:
            canvas.line(x - reach, y, x + reach, y)
            canvas.line(x, y - reach, x, y + reach)
    canvas.restoreState()


def draw_page_note(canvas: Canvas, left: str, right: str = "") -> None:
    """Draw above the things to cut out what they are, for the adult who cuts."""
    level = PAGE_HEIGHT - CUT_TOP + 3.5 * mm
    line, size = fit_line(left, BOLD, 10.5, PAGE_WIDTH - 2 * CUT_SIDE - 60 * mm)
    canvas.setFillColor(INK)
    canvas.setFont(BOLD, size)
    canvas.drawString(CUT_SIDE, level, line)
    line, size = fit_line(right, REGULAR, 9, 58 * mm)
    canvas.setFillColor(MUTED)
    canvas.setFont(REGULAR, size)
    canvas.drawRightString(PAGE_WIDTH - CUT_SIDE, level, line)


def draw_signature(canvas: Canvas, signature: Signature, x: float, y: float, width: float) -> None:
    """Draw along the foot of a thing its band as a pattern and in words, and the name of its game."""
    mark = 3.2 * mm
    wide = mark * (2.0 if len(signature.bands) < 3 else 1.4)
    left = x
    for band in signature.bands:
        draw_pattern(canvas, band, left, y, wide, mark)
        left += wide + 2
    words, size = fit_line(signature.bands_words, BOLD, 7.5, width * 0.45)
    canvas.setFillColor(INK)
    canvas.setFont(BOLD, size)
    canvas.drawString(left + 2, y + 2, words)
    used = left + 2 + width_of(words, BOLD, size) - x
    name, size = fit_line(signature.game, REGULAR, 7.5, max(10, width - used - 8))
    canvas.setFillColor(MUTED)
    canvas.setFont(REGULAR, size)
    canvas.drawRightString(x + width, y + 2, name)
