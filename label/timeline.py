"""The actions of a plan over its two years, as SVG drawn on the server: shape, number and words say the same."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from label.models import ActionState

WIDTH, LEFT, RIGHT, TOP = 720, 232, 700, 62
LINE, LANE_GAP, CLOSEST = 26, 10, 34
"""Height of a line of marks, what parts two axes, and how near two marks of a line may come."""
TICK_MONTHS = (9, 1, 4)
SHAPES = {
    ActionState.PLANNED: "M-7 0a7 7 0 1 0 14 0a7 7 0 1 0-14 0Z",
    ActionState.RUNNING: "M-7 0a7 7 0 1 0 14 0a7 7 0 1 0-14 0ZM0-7v14M0-4.5h4.5M0 0h7M0 4.5h4.5",
    ActionState.DONE: "M-7 0a7 7 0 1 0 14 0a7 7 0 1 0-14 0Z",
    ActionState.DROPPED: "M-6-6L6 6M6-6L-6 6",
}


@dataclass(frozen=True)
class Mark:
    """An action: its number in the list, its axis, its day, where it stands and what it says."""

    number: int
    axis: str
    day: date
    state: str
    words: str


@dataclass(frozen=True)
class Scale:
    """Days from the left to the right."""

    first: date
    last: date

    def across(self, day: date) -> float:
        return round(LEFT + (RIGHT - LEFT) * (day - self.first).days / (self.last - self.first).days, 1)


@dataclass(frozen=True)
class _Placed:
    mark: Mark
    across: float
    down: float


def timeline_svg(
    marks: Sequence[Mark], axes: Sequence[tuple[str, str]], *, first: date, last: date, today: date
) -> SafeString:
    """Draw the marks on a lane for each axis, from the first day of the plan to its last."""
    scale = Scale(first, last)
    placed: list[_Placed] = []
    lanes, bottom = [], float(TOP)
    for code, title in axes:
        own = _stacked([(scale.across(mark.day), mark) for mark in marks if mark.axis == code], bottom)
        top, bottom = bottom, max((item.down for item in own), default=bottom + LINE / 2) + LINE / 2 + LANE_GAP
        lanes.append((top + LINE - 8, code, title, bottom - LANE_GAP / 2, RIGHT))
        placed += own
    return format_html(
        '<svg class="timeline-plot" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}{}{}</svg>',
        WIDTH, round(bottom), words(marks), _years(scale, bottom), _lanes(lanes), _today(scale, today, bottom),
        _marks(placed),
    )  # fmt: skip


def words(marks: Iterable[Mark]) -> str:
    """Say what the drawing shows."""
    return " ; ".join(
        f"{mark.number}. {mark.words}, {date_format(mark.day, 'j F Y')}, {ActionState(mark.state).label}"
        for mark in marks
    )


def _stacked(places: Iterable[tuple[float, Mark]], top: float) -> list[_Placed]:
    """Put marks that are too near to each other on lines of their own."""
    ends: list[float] = []
    placed = []
    for across, mark in sorted(places, key=lambda place: (place[0], place[1].number)):
        line = next((number for number, end in enumerate(ends) if across - end >= CLOSEST), len(ends))
        ends[line : line + 1] = [across]
        placed.append(_Placed(mark, across, top + LINE / 2 + line * LINE))
    return placed


def _years(scale: Scale, bottom: float) -> SafeString:
    """Draw the two school years, and a few months to find one's way."""
    years = range(scale.first.year, scale.last.year + 1)
    days = [date(year, month, 1) for year in years for month in TICK_MONTHS]
    shown = [(scale.across(day), day) for day in days if scale.first <= day <= scale.last]
    months = format_html_join(
        "",
        '<path class="timeline-tick" d="M{} {}V{}"/><text x="{}" y="{}" class="timeline-month">{}</text>',
        ((across, TOP - 12, bottom, across + 3, TOP - 16, date_format(day, "N")) for across, day in shown),
    )
    titles = format_html_join(
        "",
        '<text x="{}" y="14" class="timeline-year">{}</text>',
        ((across + 3, f"{day.year}-{day.year + 1}") for across, day in shown if day.month == TICK_MONTHS[0]),
    )
    return format_html("{}{}", months, titles)


def _lanes(lanes: Iterable[tuple[float, str, str, float, int]]) -> SafeString:
    return format_html_join(
        "",
        '<text x="0" y="{}"><tspan class="timeline-year">{}</tspan> {}</text>'
        '<path class="timeline-tick" d="M0 {}H{}"/>',
        lanes,
    )


def _today(scale: Scale, today: date, bottom: float) -> SafeString:
    """Draw where the school stands today, its word on the side that has room."""
    if not scale.first <= today <= scale.last:
        return SafeString()
    across = scale.across(today)
    side, anchor = (4, "start") if across < RIGHT - 90 else (-4, "end")
    return format_html(
        '<path class="timeline-today" d="M{} {}V{}"/>'
        '<text x="{}" y="{}" class="timeline-month" text-anchor="{}">{}</text>',
        across, TOP - 38, bottom, across + side, TOP - 31, anchor, _("aujourd’hui"),
    )  # fmt: skip


def _marks(placed: Iterable[_Placed]) -> SafeString:
    return format_html_join(
        "",
        '<path class="mark mark-{}" d="{}" transform="translate({} {})"/>'
        '<text x="{}" y="{}" class="mark-number">{}</text>',
        (
            (row.mark.state, SHAPES[ActionState(row.mark.state)], row.across, row.down, row.across + 10, row.down + 5,
             row.mark.number)
            for row in placed
        ),
    )  # fmt: skip
