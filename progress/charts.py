"""Bars as SVG drawn on the server; colour, shape and words say the same."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from progress.stances import StanceCount
from quizzes.strategies import Strategy

WIDTH, BAR, GAP, LEFT = 520, 26, 12, 190
SHAPES = {Strategy.BEHAVIOUR: "●", Strategy.BELIEF: "■", Strategy.RATIONALISATION: "▲"}


def stance_bars(stances: StanceCount) -> SafeString:
    """Draw how many of the class took each stance."""
    most = max(count for _strategy, _name, count in stances.counts) or 1
    rows = []
    for number, (strategy, name, count) in enumerate(stances.counts):
        top = number * (BAR + GAP)
        length = round((WIDTH - LEFT - 50) * count / most, 1)
        rows.append(
            (
                top + 18,
                SHAPES[strategy],
                name,
                strategy.value,
                LEFT,
                top,
                max(length, 2),
                BAR,
                LEFT + length + 10,
                top + 18,
                count,
            )
        )
    words = ", ".join(f"{name} : {count}" for _strategy, name, count in stances.counts)
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
