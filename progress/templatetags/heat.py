"""The heat map in pages."""

from django import template
from django.utils.safestring import SafeString

from progress import heat_svg
from progress.heat import Heat, Line

register = template.Library()


@register.simple_tag
def heat_names(heat: Heat) -> SafeString:
    return heat_svg.heat_names(heat)


@register.simple_tag
def heat_tiles(heat: Heat) -> SafeString:
    return heat_svg.heat_tiles(heat)


@register.simple_tag
def heat_sample(name: str) -> SafeString:
    return heat_svg.heat_sample(name)


@register.filter
def told(line: Line, heat: Heat) -> str:
    """Say in one cell what a class has lived, theme by theme."""
    return " ".join(f"{way} : {' ; '.join(themes)}." for way, themes in line.told(heat.themes))
