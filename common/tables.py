"""Tables for spreadsheets, in which no text can become a formula."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

DANGEROUS_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")
"""First signs by which a spreadsheet takes a text for a formula (OWASP, CSV injection; ASVS 5.0 V1.2.10)."""

Cell = str | int | float | date | None
"""What a cell may hold: a number stays a number and a day a day, in every format that has types."""

NARROWEST, WIDEST = 9, 48
"""Widths of a column, in signs; a longer text goes on below."""
LONGEST_TEXT = 32_767
"""Most signs that a cell of a spreadsheet holds."""
LARGEST_EXACT = 2**53
"""Beyond this, a spreadsheet would round a whole number."""

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Table:
    """A titled table, from which every format is written."""

    title: str
    header: Sequence[str]
    rows: Sequence[Sequence[Cell]]

    def widths(self) -> list[int]:
        """Give the width of each column, in signs; raise ValueError when a row is shorter or longer than the header."""
        columns = zip(self.header, *self.rows, strict=True)
        return [min(WIDEST, max(NARROWEST, *(_width(cell) + 2 for cell in column))) for column in columns]

    def heights(self) -> list[int]:
        """Give the height of each row after the header, in lines, once its texts are folded to the widths."""
        widths = self.widths()
        return [max(map(_height, row, widths), default=1) for row in self.rows]


def lines_of(text: str) -> list[str]:
    """Cut a text at its ends of line, whichever system wrote it."""
    return re.split("\r\n|\r|\n", text)


def typed(cell: Cell) -> Cell:
    """Give a cell as a spreadsheet can keep it: no sign that XML forbids, no number that would be rounded."""
    if isinstance(cell, str):
        return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", cell)[:LONGEST_TEXT]
    if isinstance(cell, int) and abs(cell) > LARGEST_EXACT:
        return str(cell)
    return cell


def guarded(cell: object) -> object:
    """Put an apostrophe before a text that a spreadsheet would compute; numbers pass as they are."""
    if isinstance(cell, str) and cell.startswith(DANGEROUS_STARTS):
        return f"'{cell}"
    return cell


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Write a table as a French Excel reads it: UTF-8 with its mark, semicolons, CRLF."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return stream.getvalue().encode("utf-8-sig")


def _width(cell: Cell) -> int:
    """Count the signs of the longest line; an Asian sign takes the room of two."""
    return max(map(_signs, lines_of(str(cell))))


def _height(cell: Cell, width: int) -> int:
    """Count the lines of a cell; words fold early, hence the tenth that is kept free."""
    return sum(1 + _signs(line) * 11 // (width * 10) for line in lines_of(str(cell)))


def _signs(line: str) -> int:
    return sum(1 + (unicodedata.east_asian_width(sign) in "WF") for sign in line)
