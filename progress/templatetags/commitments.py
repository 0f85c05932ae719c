"""Levels of action in pages: the same shapes as on the posters."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from printing.poster import SHAPES, Reach, Shape

register = template.Library()


@register.simple_tag
def level_mark(level: str) -> SafeString:
    """Draw the shape of a level of action; the word stands beside it."""
    shape = SHAPES[Reach(level)]
    path = "".join((*(_link(shape, *link) for link in shape.links), *(_dot(*dot) for dot in shape.dots)))
    return format_html('<svg class="level" viewBox="0 0 100 100" aria-hidden="true"><path d="{}"/></svg>', path)


def _link(shape: Shape, one: int, other: int) -> str:
    (left, low, _radius), (right, high, _other) = shape.dots[one], shape.dots[other]
    return f"M{left * 100:.0f} {100 - low * 100:.0f}L{right * 100:.0f} {100 - high * 100:.0f}"


def _dot(across: float, up: float, radius: float) -> str:
    """Go round a circle in two halves."""
    x, y, r = across * 100, 100 - up * 100, radius * 100
    return f"M{x - r:.0f} {y:.0f}a{r:.0f} {r:.0f} 0 1 0 {2 * r:.0f} 0a{r:.0f} {r:.0f} 0 1 0 {-2 * r:.0f} 0"
