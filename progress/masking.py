"""Small counts of pupils are not published."""

from collections.abc import Sequence

from quizzes.positions import SMALLEST_GROUP


def masked_counts(counts: Sequence[int]) -> tuple[int | None, ...]:
    """Give the counts with None in the place of those from 1 to 4.

    Their total must not be published beside them: a lone hidden count would follow from it.
    """
    return tuple(None if 0 < count < SMALLEST_GROUP else count for count in counts)


def shown_count(count: int | None) -> str:
    """Write a count, or that it is too small to be told."""
    return f"moins de {SMALLEST_GROUP}" if count is None else str(count)
