"""The heat map drawn on the server: two drawings side by side, so that the names stay in sight while themes scroll.

A finished theme is a full tile, a begun one is hatched as far as the class has come, a planned one is an outline and a
card talked about is a dot; the numbers say the same, and a table says it all in words.
"""

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from progress.heat import Group, Heat, Line, Tile

NAMES, COLUMN, ROW, BAND_ROW, STRIP = 172, 42, 28, 36, 12
"""Width of the names and of a theme, height of a class and of a band's own line, width of the band's pattern."""
INSET, EDGE = 3, 6
SIZE, SMALL = 14.0, 12.5
HEAD, LEAN = 138, 64
"""Height of the leaning words of the themes, and how far the last of them leans out."""
SLOPE, SLANTED_LINE = 60, 15
"""How steeply those words lean, in degrees, and what a second line of them takes."""
LONGEST_THEME = 138
"""Room of a theme's words along their slope."""
_NARROW, _BROAD = frozenset("iljtfrI.,;:/'’|!() "), frozenset("mwMW%@—œŒæÆ")


def width_of(text: str, size: float) -> float:
    """Give the width that a text takes at most in the fonts of our pages."""
    return sum(map(_width, text)) * size


def _width(sign: str) -> float:
    """Give the width of a sign beside its height; marks that sit on another sign have none."""
    if unicodedata.category(sign) in {"Mn", "Me", "Cf"}:
        return 0.0
    if ord(sign) >= 0x2190:
        return 1.4
    if sign in _NARROW:
        return 0.42
    return 1.0 if sign in _BROAD else 0.78 if sign.isupper() else 0.65


def shortened(text: str, size: float, room: float) -> str:
    """Cut a text that is too wide for its room, and say so by an ellipsis."""
    if width_of(text, size) <= room:
        return text
    while text and width_of(f"{text}…", size) > room:
        text = text[:-1]
    return f"{text.rstrip()}…"


def in_two_lines(text: str, size: float, room: float) -> tuple[str, ...]:
    """Part a text that is too wide after the last word that fits; the second line is cut where it must be."""
    words, first = text.split(), ""
    if width_of(" ".join(words), size) <= room:
        return (" ".join(words),)
    while words and width_of(f"{first} {words[0]}".strip(), size) <= room:
        first = f"{first} {words.pop(0)}".strip()
    return (first, shortened(" ".join(words), size, room)) if first else (shortened(text, size, room),)


@dataclass(frozen=True)
class Placed:
    """A group with the height at which it starts."""

    group: Group
    top: int

    @property
    def height(self) -> int:
        return BAND_ROW + ROW * len(self.group.lines)

    @property
    def css(self) -> str:
        """The band's class in the style sheet, where there is a band."""
        return f"band-{self.group.band.lower()}" if self.group.band else "band-none"

    def lines(self) -> Iterator[tuple[int, Line]]:
        """Give each class with the height at which it starts."""
        return ((self.top + BAND_ROW + ROW * place, line) for place, line in enumerate(self.group.lines))


def placed(heat: Heat) -> tuple[Placed, ...]:
    """Stand the groups below each other, under the words of the themes."""
    found, top = [], HEAD
    for group in heat.groups:
        found.append(Placed(group, top))
        top += found[-1].height
    return tuple(found)


def size_of(heat: Heat) -> tuple[int, int]:
    """Give the width of the themes' drawing, and the height of both."""
    return COLUMN * len(heat.themes) + LEAN, HEAD + sum(place.height for place in placed(heat)) + EDGE


def heat_names(heat: Heat) -> SafeString:
    """Draw the bands and the names of the classes; each leads to its class."""
    height = size_of(heat)[1]
    return format_html(
        '<svg class="heat-names" width="{}" height="{}" viewBox="0 0 {} {}" preserveAspectRatio="xMinYMin slice"'
        ' role="group" aria-label="{}">{}{}</svg>',
        NAMES, height, NAMES, height, _("Les classes"), _patterns(),
        format_html_join("", "{}", ((_band_names(place),) for place in placed(heat))),
    )  # fmt: skip


