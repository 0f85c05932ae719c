"""Two votes side by side as SVG drawn on the server; a pattern and words say what the colour says."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from quizzes.results import Comparison

WIDTH, LEFT, RIGHT, BAR, GAP = 520, 60, 62, 38, 22
NAMES = (_("premier vote"), _("second vote"))


def vote_bars(comparison: Comparison) -> SafeString:
    """Draw for each choice how many voices it had in each vote."""
    rounds = len(comparison.rounds)
    most = max((count for _choice, counts in comparison.lines for count in counts), default=0) or 1
    row = BAR * rounds + GAP
    letters, bars = [], []
    for line, (choice, counts) in enumerate(comparison.lines):
        top = line * row
        letters.append((0, top + (row - GAP) / 2 + 16, choice.letter))
        for place, count in enumerate(counts):
            length = max(round((WIDTH - LEFT - RIGHT) * count / most, 1), 3)
            at = top + place * BAR
            bars.append(
                (_kind(comparison, place), LEFT, at + 2, length, BAR - 6, LEFT + length + 12, at + BAR - 6, count)
            )
    height = row * len(comparison.lines) - GAP
    return format_html(
        '<svg class="votes" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}{}</svg>',
        WIDTH, height, _words(comparison), _hatch(),
        format_html_join("", '<text class="vote-letter" x="{}" y="{}">{}</text>', letters),
        format_html_join(
            "", '<rect class="vote-bar {}" x="{}" y="{}" width="{}" height="{}" rx="4"/>'
            '<text class="vote-count" x="{}" y="{}">{}</text>', bars,
        ),
    )  # fmt: skip


def _kind(comparison: Comparison, place: int) -> str:
    return "first" if comparison.rounds[place].number == 1 else "second"


def _hatch() -> SafeString:
    """The first vote is hatched, so that a photocopy tells it from the second."""
    return format_html(
        '<defs><pattern id="{}" width="10" height="10" patternUnits="userSpaceOnUse">'
        '<path class="vote-hatch" d="M-2 12L12 -2M-2 2L2 -2M8 12L12 8"/></pattern></defs>',
        "hatch",
    )


def _words(comparison: Comparison) -> str:
    """Say the counts for those who hear the page."""
    lines = []
    for choice, counts in comparison.lines:
        told = ", ".join(
            f"{NAMES[result.number - 1]} {count}" for result, count in zip(comparison.rounds, counts, strict=True)
        )
        lines.append(f"{choice.letter} : {told}")
    return " ; ".join(lines)
