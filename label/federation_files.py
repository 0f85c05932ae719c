"""The files of a whole export: the lines as they are, or a table that spreadsheets read."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from common.opendocument import ods_bytes
from common.tables import Cell, Table, guarded
from common.workbooks import xlsx_bytes
from label.federation import SchoolLine, read_line
from label.grid import GridSpec


@dataclass(frozen=True)
class FileKind:
    """A format in which an export is handed out."""

    suffix: str
    content_type: str
    title: str


KINDS = {
    kind.suffix: kind
    for kind in (
        FileKind("csv", "text/csv; charset=utf-8", "CSV"),
        FileKind("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel"),
        FileKind("ods", "application/vnd.oasis.opendocument.spreadsheet", "LibreOffice"),
        FileKind("jsonl", "application/jsonl; charset=utf-8", "JSON"),
    )
}


def file_pieces(suffix: str, lines: Iterable[str], grid: GridSpec) -> Iterable[bytes]:
    """Give an export in a format, piece by piece where the format allows it."""
    if suffix == "jsonl":
        return (f"{line}\n".encode() for line in lines)
    rows = (_row(read_line(line), grid) for line in lines)
    if suffix == "csv":
        return _csv_pieces(_header(grid), rows)
    table = Table(_("Écoles"), _header(grid), list(rows))
    return [xlsx_bytes(table) if suffix == "xlsx" else ods_bytes(table)]


def _header(grid: GridSpec) -> list[str]:
    codes = [*(axis.code for axis in grid.axes), *(spec.code for spec in grid.criteria)]
    return [
        _("clé"),
        _("école"),
        _("localité"),
        _("niveau"),
        _("points"),
        *codes,
        _("classes actives"),
        _("séances validées"),
    ]


def _row(line: SchoolLine, grid: GridSpec) -> list[Cell]:
    titles = {level.key: str(level.title) for level in grid.levels}
    return [
        line.key,
        line.name,
        line.locality,
        titles.get(line.level, line.level),
        line.points,
        *(line.axes.get(axis.code) for axis in grid.axes),
        *(line.criteria.get(spec.code) for spec in grid.criteria),
        line.classes,
        line.sessions,
    ]


class _Echo:
    """Gives back what a writer writes, instead of keeping it."""

    def write(self, text: str) -> str:
        return text


def _csv_pieces(header: list[str], rows: Iterable[list[Cell]]) -> Iterator[bytes]:
    """Write a table as `common.tables.csv_bytes` does, a line at a time."""
    writer: Any = csv.writer(_Echo(), delimiter=";", lineterminator="\r\n")
    yield writer.writerow(header).encode("utf-8-sig")
    for row in rows:
        yield writer.writerow([guarded(cell) for cell in row]).encode()
