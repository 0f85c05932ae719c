"""Points and sessions as drawings: every shape in sight, every number where it belongs."""

from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from label.charts import Mark, level_track, month_bars, named_marks, place_of, point_bars, two_years
from tests.drawn import drawing, shapes, texts, view
from tests.label.reports import YEAR, classroom, day, sequence

POINTS = st.integers(0, 80)
MARKS = st.lists(st.builds(Mark, POINTS, st.text("ÉaeilmW 🐌’", min_size=1, max_size=14), st.booleans()), max_size=5)
DAYS = st.lists(st.dates(date(YEAR, 8, 31), date(YEAR + 1, 8, 29)), max_size=60, unique=True)


def lived(*days: date, year: int = YEAR):
    """Give a class that has lived one session on each of some days."""
    return classroom("A", sequence("x", *days), year=year)


@settings(max_examples=60, deadline=None)
@given(st.lists(POINTS, min_size=1, max_size=2), POINTS, POINTS)
def test_bars_of_points_and_their_floor_lie_inside_the_drawing(points, most, floor):
    svg = point_bars([("now", count) for count in points], most, floor=floor)

    assert [box for box in shapes(svg) if not view(svg).holds(box)] == []


@pytest.mark.parametrize(("points", "own", "room"), [(0, 0, 3), (2, 2, 1), (3, 3, 0), (7, 3, 0)])
def test_a_bar_has_a_block_for_each_point(points, own, room):
    (bar,) = drawing(point_bars([("now", points)], 3)).xpath("//g")

    blocks = {path.get("class"): path.get("d").count("M") for path in bar.iter("path")}

    assert blocks == {"points-own": own, "points-room": room}


def test_a_bar_of_many_points_is_one_length():
    (bar,) = drawing(point_bars([("now", 40)], 80)).xpath("//g")

    assert [path.get("d").count("M") for path in bar.iter("path")] == [1, 1]


def test_the_floor_stands_between_two_points():
    svg = point_bars([("now", 3)], 12, floor=5)

    (line,) = drawing(svg).xpath("//path[@class='points-line']")

    assert line.get("d").startswith(f"M{place_of(5, 12)} ")


@settings(max_examples=100, deadline=None)
@given(POINTS, MARKS)
def test_the_track_of_levels_keeps_its_marks_and_words_in_sight_and_apart(earned, marks):
    svg = level_track(earned, 80, marks)

    words = texts(svg, 13, centred=True)

    assert [box for box in shapes(svg) if not view(svg).holds(box)] == []
    assert [text for text, box in words if not view(svg).holds(box)] == []
    assert [(one, other) for (one, a), (other, b) in combinations(words, 2) if a.overlaps(b)] == []


def test_the_levels_of_our_grid_all_have_room_for_their_words():
    marks = [Mark(24, "Éveil", True), Mark(42, "Élan", False), Mark(58, "Essaimage", False)]

    assert [mark.title for mark, _middle in named_marks(marks, 72)] == ["Éveil", "Élan", "Essaimage"]


def test_sessions_are_counted_by_month_of_both_years():
    now = lived(date(YEAR, 9, 4), date(YEAR, 9, 18), date(YEAR, 11, 3))
    before = lived(date(YEAR - 1, 10, 6), date(YEAR, 6, 12), year=YEAR - 1)

    years = two_years([now], [before], year=YEAR, as_of=date(YEAR, 11, 24))

    assert years.now.counts == (2, 0, 1, *[None] * 7)
    assert years.before.counts == (0, 1, *[0] * 7, 1)
    assert (years.now.total, years.before.total, years.by_then, years.most) == (3, 2, 1, 2)


def test_a_session_of_a_sequence_that_is_not_finished_is_not_counted():
    begun = classroom("A", sequence("x", day(1), mandatory=("a", "b")))

    years = two_years([begun], [], year=YEAR, as_of=day(3))

    assert years.most == 0
    assert years.now.words == "aucune séance validée"


@pytest.mark.parametrize(
    ("when", "months"), [(date(YEAR, 8, 31), 11), (date(YEAR + 1, 7, 2), 11), (date(YEAR, 9, 1), 10)]
)
def test_summer_months_are_shown_when_something_was_lived_in_them(when, months):
    years = two_years([lived(when)], [], year=YEAR, as_of=date(YEAR + 1, 8, 1))

    assert len(years.now.counts) == len(years.before.counts) == months
    assert years.now.total == 1


def test_this_year_is_compared_with_the_same_day_a_year_ago_and_with_nothing_else():
    today = date(YEAR, 11, 24)
    then = today - timedelta(weeks=52)
    before = lived(then, then + timedelta(days=1), year=YEAR - 1)

    years = two_years([lived(date(YEAR, 9, 4), date(YEAR, 9, 5))], [before], year=YEAR, as_of=today)

    assert years.words == "2 séances validées depuis la rentrée. L’an dernier à la même date : 1."


def test_a_first_year_is_compared_with_nothing():
    years = two_years([lived(date(YEAR, 9, 4))], [], year=YEAR, as_of=date(YEAR, 11, 24))

    assert years.words == "1 séance validée depuis la rentrée."


@settings(max_examples=60, deadline=None)
@given(DAYS, st.dates(date(YEAR, 9, 1), date(YEAR + 1, 8, 29)))
def test_months_lie_inside_their_drawing_and_their_words_apart(days, as_of):
    years = two_years([lived(*days)], [], year=YEAR, as_of=as_of)

    svg = month_bars(years.now, years.most, "now")

    words = texts(svg, 11.5, centred=True)
    assert [box for box in shapes(svg) if not view(svg).holds(box)] == []
    assert [text for text, box in words if not view(svg).holds(box)] == []
    assert [(one, other) for (one, a), (other, b) in combinations(words, 2) if a.overlaps(b)] == []


def test_months_are_told_to_who_hears_the_page():
    years = two_years([lived(date(YEAR, 9, 4), date(YEAR, 10, 2))], [], year=YEAR, as_of=date(YEAR, 11, 24))

    assert drawing(month_bars(years.now, years.most, "now")).get("aria-label") == "septembre 1, octobre 1"
