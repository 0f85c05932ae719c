"""SVG pictures on paper: read once, drawn as vectors, stored once per document."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from reportlab.graphics.renderbase import renderScaledDrawing
from reportlab.graphics.renderPDF import _PDFRenderer
from reportlab.graphics.shapes import Drawing
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable
from svglib.svglib import svg2rlg


class _ShapesOnly(_PDFRenderer):
    """Draws shapes and never letters, so that no picture brings in a font that is not embedded."""

    def applyStateChanges(self, delta: dict[str, Any], new_state: dict[str, Any]) -> None:
        super().applyStateChanges({key: value for key, value in delta.items() if "font" not in key}, new_state)

    def drawString(self, _letters: Any) -> None:
        return


@dataclass(frozen=True)
class _Picture:
    """A drawing and the name under which a document stores it, made from its content only."""

    drawing: Drawing
    name: str


@lru_cache(maxsize=256)
def _read(path: Path, _changed: int) -> _Picture | None:
    """Return the picture of a file, or nothing when it is not a usable SVG."""
    drawing = svg2rlg(str(path))
    if drawing is None or drawing.width <= 0 or drawing.height <= 0:
        return None
    return _Picture(drawing, f"picture-{sha256(path.read_bytes()).hexdigest()[:16]}")


def _picture(path: Path) -> _Picture | None:
    """Return the picture as the file is now; a file that is not there has none."""
    return _read(path, path.stat().st_mtime_ns) if path.is_file() else None


class Illustration(Flowable):
    """Prints a picture in a square of a given side; a picture that cannot be read leaves a dashed square."""

    def __init__(self, path: Path, side: float) -> None:
        super().__init__()
        self.path = path
        self.width = self.height = side

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        draw_illustration(self.canv, self.path, 0, 0, self.width)


def draw_illustration(canvas: Canvas, path: Path, x: float, y: float, side: float) -> None:
    """Draw a picture in the square at this place, keeping its proportions."""
    picture = _picture(path)
    canvas.saveState()
    if picture is None:
        canvas.setDash(3, 3)
        canvas.setLineWidth(0.8)
        canvas.roundRect(x + 1, y + 1, side - 2, side - 2, 6)
    else:
        drawing = picture.drawing
        scale = side / max(drawing.width, drawing.height)
        canvas.translate(x + (side - drawing.width * scale) / 2, y + (side - drawing.height * scale) / 2)
        canvas.scale(scale, scale)
        _store(canvas, picture)
        canvas.doForm(picture.name)
    canvas.restoreState()


def _store(canvas: Canvas, picture: _Picture) -> None:
    """Keep the picture in the document at its first use, so that forty badges share it."""
    if not canvas.hasForm(picture.name):
        canvas.beginForm(picture.name, 0, 0, picture.drawing.width, picture.drawing.height)
        _ShapesOnly().draw(renderScaledDrawing(picture.drawing), canvas, 0, 0, showBoundary=False)
        canvas.endForm()


def illustration(path: Path, size_mm: float) -> Illustration:
    """Return the picture as a flowable that many millimetres wide and high."""
    return Illustration(path, size_mm * mm)
