"""Pupils' badges: eight on a page, to cut out, with a large number and a code for the tablet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

import segno
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from printing.blocks import Item
from printing.document import A4, AUTHOR
from printing.illustration import draw_illustration
from printing.layout import INK, MUTED, RULE
from printing.text import BOLD, NBSP, REGULAR, drawable, fit_line, fit_lines, printable, register_fonts

COLUMNS, ROWS = 2, 4
MARGIN = 10 * mm
WIDTH = (A4[0] - 2 * MARGIN) / COLUMNS
HEIGHT = (A4[1] - 2 * MARGIN) / ROWS
INSET = 5 * mm
QR_SIDE = 34 * mm
PICTURE = 13.5 * mm
QUIET_MODULES = 4
SMALLEST_NICKNAME = 9


@dataclass(frozen=True)
class Badge:
    """What one pupil carries: a number, a nickname, a code to scan and the secret to remember."""

    class_label: str
    number: int
    nickname: str
    address: str
    qr_text: str
    pictures: tuple[Item, ...] = ()
    pin: str = ""


def badges_pdf(badges: Sequence[Badge], *, title: str, language: str = "fr") -> bytes:
    """Return the sheets of badges; the same badges always give the same bytes."""
    register_fonts()
    target = BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1, pageCompression=1, lang=language, initialFontName=REGULAR)
    canvas.setTitle(printable(title))
    canvas.setAuthor(AUTHOR)
    canvas.setCreator(AUTHOR)
    canvas.setProducer(AUTHOR)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    per_page = COLUMNS * ROWS
    pages = [badges[start : start + per_page] for start in range(0, len(badges), per_page)] or [()]
    for number, page in enumerate(pages, 1):
        _draw_cut_marks(canvas)
        _draw_margin_note(canvas, title, number, len(pages))
        for place, badge in enumerate(page):
            row, column = divmod(place, COLUMNS)
            canvas.saveState()
            canvas.translate(MARGIN + column * WIDTH, MARGIN + (ROWS - 1 - row) * HEIGHT)
            _draw_badge(canvas, badge)
            canvas.restoreState()
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def _draw_cut_marks(canvas: Canvas) -> None:
    """Draw a small cross wherever four badges meet and dots along the cuts."""
    reach = 3 * mm
    canvas.saveState()
    canvas.setLineWidth(0.6)
    for column in range(COLUMNS + 1):
        for row in range(ROWS + 1):
            x, y = MARGIN + column * WIDTH, MARGIN + row * HEIGHT
            canvas.setStrokeColor(INK)
            canvas.line(x - reach, y, x + reach, y)
            canvas.line(x, y - reach, x, y + reach)
    canvas.setStrokeColor(RULE)
    canvas.setDash(0.6, 4)
    for column in range(COLUMNS + 1):
        canvas.line(MARGIN + column * WIDTH, MARGIN, MARGIN + column * WIDTH, A4[1] - MARGIN)
    for row in range(ROWS + 1):
        canvas.line(MARGIN, MARGIN + row * HEIGHT, A4[0] - MARGIN, MARGIN + row * HEIGHT)
    canvas.restoreState()


def _draw_margin_note(canvas: Canvas, title: str, number: int, total: int) -> None:
    """Draw outside the badges what the sheet is, for the adult who cuts."""
    canvas.setFillColor(MUTED)
    words, size = fit_line(title, REGULAR, 7.5, A4[0] / 2)
    canvas.setFont(REGULAR, size)
    canvas.drawString(MARGIN + 4 * mm, 5.5 * mm, f"OK Mila · {words}")
    canvas.setFont(REGULAR, 7.5)
    canvas.drawRightString(A4[0] - MARGIN - 4 * mm, 5.5 * mm, f"feuille{NBSP}{number} sur{NBSP}{total}")


def _draw_badge(canvas: Canvas, badge: Badge) -> None:
    """Draw one badge in a cell whose lower left corner is the origin."""
    room = WIDTH - 2 * INSET - QR_SIDE - 3 * mm
    top = HEIGHT - INSET
    _draw_text(canvas, badge.class_label, REGULAR, 9.5, INSET, top - 9, room)
    number = str(badge.number)
    line, size = fit_line(number, BOLD, 54, room)
    canvas.setFillColor(INK)
    canvas.setFont(BOLD, size)
    canvas.drawString(INSET - 2, top - 55, line)
    lines, size = fit_lines(drawable(badge.nickname), BOLD, 17, room, count=2, smallest=SMALLEST_NICKNAME)
    canvas.setFont(BOLD, size)
    for index, line in enumerate(lines):
        canvas.drawString(INSET, top - 62 - size * (0.85 + 1.08 * index), line)
    _draw_qr(canvas, badge.qr_text, WIDTH - INSET - QR_SIDE + 1.5 * mm, top - QR_SIDE + 1.5 * mm)
    _draw_secret(canvas, badge)
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(1.2)
    canvas.line(INSET, INSET + 10, WIDTH - INSET, INSET + 10)
    _draw_text(canvas, badge.address, REGULAR, 8, INSET, INSET, WIDTH - 2 * INSET)


def _draw_text(canvas: Canvas, text: str, font: str, size: float, x: float, y: float, width: float) -> None:
    line, size = fit_line(text, font, size, width, smallest=5)
    canvas.setFillColor(INK)
    canvas.setFont(font, size)
    canvas.drawString(x, y, line)


def _draw_secret(canvas: Canvas, badge: Badge) -> None:
    """Draw the four pictures in their order, each above its name, or the digits of the code."""
    base = INSET + 13
    if badge.pin:
        _draw_text(canvas, f"Mon code{NBSP}:", REGULAR, 9.5, INSET, base + 9, 50)
        _draw_text(canvas, NBSP.join(badge.pin), BOLD, 24, INSET + 56, base + 5, WIDTH - 2 * INSET - 56)
    step = (WIDTH - 2 * INSET) / max(4, len(badge.pictures))
    for place, item in enumerate(badge.pictures):
        left = INSET + place * step
        _draw_text(canvas, f"{place + 1}", BOLD, 8, left, base + 10 + PICTURE - 8, 8)
        if item.illustration:
            draw_illustration(canvas, item.illustration, left + 8, base + 9, PICTURE)
        _draw_text(canvas, item.text, REGULAR, 7.5, left + 8, base + 1, step - 12)


def _draw_qr(canvas: Canvas, text: str, x: float, y: float) -> None:
    """Draw the code as ink squares, its quiet zone inside the square it is given."""
    if not text:
        return
    rows = [list(row) for row in segno.make_qr(text, error="m").matrix]
    module = QR_SIDE / (len(rows) + 2 * QUIET_MODULES)
    path = canvas.beginPath()
    for index, row in enumerate(rows):
        level = y + QR_SIDE - (index + 1 + QUIET_MODULES) * module
        start = 0
        while start < len(row):
            end = start
            while end < len(row) and row[end]:
                end += 1
            if end > start:
                path.rect(x + (start + QUIET_MODULES) * module, level, (end - start) * module, module * 1.01)
            start = end + 1
    canvas.setFillColorRGB(0, 0, 0)
    canvas.drawPath(path, stroke=0, fill=1)
