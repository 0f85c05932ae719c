"""Small counts of pupils."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from progress.masking import masked_counts, shown_count


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
