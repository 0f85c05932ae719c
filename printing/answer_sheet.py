"""Answer sheets: one for each pupil or blank ones, made to be darkened, photocopied, photographed and read back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

import segno
from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from printing.document import A4, AUTHOR
from printing.layout import CORNER, INK, RULE
from printing.sheet_geometry import (
    LAYOUTS,
    LEFT,
    MARKER_MODULE,
    MARKERS,
    PAGE,
    RIGHT,
    STRIP_CELL,
    STRIP_HEIGHT,
    STRIP_LEFT,
    STRIP_MIDDLE,
    Bubble,
    SheetGeometry,
    SheetLayout,
    SheetQuestion,
    SheetVariant,
    geometries_of,
    readable_id,
    strip_of,
)
from printing.text import BOLD, NBSP, REGULAR, fit_line, fit_lines, printable, register_fonts, width_of

PALE = HexColor("#BDBAC6")
"""The grey of the letters inside the bubbles: readable, and too light to pass for a mark."""
BLACK = HexColor("#000000")
HEAD_LEFT, HEAD_RIGHT = MARKERS[0][0] + 9, MARKERS[1][0] - 9
QR_SIDE, QR_TOP = 27.0, 28.5
QUIET_MODULES = 4
TITLE = 20.0
RIM = 1.05
BLOCK = 5
POINT = 1 / mm
MIDDLE = 0.35
"""How far under its middle the base line of a capital or a digit lies, in shares of its size."""
ASK_NUMBER = f"Noircis ton numéro{NBSP}:"
GOOD_MARK = "Noircis la case de ta réponse."
CORRECTION = "Pour corriger, barre la case et noircis l’autre."
SQUARES = f"Cases carrées{NBSP}: plusieurs réponses sont possibles."
CHECK = f"C’est bien ton numéro{NBSP}? Sinon, dis-le tout de suite."
TENS, UNITS = "Dizaine", "Unité"


@dataclass(frozen=True)
class AnswerSheet:
    """What one pupil darkens: the sheet's own number, whose it is, and the questions it answers."""

    quiz_title: str
    class_label: str
    sheet_id: int
    questions: tuple[SheetQuestion, ...]
    number: int | None = None
    """The pupil's number, or nothing on a blank sheet where the pupil darkens it."""
    variant: SheetVariant = SheetVariant.STANDARD
    qr_text: str = ""

    @property
    def geometries(self) -> tuple[SheetGeometry, ...]:
        """Return the pages of the sheet as the reader must know them."""
        return geometries_of(self.questions, self.variant, blank=self.number is None)


def answer_sheets_pdf(sheets: Sequence[AnswerSheet], *, title: str, language: str = "fr") -> bytes:
    """Return all sheets, page after page; the same sheets always give the same bytes."""
    register_fonts()
    target = BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1, pageCompression=1, lang=language, initialFontName=REGULAR)
    canvas.setTitle(printable(title))
    canvas.setAuthor(AUTHOR)
    canvas.setCreator(AUTHOR)
    canvas.setProducer(AUTHOR)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    for sheet in sheets:
        for geometry in sheet.geometries:
            _Page(canvas, sheet, geometry).draw()
            canvas.showPage()
    canvas.save()
    return target.getvalue()


