"""Charts in pages."""

from django import template
from django.utils.safestring import SafeString

from progress.charts import stance_bars
from progress.class_report import Cell, ClassReport, Column, Row
from progress.stances import StanceCount

register = template.Library()


@register.simple_tag
def stance_chart(stances: StanceCount) -> SafeString:
    """Draw the stances of a class on one story."""
    return stance_bars(stances)


@register.filter
def grid_cells(row: Row, report: ClassReport) -> list[tuple[str, Cell | Column]]:
    """Give a row's cells in the order of the steps: a pupil's own for a quiz, the whole class's for other steps."""
    own = iter(row.cells)
    return [("quiz", next(own)) if column.step.quiz else ("class", column) for column in report.columns]
