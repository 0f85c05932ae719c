"""Template tags and filters that every page may use."""

from datetime import date
from typing import Any

from django import template
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe

from common.content import Picture
from common.illustrations import inline_illustration
from common.levels import Band
from common.text import grouped, to_html, to_inline_html

register = template.Library()


@register.simple_tag
def drawing(name: str, alt: str = "", css: str = "") -> SafeString:
    """Draw an illustration into the page."""
    return inline_illustration(name, alt, css)


@register.simple_tag
def picture(value: Picture, css: str = "") -> SafeString:
    """Draw a document's picture with its alternative text."""
    return inline_illustration(value.name, value.alt, css)


@register.filter
def markdown(source: str) -> SafeString:
    """Render a document's Markdown; nothing in it can become a tag."""
    return mark_safe(to_html(source))


@register.filter
def inline_markdown(source: str) -> SafeString:
    """Render one line of a document's Markdown."""
    return mark_safe(to_inline_html(source))


@register.filter
def number(value: float) -> str:
    """Write a number the French way."""
    return grouped(value)


@register.filter
def band_slug(band: str) -> str:
    """Give the lower-case name of a band, as the style sheet knows it."""
    return Band(band).slug


@register.filter
def lookup(mapping: dict[Any, Any], key: Any) -> Any:
    """Give the mapping's value for a key, or nothing."""
    return mapping.get(key)


@register.filter
def share(value: float) -> str:
    """Write a share between 0 and 1 as a whole percentage."""
    return f"{round(value * 100)}\u00a0%"


@register.filter
def day(value: date) -> str:
    """Write a day in full, as « 3 septembre 2026 »."""
    return date_format(value, "j F Y")