class _Page:
    """Draws one page, told in millimetres from its top left corner."""

    def __init__(self, canvas: Canvas, sheet: AnswerSheet, geometry: SheetGeometry) -> None:
        self.canvas, self.sheet, self.geometry = canvas, sheet, geometry
        self.layout: SheetLayout = LAYOUTS[sheet.variant]

    def draw(self) -> None:
        self._draw_markers()
        self._draw_strip()
        self._draw_head()
        self._draw_owner()
        self._draw_qr()
        self._draw_rules()
        self._draw_questions()
        self._draw_foot()

    def _write(self, text: str, x: float, y: float, width: float, *, size: float, font: str = REGULAR) -> None:
        """Write one line on its base line, never smaller than the variant allows."""
        line, fitted = fit_line(text, font, size, width * mm, smallest=min(size, self.layout.text))
        self.canvas.setFillColor(INK)
        self.canvas.setFont(font, fitted)
        self.canvas.drawString(x * mm, _up(y), line)

    def _draw_markers(self) -> None:
        for x, y in MARKERS:
            self.canvas.setFillColor(BLACK)
            self.canvas.setStrokeColor(BLACK)
            self.canvas.setLineWidth(MARKER_MODULE * mm)
            self.canvas.circle(x * mm, _up(y), 3 * MARKER_MODULE * mm, stroke=1, fill=0)
            self.canvas.circle(x * mm, _up(y), 1.5 * MARKER_MODULE * mm, stroke=0, fill=1)

    def _draw_strip(self) -> None:
        path = self.canvas.beginPath()
        for cell, dark in enumerate(strip_of(self.sheet.sheet_id, self.geometry.page)):
            if dark:
                left = (STRIP_LEFT + cell * STRIP_CELL) * mm
                path.rect(left, _up(STRIP_MIDDLE + STRIP_HEIGHT / 2), STRIP_CELL * mm * 1.005, STRIP_HEIGHT * mm)
        self.canvas.setFillColor(BLACK)
        self.canvas.drawPath(path, stroke=0, fill=1)

    def _draw_head(self) -> None:
        """Write the quiz between the two upper targets, and below it the class and the page."""
        room, text = HEAD_RIGHT - HEAD_LEFT, self.layout.text
        self._write(self.sheet.quiz_title, HEAD_LEFT, 17, room, size=min(text + 6, TITLE), font=BOLD)
        words = [self.sheet.class_label, "Feuille de réponses"]
        if self.geometry.pages > 1:
            words.append(f"page{NBSP}{self.geometry.page} sur{NBSP}{self.geometry.pages}")
        self._write(" · ".join(word for word in words if word), HEAD_LEFT, 19.5 + text * POINT, room, size=text)

    def _draw_owner(self) -> None:
        """Draw the pupil's number, or the two rows of digits in which to darken it."""
        if self.sheet.number is None:
            self._draw_digits()
        else:
            self._draw_number(str(self.sheet.number))

    def _draw_digits(self) -> None:
        layout, size = self.layout, self.layout.text
        base = layout.owner_top + size * POINT * 0.8
        self._write(ASK_NUMBER, LEFT, base, self._head_width, size=size, font=BOLD)
        for bubble in self.geometry.digits:
            self._draw_bubble(bubble)
        for row, label in enumerate((TENS, UNITS)):
            base = layout.digit_top + row * layout.digit_row + size * POINT * MIDDLE
            self._write(label, LEFT, base, layout.digit_label - 1, size=size)

    def _draw_number(self, number: str) -> None:
        """Draw the number large in a box, and beside it the question that makes a pupil look at it."""
        size, large = self.layout.text, self.layout.text * 3.6
        wide, tall = max(26.0, width_of(number, BOLD, large) * POINT + 10), QR_SIDE - 5
        middle = self.layout.owner_top + tall / 2
        self.canvas.setStrokeColor(INK)
        self.canvas.setLineWidth(1.4)
        self.canvas.roundRect(LEFT * mm, _up(middle + tall / 2), wide * mm, tall * mm, CORNER)
        self.canvas.setFillColor(INK)
        self.canvas.setFont(BOLD, large)
        self.canvas.drawCentredString((LEFT + wide / 2) * mm, _up(middle + large * POINT * MIDDLE), number)
        left = LEFT + wide + 6
        room = LEFT + self._head_width - left
        lines, _size = fit_lines(CHECK, REGULAR, size, room * mm, count=3, smallest=size)
        pitch = size * 1.35 * POINT
        for index, line in enumerate(lines):
            base = middle + (index - len(lines) / 2) * pitch + size * POINT
            self._write(line, left, base, room, size=size)

    @property
    def _head_width(self) -> float:
        """Return the width that the code for telephones leaves."""
        return RIGHT - LEFT - (QR_SIDE + 4 if self.sheet.qr_text else 0)

    def _draw_rules(self) -> None:
        """Show above the questions what a good mark, a correction and a square look like."""
        layout, size = self.layout, self.layout.text
        rules = [(GOOD_MARK, self._draw_good_mark), (CORRECTION, self._draw_correction)]
        if any(bubble.square for bubble in self.geometry.bubbles):
            rules.append((SQUARES, self._draw_square))
        radius, pitch = size * POINT * 0.45, size * POINT * 1.55
        bottom = layout.first_row - layout.radius - layout.letter * POINT * 1.6 - 2.5
        left = LEFT + radius * 4 + 6
        for place, (sentence, draw_example) in enumerate(rules):
            base = bottom - (len(rules) - place - 0.62) * pitch
            self.canvas.setStrokeColor(INK)
            self.canvas.setFillColor(INK)
            self.canvas.setLineWidth(RIM)
            draw_example(LEFT + radius, base - size * POINT * 0.34, radius)
            self._write(sentence, left, base, RIGHT - left, size=size)

    def _draw_good_mark(self, x: float, y: float, radius: float) -> None:
        self.canvas.circle(x * mm, _up(y), radius * mm, stroke=1, fill=1)

    def _draw_correction(self, x: float, y: float, radius: float) -> None:
        """Draw a mark that a cross puts out, and the good one beside it."""
        self._draw_good_mark(x, y, radius)
        self._draw_good_mark(x + radius * 2 + 2, y, radius)
        self.canvas.setLineWidth(1.6)
        reach = radius * 1.3
        for slope in (-1, 1):
            self.canvas.line((x - reach) * mm, _up(y - slope * reach), (x + reach) * mm, _up(y + slope * reach))

    def _draw_square(self, x: float, y: float, radius: float) -> None:
        side = 2 * radius * mm
        self.canvas.roundRect((x - radius) * mm, _up(y + radius), side, side, radius * mm * 0.3)

    def _draw_questions(self) -> None:
        """Draw the rows, with the letters above each column and a thin rule every five questions."""
        layout = self.layout
        rows: dict[int, list[Bubble]] = {}
        for bubble in self.geometry.bubbles:
            rows.setdefault(bubble.question, []).append(bubble)
            self._draw_bubble(bubble)
        for number, bubbles in rows.items():
            first, last = bubbles[0], bubbles[-1]
            left = first.x - layout.step / 2 - layout.number_room
            self.canvas.setFillColor(INK)
            self.canvas.setFont(BOLD, layout.text + 1.5)
            base = first.y + (layout.text + 1.5) * POINT * MIDDLE
            self.canvas.drawRightString((left + layout.number_room - 3) * mm, _up(base), str(number))
            row = round((first.y - layout.first_row) / layout.row)
            if row == 0:
                self._draw_letters(left, first.y)
            elif row % BLOCK == 0:
                self._draw_thin_rule(left, last.x + layout.step / 2, first.y - layout.row / 2)

    def _draw_letters(self, left: float, y: float) -> None:
        """Write the letters above the first row of a column, unless questions have different ones."""
        letters = max((question.letters for question in self.geometry.questions), key=len)
        if any(not letters.startswith(question.letters) for question in self.geometry.questions):
            return
        layout = self.layout
        self.canvas.setFillColor(INK)
        self.canvas.setFont(BOLD, layout.letter + 0.5)
        for rank, letter in enumerate(letters):
            x = left + layout.number_room + (rank + 0.5) * layout.step
            self.canvas.drawCentredString(x * mm, _up(y - layout.radius - 2.1), letter)

    def _draw_thin_rule(self, left: float, right: float, y: float) -> None:
        self.canvas.setStrokeColor(RULE)
        self.canvas.setLineWidth(0.4)
        self.canvas.line(left * mm, _up(y), right * mm, _up(y))

    def _draw_bubble(self, bubble: Bubble) -> None:
        canvas, radius = self.canvas, bubble.radius
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(RIM)
        if bubble.square:
            self._draw_square(bubble.x, bubble.y, radius)
        else:
            canvas.circle(bubble.x * mm, _up(bubble.y), radius * mm)
        canvas.setFillColor(PALE)
        canvas.setFont(REGULAR, self.layout.letter)
        canvas.drawCentredString(bubble.x * mm, _up(bubble.y + self.layout.letter * POINT * MIDDLE), bubble.choice)

    def _draw_qr(self) -> None:
        """Draw the code for telephones as ink squares, its quiet zone around it."""
        if not self.sheet.qr_text:
            return
        rows = [list(row) for row in segno.make_qr(self.sheet.qr_text, error="m").matrix]
        module = QR_SIDE / (len(rows) + 2 * QUIET_MODULES)
        path = self.canvas.beginPath()
        for index, row in enumerate(rows):
            y = QR_TOP + (index + 1 + QUIET_MODULES) * module
            for place, dark in enumerate(row):
                if dark:
                    x = RIGHT - QR_SIDE + (place + QUIET_MODULES) * module
                    path.rect(x * mm, _up(y), module * mm * 1.01, module * mm * 1.01)
        self.canvas.setFillColor(BLACK)
        self.canvas.drawPath(path, stroke=0, fill=1)

    def _draw_foot(self) -> None:
        """Write under the strip the sheet's number, for whoever has no reader at hand."""
        words = f"OK Mila · feuille{NBSP}{readable_id(self.sheet.sheet_id)}"
        base = STRIP_MIDDLE + 4 + self.layout.foot * POINT
        self._write(words, STRIP_LEFT, base, HEAD_RIGHT - STRIP_LEFT, size=self.layout.foot)


def _up(y: float) -> float:
    """Return ReportLab's height for a place told in millimetres from the top."""
    return (PAGE[1] - y) * mm
