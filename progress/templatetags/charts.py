"""Charts in pages."""

from django import template
from django.utils.safestring import SafeString

from progress.charts import stance_bars
from progress.class_report import StanceCount

register = template.Library()


@register.simple_tag
def stance_chart(stances: StanceCount) -> SafeString:
    """Draw the stances of a class on one story."""
    return stance_bars(stances)
