"""Small counts of pupils are not published, and cannot be had by subtraction either."""

from collections.abc import Sequence

from quizzes.positions import SMALLEST_GROUP


def masked_counts(counts: Sequence[int], *, total_is_public: bool) -> tuple[int | None, ...]:
    """Give the counts with None in the place of those from 1 to 4.

    Where the total is published too, a lone hidden count could be computed: the smallest other one is hidden with it.
    """
    hidden = {place for place, count in enumerate(counts) if 0 < count < SMALLEST_GROUP}
    if total_is_public and len(hidden) == 1:
        others = [place for place, count in enumerate(counts) if place not in hidden and count > 0]
        if others:
            hidden.add(min(others, key=lambda place: counts[place]))
    return tuple(None if place in hidden else count for place, count in enumerate(counts))


def shown_count(count: int | None) -> str:
    """Write a count, or that it is too small to be told."""
    return f"moins de {SMALLEST_GROUP}" if count is None else str(count)