def _patterns() -> SafeString:
    """Give each band its pattern, the same as on its ribbons and in print."""
    drawn = (
        ("p1-p2", 9, 9, "M4.5 4.5h.01", "4"),
        ("p3-p4", 8, 8, "M-2 10L10-2M-2 2L2-2M6 10L10 6", "2"),
        ("p5-p6", 12, 7, "M0 5q3-5 6 0t6 0", "2"),
        ("s1-s2", 8, 8, "M0 4h8M4 0v8", "1.5"),
        ("s3-s4", 10, 10, "M2 2l6 6M8 2l-6 6", "1.6"),
        ("s5-s6", 6, 6, "M3 0v6", "2"),
    )
    return format_html_join(
        "",
        '<pattern id="heat-{0}" class="band-{0}" width="{1}" height="{2}" patternUnits="userSpaceOnUse">'
        '<rect class="heat-ground" width="{1}" height="{2}"/>'
        '<path class="heat-figure" d="{3}" stroke-width="{4}"/></pattern>',
        drawn,
    )


def _band_names(place: Placed) -> SafeString:
    ribbon = f"url(#heat-{place.group.band.lower()})" if place.group.band else "none"
    rows = (
        (
            reverse("classroom_page", args=[line.id]),
            line.label,
            top,
            NAMES,
            ROW,
            STRIP + 10,
            top + 19,
            shortened(line.label, SIZE, NAMES - STRIP - 14 - width_of(_also(line), SIZE)),
            _also(line),
        )
        for top, line in place.lines()
    )
    return format_html(
        '<rect class="heat-strip" x="1" y="{}" width="{}" height="{}" rx="4" fill="{}"/>'
        '<text class="heat-band" x="{}" y="{}">{}</text>{}',
        place.top + 6, STRIP, place.height - 8, ribbon, STRIP + 10, place.top + 26,
        place.group.band or _("Sans année"),
        format_html_join(
            "", '<a href="{}" aria-label="{}"><rect class="heat-hit" y="{}" width="{}" height="{}"/>'
            '<text x="{}" y="{}">{}<tspan class="heat-also">{}</tspan></text></a>', rows,
        ),
    )  # fmt: skip


def _also(line: Line) -> str:
    """Name the further band of a class that spans grades, or say how many there are."""
    if not line.others:
        return ""
    return f"  + {line.others[0]}" if len(line.others) == 1 else f"  + {len(line.others)}"


def heat_tiles(heat: Heat) -> SafeString:
    """Draw the themes, what each band has finished of them, and a tile for what each class has lived."""
    width, height = size_of(heat)
    return format_html(
        '<svg class="heat-tiles" width="{}" height="{}" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}{}</svg>',
        width, height, width, height, _words(heat), _hatch(), _heads(heat),
        format_html_join("", "{}", ((_band_tiles(place, len(heat.themes)),) for place in placed(heat))),
    )  # fmt: skip


def _words(heat: Heat) -> str:
    """Say what the drawing is about; the table says the rest."""
    complete = sum(any(tile and tile.complete for tile in line.tiles) for line in heat.lines)
    told = ngettext(
        "%(complete)s classe sur %(all)s a terminé une séquence. Le tableau dit tout en mots.",
        "%(complete)s classes sur %(all)s ont terminé une séquence. Le tableau dit tout en mots.",
        complete,
    )
    return told % {"complete": complete, "all": len(heat.lines)}


def _hatch() -> SafeString:
    return format_html(
        '<pattern id="heat-hatch" width="6" height="6" patternUnits="userSpaceOnUse"><path d="{}"/></pattern>',
        "M-1 7L7-1M-1 1L1-1M5 7L7 5",
    )


def _heads(heat: Heat) -> SafeString:
    return format_html_join("", "{}", ((_head(place, theme),) for place, theme in enumerate(heat.themes)))


def _head(place: int, theme: str) -> SafeString:
    """Write a theme above its column, in two lines where one is too long."""
    lines = in_two_lines(theme, SMALL, LONGEST_THEME)
    start = 4 - SLANTED_LINE * (len(lines) - 1) / 2
    return format_html(
        '<g class="heat-theme" transform="translate({} {})rotate(-{})">{}</g>',
        COLUMN * place + COLUMN // 2, HEAD - 10, SLOPE,
        format_html_join(
            "", '<text y="{}">{}</text>', ((f"{start + SLANTED_LINE * n:g}", line) for n, line in enumerate(lines)),
        ),
    )  # fmt: skip


