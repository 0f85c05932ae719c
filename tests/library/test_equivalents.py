"""Everyday equivalents are reckoned with ranges, never typed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.text import Prose
from library.equivalents import Result, compute, in_words, rounded
from library.specs import Equivalent, FigureSpec, FigureStatus, Operation


def figure(value: float, low: float, high: float) -> FigureSpec:
    text = Prose("x")
    return FigureSpec(
        text, text, value, low, high, text, 2024, text, text, text, "https://x", FigureStatus.SOLID, date(2026, 1, 1)
    )


def equivalent(operation: Operation, factor: float = 1.0) -> Equivalent:
    return Equivalent("other", operation, Prose("Autant que {n} choses."), factor)


@pytest.mark.parametrize(
    ("operation", "factor", "expected"),
    [
        (Operation.RATIO, 1000, Result(1287000 / 3500, 190000 / 3900, 1287000 / 2000)),
        (Operation.INVERSE, 1, Result(3500 / 1287, 2000 / 1287, 3900 / 190)),
        (Operation.PRODUCT, 1, Result(1287 * 3500, 190 * 2000, 1287 * 3900)),
    ],
)
def test_each_operation_keeps_the_widest_range(operation, factor, expected):
    found = compute(equivalent(operation, factor), figure(1287, 190, 1287), figure(3500, 2000, 3900))

    assert found == pytest.approx(expected) or found == expected


positive = st.floats(0.001, 1e6)


@given(st.tuples(positive, positive, positive).map(sorted), st.tuples(positive, positive, positive).map(sorted))
def test_every_pair_inside_the_ranges_lands_inside_the_result(one, other):
    for operation in Operation:
        found = compute(equivalent(operation), figure(one[1], one[0], one[2]), figure(other[1], other[0], other[2]))
        assert found.low <= found.value * (1 + 1e-9)
        assert found.value <= found.high * (1 + 1e-9)


@pytest.mark.parametrize(
    ("result", "words"),
    [
        (Result(367.7, 330.0, 643.5), "environ 370 (entre 330 et 640)"),
        (Result(120.1, 120.1, 120.1), "environ 120"),
        (Result(0.0123, 0.0123, 0.0124), "environ 0,012"),
    ],
)
def test_a_result_is_said_with_its_range_and_two_digits(result, words):
    assert in_words(result) == words


@pytest.mark.parametrize(("number", "near"), [(0, 0), (368, 370), (1287000, 1300000), (0.00123, 0.0012), (-45.6, -46)])
def test_rounding_keeps_two_significant_digits(number, near):
    assert rounded(number) == near
