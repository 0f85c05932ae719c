"""Points and sessions as SVG drawn on the server: full, hatched and empty shapes, so that a photocopy tells as much.

Only numbers and months are written into the drawings; every other word stands beside them, where it can wrap.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.dates import MONTHS, MONTHS_AP
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from label.measures import validated_sessions
from progress.heat_svg import width_of
from progress.school_report import ClassLived

WIDTH, LEFT, RIGHT = 340, 2, 332
BAR, BETWEEN, FLOOR = 22, 6, 12
"""Height of a bar, what lies between two, and height of the mark that shows what a level asks for."""
MOST_BLOCKS = 30
"""Above this number of points a bar has no blocks: they would be too thin to be counted."""
SLOT, CHART, TALLEST = 34, 124, 80
"""Width of a month, height of a year, height of its longest bar."""
TRACK_SIZE = 14.0
USUAL_MONTHS = range(1, 11)
"""September to June, counted from the August in which a school year begins."""
YEAR_BEFORE = timedelta(weeks=52)


def place_of(points: int, most: int) -> float:
    """Give where a number of points stands along a bar."""
    part = min(max(points, 0), most) / most if most else 0
    return round(LEFT + part * (RIGHT - LEFT), 1)


def point_bars(rows: Sequence[tuple[str, int]], most: int, *, floor: int = 0) -> SafeString:
    """Draw rows of points out of the same most, each in its style, under the mark of what a level asks for.

    The words that say the same stand beside the drawing, which is hidden from who hears the page.
    """
    top = FLOOR if floor else 2
    height = top + len(rows) * BAR + (len(rows) - 1) * BETWEEN + 2
    bars = format_html_join(
        "",
        '<g class="points {}"><path class="points-room" d="{}"/><path class="points-own" d="{}"/></g>',
        ((css, *_blocks(points, most, top + place * (BAR + BETWEEN))) for place, (css, points) in enumerate(rows)),
    )
    return format_html(
        '<svg class="point-bars" viewBox="0 0 {} {}" aria-hidden="true">{}{}</svg>',
        WIDTH, height, bars, _floor(place_of(floor, most), height) if floor and most else "",
    )  # fmt: skip


def _blocks(points: int, most: int, top: int) -> tuple[str, str]:
    """Give the outline of the points that are missing, and the shape of those that are there."""
    if not most:
        return "", ""
    if most > MOST_BLOCKS:
        edge = place_of(points, most)
        return _rectangle(edge, RIGHT, top), _rectangle(LEFT, edge, top)
    edges = [(place_of(place, most) + 1.5, place_of(place + 1, most) - 1.5) for place in range(most)]
    own = max(min(points, most), 0)
    return (
        "".join(_rectangle(*edge, top) for edge in edges[own:]),
        "".join(_rectangle(*edge, top) for edge in edges[:own]),
    )


def _rectangle(left: float, right: float, top: int) -> str:
    return f"M{left:g} {top}H{right:g}V{top + BAR}H{left:g}z" if right > left else ""


def _floor(across: float, height: int) -> SafeString:
    return format_html(
        '<path class="points-gap" d="M{0} {1}V{2}"/><path class="points-line" d="M{0} {1}V{2}"/>'
        '<path class="points-floor" d="M{3} {1}l-6-10h12z"/>',
        across, FLOOR - 1, height - 1, min(max(across, 7), WIDTH - 7),
    )  # fmt: skip


def stripes() -> SafeString:
    """Give a page, once, the hatching of what was, so that a photocopy tells it from what is."""
    return format_html(
        '<svg class="defined" width="0" height="0" aria-hidden="true">'
        '<pattern id="stripes" width="7" height="7" patternUnits="userSpaceOnUse"><path d="{}"/></pattern></svg>',
        "M-1 8L8-1M-1 1L1-1M6 8L8 6",
    )


@dataclass(frozen=True)
class Mark:
    """A level on the track: its points, its title, and whether nothing is missing of it."""

    points: int
    title: str
    reached: bool

    @property
    def css(self) -> str:
        return "track-reached" if self.reached else "track-ahead"


def level_track(earned: int, most: int, levels: Iterable[Mark]) -> SafeString:
    """Draw all the points of a school along the levels, each at the points that it asks for."""
    marks = sorted(levels, key=lambda mark: mark.points)
    ticks = ((mark.css, place_of(mark.points, most), FLOOR - 8, BAR + 12) for mark in marks)
    words = (
        (middle, FLOOR + BAR + 20, mark.points, middle, FLOOR + BAR + 36, mark.title)
        for mark, middle in named_marks(marks, most)
    )
    return format_html(
        '<svg class="level-track" viewBox="0 0 {} {}" aria-hidden="true">'
        '<path class="points-room" d="{}"/><path class="points-own" d="{}"/>{}{}</svg>',
        WIDTH, FLOOR + BAR + 42, _rectangle(LEFT, RIGHT, FLOOR), _rectangle(LEFT, place_of(earned, most), FLOOR),
        format_html_join("", '<path class="{}" d="M{} {}v{}"/>', ticks),
        format_html_join("", '<text x="{}" y="{}">{}</text><text class="track-name" x="{}" y="{}">{}</text>', words),
    )  # fmt: skip


def named_marks(marks: Sequence[Mark], most: int) -> Iterator[tuple[Mark, float]]:
    """Give the marks whose words have room below them, from the left on, each with the middle of its words."""
    end = 0.0
    for mark in marks:
        at = place_of(mark.points, most)
        width = max(width_of(words, TRACK_SIZE) for words in (mark.title, str(mark.points)))
        left = min(max(at - width / 2, end), WIDTH - width)
        if end <= left <= at <= left + width:
            yield mark, round(left + width / 2, 1)
            end = left + width + BETWEEN


@dataclass(frozen=True)
class Months:
    """The validated sessions of a school year by month; None in months that have not come."""

    year: int
    places: tuple[int, ...]
    """The months shown, counted from the August in which the school year begins."""
    counts: tuple[int | None, ...]

    @property
    def total(self) -> int:
        return sum(count or 0 for count in self.counts)

    @property
    def words(self) -> str:
        """Say the months in which something was lived."""
        told = [
            f"{MONTHS[_month(place)]} {count}" for place, count in zip(self.places, self.counts, strict=True) if count
        ]
        return ", ".join(told) or _("aucune séance validée")


def _month(place: int) -> int:
    """Give the month of a place: 0 is August, 1 September, 12 August again."""
    return (place + 7) % 12 + 1


def months_of(days: Iterable[date], *, year: int, places: Sequence[int], as_of: date) -> Months:
    """Count days by month of a school year, as known at the end of a day."""
    found = Counter(_place(day, year) for day in days)
    now = _place(as_of, year)
    return Months(year, tuple(places), tuple(found[place] if place <= now else None for place in places))


def _place(day: date, year: int) -> int:
    return (day.year - year) * 12 + day.month - 8


@dataclass(frozen=True)
class TwoYears:
    """The validated sessions of this school year and of the one before, month by month."""

    before: Months
    now: Months
    by_then: int
    """How many there had been a year ago."""

    @property
    def most(self) -> int:
        return max(count or 0 for count in (*self.before.counts, *self.now.counts))

    @property
    def words(self) -> str:
        """Compare with the same day a year ago, and with nothing else."""
        told = ngettext(
            "%(n)d séance validée depuis la rentrée.", "%(n)d séances validées depuis la rentrée.", self.now.total
        )
        if not self.before.total:
            return told % {"n": self.now.total}
        then = _("L’an dernier à la même date : %(n)d.") % {"n": self.by_then}
        return f"{told % {'n': self.now.total}} {then}"


def two_years(now: Sequence[ClassLived], before: Sequence[ClassLived], *, year: int, as_of: date) -> TwoYears:
    """Count the validated sessions of a school's classes and of those of the year before, over the same months."""
    days = [lived.day for lived in validated_sessions(tuple(now))]
    earlier = [lived.day for lived in validated_sessions(tuple(before))]
    found = {_place(day, year) for day in days} | {_place(day, year - 1) for day in earlier}
    places = sorted({*USUAL_MONTHS, *(place for place in found if 0 <= place <= 12)})
    return TwoYears(
        months_of(earlier, year=year - 1, places=places, as_of=as_of),
        months_of(days, year=year, places=places, as_of=as_of),
        by_then=sum(day <= as_of - YEAR_BEFORE for day in earlier),
    )


def month_bars(months: Months, most: int, css: str) -> SafeString:
    """Draw a school year: a bar and its number for each month, both years on one scale."""
    floor, bars, words = CHART - 26, [], []
    for place, (month, count) in enumerate(zip(months.places, months.counts, strict=True)):
        left = place * SLOT
        words.append((left + SLOT // 2, CHART - 8, MONTHS_AP[_month(month)]))
        if count is not None:
            height = round(TALLEST * count / (most or 1))
            bars.append((left + 5, floor - height, SLOT - 10, height, left + SLOT // 2, floor - height - 4, count))
    width = SLOT * len(months.places)
    return format_html(
        '<svg class="months {}" viewBox="0 0 {} {}" role="img" aria-label="{}">'
        '<path class="months-floor" d="M0 {}h{}"/>{}{}</svg>',
        css, width, CHART, months.words, floor, width,
        format_html_join(
            "", '<rect x="{}" y="{}" width="{}" height="{}"/><text class="months-count" x="{}" y="{}">{}</text>', bars,
        ),
        format_html_join("", '<text x="{}" y="{}">{}</text>', words),
    )  # fmt: skip
