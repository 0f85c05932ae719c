"""The pieces of what there is to read: openings, named boxes, blanks to fill in, squares to calculate on, figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Spacer, Table

from printing.document import Styles, headline, prose, text
from printing.illustration import illustration
from printing.layout import (
    FULL_PAGE,
    INK,
    PAPER,
    RULE,
    WHITE,
    Columns,
    Padding,
    Panel,
    Part,
    draw_sticker,
    outlined,
)
from printing.marks import WritingLine
from printing.text import BOLD, EMPTY, NBSP, REGULAR, Markup, fit_line

SQUARE = 5 * mm
ROOM_TO_WRITE = 9 * mm
WIDER = 1.6
"""How much wider than the narrowest a box may be."""


@dataclass(frozen=True)
class FigureLine:
    """A number with what makes it honest, on one line of a table."""

    title: str
    range_text: str
    status: str
    source: str


class Tone(Enum):
    """How a named box is drawn, apart from its name: plain, dashed or on a darker ground."""

    PLAIN = "plain"
    DASHED = "dashed"
    SHADED = "shaded"


def opening(
    kicker: str, title: str, summary: str, picture: Path | None, styles: Styles, *, side: float = 40
) -> list[Flowable]:
    """Return the title and the summary, with the picture beside them."""
    words: list[Flowable] = [text(kicker, styles.small), Spacer(1, 3), headline(title, styles.title), Spacer(1, 10)]
    short = len(summary) < 420
    lead = [text(summary, styles.lead)] if summary else []
    beside = [*words, *lead] if short else words
    head: list[Flowable] = beside
    if picture:
        head = [Panel([Columns([beside, [illustration(picture, side)]], [1.0, side / (169 - side)])])]
    return [Spacer(1, 2), *head, Spacer(1, 8), *([] if short else lead)]


def titled(title: str, content: Sequence[Flowable], styles: Styles, *, whole_below: float = 0) -> Flowable:
    """Return a section that may split anywhere but between its heading and what follows it."""
    heading = text(title, styles.heading)
    heading.keepWithNext = 1
    return Panel([heading, *content], before=styles.heading.spaceBefore, whole_below=whole_below)


def named_box(name: str, words: Markup, tone: Tone, styles: Styles) -> Panel:
    """Return a box whose name sits on its upper edge."""
    frame = outlined(PAPER if tone is Tone.SHADED else WHITE, 1.2)

    def look(canvas: Canvas, part: Part) -> None:
        canvas.saveState()
        if tone is Tone.DASHED:
            canvas.setDash(5, 3)
        frame(canvas, part)
        canvas.restoreState()
        if part.first:
            draw_sticker(canvas, name, 10, part.height - 8, size=9.5, widest=part.width - 16)

    return Panel(
        prose(words, styles.body) or [Spacer(1, 4)],
        look=look,
        padding=Padding(15, 12, 4, 12),
        before=14,
        after=8,
        whole_below=60 * mm,
    )


class SideBySide(Flowable):
    """Prints panels next to each other, all as tall as the tallest; too tall for any page, they go below each other."""

    def __init__(self, panels: Sequence[Panel], weights: Sequence[float], *, gap: float = 10) -> None:
        super().__init__()
        self.panels, self.weights, self.gap = list(panels), list(weights), gap
        self.spaceBefore = max((panel.getSpaceBefore() for panel in panels), default=0)
        self.spaceAfter = max((panel.getSpaceAfter() for panel in panels), default=0)

    def wrap(self, available: float, _height: float) -> tuple[float, float]:
        self.width = available
        usable = available - self.gap * (len(self.panels) - 1)
        widths = [usable * weight / sum(self.weights) for weight in self.weights]
        canvas = getattr(self, "canv", None)
        self.height = max(panel.wrapOn(canvas, width, 0)[1] for panel, width in zip(self.panels, widths, strict=True))
        for panel in self.panels:
            panel.height = self.height
        return self.width, self.height

    def split(self, _available: float, _height: float) -> list[Flowable]:
        return [*self.panels] if self.height > FULL_PAGE else []

    def draw(self) -> None:
        left = 0.0
        for panel in self.panels:
            panel.drawOn(self.canv, left, 0)
            left += panel.width + self.gap


def named_boxes(boxes: Sequence[tuple[str, Markup, Tone]], styles: Styles) -> list[Flowable]:
    """Return the boxes that say something next to each other, the longer ones a little wider."""
    said = [(name, words, tone) for name, words, tone in boxes if words]
    panels = [named_box(name, words, tone, styles) for name, words, tone in said]
    if len(panels) < 2:
        return [*panels]
    shortest = min(len(words) for _name, words, _tone in said)
    return [SideBySide(panels, [min(WIDER, len(words) / shortest) for _name, words, _tone in said])]


class Blanks(Flowable):
    """Prints names, each followed by a line to write on; a share says how much of the width each one takes."""

    def __init__(self, fields: Sequence[tuple[str, float]], *, size: float = 11, room: float = 18) -> None:
        super().__init__()
        self.fields, self.size, self.room = list(fields), size, room

    def wrap(self, available: float, _height: float) -> tuple[float, float]:
        self.width, self.height = available, self.size + self.room
        return self.width, self.height

    def draw(self) -> None:
        canvas, left = self.canv, 0.0
        total = sum(share for _name, share in self.fields)
        canvas.setFillColor(INK)
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(0.8)
        for name, share in self.fields:
            width = self.width * share / total
            label, size = fit_line(f"{name}{NBSP}:", BOLD, self.size, width * 0.6)
            canvas.setFont(BOLD, size)
            canvas.drawString(left, 6, label)
            canvas.line(left + canvas.stringWidth(label, BOLD, size) + 6, 4, left + width - 12, 4)
            left += width


class Squares(Flowable):
    """Prints a squared frame that takes the rest of the page but for what must still stand below it."""

    def __init__(self, least: float, *, leaving: float = 0) -> None:
        super().__init__()
        self.least, self.leaving = least, leaving

    def wrap(self, available: float, height: float) -> tuple[float, float]:
        room = max(self.least, height - self.leaving)
        self.width = available
        self._rows = int((room - 2) // SQUARE)
        self.height = self._rows * SQUARE + 2
        return self.width, self.height

    def draw(self) -> None:
        canvas, columns = self.canv, max(1, round(self.width / SQUARE))
        side = self.width / columns
        canvas.saveState()
        canvas.setStrokeColor(RULE)
        canvas.setLineWidth(0.35)
        across = [place * side for place in range(columns + 1)]
        canvas.grid(across, [1 + row * SQUARE for row in range(self._rows + 1)])
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(1.2)
        canvas.rect(0, 1, self.width, self._rows * SQUARE, stroke=1, fill=0)
        canvas.restoreState()


def writing_lines(count: int, *, room: float = ROOM_TO_WRITE) -> list[Flowable]:
    """Return lines to write on that stay together."""
    lines = [WritingLine(room) for _line in range(count)]
    for line in lines[:-1]:
        line.keepWithNext = 1
    return [*lines]


def figure_table(figures: Sequence[FigureLine], styles: Styles) -> Flowable:
    """Return the numbers with their ranges, how far they may be relied on, and where they come from."""
    names = ("Ce qui est compté", "Combien", "Solidité", "Source")
    rows = [[text(name, styles.column) for name in names]]
    rows += [
        [
            text(figure.title, styles.body),
            text(figure.range_text, styles.column),
            text(figure.status, styles.body),
            text(figure.source, styles.small),
        ]
        for figure in figures
    ]
    return ruled(rows, ["29%", "23%", "14%", "34%"])


def ruled(rows: Sequence[Sequence[object]], widths: Sequence[str | float], *, extra: Sequence[object] = ()) -> Table:
    """Return a quiet table whose lines are ruled and whose titles come back on every page."""
    return Table(
        rows,
        colWidths=list(widths),
        repeatRows=1,
        splitInRow=1,
        hAlign="LEFT",
        style=[
            ("FONT", (0, 0), (-1, -1), REGULAR),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LINEBELOW", (0, 0), (-1, -1), 0.5, RULE),
            ("LINEBELOW", (0, 0), (-1, 0), 1.6, INK),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 8),
            ("TOPPADDING", (0, 0), (-1, -1), 5),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
            *extra,
        ],
    )


def closing(source: Markup, credit: str, styles: Styles) -> list[Flowable]:
    """Return where the facts come from and whose page this is."""
    pieces: list[Flowable] = []
    if source != EMPTY:
        pieces += [Spacer(1, 14), Panel(prose(source, styles.small), whole_below=60 * mm)]
    if credit:
        pieces += [Spacer(1, 8), text(credit, styles.small)]
    return pieces