def _band_tiles(place: Placed, themes: int) -> SafeString:
    """Draw a band's own line and its classes, tiles of one kind as one path."""
    tiles = [
        (INSET + COLUMN * column, top + INSET, tile)
        for top, line in place.lines()
        for column, tile in enumerate(line.tiles)
    ]
    return format_html(
        '<g class="{}"><path class="heat-ground" d="M0 {}h{}v{}h-{}z"/>{}<path class="heat-none" d="{}"/>'
        '<path class="heat-planned" d="{}"/><path class="heat-part" d="{}"/><path class="heat-begun" d="{}"/>'
        '<path class="heat-full" d="{}"/>{}{}<path class="heat-card" d="{}"/></g>',
        place.css, place.top + 6, themes * COLUMN, BAND_ROW - 10, themes * COLUMN, _sums(place),
        _path(tiles, lambda tile: tile is None, _speck),
        _path(tiles, lambda tile: tile is not None and tile.is_planned, _frame),
        _path(tiles, lambda tile: tile is not None and tile.is_begun, _part),
        _path(tiles, lambda tile: tile is not None and tile.is_begun, _frame),
        _path(tiles, lambda tile: tile is not None and tile.complete, _frame),
        _steps(tiles, "heat-steps", lambda tile: not tile.complete),
        _steps(tiles, "heat-done", lambda tile: tile.complete),
        _path(tiles, lambda tile: tile is not None and tile.talked, _card),
    )  # fmt: skip


Where = tuple[int, int, Tile | None]
"""A tile with its left and its top."""
WIDE, HIGH = COLUMN - 2 * INSET, ROW - 2 * INSET


def _path(tiles: list[Where], wanted: Callable[[Tile | None], bool], shape: Callable[[Where], str]) -> str:
    return "".join(shape(where) for where in tiles if wanted(where[2]))


def _frame(where: Where) -> str:
    return f"M{where[0]} {where[1]}h{WIDE}v{HIGH}h-{WIDE}z"


def _part(where: Where) -> str:
    """Go as far as the class has come."""
    left, top, tile = where
    width = round(WIDE * tile.done / tile.of) if tile else 0
    return f"M{left} {top}h{width}v{HIGH}h-{width}z"


def _speck(where: Where) -> str:
    return f"M{where[0] + WIDE // 2} {where[1] + HIGH // 2}h0"


def _card(where: Where) -> str:
    """Put the dot of a card into the corner of a tile that has steps, else in its middle."""
    left, top, tile = where
    at = (left + WIDE - 2, top + 2) if tile and tile.of else (left + WIDE // 2, top + HIGH // 2)
    return f"M{at[0]} {at[1]}h0"


def _steps(tiles: list[Where], css: str, wanted: Callable[[Tile], bool]) -> SafeString:
    rows = (
        (left + WIDE // 2, top + HIGH // 2 + 4, _squeezed(tile.steps), tile.steps)
        for left, top, tile in tiles
        if tile and tile.of and wanted(tile)
    )
    return format_html('<g class="{}">{}</g>', css, format_html_join("", '<text x="{}" y="{}"{}>{}</text>', rows))


def _squeezed(text: str) -> SafeString:
    """Keep long numbers inside their tile."""
    long = format_html(' textLength="{}" lengthAdjust="spacingAndGlyphs"', WIDE - 3)
    return long if width_of(text, SMALL) > WIDE - 6 else SafeString()


def _sums(place: Placed) -> SafeString:
    """Write how many classes of the band have finished each theme."""
    rows = (
        (COLUMN * column + COLUMN // 2, place.top + 24, count) for column, count in enumerate(place.group.sums) if count
    )
    return format_html_join("", '<text class="heat-sum" x="{}" y="{}">{}</text>', rows)


SAMPLES = {
    "full": Tile(done=6, of=6, complete=True),
    "begun": Tile(done=2, of=6),
    "planned": Tile(of=6),
    "card": Tile(talked=True),
}


def heat_sample(name: str) -> SafeString:
    """Draw one tile of the legend; its words stand beside it."""
    tile = SAMPLES[name]
    where: list[Where] = [(INSET, INSET, tile)]
    return format_html(
        '<svg class="heat-sample" width="{0}" height="{1}" viewBox="0 0 {0} {1}" aria-hidden="true">'
        '<path class="heat-part" d="{2}"/><path class="heat-{3}" d="{4}"/>{5}</svg>',
        COLUMN, ROW, _part(where[0]) if tile.is_begun else "", name,
        _card(where[0]) if tile.talked else _frame(where[0]),
        _steps(where, "heat-done" if tile.complete else "heat-steps", lambda tile: True),
    )  # fmt: skip
