"""A board on one page: a path of numbered squares that winds upwards from its start to its finish."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from printing.document import PAGE_HEIGHT, PAGE_WIDTH
from printing.game_fit import CUT_BOTTOM, CUT_SIDE, CUT_TOP, Signature, WholePage, draw_page_note, fitted
from printing.illustration import draw_illustration
from printing.layout import INK, PAPER, WHITE, draw_number, draw_sticker
from printing.text import EMPTY, NBSP, Markup, rich

GAP = 4 * mm
INSET = 2 * mm
NUMBER = 3.4 * mm
WIDTH = PAGE_WIDTH - 2 * CUT_SIDE
HEIGHT = PAGE_HEIGHT - CUT_TOP - CUT_BOTTOM
BEST_SHAPE = 1.12
READABLE = 9.0
START, FINISH = "Départ", "Arrivée"


@dataclass(frozen=True)
class BoardSquare:
    """One square: what is on it and what it does to whoever lands there."""

    text: Markup
    effect: Markup = EMPTY
    picture: Path | None = None


@dataclass(frozen=True)
class GameBoard:
    """A path of squares."""

    title: str
    squares: tuple[BoardSquare, ...]


@dataclass(frozen=True)
class Grid:
    """Where each square of a path lies: row after row from the bottom, every other row backwards."""

    count: int
    columns: int

    @classmethod
    def of(cls, count: int) -> Grid:
        """Return the grid whose squares come nearest to the best shape without many empty places."""
        return min((cls(count, columns) for columns in range(3, 7)), key=lambda grid: grid.ugliness)

    @property
    def rows(self) -> int:
        return -(-self.count // self.columns)

    @property
    def width(self) -> float:
        return (WIDTH - GAP * (self.columns - 1)) / self.columns

    @property
    def height(self) -> float:
        return (HEIGHT - GAP * (self.rows - 1)) / self.rows

    @property
    def ugliness(self) -> float:
        """Return how far squares are from their best shape, and how many places stay empty."""
        return abs(self.width / self.height - BEST_SHAPE) + 0.12 * (self.rows * self.columns - self.count)

    def places(self) -> Iterator[tuple[float, float]]:
        """Give the lower left corner of each square in the order of the path."""
        for number in range(self.count):
            row, column = divmod(number, self.columns)
            column = self.columns - 1 - column if row % 2 else column
            yield CUT_SIDE + column * (self.width + GAP), CUT_BOTTOM + row * (self.height + GAP)


class BoardPage(WholePage):
    """Draws the whole board."""

    def __init__(self, board: GameBoard, signature: Signature) -> None:
        super().__init__()
        self.board, self.signature = board, signature

    def draw(self) -> None:
        canvas, squares = self.canv, self.board.squares
        grid = Grid.of(len(squares))
        places = list(grid.places())
        draw_page_note(canvas, self.board.title, f"{self.signature.game} · {self.signature.bands_words}")
        for here, there in pairwise(places):
            _draw_passage(canvas, grid, here, there)
        for number, (square, place) in enumerate(zip(squares, places, strict=True), 1):
            canvas.saveState()
            canvas.translate(*place)
            _draw_square(canvas, square, number, grid)
            canvas.restoreState()


def _draw_passage(canvas: Canvas, grid: Grid, here: tuple[float, float], there: tuple[float, float]) -> None:
    """Draw between two squares a small arrow that says where the path goes on."""
    (x, y), (next_x, next_y) = here, there
    canvas.saveState()
    canvas.translate((x + next_x + grid.width) / 2, (y + next_y + grid.height) / 2)
    canvas.rotate(90 if next_y > y else 180 if next_x < x else 0)
    half = GAP / 2
    path = canvas.beginPath()
    path.moveTo(-half, -half * 1.5)
    path.lineTo(half, 0)
    path.lineTo(-half, half * 1.5)
    path.close()
    canvas.setFillColor(INK)
    canvas.drawPath(path, stroke=0, fill=1)
    canvas.restoreState()


def _draw_square(canvas: Canvas, square: BoardSquare, number: int, grid: Grid) -> None:
    """Draw a square at the origin: number and picture on top, words below, effect at the foot."""
    end = number in {1, grid.count}
    canvas.setFillColor(PAPER if end else WHITE)
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(2.4 if end else 1.2)
    canvas.roundRect(0, 0, grid.width, grid.height, 6, stroke=1, fill=1)
    draw_number(canvas, str(number), INSET + NUMBER, grid.height - INSET - NUMBER, NUMBER)
    width, room = grid.width - 2 * INSET, grid.height - 2 * INSET
    label = _label(square, number, grid.count)
    if label:
        draw_sticker(
            canvas, label, INSET + 2 * NUMBER + 4, grid.height - INSET - 17, size=8, widest=width - 2 * NUMBER - 4
        )
    effect = _effect(square, width, 0.34 * room)
    taken = effect.height + 2 if effect else 0
    if effect:
        effect.drawOn(canvas, INSET, INSET)
    _draw_content(canvas, square, INSET + taken, width, room - taken, labelled=bool(label))


def _label(square: BoardSquare, number: int, count: int) -> str:
    """Return what the first and the last square are called, unless their own words say it."""
    label = START if number == 1 else FINISH if number == count else ""
    return "" if label.casefold() in square.text.casefold() else label


def _effect(square: BoardSquare, width: float, height: float) -> Paragraph | None:
    return fitted(rich(Markup(f"→{NBSP}{square.effect}")), 9, width, height, bold=True) if square.effect else None


def _draw_content(
    canvas: Canvas, square: BoardSquare, base: float, width: float, room: float, *, labelled: bool
) -> None:
    """Draw the picture as large as the words leave it, beside the number when there is little room."""
    head = 2 * NUMBER + 3
    words = _words(square, width, room - head, labelled=labelled) if square.text else None
    tall = words.height + 2 if words else 0
    if words:
        words.drawOn(canvas, INSET, base if square.picture else base + (room - head - words.height) / 2)
    if square.picture:
        side, left, level = _picture_place(width, room - tall, head, below=labelled)
        draw_illustration(canvas, square.picture, INSET + left, base + tall + level, side)


def _words(square: BoardSquare, width: float, room: float, *, labelled: bool) -> Paragraph:
    """Return the words of a square: a picture takes much of their room, but never makes them hard to read."""
    if not square.picture:
        return fitted(rich(square.text), 11, width, room)
    words = fitted(rich(square.text), 11, width, room * 0.7)
    return words if labelled or words.style.fontSize >= READABLE else fitted(rich(square.text), READABLE, width, room)


def _picture_place(width: float, free: float, head: float, *, below: bool) -> tuple[float, float, float]:
    """Return the side of a picture and its place: right of the number or, when it gets larger so, below it."""
    under = max(0.0, min(width, free - head))
    beside = 0.0 if below else max(0.0, min(width - head, free))
    if beside <= under:
        return under, (width - under) / 2, (free - head - under) / 2
    middle = (width - beside) / 2
    return beside, middle if middle >= head else width - beside, (free - beside) / 2
