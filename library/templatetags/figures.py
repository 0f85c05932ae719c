"""Figures and words of the glossary in pages."""

from django import template
from django.utils.safestring import SafeString

from library.glossary import Glossary
from library.plots import range_plot, range_text
from library.specs import FigureSpec

register = template.Library()


@register.simple_tag
def plot(figure: FigureSpec, guess: float | None = None) -> SafeString:
    """Draw the range of a figure."""
    return range_plot(figure, guess)


@register.filter
def figure_range(figure: FigureSpec) -> str:
    """Write the range of a figure in words."""
    return range_text(figure)


@register.filter
def glossed(html: str, glossary: Glossary) -> SafeString:
    """Link the words of the page's glossary where they are first said."""
    return glossary.link(html)
