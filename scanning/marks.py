"""What the ink in and around one bubble says, before its question is looked at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from itertools import pairwise
from math import cos, pi, sin

from PIL import Image, ImageDraw, ImageFilter

from printing.sheet_geometry import Bubble
from scanning.image import SCALE, Point, mean_level

INK = 0.72
"""A pixel is ink when it is darker than this share of the paper around the bubble."""
STROKE = 0.8
"""A stroke beyond the rim, once smoothed, is darker than this share of the paper."""
CORE = 0.74
"""The share of the radius that is looked at: the printed rim is left out."""
NEAR, FAR = 1.3, 1.62
"""The ring around a bubble where the paper is seen, and where strokes that cross it out come through."""
BEYOND = (1.36, 1.5)
SQUARE = 1.07
"""How much farther the corners of a square reach."""
DIRECTIONS = 96
EMPTY_INK, SURE_INK, FULL_INK = 0.08, 0.17, 0.55
EMPTY_TONE = 0.095
SHADE, SHALLOW = 0.86, 0.28
"""Pixels below this share of the paper are shaded; shaded less deeply than this, they are what a rubber leaves."""
LETTER_INK, LETTER_TONE = 0.06, 0.08
"""The most that the printed letter itself may count for."""
DIRTY = 0.3
USUAL_RADIUS = 2.5
"""Strokes are as thin in large bubbles, where they take a smaller share."""


class Shape(Enum):
    """What a bubble looks like on its own."""

    EMPTY = "empty"
    TRACE = "trace"
    MARK = "mark"
    CROSS = "cross"
    STRUCK = "struck"
    UNCLEAR = "unclear"


@dataclass(frozen=True)
class Ink:
    """The measures of one bubble: how much ink its core holds, how dark it is, and the strokes around it."""

    radius: float
    share: float
    tone: float
    depth: float
    arms: int = 0
    opposite: bool = False
    dirt: float = 0

    def shape(self, letter: Ink) -> Shape:
        """Return what the measures mean once the printed letter is taken away."""
        share = self.share - min(letter.share, LETTER_INK)
        tone = self.tone - min(letter.tone, LETTER_TONE)
        if share < EMPTY_INK and tone < EMPTY_TONE:
            return Shape.EMPTY
        if share < SURE_INK * (USUAL_RADIUS / self.radius) ** 0.7 or self.depth < SHALLOW:
            return Shape.TRACE
        if self.dirt > DIRTY:
            return Shape.UNCLEAR
        if share < FULL_INK:
            return Shape.CROSS if self.arms >= 3 else Shape.MARK
        if self.arms >= 3 or (self.arms == 2 and self.opposite):
            return Shape.STRUCK
        return Shape.MARK if self.arms == 0 else Shape.UNCLEAR


@lru_cache(maxsize=16)
def _masks(radius: int, square: bool) -> tuple[Image.Image, Image.Image]:
    """Return the core of a bubble and the ring around it, in a box as wide as the ring."""
    fine, reach = 4, _reach(radius)
    side = (2 * reach + 1) * fine
    core, ring = Image.new("L", (side, side)), Image.new("L", (side, side))
    middle = side / 2

    def disc(image: Image.Image, share: float, value: int) -> None:
        far = radius / 10 * share * fine
        ImageDraw.Draw(image).ellipse((middle - far, middle - far, middle + far, middle + far), fill=value)

    disc(core, CORE, 255)
    disc(ring, FAR, 255)
    disc(ring, NEAR * (SQUARE if square else 1), 0)
    size = (2 * reach + 1, 2 * reach + 1)
    halves = [0] * 128 + [255] * 128
    return core.resize(size, Image.Resampling.BOX).point(halves), ring.resize(size, Image.Resampling.BOX).point(halves)


def _reach(radius: int) -> int:
    return int(radius / 10 * FAR) + 1


def ink_of(page: Image.Image, bubble: Bubble, centre: Point) -> Ink:
    """Measure a bubble of a straightened page around its centre, told in pixels."""
    radius = round(bubble.radius * SCALE * 10)
    core, ring = _masks(radius, bubble.square)
    reach = _reach(radius)
    x, y = int(centre[0]), int(centre[1])
    box = page.crop((x - reach, y - reach, x + reach + 1, y + reach + 1))
    around = box.histogram(ring)
    paper = max(1, _level(around, 0.7))
    inside = box.histogram(core)
    share = sum(inside[: round(paper * INK)]) / sum(inside)
    tone = 1 - mean_level(inside) / paper
    depth = 1 - mean_level(inside[: round(paper * SHADE)]) / paper
    if share < EMPTY_INK and tone < EMPTY_TONE:
        return Ink(bubble.radius, share, tone, depth)
    dirt = sum(around[: round(paper * STROKE)]) / sum(around)
    arms, opposite = _arms(box, bubble.radius * SCALE * (SQUARE if bubble.square else 1), paper * STROKE)
    return Ink(bubble.radius, share, tone, depth, arms, opposite, dirt)


def _level(histogram: list[int], share: float) -> int:
    """Return the level that this share of the pixels do not pass."""
    wanted = sum(histogram) * share
    for level, count in enumerate(histogram):
        wanted -= count
        if wanted <= 0:
            return level
    return len(histogram) - 1


@lru_cache(maxsize=16)
def _around(radius: float, side: int) -> list[tuple[int, int]]:
    """Return, for each direction, two pixels beyond the rim in the data of a box of this width."""
    middle = side // 2
    pairs = []
    for step in range(DIRECTIONS):
        angle = 2 * pi * step / DIRECTIONS
        near, far = (
            round(middle + sin(angle) * radius * share) * side + round(middle + cos(angle) * radius * share)
            for share in BEYOND
        )
        pairs.append((near, far))
    return pairs


def _arms(box: Image.Image, radius: float, threshold: float) -> tuple[int, bool]:
    """Count the strokes that leave the bubble, and tell whether two of them face each other."""
    data = box.filter(ImageFilter.BoxBlur(1)).tobytes()
    dark = [data[near] < threshold and data[far] < threshold for near, far in _around(radius, box.width)]
    if all(dark):
        return DIRECTIONS, True
    starts = [place for place, (before, now) in enumerate(pairwise([dark[-1], *dark])) if now and not before]
    opposite = len(starts) == 2 and abs(abs(starts[0] - starts[1]) - DIRECTIONS / 2) <= DIRECTIONS / 5
    return len(starts), opposite


def typical_letter(inks: Iterable[Ink]) -> Ink:
    """Return what an empty bubble with this letter shows: one near the lightest of the page."""
    ranked = sorted(inks, key=lambda ink: (ink.share, ink.tone))
    return ranked[len(ranked) // 4]
