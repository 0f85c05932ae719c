"""Tables for spreadsheets, in which no text can become a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

DANGEROUS_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")
"""First signs by which a spreadsheet takes a text for a formula (OWASP, CSV injection; ASVS 5.0 V1.2.10)."""


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
