"""Tables as an Excel workbook: typed cells, the same bytes for the same tables on any day."""

import io
from datetime import UTC, date, datetime

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from common.tables import Cell, Table, typed

MADE = datetime(1980, 1, 1, tzinfo=UTC)
"""The day that every workbook bears: the first that a zip can write."""
A4 = 9
LINE = 15
"""Height of a line, in points."""
TALLEST = 27
"""Most lines that a row can show: a spreadsheet allows 409 points."""
HEAD_COLOUR = "#EFE9DC"


def xlsx_bytes(*tables: Table) -> bytes:
    """Write a sheet for each table; every cell is written by its own type, so no text is ever a formula or a link."""
    stream = io.BytesIO()
    workbook = Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    workbook.set_properties({"title": tables[0].title, "created": MADE})
    look = {"valign": "top", "text_wrap": True}
    text = workbook.add_format(look)
    day = workbook.add_format(look | {"num_format": "dd/mm/yyyy", "align": "center"})
    head = workbook.add_format(look | {"bold": True, "bottom": 2, "bg_color": HEAD_COLOUR})
    for table in tables:
        sheet = workbook.add_worksheet(table.title)
        _lay_out(sheet, table)
        for column, name in enumerate(table.header):
            _write(sheet, 0, column, name, head, day)
        for place, row in enumerate(table.rows, start=1):
            for column, cell in enumerate(row):
                _write(sheet, place, column, cell, text, day)
    workbook.close()
    return stream.getvalue()


def _lay_out(sheet: Worksheet, table: Table) -> None:
    """Keep the header in sight, on screen and on each printed page, and all columns on one page."""
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    for column, width in enumerate(table.widths()):
        sheet.set_column(column, column, width)
    for place, height in enumerate(table.heights(), start=1):
        sheet.set_row(place, LINE * min(height, TALLEST))


def _write(sheet: Worksheet, row: int, column: int, cell: Cell, look: Format, day: Format) -> None:
    cell = typed(cell)
    if isinstance(cell, str):
        sheet.write_string(row, column, cell, look)
    elif isinstance(cell, date):
        sheet.write_datetime(row, column, cell, day)
    elif cell is not None:
        sheet.write_number(row, column, cell, look)
