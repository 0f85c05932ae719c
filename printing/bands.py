"""The six age bands as patterns and words, so that a photocopy says as much as the screen."""

from __future__ import annotations

import math
from enum import StrEnum

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfgen.canvas import Canvas


class Band(StrEnum):
    """Names an age band; every band prints as a pattern and as words."""

    P1_P2 = "P1-P2"
    P3_P4 = "P3-P4"
    P5_P6 = "P5-P6"
    S1_S2 = "S1-S2"
    S3_S4 = "S3-S4"
    S5_S6 = "S5-S6"

    @property
    def words(self) -> str:
        """Return the name a parent understands."""
        return f"{self} · {_WORDS[self]}"

    @property
    def tint(self) -> Color:
        """Return the light colour that lies under the pattern."""
        return HexColor(_TINTS[self])


_WORDS = {
    Band.P1_P2: "1re et 2e primaire",
    Band.P3_P4: "3e et 4e primaire",
    Band.P5_P6: "5e et 6e primaire",
    Band.S1_S2: "1re et 2e secondaire",
    Band.S3_S4: "3e et 4e secondaire",
    Band.S5_S6: "5e et 6e secondaire",
}
_TINTS = {
    Band.P1_P2: "#FBE3A0",
    Band.P3_P4: "#BFE0C8",
    Band.P5_P6: "#B7DDE2",
    Band.S1_S2: "#C3D2F2",
    Band.S3_S4: "#D8C8EC",
    Band.S5_S6: "#F0C6CF",
}
_INK = HexColor("#1D1B2E")
_STEP = 7.0


def draw_pattern(canvas: Canvas, band: Band, x: float, y: float, width: float, height: float) -> None:
    """Fill a rectangle with the band's tint and its ink pattern, and nothing outside of it."""
    canvas.saveState()
    frame = canvas.beginPath()
    frame.rect(x, y, width, height)
    canvas.clipPath(frame, stroke=0, fill=0)
    canvas.setFillColor(band.tint)
    canvas.rect(x, y, width, height, stroke=0, fill=1)
    canvas.setFillColor(_INK)
    canvas.setStrokeColor(_INK)
    canvas.setLineWidth(1.1)
    canvas.setLineCap(0)
    _PATTERNS[band](canvas, x, y, width, height)
    canvas.restoreState()


def draw_all_patterns(canvas: Canvas, x: float, y: float, width: float, height: float) -> None:
    """Fill a rectangle with the six patterns side by side: the sign of a whole school."""
    share = width / len(Band)
    for place, band in enumerate(Band):
        draw_pattern(canvas, band, x + place * share, y, share, height)


def _dots(canvas: Canvas, x: float, y: float, width: float, height: float) -> None:
    canvas.setLineCap(1)
    canvas.setLineWidth(2.8)
    canvas.setDash(0.01, _STEP)
    for row in range(math.ceil(height / _STEP * 2) + 1):
        level = y + row * _STEP / 2 - 0.5
        canvas.line(x + (_STEP / 2 if row % 2 else 0), level, x + width + _STEP, level)


def _diagonals(canvas: Canvas, x: float, y: float, width: float, height: float) -> None:
    path = canvas.beginPath()
    left = x - height
    while left < x + width:
        path.moveTo(left, y)
        path.lineTo(left + height, y + height)
        left += _STEP * 0.8
    canvas.drawPath(path)


def _waves(canvas: Canvas, x: float, y: float, width: float, height: float) -> None:
    path = canvas.beginPath()
    level = y + 1.5
    while level < y + height + 3:
        path.moveTo(x, level)
        left, up = x, 1.0
        while left < x + width:
            path.curveTo(left + 2, level + 3.4 * up, left + 5, level + 3.4 * up, left + 7, level)
            left, up = left + 7, -up
        level += _STEP * 0.72
    canvas.drawPath(path)


def _grid(canvas: Canvas, x: float, y: float, width: float, height: float) -> None:
    path = canvas.beginPath()
    for column in range(math.ceil(width / _STEP) + 1):
        path.moveTo(x + column * _STEP, y)
        path.lineTo(x + column * _STEP, y + height)
    for row in range(math.ceil(height / _STEP) + 1):
        path.moveTo(x, y + row * _STEP + 3)
        path.lineTo(x + width, y + row * _STEP + 3)
    canvas.setLineWidth(0.8)
    canvas.drawPath(path)


def _crosses(canvas: Canvas, x: float, y: float, width: float, height: float) -> None:
    path = canvas.beginPath()
    for row in range(math.ceil(height / _STEP) + 1):
        shift = _STEP * 0.65 if row % 2 else 0
        for column in range(math.ceil(width / (_STEP * 1.3)) + 1):
            left, low = x + column * _STEP * 1.3 + shift, y + row * _STEP + 3.5
            path.moveTo(left - 2.1, low)
            path.lineTo(left + 2.1, low)
            path.moveTo(left, low - 2.1)
            path.lineTo(left, low + 2.1)
    canvas.drawPath(path)


def _verticals(canvas: Canvas, x: float, y: float, width: float, height: float) -> None:
    path = canvas.beginPath()
    for column in range(math.ceil(width / (_STEP * 0.6)) + 1):
        path.moveTo(x + column * _STEP * 0.6, y)
        path.lineTo(x + column * _STEP * 0.6, y + height)
    canvas.drawPath(path)


_PATTERNS = {
    Band.P1_P2: _dots,
    Band.P3_P4: _diagonals,
    Band.P5_P6: _waves,
    Band.S1_S2: _grid,
    Band.S3_S4: _crosses,
    Band.S5_S6: _verticals,
}
