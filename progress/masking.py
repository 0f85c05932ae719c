"""Small counts of pupils are not published."""

from collections.abc import Sequence
from dataclasses import dataclass

from quizzes.positions import SMALLEST_GROUP

Shown = int | None


@dataclass(frozen=True)
class MaskedTable:
    """A table of counts as it may be published, with its totals; None stands where nothing may be told."""

    cells: tuple[tuple[Shown, ...], ...]
    row_totals: tuple[Shown, ...]
    column_totals: tuple[Shown, ...]
    total: Shown


def masked_counts(counts: Sequence[int]) -> tuple[Shown, ...]:
    """Give the counts with None in the place of those from 1 to 4.

    Their total must not be published beside them: a lone hidden count would follow from it.
    """
    return tuple(None if 0 < count < SMALLEST_GROUP else count for count in counts)


def masked_table(counts: Sequence[Sequence[int]]) -> MaskedTable:
    """Give a table of counts and its totals without the counts from 1 to 4, nor a way to find them.

    No total is told over a hidden count, so whatever is shown adds up what is shown. Two tables that differ by hidden
    counts only give the same publication: no reasoning, not even on how it is made, tells more than « from 1 to 4 ».
    """
    cells = tuple(masked_counts(row) for row in counts)
    return MaskedTable(
        cells,
        row_totals=tuple(shown_total(row) for row in cells),
        column_totals=tuple(shown_total(column) for column in zip(*cells, strict=True)),
        total=shown_total([shown for row in cells for shown in row]),
    )


def shown_total(counts: Sequence[Shown]) -> Shown:
    """Add up counts; a hidden one hides their total."""
    known = [count for count in counts if count is not None]
    return sum(known) if len(known) == len(counts) else None


def shown_count(count: Shown) -> str:
    """Write a count, or that it is too small to be told."""
    return f"moins de {SMALLEST_GROUP}" if count is None else str(count)
