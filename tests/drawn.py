"""Reads the drawings that the server makes: where their shapes and their words lie."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import html
from lxml.html import HtmlElement

from progress.heat_svg import width_of

MOVES = re.compile(r"([MHVhvlz])([^MHVhvlz]*)")
ROUNDING = 0.06


@dataclass(frozen=True)
class Box:
    """What a shape or a text covers."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, other: "Box") -> bool:
        return (
            self.left - ROUNDING <= other.left
            and self.top - ROUNDING <= other.top
            and other.right <= self.right + ROUNDING
            and other.bottom <= self.bottom + ROUNDING
        )

    def overlaps(self, other: "Box") -> bool:
        return (
            self.left < other.right - ROUNDING
            and other.left < self.right - ROUNDING
            and self.top < other.bottom - ROUNDING
            and other.top < self.bottom - ROUNDING
        )


def drawing(svg: str) -> HtmlElement:
    return html.fragment_fromstring(svg)


def view(svg: str) -> Box:
    """Give what a drawing shows: its view box."""
    return Box(*map(float, drawing(svg).get("viewbox").split()))


def shapes(svg: str) -> Iterator[Box]:
    """Give the boxes of rectangles and paths, apart from those that patterns are made of."""
    for element in drawing(svg).iter("rect", "path"):
        if any(parent.tag == "pattern" for parent in element.iterancestors()):
            continue
        if element.tag == "path":
            yield from _path_boxes(element.get("d"))
        else:
            x, y, width, height = (float(element.get(name, 0)) for name in ("x", "y", "width", "height"))
            yield Box(x, y, x + width, y + height)


def _path_boxes(path: str) -> Iterator[Box]:
    points: list[tuple[float, float]] = []
    for order, numbers in MOVES.findall(path):
        values = [float(value) for value in re.findall(r"-?[\d.]+", numbers)]
        if order == "M":
            if points:
                yield _around(points)
            points = [(values[0], values[1])]
        elif order != "z":
            points.append(_next(points[-1], order, values))
    if points:
        yield _around(points)


def _next(point: tuple[float, float], order: str, values: list[float]) -> tuple[float, float]:
    x, y = point
    moved = {"H": (values[0], y), "V": (x, values[0]), "h": (x + values[0], y), "v": (x, y + values[0])}
    return (x + values[0], y + values[1]) if order == "l" else moved[order]


def _around(points: list[tuple[float, float]]) -> Box:
    across, down = zip(*points, strict=True)
    return Box(min(across), min(down), max(across), max(down))


def texts(svg: str, size: float, *, centred: bool) -> list[tuple[str, Box]]:
    """Give the words that stand upright, and the room that they take in a wide font."""
    found = []
    for element in drawing(svg).iter("text"):
        if element.get("x") is None:
            continue
        words, x, y = element.text_content(), float(element.get("x")), float(element.get("y"))
        width = float(element.get("textlength") or width_of(words, size))
        left = x - width / 2 if centred else x
        found.append((words, Box(left, y - 0.75 * size, left + width, y + 0.2 * size)))
    return found
