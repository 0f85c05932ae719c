"""Where everything lies on an answer sheet: what the printer draws and what the reader looks for."""

from __future__ import annotations

from binascii import crc_hqx
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

PAGE = (210.0, 297.0)
"""The page in millimetres; every place on it is told from its top left corner."""
LEFT, RIGHT = 18.0, 192.0
MARKERS = ((16.0, 18.0), (194.0, 18.0), (194.0, 279.0), (16.0, 279.0))
"""The centres of the four targets, clockwise from the top left."""
MARKER_MODULE = 1.4
"""A target is a disc of three modules across inside a ring of one module, seven across in all."""
MOST_LETTERS = 6
GUTTER = 8.0

ID_BITS, PAGE_BITS, CRC_BITS = 48, 4, 16
MOST_PAGES = 2**PAGE_BITS - 1
LARGEST_ID = 2**ID_BITS - 1
GUARD = (True, False)
STRIP_CELLS = ID_BITS + PAGE_BITS + CRC_BITS + 2 * len(GUARD)
STRIP_LEFT, STRIP_MIDDLE, STRIP_CELL, STRIP_HEIGHT = 30.6, 279.0, 2.066, 6.0
_READABLE = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class SheetVariant(StrEnum):
    """Tells how large the letters are."""

    STANDARD = "standard"
    ADAPTED = "adapted"
    LARGE = "large"


class AnswerKind(StrEnum):
    """Tells how many letters a pupil may darken."""

    ONE = "one"
    SEVERAL = "several"


@dataclass(frozen=True)
class SheetQuestion:
    """A question reduced to its number and the letters of its choices."""

    number: int
    letters: str
    kind: AnswerKind = AnswerKind.ONE

    def __post_init__(self) -> None:
        if not 1 <= len(set(self.letters)) == len(self.letters) <= MOST_LETTERS:
            raise ValueError(f"Question {self.number} needs 1 to {MOST_LETTERS} different letters: {self.letters!r}")


@dataclass(frozen=True)
class SheetLayout:
    """The measures of a variant, in millimetres, and its smallest letters, in points."""

    text: float
    letter: float
    foot: float
    radius: float
    row: float
    step: float
    number_room: float
    owner_top: float
    digit_label: float
    digit_step: float
    digit_row: float
    digit_top: float
    first_row: float
    rows: int

    def columns_for(self, letters: int) -> int:
        """Return how many columns of questions stand side by side."""
        widest = (RIGHT - LEFT - GUTTER) / 2
        return 2 if self.number_room + letters * self.step <= widest + 0.01 else 1


LAYOUTS = {
    SheetVariant.STANDARD: SheetLayout(10.5, 9, 8.5, 2.5, 9.2, 11.8, 12, 30, 25, 9.4, 9.2, 40, 83, 20),
    SheetVariant.ADAPTED: SheetLayout(14, 14, 14, 3.4, 12.5, 11.3, 15, 31.5, 29, 10.6, 10.6, 43.5, 100, 14),
    SheetVariant.LARGE: SheetLayout(18, 18, 18, 4.3, 15.2, 14.5, 19, 32, 29, 11.3, 12.6, 46.5, 118, 10),
}


@dataclass(frozen=True)
class Bubble:
    """A place to darken: round when one answer is wanted, square when several may be."""

    question: int
    choice: str
    x: float
    y: float
    radius: float
    square: bool = False


@dataclass(frozen=True)
class SheetGeometry:
    """One page of a sheet: its questions and the place of everything a pupil may darken."""

    variant: SheetVariant
    page: int
    pages: int
    questions: tuple[SheetQuestion, ...]
    bubbles: tuple[Bubble, ...]
    digits: tuple[Bubble, ...] = ()
    """On a blank sheet, the tens as question 1 and the units as question 0."""


