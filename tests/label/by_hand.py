"""The points of the product's grid with whole numbers only: no fraction, no percentage, and none of the grid's file."""

from dataclasses import dataclass

HUNDREDTHS = {
    "B1": (20, 40, 60),
    "C1": (20, 50, 80),
    "C4": (10, 30, 60),
    "D1": (30, 50, 70),
    "D2": (50, 80, 80),
    "E1": (10, 30, 50),
    "E2": (0, 20, 40),
    "E3": (25, 50, 50),
}
NUMBERS = {"A4": (3, 5, 7), "B1": (2, 4, 6), "B2": (2, 3, 5), "C3": (3, 6, 10), "E2": (1, 1, 1)}
WITH_MORE = frozenset({"A4", "D2", "E3"})
"""Criteria whose third point asks for something beside the numbers."""


@dataclass(frozen=True)
class Counted:
    """What somebody who counts by hand finds of a criterion."""

    count: int
    whole: int | None = None
    more: bool = False


def points_by_hand(code: str, found: Counted | None) -> int | None:
    """Give the points of what was counted; None where there was nothing to judge."""
    if found is None:
        return None
    if code == "C2":
        return (3 * found.count >= found.whole) + (3 * found.count >= 2 * found.whole) + (found.count >= found.whole)
    reached = [True, True, found.more or code not in WITH_MORE]
    for place in range(3):
        if code in HUNDREDTHS:
            reached[place] &= 100 * found.count >= HUNDREDTHS[code][place] * found.whole
        if code in NUMBERS:
            reached[place] &= found.count >= NUMBERS[code][place]
    return reached.index(False) if False in reached else 3
