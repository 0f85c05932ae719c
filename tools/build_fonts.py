"""Builds the two files of "Mila Lisible" from Atkinson Hyperlegible (SIL Open Font License).

The sources come from PyPI, and the result is the same byte for byte at every run:

    pip install fonttools fontpkg-atkinson-hyperlegible==1.6
    FILES=$(python -c "import fontpkg_atkinson_hyperlegible as f; print(f.__path__[0])")
    python tools/build_fonts.py $FILES/files/AtkinsonHyperlegible-Regular.ttf \
        $FILES/files/AtkinsonHyperlegible-Bold.ttf $FILES/LICENSE

The licence asks a modified font to take another name, hence "Mila Lisible".
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable
from pathlib import Path

from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables.ttProgram import Program

FAMILY = "Mila Lisible"
FONTS = Path(__file__).resolve().parent.parent / "printing" / "fonts"
NOTICE = (
    "Mila Lisible is a modified and renamed version of the font above: spaces, arrows, boxes, ticks and\n"
    "subscripts were added and the hinting was removed by the contributors of OK Mila.\n"
)
HINTS = ("DSIG", "cvt ", "fpgm", "prep", "gasp")
COPIES = {0x00A0: 0x0020, 0x2011: 0x002D}
SUBSCRIPTS = {0x2082: 0x00B2, 0x2083: 0x00B3}
SUBSCRIPT_DROP = -330
BASE, TOP = -20, 680

Point = tuple[float, float]
Draw = Callable[[TTGlyphPen, float], int]


def polygon(pen: TTGlyphPen, points: list[Point], *, hole: bool = False) -> None:
    """Add a straight contour, turned the way TrueType wants it for ink or for a hole."""
    area = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, [*points[1:], points[0]], strict=True))
    if (area > 0) != hole:
        points = points[::-1]
    pen.moveTo(points[0])
    for point in points[1:]:
        pen.lineTo(point)
    pen.closePath()


def bar(pen: TTGlyphPen, start: Point, end: Point, width: float) -> None:
    """Add a straight stroke with square ends."""
    length = math.dist(start, end)
    along = ((end[0] - start[0]) / length * width / 2, (end[1] - start[1]) / length * width / 2)
    side = (-along[1], along[0])
    corners = [(start, -1, 1), (end, 1, 1), (end, 1, -1), (start, -1, -1)]
    polygon(pen, [(p[0] + a * along[0] + s * side[0], p[1] + a * along[1] + s * side[1]) for p, a, s in corners])


def circle(pen: TTGlyphPen, centre: Point, radius: float, *, hole: bool = False) -> None:
    """Add a round contour made of eight quadratic curves."""
    reach = radius / math.cos(math.pi / 8)
    angles = [math.pi / 8 + step * math.pi / 4 for step in range(8)]
    points = [(centre[0] + reach * math.cos(a), centre[1] + reach * math.sin(a)) for a in angles]
    pen.qCurveTo(*(points if hole else points[::-1]), None)
    pen.closePath()


def box(pen: TTGlyphPen, stroke: float) -> int:
    """Draw the empty box that everything else in this file measures itself by."""
    polygon(pen, [(60, BASE), (760, BASE), (760, TOP), (60, TOP)])
    inner = [(60 + stroke, BASE + stroke), (760 - stroke, BASE + stroke)]
    polygon(pen, [*inner, (760 - stroke, TOP - stroke), (60 + stroke, TOP - stroke)], hole=True)
    return 820


def cut_box(pen: TTGlyphPen, stroke: float) -> int:
    """Draw the box with cut corners that stands for a sign the font lacks."""
    for inset, hole in ((0.0, False), (stroke, True)):
        low, high, left, right, cut = BASE + inset, TOP - inset, 60 + inset, 760 - inset, 160 - inset * 0.59
        points = [(left + cut, low), (right - cut, low), (right, low + cut), (right, high - cut)]
        points += [(right - cut, high), (left + cut, high), (left, high - cut), (left, low + cut)]
        polygon(pen, points, hole=hole)
    return 820


def tick(pen: TTGlyphPen, stroke: float) -> int:
    """Draw a tick."""
    bar(pen, (130, 300), (320, 95), stroke * 1.35)
    bar(pen, (320, 95), (660, 590), stroke * 1.35)
    return 780


def cross(pen: TTGlyphPen, stroke: float) -> int:
    """Draw a cross."""
    bar(pen, (150, 90), (630, 570), stroke * 1.35)
    bar(pen, (150, 570), (630, 90), stroke * 1.35)
    return 780


def ticked_box(pen: TTGlyphPen, stroke: float) -> int:
    """Draw a box with its tick inside."""
    width = box(pen, stroke)
    bar(pen, (230, 310), (365, 170), stroke * 1.25)
    bar(pen, (365, 170), (600, 500), stroke * 1.25)
    return width


def arrow(turn: int) -> Draw:
    """Return the drawing of an arrow turned by so many quarter turns from the right."""

    def draw(pen: TTGlyphPen, stroke: float) -> int:
        def at(x: float, y: float) -> Point:
            for _quarter in range(turn):
                x, y = -y, x
            return (410 + x, 330 + y)

        bar(pen, at(-310, 0), at(290, 0), stroke * 1.1)
        bar(pen, at(90, 220), at(310, 0), stroke * 1.1)
        bar(pen, at(90, -220), at(310, 0), stroke * 1.1)
        return 820

    return draw


def disc(pen: TTGlyphPen, stroke: float) -> int:
    """Draw a filled circle."""
    circle(pen, (390, 330), 320)
    return 780


def ring(pen: TTGlyphPen, stroke: float) -> int:
    """Draw an empty circle."""
    circle(pen, (390, 330), 320)
    circle(pen, (390, 330), 320 - stroke, hole=True)
    return 780


def square(pen: TTGlyphPen, stroke: float) -> int:
    """Draw a filled square."""
    polygon(pen, [(90, 30), (690, 30), (690, 630), (90, 630)])
    return 780


def triangle_up(pen: TTGlyphPen, stroke: float) -> int:
    """Draw a filled triangle that points up."""
    polygon(pen, [(60, 10), (760, 10), (410, 660)])
    return 820


def triangle_down(pen: TTGlyphPen, stroke: float) -> int:
    """Draw a filled triangle that points down."""
    polygon(pen, [(60, 650), (760, 650), (410, 0)])
    return 820


DRAWINGS: dict[int, Draw] = {
    0x2190: arrow(2),
    0x2191: arrow(1),
    0x2192: arrow(0),
    0x2193: arrow(3),
    0x25A0: square,
    0x25A1: box,
    0x25A2: cut_box,
    0x25B2: triangle_up,
    0x25BC: triangle_down,
    0x25CB: ring,
    0x25CF: disc,
    0x2610: box,
    0x2611: ticked_box,
    0x2713: tick,
    0x2717: cross,
}


class FontBuilder:
    """Adds glyphs to one font file and gives it its new name."""

    def __init__(self, source: Path, style: str) -> None:
        self.font = TTFont(source, recalcTimestamp=False)
        self.style = style
        self.stroke = 98.0 if style == "Bold" else 66.0
        self.cmap = self.font.getBestCmap()

    def add(self, code: int, glyph: object, width: int) -> None:
        """Put a glyph in the font unless the font already draws that character."""
        if code in self.cmap:
            return
        name = f"uni{code:04X}"
        self.font.setGlyphOrder([*self.font.getGlyphOrder(), name])
        glyf = self.font["glyf"]
        glyf.glyphs[name] = glyph
        glyph.recalcBounds(glyf)
        self.font["hmtx"][name] = (width, getattr(glyph, "xMin", 0))
        for table in self.font["cmap"].tables:
            if table.isUnicode():
                table.cmap[code] = name

    def add_spaces(self) -> None:
        """Add the narrow no-break space, half as wide as a space."""
        width, _bearing = self.font["hmtx"][self.cmap[0x20]]
        self.add(0x202F, TTGlyphPen(None).glyph(), width // 2)

    def add_component(self, code: int, source: int, drop: int = 0) -> None:
        """Add a character drawn like another one, moved up or down."""
        pen = TTGlyphPen(self.font.getGlyphSet())
        pen.addComponent(self.cmap[source], (1, 0, 0, 1, 0, drop))
        self.add(code, pen.glyph(), self.font["hmtx"][self.cmap[source]][0])

    def add_drawings(self) -> None:
        """Add the signs that are drawn in this file."""
        for code, draw in sorted(DRAWINGS.items()):
            pen = TTGlyphPen(None)
            width = draw(pen, self.stroke)
            self.add(code, pen.glyph(), width)

    def drop_hints(self) -> None:
        """Take the screen hints out: paper does not need them and they are half of the weight."""
        for tag in HINTS:
            if tag in self.font:
                del self.font[tag]
        for glyph in self.font["glyf"].glyphs.values():
            glyph.expand(self.font["glyf"])
            if hasattr(glyph, "program"):
                glyph.program = Program()
                glyph.program.fromBytecode(b"")

    def rename(self) -> None:
        """Write the new family name everywhere a reader could meet the old one."""
        names = self.font["name"]
        postscript = f"{FAMILY.replace(' ', '')}-{self.style}"
        texts = {
            1: FAMILY,
            2: self.style,
            3: f"1.0;OKMila;{postscript}",
            4: f"{FAMILY} {self.style}",
            5: "Version 1.000",
            6: postscript,
            8: "OK Mila",
            10: NOTICE.replace("\n", " ").strip(),
        }
        for code, text in texts.items():
            names.setName(text, code, 3, 1, 0x409)

    def save(self, target: Path) -> None:
        """Write the finished font file."""
        self.add_spaces()
        for code, source in COPIES.items():
            self.add_component(code, source)
        for code, source in SUBSCRIPTS.items():
            self.add_component(code, source, SUBSCRIPT_DROP)
        self.add_drawings()
        self.drop_hints()
        self.rename()
        self.font.save(target)


def main() -> None:
    """Read the source paths from the command line and write the three files of the folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("regular", type=Path)
    parser.add_argument("bold", type=Path)
    parser.add_argument("licence", type=Path, help="the OFL text that came with the sources")
    paths = parser.parse_args()
    FONTS.mkdir(parents=True, exist_ok=True)
    FontBuilder(paths.regular, "Regular").save(FONTS / "MilaLisible-Regular.ttf")
    FontBuilder(paths.bold, "Bold").save(FONTS / "MilaLisible-Bold.ttf")
    copyright_line, rest = paths.licence.read_text(encoding="utf-8").split("\n", 1)
    (FONTS / "OFL.txt").write_text(f"{copyright_line}\n\n{NOTICE}{rest}", encoding="utf-8")


if __name__ == "__main__":
    main()
