"""A flow plot as SVG drawn on the server: what was said before on the left, after on the right, a band for each way.

Shape, words and count say what the colour says; who says the same thing is a full band, who says another a dashed one.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from progress.change import Move
from quizzes.strategies import Strategy

WIDTH, LEFT, POST, TOP = 510, 180, 14, 34
PERSON, LEAST, GAP = 220, 44, 10
"""Height of the whole class, least height of a stance, and what lies between two."""


@dataclass(frozen=True)
class Post:
    """A stance on one side: where its people stand, and how many they are."""

    top: float
    height: float
    slot: float
    count: int


@dataclass(frozen=True)
class Band:
    """People who go from one stance to one other."""

    line: int
    column: int
    count: int
    left: float
    right: float
    height: float


def posts(counts: tuple[int, ...]) -> tuple[Post, ...]:
    """Stand the stances of one side below each other, as high as they have people."""
    unit, top, found = PERSON / (sum(counts) or 1), float(TOP), []
    for count in counts:
        height = count * unit
        slot = max(height, LEAST)
        found.append(Post(top + (slot - height) / 2, height, slot, count))
        top += slot + GAP
    return tuple(found)


def bands(move: Move) -> Iterator[Band]:
    """Give a band for each way that somebody went, without any two overlapping at an end."""
    unit = PERSON / (move.people or 1)
    left = [post.top for post in posts(move.before)]
    right = [post.top for post in posts(move.after)]
    for line, counts in enumerate(move.counts):
        for column, count in enumerate(counts):
            if count:
                yield Band(line, column, count, left[line], right[column], count * unit)
                left[line] += count * unit
                right[column] += count * unit


def flow_svg(move: Move, words: str) -> SafeString:
    """Draw a question; `words` say the same to those who do not see it."""
    sides = (posts(move.before), posts(move.after))
    height = max(side[-1].top + (side[-1].slot + side[-1].height) / 2 for side in sides) + GAP
    drawn = sorted(bands(move), key=lambda band: band.line == band.column)
    return format_html(
        '<svg class="flow" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}{}{}{}</svg>',
        WIDTH, round(height), words, _heads(), _bands(move, drawn), _counts(drawn),
        _side(move, sides[0], left=True), _side(move, sides[1], left=False),
    )  # fmt: skip


def _heads() -> SafeString:
    ends = ((LEFT, "end", _("Avant")), (WIDTH - LEFT, "start", _("Après")))
    return format_html_join("", '<text class="flow-head" x="{}" y="18" text-anchor="{}">{}</text>', ends)


def _colour(move: Move, place: int) -> str:
    key = move.stances[place].key
    return key if key in set(Strategy) else "step"


def _bands(move: Move, drawn: list[Band]) -> SafeString:
    start, end = LEFT + POST, WIDTH - LEFT - POST
    middle = (start + end) / 2
    rows = (
        (
            "flow-same" if band.line == band.column else "flow-other",
            _colour(move, band.line),
            f"M{start} {band.left:.1f}C{middle} {band.left:.1f} {middle} {band.right:.1f} {end} {band.right:.1f}"
            f"v{band.height:.1f}C{middle} {band.right + band.height:.1f}"
            f" {middle} {band.left + band.height:.1f} {start} {band.left + band.height:.1f}z",
        )
        for band in drawn
    )
    return format_html_join("", '<path class="{} flow-{}" d="{}"/>', rows)


def _counts(drawn: list[Band]) -> SafeString:
    """Write how many took each way where its band leaves; a thin band has its count in the table."""
    rows = (
        (LEFT + POST + 10, round(band.left + band.height / 2 + 5, 1), band.count) for band in drawn if band.height >= 15
    )
    return format_html_join("", '<text class="flow-count" x="{}" y="{}">{}</text>', rows)


def _side(move: Move, side: tuple[Post, ...], *, left: bool) -> SafeString:
    post_at, words_at = (LEFT, LEFT - 10) if left else (WIDTH - LEFT - POST, WIDTH - LEFT + 10)
    anchor = "end" if left else "start"
    rows = []
    for place, (stance, post) in enumerate(zip(move.stances, side, strict=True)):
        middle = post.top + post.height / 2
        head = f"{stance.shape} {post.count}".strip()
        rows.append(
            (
                _colour(move, place),
                post_at,
                round(post.top, 1),
                POST,
                round(post.height, 1),
                words_at,
                round(middle - 3, 1),
                anchor,
                head,
                words_at,
                round(middle + 16, 1),
                anchor,
                stance.words,
            )
        )
    return format_html_join(
        "",
        '<rect class="flow-post flow-{}" x="{}" y="{}" width="{}" height="{}"/>'
        '<text class="flow-total" x="{}" y="{}" text-anchor="{}">{}</text>'
        '<text x="{}" y="{}" text-anchor="{}">{}</text>',
        rows,
    )
