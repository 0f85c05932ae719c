"""A school's label in pages: its points drawn, and what was found in words."""

from django import template
from django.utils.safestring import SafeString

from label import charts
from label.grid import GridSpec
from label.judging import Assessment, AxisStanding, Judged, Lack
from label.standing import found_words, points_words, standing_words
from label.two_states import Pair
from label.words import lack_words

register = template.Library()


@register.simple_tag
def stripes() -> SafeString:
    return charts.stripes()


@register.filter
def standing(assessment: Assessment) -> str:
    return standing_words(assessment)


@register.filter
def lack(missing: Lack, grid: GridSpec) -> str:
    return lack_words(missing, grid)


@register.filter
def found(item: Judged) -> str:
    return found_words(item)


@register.filter
def points(axis: AxisStanding) -> str:
    return points_words(axis.earned, axis.most)


@register.filter
def of_axis(assessment: Assessment, code: str) -> list[Judged]:
    """Give the judged criteria of an axis."""
    return [item for item in assessment.criteria if item.spec.axis == code]


@register.simple_tag
def axis_bar(axis: AxisStanding, assessment: Assessment) -> SafeString:
    """Draw an axis under the mark of what the next level asks of each."""
    return charts.point_bars((("now", axis.earned),), axis.most, floor=floor_of(assessment, axis))


@register.filter
def floor_of(assessment: Assessment, axis: AxisStanding) -> int:
    """Give what the next level asks of an axis; nothing where every level is reached."""
    return min(assessment.next.level.axis_points, axis.most) if assessment.next else 0


@register.simple_tag
def track(assessment: Assessment) -> SafeString:
    """Draw all the points along the levels."""
    marks = (charts.Mark(row.level.points, row.level.title, not row.lacks) for row in assessment.levels)
    return charts.level_track(assessment.earned, assessment.grid.most, marks)


@register.simple_tag
def pair_bars(pair: Pair) -> SafeString:
    """Draw what was above what is; a side that does not have the axis has no bar."""
    sides = (("before", pair.before), ("now", pair.after))
    return charts.point_bars([(css, side.points or 0) for css, side in sides if side], pair.most)


@register.simple_tag
def sessions(months: charts.Months, years: charts.TwoYears, css: str) -> SafeString:
    """Draw a school year of validated sessions."""
    return charts.month_bars(months, years.most, css)
