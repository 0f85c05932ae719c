"""Things a pupil writes on: boxes to tick, cards with pictures, lines, frames and dots to join."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph

from printing.blocks import Item
from printing.illustration import draw_illustration
from printing.layout import CORNER, INK, RULE, WHITE, bounded
from printing.text import plain

TALLEST = 150 * mm


class Mark(Enum):
    """The empty shape in front of an item."""

    CIRCLE = "circle"
    SQUARE = "square"
    NUMBER = "number"


def draw_mark(canvas: Canvas, mark: Mark, x: float, y: float, side: float) -> None:
    """Draw an empty shape that is easy to hit with a pencil."""
    canvas.saveState()
    canvas.setFillColor(WHITE)
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(1.6)
    if mark is Mark.CIRCLE:
        canvas.circle(x + side / 2, y + side / 2, side / 2, stroke=1, fill=1)
    else:
        canvas.roundRect(x, y, side, side, 2.5 if mark is Mark.SQUARE else 5, stroke=1, fill=1)
    canvas.restoreState()


class MarkedLine(Flowable):
    """Prints an item after its empty mark, both on one middle line."""

    def __init__(self, item: Item, mark: Mark, style: ParagraphStyle, *, picture: float = 0) -> None:
        super().__init__()
        self.item, self.mark, self.style = item, mark, style
        self.picture = picture if item.illustration else 0
        self.side = (9.5 if mark is Mark.NUMBER else 6.2) * mm * max(1.0, style.fontSize / 13)

    def wrap(self, available: float, _height: float) -> tuple[float, float]:
        self.width = available
        self._text_left = self.side + 10 + (self.picture + 8 if self.picture else 0)
        self._words = bounded(plain(self.item.text), self.style, available - self._text_left, TALLEST)
        self.height = max(self.side, self.picture, self._words.height) + 7
        return self.width, self.height

    def draw(self) -> None:
        middle = self.height / 2
        draw_mark(self.canv, self.mark, 1, middle - self.side / 2, self.side)
        if self.picture and self.item.illustration:
            bottom = middle - self.picture / 2
            draw_illustration(self.canv, self.item.illustration, self.side + 10, bottom, self.picture)
        self._words.drawOn(self.canv, self._text_left, middle - self._words.height / 2 - self.style.fontSize * 0.06)


@dataclass
class _Card:
    item: Item
    words: Paragraph


class CardRow(Flowable):
    """Prints picture cards of one height side by side, each with its empty mark in the corner."""

    def __init__(
        self, items: Sequence[Item], mark: Mark, style: ParagraphStyle, *, per_row: int, picture: float, side: float
    ) -> None:
        super().__init__()
        self.items, self.mark, self.style = list(items), mark, style
        self.per_row, self.picture, self.side = per_row, picture, side
        self.gap = 4.5 * mm

    def wrap(self, available: float, _height: float) -> tuple[float, float]:
        self.width = available
        self._card = (available - self.gap * (self.per_row - 1)) / self.per_row
        self._cards = [
            _Card(item, bounded(plain(item.text), self.style, self._card - 16, 60 * mm)) for item in self.items
        ]
        self._pictured = self.picture if any(item.illustration for item in self.items) else self.side
        self._box = self._pictured + max((card.words.height for card in self._cards), default=0) + 24
        self.height = self._box + self.gap
        return self.width, self.height

    def draw(self) -> None:
        for column, card in enumerate(self._cards):
            self._draw_card(card, column * (self._card + self.gap), self.gap)

    def _draw_card(self, card: _Card, left: float, base: float) -> None:
        canvas, top = self.canv, base + self._box
        canvas.saveState()
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(1.2)
        canvas.roundRect(left, base, self._card, self._box, CORNER)
        canvas.restoreState()
        if card.item.illustration:
            middle = left + self._card / 2 + self.side / 3
            bottom = top - 8 - self._pictured
            draw_illustration(canvas, card.item.illustration, middle - self._pictured / 2, bottom, self._pictured)
        draw_mark(canvas, self.mark, left + 6, top - 6 - self.side, self.side)
        card.words.drawOn(canvas, left + 8, top - self._pictured - 15 - card.words.height)


class WritingLine(Flowable):
    """Prints one line to write on, with its room above."""

    def __init__(self, room: float) -> None:
        super().__init__()
        self.room = room

    def wrap(self, available: float, _height: float) -> tuple[float, float]:
        self.width, self.height = available, self.room
        return self.width, self.height

    def draw(self) -> None:
        self.canv.saveState()
        self.canv.setStrokeColor(RULE)
        self.canv.setLineWidth(0.9)
        self.canv.line(0, 1, self.width, 1)
        self.canv.restoreState()


class DrawingFrame(Flowable):
    """Prints an empty frame."""

    def __init__(self, height: float) -> None:
        super().__init__()
        self.height = height

    def wrap(self, available: float, _height: float) -> tuple[float, float]:
        self.width = available
        return self.width, self.height

    def draw(self) -> None:
        self.canv.saveState()
        self.canv.setStrokeColor(INK)
        self.canv.setLineWidth(1.4)
        self.canv.roundRect(0.7, 0.7, self.width - 1.4, self.height - 1.4, CORNER)
        self.canv.restoreState()


class MatchRow(Flowable):
    """Prints two facing boxes with a dot each, far enough apart for a pencil line."""

    def __init__(self, left: Item | None, right: Item | None, style: ParagraphStyle, *, picture: float) -> None:
        super().__init__()
        self.items, self.style, self.picture = (left, right), style, picture

    def wrap(self, available: float, _height: float) -> tuple[float, float]:
        self.width = available
        self._box = available * 0.38
        self._words = [
            bounded(plain(item.text), self.style, self._box - 18 - self._shift(item), TALLEST) if item else None
            for item in self.items
        ]
        pictured = self.picture if any(self._shift(item) for item in self.items) else 0
        tallest = max([pictured, *(words.height for words in self._words if words)])
        self._tall = tallest + 12
        self.height = self._tall + 9
        return self.width, self.height

    def _shift(self, item: Item | None) -> float:
        return self.picture + 6 if item and item.illustration else 0

    def draw(self) -> None:
        lefts = (0.0, self.width - self._box)
        dots = (self._box + 14, self.width - self._box - 14)
        for item, words, left, dot in zip(self.items, self._words, lefts, dots, strict=True):
            if item and words:
                self._draw_box(item, words, left, dot)

    def _draw_box(self, item: Item, words: Paragraph, left: float, dot: float) -> None:
        canvas, middle = self.canv, 9 + self._tall / 2
        canvas.saveState()
        canvas.setStrokeColor(INK)
        canvas.setFillColor(INK)
        canvas.setLineWidth(1.2)
        canvas.roundRect(left, 9, self._box, self._tall, CORNER)
        canvas.circle(dot, middle, 3.6, stroke=0, fill=1)
        canvas.restoreState()
        if item.illustration:
            draw_illustration(canvas, item.illustration, left + 8, middle - self.picture / 2, self.picture)
        words.drawOn(canvas, left + 9 + self._shift(item), middle - words.height / 2 - self.style.fontSize * 0.06)
