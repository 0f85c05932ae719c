"""Small counts of pupils, and tables from whose totals none can be found."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from progress.masking import MaskedTable, masked_counts, masked_table, shown_count

SMALL = (1, 2, 3, 4)
COUNTS = st.integers(0, 9) | st.integers(0, 60)
TABLES = st.integers(1, 5).flatmap(
    lambda width: st.lists(st.lists(COUNTS, min_size=width, max_size=width), min_size=1, max_size=5)
)


@pytest.mark.parametrize(
    ("counts", "published"),
    [([], ()), ([0], (0,)), ([1, 4], (None, None)), ([5, 0, 3, 24], (5, 0, None, 24))],
)
def test_counts_from_one_to_four_are_hidden_and_nothing_else(counts, published):
    assert masked_counts(counts) == published


@given(st.lists(st.integers(0, 60), max_size=12))
def test_what_is_published_is_true_and_never_small(counts):
    published = masked_counts(counts)

    assert [shown for shown in published if shown is not None] == [count for count in counts if not 1 <= count <= 4]


@pytest.mark.parametrize(("count", "words"), [(None, "moins de 5"), (0, "0"), (5, "5")])
def test_a_hidden_count_is_told_in_words(count, words):
    assert shown_count(count) == words


def test_a_table_hides_small_counts_and_every_total_over_them():
    table = masked_table([[20, 3, 0], [5, 8, 0]])

    assert table == MaskedTable(
        cells=((20, None, 0), (5, 8, 0)), row_totals=(None, 13), column_totals=(25, None, 0), total=None
    )


def test_a_table_without_small_counts_shows_everything():
    table = masked_table([[20, 0], [5, 8]])

    assert table == MaskedTable(cells=((20, 0), (5, 8)), row_totals=(20, 13), column_totals=(25, 8), total=33)


@pytest.mark.parametrize("counts", [[], [[]], [[], []]])
def test_an_empty_table_adds_up_to_nothing(counts):
    assert masked_table(counts).total == 0


def test_rows_of_different_lengths_are_refused():
    with pytest.raises(ValueError, match="shorter"):
        masked_table([[1, 2], [3]])


@given(TABLES)
@settings(max_examples=300, deadline=None, database=None)
def test_what_a_table_shows_is_true_never_small_and_as_much_as_its_hidden_counts_allow(counts):
    table = masked_table(counts)

    shown = [*(cell for row in table.cells for cell in row), *table.row_totals, *table.column_totals, table.total]
    true = [*(cell for row in counts for cell in row), *map(sum, counts), *map(sum, zip(*counts, strict=True))]
    true.append(sum(map(sum, counts)))
    assert [number for number, truth in zip(shown, true, strict=True) if number not in (None, truth)] == []
    assert not set(shown) & set(SMALL)
    assert [cell is None for row in table.cells for cell in row] == [cell in SMALL for row in counts for cell in row]
    assert [total is None for total in table.row_totals] == [any(cell in SMALL for cell in row) for row in counts]


@given(TABLES)
@settings(max_examples=400, deadline=None, database=None)
def test_no_combination_of_what_is_shown_gives_a_hidden_count(counts):
    assert found_out(equations(masked_table(counts))) & hidden(counts) == set()


@given(TABLES, st.randoms(use_true_random=False))
@settings(max_examples=300, deadline=None, database=None)
def test_any_other_small_counts_in_the_same_places_give_the_same_publication(counts, chance):
    other = [[chance.choice(SMALL) if cell in SMALL else cell for cell in row] for row in counts]

    assert masked_table(other) == masked_table(counts)


def test_the_attacker_of_these_tests_finds_what_a_careless_publication_gives_away():
    counts = [[20, 3, 0], [5, 8, 1], [6, 7, 2]]
    careless = MaskedTable(
        cells=tuple(masked_counts(row) for row in counts),
        row_totals=(23, None, None),
        column_totals=(None, None, None),
        total=sum(map(sum, counts)),
    )
    by_totals_of_totals = MaskedTable(
        careless.cells, row_totals=(None, 14, 15), column_totals=(None, None, None), total=52
    )

    assert found_out(equations(careless)) & hidden(counts) == {(0, 1)}
    assert found_out(equations(by_totals_of_totals)) >= hidden(counts)


def hidden(counts: Sequence[Sequence[int]]) -> set[tuple[int, int]]:
    return {(row, column) for row, cells in enumerate(counts) for column, cell in enumerate(cells) if cell in SMALL}


def equations(table: MaskedTable) -> Iterator[tuple[set[tuple[int, int]], int]]:
    """Give all that is shown, as sums of cells that are known."""
    places = [(row, column) for row, cells in enumerate(table.cells) for column in range(len(cells))]
    sums = [({place}, table.cells[place[0]][place[1]]) for place in places]
    sums += [({place for place in places if place[0] == row}, total) for row, total in enumerate(table.row_totals)]
    sums += [
        ({place for place in places if place[1] == column}, total) for column, total in enumerate(table.column_totals)
    ]
    sums.append((set(places), table.total))
    yield from ((members, total) for members, total in sums if total is not None)


def found_out(known: Iterator[tuple[set[tuple[int, int]], int]]) -> set[tuple[int, int]]:
    """Solve the sums exactly, and give the cells of which only one value is left."""
    sums = list(known)
    places = sorted({place for members, _total in sums for place in members})
    rows = [[Fraction(place in members) for place in places] + [Fraction(total)] for members, total in sums]
    solved: dict[int, list[Fraction]] = {}
    for column in range(len(places)):
        pivot = next((row for row in rows if row[column]), None)
        if pivot is None:
            continue
        rows = [row for row in rows if row is not pivot]
        pivot = [value / pivot[column] for value in pivot]
        rows = [_without(row, pivot, column) for row in rows]
        solved = {key: _without(row, pivot, column) for key, row in solved.items()} | {column: pivot}
    return {places[column] for column, row in solved.items() if sum(map(bool, row[:-1])) == 1}


def _without(row: list[Fraction], pivot: list[Fraction], column: int) -> list[Fraction]:
    return [value - row[column] * other for value, other in zip(row, pivot, strict=True)]
