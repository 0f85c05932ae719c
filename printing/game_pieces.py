"""Pawns and a die to cut, fold and glue, so that a printed board needs nothing else."""

from __future__ import annotations

import math
from collections.abc import Callable

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from printing.bands import Band, draw_pattern
from printing.document import PAGE_HEIGHT, PAGE_WIDTH
from printing.game_fit import CUT_SIDE, CUT_TOP, Signature, WholePage, draw_page_note, fitted
from printing.layout import INK, RULE, WHITE
from printing.text import BOLD, Markup, fit_line, rich

SIDE = 32 * mm
TAB = 7 * mm
PIP = 2.7 * mm
PAWN_WIDTH = 26 * mm
PAWN_FACE = 32 * mm
PAWN_FOOT = 12 * mm
PAWN_BASE = 22 * mm
PAWN_HEIGHT = 2 * (PAWN_FACE + PAWN_FOOT)
DIE_TOP = PAGE_HEIGHT - CUT_TOP - 14 * mm
NET = ((0, 0, 1), (0, 1, 2), (0, 2, 6), (0, 3, 5), (-1, 1, 3), (1, 1, 4))
"""Column, row from the top and pips of each face of the die; opposite faces make seven."""
PIPS = {
    1: ((0, 0),),
    2: ((-1, 1), (1, -1)),
    3: ((-1, 1), (0, 0), (1, -1)),
    4: ((-1, 1), (1, 1), (-1, -1), (1, -1)),
    5: ((-1, 1), (1, 1), (0, 0), (-1, -1), (1, -1)),
    6: ((-1, 1), (1, 1), (-1, 0), (1, 0), (-1, -1), (1, -1)),
}
DIE_WORDS = rich(
    Markup(
        "<b>Le dé.</b> Découpez le tour, pliez sur les pointillés, collez les languettes à l’intérieur. "
        "Sur du papier épais, il roule mieux. Sans colle, tirez au sort six papiers numérotés de 1 à 6."
    )
)
PAWN_WORDS = Markup(
    "<b>Les pions.</b> Découpez chaque bande, pliez-la en deux au milieu, puis repliez les deux pieds vers l’extérieur."
)


class PiecesPage(WholePage):
    """Draws one die and six pawns that differ by their shape and pattern."""

    def __init__(self, signature: Signature) -> None:
        super().__init__()
        self.signature = signature

    def draw(self) -> None:
        canvas = self.canv
        draw_page_note(canvas, "Le dé et les pions", f"{self.signature.game}, à découper")
        left = CUT_SIDE + SIDE + TAB
        draw_die(canvas, left, DIE_TOP - TAB)
        side = left + 2 * SIDE + 4 * mm
        words = fitted(DIE_WORDS, 12, PAGE_WIDTH - CUT_SIDE - side, 2.4 * SIDE)
        words.drawOn(canvas, side, DIE_TOP - 2 * SIDE - TAB - 8 * mm - words.height)
        words = fitted(PAWN_WORDS, 12, PAGE_WIDTH - 2 * CUT_SIDE, 14 * mm)
        words.drawOn(canvas, CUT_SIDE, PAWN_BASE + PAWN_HEIGHT + 3 * mm)
        step = (PAGE_WIDTH - 2 * CUT_SIDE) / len(SHAPES)
        for place, (name, outline) in enumerate(SHAPES.items()):
            draw_pawn(canvas, tuple(Band)[place], name, outline, CUT_SIDE + place * step + (step - PAWN_WIDTH) / 2)


def draw_die(canvas: Canvas, left: float, top: float) -> None:
    """Draw the net of a die around this upper left corner of its first face."""
    canvas.saveState()
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(1.2)
    for row in (0, 2, 3):
        _draw_tab(canvas, left, top - row * SIDE, 180)
        _draw_tab(canvas, left + SIDE, top - (row + 1) * SIDE, 0)
    _draw_tab(canvas, left, top - 4 * SIDE, -90)
    for column, row, pips in NET:
        x, y = left + column * SIDE, top - (row + 1) * SIDE
        canvas.rect(x, y, SIDE, SIDE)
        _draw_pips(canvas, x + SIDE / 2, y + SIDE / 2, pips)
    _draw_folds(canvas, left, top)
    canvas.restoreState()