def geometries_of(
    questions: Sequence[SheetQuestion], variant: SheetVariant = SheetVariant.STANDARD, *, blank: bool = False
) -> tuple[SheetGeometry, ...]:
    """Return the pages that these questions take, in order; a sheet without questions has none."""
    layout = LAYOUTS[variant]
    columns = layout.columns_for(max((len(question.letters) for question in questions), default=1))
    room = columns * layout.rows
    parts = [tuple(questions[start : start + room]) for start in range(0, len(questions), room)]
    if len(parts) > MOST_PAGES:
        raise ValueError(f"A sheet has at most {MOST_PAGES} pages of {room} questions.")
    digits = tuple(_digits(layout)) if blank else ()
    return tuple(
        SheetGeometry(variant, page, len(parts), part, tuple(_bubbles(part, layout, columns)), digits)
        for page, part in enumerate(parts, 1)
    )


def _bubbles(questions: Sequence[SheetQuestion], layout: SheetLayout, columns: int) -> Iterator[Bubble]:
    """Place the questions down the first column, then down the second, both as tall as they can be equal."""
    tall = -(-len(questions) // columns) if len(questions) > layout.rows else layout.rows
    for place, question in enumerate(questions):
        column, row = divmod(place, tall)
        y = layout.first_row + row * layout.row
        for rank, letter in enumerate(question.letters):
            x = LEFT + column * (RIGHT - LEFT + GUTTER) / 2 + layout.number_room + (rank + 0.5) * layout.step
            yield Bubble(question.number, letter, x, y, layout.radius, question.kind is AnswerKind.SEVERAL)


def _digits(layout: SheetLayout) -> Iterator[Bubble]:
    for row, question in enumerate((1, 0)):
        for digit in range(10):
            x = LEFT + layout.digit_label + (digit + 0.5) * layout.digit_step
            yield Bubble(question, str(digit), x, layout.digit_top + row * layout.digit_row, layout.radius)


def strip_of(sheet_id: int, page: int) -> tuple[bool, ...]:
    """Return the dark and light cells that tell a sheet and its page, guarded by a checksum."""
    if not (0 <= sheet_id <= LARGEST_ID and 1 <= page <= MOST_PAGES):
        raise ValueError(f"No strip can tell sheet {sheet_id}, page {page}.")
    payload = sheet_id << PAGE_BITS | page
    value = payload << CRC_BITS | _checksum(payload)
    width = ID_BITS + PAGE_BITS + CRC_BITS
    return GUARD + tuple(bool(value >> bit & 1) for bit in reversed(range(width))) + GUARD[::-1]


def read_strip(cells: Sequence[bool]) -> tuple[int, int] | None:
    """Return the sheet and the page that a strip tells, or nothing when a cell was misread."""
    edge = len(GUARD)
    if len(cells) != STRIP_CELLS or tuple(cells[:edge]) != GUARD or tuple(cells[-edge:]) != GUARD[::-1]:
        return None
    value = int("".join("1" if cell else "0" for cell in cells[edge:-edge]), 2)
    payload, checksum = value >> CRC_BITS, value & (1 << CRC_BITS) - 1
    sheet_id, page = payload >> PAGE_BITS, payload & (1 << PAGE_BITS) - 1
    return (sheet_id, page) if checksum == _checksum(payload) and page else None


def _checksum(payload: int) -> int:
    return crc_hqx(payload.to_bytes((ID_BITS + PAGE_BITS + 7) // 8, "big"), 0xFFFF)


def readable_id(sheet_id: int) -> str:
    """Return the sheet's number as people read and type it, without letters that look like digits."""
    signs = "".join(_READABLE[sheet_id >> shift & 31] for shift in range(ID_BITS // 5 * 5, -1, -5))
    return f"{signs[:5]}-{signs[5:]}"


def id_of(readable: str) -> int | None:
    """Return the number that people typed, or nothing when it cannot be one."""
    signs = readable.upper().replace("-", "").replace(" ", "").translate(str.maketrans("OIL", "011"))
    if len(signs) != ID_BITS // 5 + 1 or not set(signs) <= set(_READABLE):
        return None
    value = 0
    for sign in signs:
        value = value << 5 | _READABLE.index(sign)
    return value if value <= LARGEST_ID else None
