"""From each kind of block to what is drawn on the worksheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import singledispatch
from itertools import zip_longest

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Spacer, Table

from printing.bands import Band
from printing.blocks import (
    Block,
    ChooseBlock,
    DrawBlock,
    Item,
    LinesBlock,
    MatchBlock,
    OrderBlock,
    ReadBlock,
    TableBlock,
)
from printing.document import CONTENT_HEIGHT, CONTENT_WIDTH, Styles, Variant, inline, prose, text
from printing.layout import FULL_PAGE, INK, PAPER, Padding, Panel, Part, bounded, draw_number, outlined
from printing.marks import CardRow, DrawingFrame, Mark, MarkedLine, MatchRow, WritingLine
from printing.text import NBSP, REGULAR, Markup, plain

HANG = 12.5 * mm
SHORT_TEXT = 70
FIRST_ROWS = 3


@dataclass(frozen=True)
class Desk:
    """For whom the exercises are drawn: age band, variant and letters."""

    band: Band
    variant: Variant
    styles: Styles
    frugal: bool = False

    @property
    def roomy(self) -> bool:
        """Return whether hands and eyes need more room than usual."""
        return self.band == Band.P1_P2 or self.variant == Variant.ADAPTED

    def picture(self, side: float) -> float:
        """Return how large a picture of an exercise is: still to be recognised where ink is saved."""
        return side * (0.7 if self.frugal else 1.0)


def exercise(block: Block, number: int, desk: Desk) -> Panel:
    """Return the numbered exercise: its instruction always shares a page with its first line."""

    def look(canvas: Canvas, part: Part) -> None:
        if part.first:
            radius = 12.4 if desk.roomy else 11
            draw_number(
                canvas,
                str(number),
                radius,
                part.height - desk.styles.strong.fontSize * 0.68,
                radius,
                outlined=desk.frugal,
            )

    instruction = inline(block.instruction or Markup(NBSP), desk.styles.strong)
    may_split = isinstance(block, LinesBlock | TableBlock)
    return Panel(
        [instruction, *content_of(block, desk)],
        look=look,
        padding=Padding(left=HANG),
        before=18 if desk.roomy else 14,
        after=6,
        whole_below=0 if may_split else CONTENT_HEIGHT * (0.3 if desk.frugal else 0.6),
    )


@singledispatch
def content_of(block: object, desk: Desk) -> list[Flowable]:
    """Return what stands under the instruction of a block."""
    message = f"no drawing for {type(block).__name__}"
    raise TypeError(message)


@content_of.register
def _read(block: ReadBlock, desk: Desk) -> list[Flowable]:
    paragraphs = prose(block.text, desk.styles.body)
    return [Panel(paragraphs, look=outlined(PAPER, 1.0), padding=Padding(11, 14, 8, 14))] if paragraphs else []


@content_of.register
def _choose(block: ChooseBlock, desk: Desk) -> list[Flowable]:
    mark = Mark.SQUARE if block.several else Mark.CIRCLE
    if _as_cards(block.choices):
        return _cards(block.choices, mark, desk, side=6.5 * mm)
    return _lines(block.choices, mark, desk)


@content_of.register
def _order(block: OrderBlock, desk: Desk) -> list[Flowable]:
    if _as_cards(block.items):
        return _cards(block.items, Mark.NUMBER, desk, side=(12 if desk.band == Band.P1_P2 else 9) * mm)
    return _lines(block.items, Mark.NUMBER, desk)


def _as_cards(items: Sequence[Item]) -> bool:
    """Return whether the items are pictures with a few words rather than sentences."""
    return any(item.illustration for item in items) and all(len(item.text) <= SHORT_TEXT for item in items)


def _cards(items: Sequence[Item], mark: Mark, desk: Desk, *, side: float) -> list[Flowable]:
    """Return the cards three by three, or two by two rather than leave the fourth alone."""
    per_row = 2 if len(items) in {2, 4} else 3
    rows = [items[start : start + per_row] for start in range(0, len(items), per_row)]
    style = desk.styles.body
    return [
        Spacer(1, 2),
        *(CardRow(row, mark, style, per_row=per_row, picture=desk.picture(27 * mm), side=side) for row in rows),
    ]


def _lines(items: Sequence[Item], mark: Mark, desk: Desk) -> list[Flowable]:
    return [MarkedLine(item, mark, desk.styles.body, picture=desk.picture(17 * mm)) for item in items]


@content_of.register
def _write(block: LinesBlock, desk: Desk) -> list[Flowable]:
    room = 12 * mm if desk.band == Band.P1_P2 else 11 * mm if desk.variant == Variant.ADAPTED else 9.5 * mm
    lines = [WritingLine(room) for _line in range(block.lines)]
    for line in (*lines[: FIRST_ROWS - 1], *lines[-2:-1]):
        line.keepWithNext = 1
    return [*lines]


@content_of.register
def _table(block: TableBlock, desk: Desk) -> list[Flowable]:
    columns = max([len(block.columns), *(len(row) for row in block.rows)])
    if not columns:
        return []
    shares = _shares(block, columns)
    titles = [
        bounded(plain(title), desk.styles.column, (CONTENT_WIDTH - HANG) * share / 100 - 14, 60 * mm)
        for title, share in zip(_padded(block.columns, columns), shares, strict=True)
    ]
    cells = [[text(cell, desk.styles.body) for cell in _padded(row, columns)] for row in block.rows]
    room = 18 * mm if desk.roomy else 13 * mm
    table = _Grid(
        [titles, *cells] if block.columns else cells,
        colWidths=[f"{share:.3f}%" for share in shares],
        minRowHeights=[0] * bool(block.columns) + [room] * len(cells),
        repeatRows=1 if block.columns else 0,
        splitInRow=1,
        hAlign="LEFT",
        style=[
            ("GRID", (0, 0), (-1, -1), 0.9, INK),
            ("FONT", (0, 0), (-1, -1), REGULAR),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 7),
            ("RIGHTPADDING", (0, 0), (-1, -1), 7),
            ("TOPPADDING", (0, 0), (-1, -1), 5),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 6),
            *([("BACKGROUND", (0, 0), (-1, 0), PAPER), ("LINEBELOW", (0, 0), (-1, 0), 1.6, INK)] * bool(block.columns)),
        ],
    )
    return [table]


class _Grid(Table):
    """Starts on a page only when three of its rows fit, and rather leaves two for the next page than one."""

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:
        parts: list[Flowable] = super().split(availWidth, availHeight)
        if len(parts) < 2:
            return parts
        least = self.repeatRows + FIRST_ROWS
        if parts[0]._nrows < least:
            return parts if availHeight >= FULL_PAGE else []
        if parts[0]._nrows > least and parts[1]._nrows == self.repeatRows + 1:
            shorter: list[Flowable] = super().split(availWidth, sum(self._rowHeights[: parts[0]._nrows]) - 1)
            return shorter
        return parts


def _padded(cells: Sequence[str], count: int) -> list[str]:
    return [*cells, *[""] * (count - len(cells))]


def _shares(block: TableBlock, columns: int) -> list[float]:
    """Return the widths in per cent: room for the words that are there, more for what is to be written."""
    weights = []
    for column in range(columns):
        cells = [row[column] if column < len(row) else "" for row in block.rows]
        longest = max([0, *(len(cell) for cell in cells)])
        weights.append(min(2.0, max(0.8, longest / 16)) if all(cells) and cells else 1.3)
    return [100 * weight / sum(weights) for weight in weights]


@content_of.register
def _drawing(block: DrawBlock, desk: Desk) -> list[Flowable]:
    return [DrawingFrame(min(block.height_mm * mm, CONTENT_HEIGHT - 90))]


@content_of.register
def _match(block: MatchBlock, desk: Desk) -> list[Flowable]:
    pairs = zip_longest(block.left, block.right)
    return [MatchRow(left, right, desk.styles.body, picture=desk.picture(16 * mm)) for left, right in pairs]
