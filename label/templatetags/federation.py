"""A federation's figures, drawn into its page."""

from django import template
from django.utils.safestring import SafeString

from label import federation_plots
from label.federation import SchoolLine, Totals

register = template.Library()


@register.simple_tag
def level_bars(totals: Totals) -> SafeString:
    return federation_plots.level_bars(totals)


@register.simple_tag
def axis_spreads(totals: Totals) -> SafeString:
    return federation_plots.axis_spreads(totals)


@register.filter
def axis_points(line: SchoolLine) -> str:
    """Write a school's points on each axis in one line."""
    return " · ".join(f"{code}\u00a0{points}" for code, points in line.axes.items())
