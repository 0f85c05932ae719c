"""Where the bubbles really are on a page that did not lie flat: each neighbourhood finds its own small shift."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from PIL import Image, ImageDraw

from printing.sheet_geometry import Bubble
from scanning.image import SCALE, Point, mean_level

COARSE = 2
"""The straightened page is looked at this many times smaller."""
ACROSS, DOWN = 30.0, 40.0
"""The size of a neighbourhood, in millimetres."""
FARTHER = 0.8
"""How far from its middle a neighbourhood asks around, in shares of its size: a few bubbles alone may err."""
FINE = 4
REACH = 4
"""How many coarse pixels a neighbourhood may have moved."""
INNER, OUTER = 0.9, 1.1
"""The printed rim, in shares of the radius of its bubble."""


def centres_of(page: Image.Image, origin: Point, bubbles: Sequence[Bubble]) -> dict[Bubble, Point]:
    """Return the centre of every bubble in pixels of a straightened page that starts at this place."""
    small = page.reduce(COARSE)
    groups: dict[tuple[int, int], list[Bubble]] = defaultdict(list)
    for bubble in bubbles:
        groups[int(bubble.x / ACROSS), int(bubble.y / DOWN)].append(bubble)
    centres: dict[Bubble, Point] = {}
    for group in groups.values():
        x, y = _shift_of(small, origin, _around(group, bubbles))
        for bubble in group:
            across, down = (bubble.x - origin[0]) * SCALE, (bubble.y - origin[1]) * SCALE
            centres[bubble] = across + x * COARSE, down + y * COARSE
    return centres


def _around(group: Sequence[Bubble], bubbles: Sequence[Bubble]) -> list[Bubble]:
    """Return the bubbles near the middle of a neighbourhood, its own and those next to it."""
    x = sum(bubble.x for bubble in group) / len(group)
    y = sum(bubble.y for bubble in group) / len(group)
    return [b for b in bubbles if abs(b.x - x) < ACROSS * FARTHER and abs(b.y - y) < DOWN * FARTHER]


def _shift_of(small: Image.Image, origin: Point, group: Sequence[Bubble]) -> Point:
    """Return the shift, in coarse pixels, at which the printed rims are darkest."""
    scale = SCALE / COARSE
    margin = max(bubble.radius for bubble in group) * OUTER + 1
    places = [((bubble.x - origin[0]) * scale, (bubble.y - origin[1]) * scale) for bubble in group]
    left, top = (int(min(place[axis] for place in places) - margin * scale) for axis in (0, 1))
    right, bottom = (int(max(place[axis] for place in places) + margin * scale) + 1 for axis in (0, 1))
    drawn = Image.new("L", ((right - left) * FINE, (bottom - top) * FINE))
    for bubble, (x, y) in zip(group, places, strict=True):
        _draw_rim(drawn, (x - left) * FINE, (y - top) * FINE, bubble)
    rims = drawn.reduce(FINE)

    def light(x: int, y: int) -> float:
        return mean_level(small.crop((left + x, top + y, right + x, bottom + y)).histogram(rims))

    x, y = 0, 0
    fine_x = fine_y = 0.0
    for reach in (REACH, 1):
        fine_y = _darkest({step: light(x, step) for step in range(y - reach, y + reach + 1)})
        y = round(fine_y)
        fine_x = _darkest({step: light(step, y) for step in range(x - reach, x + reach + 1)})
        x = round(fine_x)
    return fine_x, fine_y


def _draw_rim(mask: Image.Image, x: float, y: float, bubble: Bubble) -> None:
    draw = ImageDraw.Draw(mask)
    shape = draw.rectangle if bubble.square else draw.ellipse
    for share, value in ((OUTER, 255), (INNER, 0)):
        radius = bubble.radius * SCALE / COARSE * FINE * share
        shape((x - radius, y - radius, x + radius, y + radius), fill=value)


def _darkest(lights: dict[int, float]) -> float:
    """Return the step with the least light, between whole steps as a parabola through its neighbours tells."""
    best = min(lights, key=lambda step: lights[step])
    if best in (min(lights), max(lights)):
        return float(best)
    before, least, after = lights[best - 1], lights[best], lights[best + 1]
    bend = before - 2 * least + after
    return best + (before - after) / (2 * bend) if bend else float(best)
