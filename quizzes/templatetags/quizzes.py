"""Pieces of pupils' pages."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from quizzes.presenting import Screen

register = template.Library()

STEP, HEIGHT = 34, 40


@register.simple_tag
def pebbles(screen: Screen) -> SafeString:
    """Draw one pebble a question, and say in words where the pupil stands."""
    words = _("Question %(number)s sur %(total)s, %(done)s faites") % {
        "number": screen.number,
        "total": screen.total,
        "done": screen.done,
    }
    shapes = format_html_join(
        "",
        '<ellipse class="pebble {}" cx="{}" cy="20" rx="13" ry="{}"/>',
        ((state, STEP * place + 17, 10 if state != "here" else 13) for place, state in enumerate(screen.pebbles)),
    )
    return format_html(
        '<svg class="pebbles" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>',
        STEP * screen.total, HEIGHT, words, shapes,
    )  # fmt: skip
