"""Bars as SVG drawn on the server; colour, shape and words say the same."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from progress.stances import StanceCount
from quizzes.strategies import STRATEGY_SHAPES

WIDTH, BAR, GAP, LEFT = 520, 26, 12, 190
SHAPES = STRATEGY_SHAPES
"""Strategies have a shape each; the steps of a scale have their order."""


def stance_bars(stances: StanceCount) -> SafeString:
    """Draw how many of the class took each stance."""
    most = max(count for _stance, _name, count in stances.counts) or 1
    rows = []
    for number, (stance, name, count) in enumerate(stances.counts):
        top = number * (BAR + GAP)
        length = round((WIDTH - LEFT - 50) * count / most, 1)
        rows.append(
            (
                top + 18,
                SHAPES.get(stance, ""),
                name,
                stance if stance in SHAPES else "step",
                LEFT,
                top,
                max(length, 2),
                BAR,
                LEFT + length + 10,
                top + 18,
                count,
            )
        )
    words = ", ".join(f"{name} : {count}" for _stance, name, count in stances.counts)
    bars = format_html_join(
        "",
        '<text x="0" y="{}">{} {}</text><rect class="bar bar-{}" x="{}" y="{}" width="{}" height="{}" rx="4"/>'
        '<text x="{}" y="{}" class="bar-count">{}</text>',
        rows,
    )
    height = len(rows) * (BAR + GAP)
    return format_html(
        '<svg class="bars" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>', WIDTH, height, words, bars
    )
