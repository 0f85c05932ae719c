"""Pieces of pupils' pages."""

from collections.abc import Sequence
from dataclasses import dataclass

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import now
from django.utils.translation import gettext as _

from quizzes.kinds_more import Axis, Cell, Matching, Pair, Placement
from quizzes.models import Debate
from quizzes.plans import plan_svg
from quizzes.presenting import Screen
from quizzes.results import Comparison
from quizzes.strategies import STRATEGY_SHAPES
from quizzes.vote_plots import vote_bars

register = template.Library()

STEP, HEIGHT = 34, 40


@register.simple_tag
def pebbles(screen: Screen, pages: Sequence[str]) -> SafeString:
    """Draw one pebble a question, and say in words where the pupil stands.

    The page adds what still waits on the tablet, which the server cannot know (`taking.js`).
    """
    place = _("Question %(number)s sur %(total)s") if screen.number else _("Questions : %(total)s")
    told = place % {"number": screen.number, "total": screen.total}
    shapes = format_html_join(
        "",
        '<ellipse class="pebble {}" data-stone="{}" cx="{}" cy="20" rx="13" ry="{}"/>',
        (
            (state, page, STEP * place + 17, 10 if state != "here" else 13)
            for place, (state, page) in enumerate(zip(screen.pebbles, pages, strict=True))
        ),
    )
    done, waiting = _("faites :"), _("en attente sur cette tablette :")
    return format_html(
        '<svg class="pebbles" id="pebbles" viewBox="0 0 {} {}" role="img" aria-label="{}, {} {}" '
        'data-told="{}" data-done="{}" data-waiting="{}">{}</svg>',
        STEP * screen.total, HEIGHT, told, done, screen.done, told, done, waiting, shapes,
    )  # fmt: skip


@dataclass(frozen=True)
class Line:
    """A thing to match: what stands on the left, the choice that the page holds, and what was given in the end."""

    number: int
    pair: Pair
    typed: str = ""
    given: str = ""
    is_right: bool = False


@register.simple_tag
def lines_to_match(question: Matching, typed: Sequence[str]) -> list[Line]:
    """Give the lines of a matching question with what was already chosen in each."""
    chosen = dict(enumerate(typed))
    return [Line(place + 1, pair, typed=chosen.get(place, "")) for place, pair in enumerate(question.pairs)]


@register.simple_tag
def matched_lines(question: Matching, given: Sequence[str]) -> list[Line]:
    """Give the lines of a matching question with what the pupil put beside each."""
    words = {pair.key: pair.right for pair in question.pairs}
    return [
        Line(number, pair, given=words[key], is_right=key == pair.key)
        for number, (pair, key) in enumerate(zip(question.pairs, given, strict=True), 1)
    ]


@register.simple_tag
def axes_to_place(question: Placement, typed: Sequence[str]) -> list[tuple[int, Axis, str]]:
    """Give the two lists of a plan with what was already chosen in each."""
    first, second = (*typed, "", "")[:2]
    return [(1, question.across, first), (2, question.up, second)]


@register.simple_tag
def plan(question: Placement, given: Sequence[int] = ()) -> SafeString:
    """Draw a plan; the right zone and the pupil's place stand on it only once there is one."""
    return plan_svg(question, Cell(*given) if given else None)


@register.simple_tag
def votes(comparison: Comparison) -> SafeString:
    """Draw both votes of a class on one question."""
    return vote_bars(comparison)


@register.filter
def strategy_shape(strategy: str) -> str:
    """Give the shape of a strategy."""
    return STRATEGY_SHAPES.get(strategy, "")


@register.filter
def seconds_left(debate: Debate) -> int:
    """Give the seconds that are left of a discussion, none once it is over."""
    if debate.discuss_until is None:
        return 0
    return max(0, round((debate.discuss_until - now()).total_seconds()))
