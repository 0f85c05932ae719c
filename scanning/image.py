"""From a picture taken at any angle to a page seen from above: find the four targets, then straighten."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from math import atan2, dist
from operator import mul

from PIL import Image, ImageChops, ImageFilter

from printing.sheet_geometry import MARKER_MODULE, MARKERS

Point = tuple[float, float]
Corners = tuple[Point, Point, Point, Point]
Box = tuple[float, float, float, float]
"""Left, top, right and bottom, in millimetres."""

SCALE = 5
"""Pixels for a millimetre of a straightened page."""
SEARCHED = 1000
"""The longest side of the picture in which targets are searched."""
DARK = 0.8
"""A target is darker than this share of the light around it."""
LIGHT_RADIUS = 0.022
ROW_STEP = 3
MOST_TARGETS = 14
FEWEST_DISC = 4
TARGET_MODULES = 7
_LEVELS = range(256)
_RUN = re.compile(rb"\x01+")


@dataclass(frozen=True)
class Target:
    """A disc inside a ring, with its centre and its width in pixels."""

    x: float
    y: float
    width: float


@dataclass(frozen=True)
class Projection:
    """Tells where a place of the page, in millimetres, is in the picture, in pixels."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float
    g: float
    h: float

    @classmethod
    def through(cls, corners: Corners) -> Projection | None:
        """Return the projection that puts the page's targets at these corners, if there is one."""
        (x0, y0), (x1, y1), (x2, y2), (x3, y3) = corners
        dx1, dx2, sx = x1 - x2, x3 - x2, x0 - x1 + x2 - x3
        dy1, dy2, sy = y1 - y2, y3 - y2, y0 - y1 + y2 - y3
        area = dx1 * dy2 - dx2 * dy1
        if abs(area) < 1:
            return None
        g, h = (sx * dy2 - dx2 * sy) / area, (dx1 * sy - sx * dy1) / area
        a, b, d, e = x1 - x0 + g * x1, x3 - x0 + h * x3, y1 - y0 + g * y1, y3 - y0 + h * y3
        (left, top), (right, _top), (_right, bottom), _corner = MARKERS
        wide, tall = right - left, bottom - top
        scale = 1 - g * left / wide - h * top / tall
        if scale <= 0:
            return None
        return cls(
            a / wide / scale,
            b / tall / scale,
            (x0 - a * left / wide - b * top / tall) / scale,
            d / wide / scale,
            e / tall / scale,
            (y0 - d * left / wide - e * top / tall) / scale,
            g / wide / scale,
            h / tall / scale,
        )

    def at(self, x: float, y: float) -> Point:
        """Return the pixel of a place of the page."""
        depth = self.g * x + self.h * y + 1
        return (self.a * x + self.b * y + self.c) / depth, (self.d * x + self.e * y + self.f) / depth

    def width_at(self, x: float, y: float, radius: float) -> float:
        """Return the mean width in the picture of a disc of the page."""
        across = dist(self.at(x - radius, y), self.at(x + radius, y))
        return (across + dist(self.at(x, y - radius), self.at(x, y + radius))) / 2


def straightened(grey: Image.Image, projection: Projection, box: Box) -> Image.Image:
    """Return a part of the page, told in millimetres, seen from above at a known scale."""
    left, top, right, bottom = box
    p, s = projection, SCALE
    depth = p.g * left + p.h * top + 1
    across = (p.a / s, p.b / s, p.a * left + p.b * top + p.c)
    down = (p.d / s, p.e / s, p.d * left + p.e * top + p.f)
    return grey.transform(
        (round((right - left) * s), round((bottom - top) * s)),
        Image.Transform.PERSPECTIVE,
        [value / depth for value in (*across, *down, p.g / s, p.h / s)],
        Image.Resampling.BILINEAR,
        fillcolor=255,
    )


def placements(grey: Image.Image) -> Iterator[Projection]:
    """Yield the ways in which a page may lie in the picture, the likeliest first: four turns of four targets."""
    centres: dict[Target, Point] = {}
    for four in _quadrilaterals(find_targets(grey)):
        centres |= {target: _centre(grey, target) for target in four if target not in centres}
        corners = [centres[target] for target in four]
        for turn in range(4):
            turned = (corners[turn], corners[turn - 3], corners[turn - 2], corners[turn - 1])
            projection = Projection.through(turned)
            if projection and _fits(projection, four[turn:] + four[:turn]):
                yield projection


def mean_level(histogram: Sequence[int]) -> float:
    """Return the mean of the levels that a histogram counts."""
    return sum(map(mul, histogram, _LEVELS)) / max(1, sum(histogram))


def find_targets(grey: Image.Image) -> list[Target]:
    """Return the targets of a picture in its own pixels, those seen most often first."""
    shrink = max(1, round(max(grey.size) / SEARCHED))
    small = grey.reduce(shrink) if shrink > 1 else grey
    dark = _darker_than_around(small)
    rows = _lines_of(dark)
    columns = _lines_of(dark.transpose(Image.Transpose.TRANSPOSE))
    found: list[list[float]] = []
    for y in range(0, len(rows), ROW_STEP):
        for x, width in _crossings(rows[y]):
            place = _confirmed(rows, columns, x, y, width)
            if place is None:
                continue
            for seen in found:
                if abs(seen[0] - place.x) + abs(seen[1] - place.y) < seen[2] / 3:
                    seen[3] += 1
                    break
            else:
                found.append([place.x, place.y, place.width, 1])
    found.sort(key=lambda seen: -seen[3] * seen[2])
    return [Target(x * shrink, y * shrink, width * shrink) for x, y, width, _times in found[:MOST_TARGETS]]


