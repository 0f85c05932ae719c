"""Ranges as small pictures: no label leaves the picture."""

from datetime import date

import pytest

from common.text import Prose
from library.plots import range_plot
from library.specs import FigureSpec, FigureStatus


def figure(value: float, unit: str) -> FigureSpec:
    text = Prose("x")
    return FigureSpec(
        text, text, value, value, value, Prose(unit), 2024, text, text, text, "https://x",
        FigureStatus.SOLID, date(2026, 1, 1),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("unit", "place"),
    [("g", 'x="271.3" y="56" text-anchor="middle"'), ("milliards par jour", 'x="318" y="56" text-anchor="end"')],
)
def test_a_long_label_ends_at_the_edge_of_the_picture(unit, place):
    plot = range_plot(figure(2.5, unit))

    assert place in plot