def _draw_folds(canvas: Canvas, left: float, top: float) -> None:
    """Draw over the edges that are folded and not cut: white first, then dashes."""
    edges = [(left, top - row * SIDE, left + SIDE, top - row * SIDE) for row in (1, 2, 3, 4)]
    edges += [(x, top - row * SIDE, x, top - (row + 1) * SIDE) for x in (left, left + SIDE) for row in range(4)]
    for color, dash, width in ((WHITE, (), 1.6), (INK, (3, 3), 0.8)):
        canvas.setStrokeColor(color)
        canvas.setDash(*dash)
        canvas.setLineWidth(width)
        for edge in edges:
            canvas.line(*edge)


def _draw_tab(canvas: Canvas, x: float, y: float, turn: float) -> None:
    """Draw a glue tab on the edge that starts here, on its outer side once turned."""
    canvas.saveState()
    canvas.translate(x, y)
    canvas.rotate(turn)
    path = canvas.beginPath()
    path.moveTo(0, 0)
    path.lineTo(TAB, TAB * 0.8)
    path.lineTo(TAB, SIDE - TAB * 0.8)
    path.lineTo(0, SIDE)
    canvas.setFillColor(WHITE)
    canvas.drawPath(path, stroke=1, fill=1)
    canvas.restoreState()


def _draw_pips(canvas: Canvas, x: float, y: float, count: int) -> None:
    canvas.setFillColor(INK)
    for across, up in PIPS[count]:
        canvas.circle(x + across * SIDE * 0.27, y + up * SIDE * 0.27, PIP, stroke=0, fill=1)


Outline = Callable[[PDFPathObject, float], None]


def _polygon(corners: int, *, turn: float = 90, inner: float = 1.0) -> Outline:
    """Return an outline with that many corners, or a star when every other one lies nearer to the middle."""

    def outline(path: PDFPathObject, radius: float) -> None:
        steps = corners if inner == 1.0 else 2 * corners
        for step in range(steps):
            angle = math.radians(turn + 360 * step / steps)
            reach = radius * (inner if step % 2 and inner != 1.0 else 1)
            point = (reach * math.cos(angle), reach * math.sin(angle))
            (path.lineTo if step else path.moveTo)(*point)
        path.close()

    return outline


def _round(path: PDFPathObject, radius: float) -> None:
    path.circle(0, 0, radius * 0.92)


SHAPES: dict[str, Outline] = {
    "rond": _round,
    "carré": _polygon(4, turn=45),
    "triangle": _polygon(3),
    "étoile": _polygon(5, inner=0.5),
    "losange": _polygon(4),
    "hexagone": _polygon(6, turn=0),
}
"""The six pawns: told apart by shape and pattern on any photocopy."""


def draw_pawn(canvas: Canvas, pattern: Band, name: str, outline: Outline, left: float) -> None:
    """Draw a strip that folds into a standing pawn, the same on both faces."""
    canvas.saveState()
    canvas.translate(left, PAWN_BASE)
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(1.2)
    canvas.rect(0, 0, PAWN_WIDTH, PAWN_HEIGHT)
    canvas.setDash(3, 3)
    canvas.setLineWidth(0.8)
    for level in (PAWN_FOOT, PAWN_HEIGHT / 2, PAWN_HEIGHT - PAWN_FOOT):
        canvas.line(0, level, PAWN_WIDTH, level)
    canvas.setDash()
    canvas.translate(PAWN_WIDTH / 2, PAWN_HEIGHT / 2)
    for turn in (0, 180):
        canvas.saveState()
        canvas.rotate(turn)
        _draw_face(canvas, pattern, name, outline)
        canvas.restoreState()
    canvas.restoreState()


def _draw_face(canvas: Canvas, pattern: Band, name: str, outline: Outline) -> None:
    """Draw below the fold the shape with its pattern, its name, and the foot."""
    radius = PAWN_WIDTH * 0.38
    canvas.saveState()
    canvas.translate(0, -PAWN_FACE / 2 + 2 * mm)
    path = canvas.beginPath()
    outline(path, radius)
    canvas.saveState()
    canvas.clipPath(path, stroke=0, fill=0)
    draw_pattern(canvas, pattern, -radius, -radius, 2 * radius, 2 * radius)
    canvas.restoreState()
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(2)
    canvas.drawPath(path, stroke=1, fill=0)
    canvas.restoreState()
    words, size = fit_line(name, BOLD, 9.5, PAWN_WIDTH - 8)
    canvas.setFillColor(INK)
    canvas.setFont(BOLD, size)
    canvas.drawCentredString(0, -PAWN_FACE + 1.5 * mm, words)
    canvas.setFillColor(RULE)
    words, size = fit_line("pied", BOLD, 7.5, PAWN_WIDTH - 8)
    canvas.setFont(BOLD, size)
    canvas.drawCentredString(0, -PAWN_FACE - PAWN_FOOT / 2 - 2, words)