def _darker_than_around(small: Image.Image) -> Image.Image:
    """Return 1 wherever the picture is clearly darker than its surroundings, whatever the light there."""
    around = small.filter(ImageFilter.BoxBlur(max(small.size) * LIGHT_RADIUS))
    return ImageChops.subtract(around.point([int(level * DARK) for level in range(256)]), small).point([0] + [1] * 255)


def _lines_of(image: Image.Image) -> list[bytes]:
    width, data = image.width, image.tobytes()
    return [data[start : start + width] for start in range(0, len(data), width)]


def _crossings(line: bytes) -> Iterator[tuple[float, float]]:
    """Yield the middle and the width of each ring, disc, ring met along a line."""
    runs = [match.span() for match in _RUN.finditer(line)]
    for place in range(1, len(runs) - 1):
        disc, end = runs[place]
        if end - disc < FEWEST_DISC:
            continue
        (start, rim), (right, stop) = runs[place - 1], runs[place + 1]
        if _looks_like_target(rim - start, disc - rim, end - disc, right - end, stop - right):
            yield (disc + end) / 2, stop - start


def _looks_like_target(ring: int, gap: int, disc: int, far_gap: int, far_ring: int) -> bool:
    module = (ring + gap + disc + far_gap + far_ring) / TARGET_MODULES
    low, high = 0.4 * module, 1.75 * module
    return (
        1.9 * module < disc < 4.2 * module
        and low < ring < high
        and low < far_ring < high
        and low < gap < high
        and low < far_gap < high
    )


def _confirmed(rows: Sequence[bytes], columns: Sequence[bytes], x: float, y: float, width: float) -> Target | None:
    """Return the target if the column through its middle, then the row through that one's middle, agree."""
    reach = int(width * 1.1)
    down = _nearest(columns[int(x)], y, reach)
    if down is None or not 0.5 < down[1] / width < 2:
        return None
    across = _nearest(rows[min(int(down[0]), len(rows) - 1)], x, reach)
    if across is None or not 0.5 < across[1] / down[1] < 2:
        return None
    return Target(across[0], down[0], (across[1] + down[1]) / 2)


def _nearest(line: bytes, middle: float, reach: int) -> tuple[float, float] | None:
    start = max(0, int(middle) - reach)
    for place, width in _crossings(line[start : int(middle) + reach]):
        if abs(start + place - middle) < width / 4:
            return start + place, width
    return None


def _centre(grey: Image.Image, target: Target) -> Point:
    """Return the middle of the disc's weight of ink, finer than a pixel."""
    x, y = target.x, target.y
    reach = target.width / TARGET_MODULES * 2
    side = int(2 * reach) + 2
    for _pass in range(2):
        left, top = int(x - reach), int(y - reach)
        levels = grey.crop((left, top, left + side, top + side)).tobytes()
        dark, light = min(levels), max(levels)
        threshold = round(light - (light - dark) * 0.3)
        inks = levels.translate(bytes(max(0, threshold - level) for level in range(256)))
        total = across = down = 0
        for row in range(side):
            chord = max(0.0, reach**2 - (top + row + 0.5 - y) ** 2) ** 0.5
            first, last = max(0, round(x - left - chord)), round(x - left + chord)
            line = inks[row * side + first : min(last, side) + row * side]
            ink = sum(line)
            total += ink
            down += ink * row
            across += sum(map(mul, line, range(first, side)))
        if not total:
            break
        x, y = left + across / total + 0.5, top + down / total + 0.5
    return x, y


def _quadrilaterals(targets: Sequence[Target]) -> list[list[Target]]:
    """Return the fours of like targets that go round an area clockwise, the largest area first."""
    fours: list[tuple[float, list[Target]]] = []
    for four in combinations(targets, 4):
        if max(target.width for target in four) > 2 * min(target.width for target in four):
            continue
        middle = (sum(target.x for target in four) / 4, sum(target.y for target in four) / 4)
        around = sorted(four, key=lambda target: atan2(target.y - middle[1], target.x - middle[0]))
        area = sum(one.x * two.y - two.x * one.y for one, two in pairwise([*around, around[0]])) / 2
        if _is_convex(around) and area > 40 * max(target.width for target in four) ** 2:
            fours.append((area, around))
    fours.sort(key=lambda pair: -pair[0])
    return [around for _area, around in fours]


def _is_convex(around: Sequence[Target]) -> bool:
    for place in range(4):
        one, two, three = around[place - 2], around[place - 1], around[place]
        if (two.x - one.x) * (three.y - two.y) - (two.y - one.y) * (three.x - two.x) <= 0:
            return False
    return True


def _fits(projection: Projection, targets: Sequence[Target]) -> bool:
    """Tell whether each target is about as wide as the page would show it there."""
    radius = MARKER_MODULE * TARGET_MODULES / 2
    return all(
        0.6 < target.width / projection.width_at(x, y, radius) < 1.5
        for target, (x, y) in zip(targets, MARKERS, strict=True)
    )
