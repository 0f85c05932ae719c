"""Teachers, prints and promises, counted for the label: exact thresholds, conditions, and nobody's name."""

import pytest

from common.actions import ActionLevel
from label.grid import read_grid
from label.judging import judge
from label.measures import Measure, beyond, promises, sheets, training
from tests.label.reports import classroom, printed, promise, report

PEOPLE, SOCIETY, ONESELF = ActionLevel.INTERPERSONAL, ActionLevel.SOCIETAL, ActionLevel.INDIVIDUAL


def earned(code, school):
    """Give the points of one criterion by the grid that the product ships."""
    return judge(school, read_grid("fr"), {}).criterion(code).points


def of_teachers(trained, teachers):
    return report(classroom("P5"), teachers=teachers, trained=trained)


def of_prints(frugal, count, *, has_adapted=True):
    return report(
        classroom("P5"),
        prints=tuple(printed(frugal=number < frugal, has_adapted=has_adapted) for number in range(count)),
    )


def of_tried(tried, count, *, days=28):
    return report(
        *(
            classroom(f"C{number}", promises=(promise(days=days if number < tried else None),))
            for number in range(count)
        )
    )


def of_levels(*levels):
    return report(classroom("P5", promises=tuple(promise(level) for level in levels)))


@pytest.mark.parametrize(
    ("trained", "teachers", "points"),
    [
        (0, 5, 0),
        (1, 5, 0),
        (1, 1, 0),
        (2, 10, 1),
        (2, 11, 0),
        (2, 2, 1),
        (3, 3, 1),
        (3, 15, 1),
        (4, 10, 2),
        (4, 11, 1),
        (4, 4, 2),
        (5, 5, 2),
        (6, 6, 3),
        (6, 10, 3),
        (6, 11, 2),
        (7, 11, 3),
        (19, 100, 0),
        (20, 100, 1),
        (39, 100, 1),
        (40, 100, 2),
        (59, 100, 2),
        (60, 100, 3),
    ],
)
def test_training_asks_for_a_part_of_the_teachers_and_for_a_number_of_people(trained, teachers, points):
    assert earned("B1", of_teachers(trained, teachers)) == points


def test_a_school_without_teachers_has_no_part_of_them():
    school = of_teachers(0, 0)

    assert (training(school), earned("B1", school)) == (Measure(0, 0, assessable=False), None)


def test_training_says_numbers_and_nothing_else():
    assert training(of_teachers(3, 8)) == Measure(3, 8)


@pytest.mark.parametrize(
    ("frugal", "count", "points"),
    [(0, 4, 0), (49, 100, 0), (50, 100, 1), (51, 100, 1), (79, 100, 1), (80, 100, 3), (81, 100, 3), (4, 5, 3)],
)
def test_prints_are_held_against_exact_hundredths(frugal, count, points):
    assert earned("D2", of_prints(frugal, count)) == points


def test_the_third_point_of_prints_asks_for_an_adapted_version_of_every_sheet():
    one_without = report(classroom("P5"), prints=(*of_prints(9, 9).prints, printed(frugal=True, has_adapted=False)))

    assert [earned("D2", of_prints(9, 10, has_adapted=False)), earned("D2", one_without)] == [2, 2]
    assert sheets(of_prints(2, 3)) == Measure(2, 3, conditions=frozenset({"adapted"}), grows=True)
    assert sheets(one_without).conditions == frozenset()


def test_a_school_that_printed_nothing_has_no_part_of_it():
    assert sheets(of_prints(0, 0)) == Measure(0, 0, assessable=False, grows=True)


@pytest.mark.parametrize(
    ("tried", "count", "points"),
    [(0, 3, 0), (1, 100, 1), (1, 6, 1), (1, 5, 2), (19, 100, 1), (20, 100, 2), (39, 100, 2), (40, 100, 3), (1, 1, 3)],
)
def test_one_class_that_tried_its_promise_is_a_point_and_more_are_a_part_of_the_classes(tried, count, points):
    assert earned("E2", of_tried(tried, count)) == points


@pytest.mark.parametrize(("days", "tried"), [(None, 0), (0, 0), (27, 0), (28, 1), (29, 1)])
def test_a_promise_is_tried_from_four_weeks_on(days, tried):
    assert promises(of_tried(1, 1, days=days)) == Measure(tried, 1, found=("C0",) * tried)


def test_a_class_that_tried_two_promises_counts_once_and_one_of_the_year_before_not_at_all():
    twice = classroom("P5", promises=(promise(days=30), promise(days=40)))
    earlier = classroom("Avant", promises=(promise(days=30),), year=2025)

    assert promises(report(twice, classroom("P6"), earlier=(earlier,))) == Measure(1, 2, found=("P5",))


@pytest.mark.parametrize(
    ("levels", "points"),
    [
        ([ONESELF], 0),
        ([PEOPLE, *[ONESELF] * 4], 0),
        ([PEOPLE, *[ONESELF] * 3], 1),
        ([SOCIETY, *[ONESELF] * 3], 1),
        ([PEOPLE, ONESELF, ONESELF], 1),
        ([*[PEOPLE] * 49, *[ONESELF] * 51], 1),
        ([PEOPLE, ONESELF], 2),
        ([PEOPLE], 2),
        ([SOCIETY, ONESELF], 3),
        ([SOCIETY, PEOPLE, ONESELF], 3),
    ],
)
def test_promises_beyond_oneself_are_a_part_of_all_and_the_third_point_asks_for_society(levels, points):
    assert earned("E3", of_levels(*levels)) == points


def test_promises_of_both_years_count_by_level_and_none_are_no_part():
    earlier = classroom("Avant", promises=(promise(SOCIETY),), year=2025)
    school = report(classroom("P5", promises=(promise(), promise(PEOPLE))), earlier=(earlier,))

    assert beyond(school) == Measure(
        2, 3, conditions=frozenset({"societal"}), found=("individuel", "interpersonnel", "sociétal"), grows=True
    )
    assert beyond(of_levels()) == Measure(0, 0, assessable=False, grows=True)


def test_levels_as_the_database_gives_them_count_alike():
    assert beyond(of_levels("sociétal")) == beyond(of_levels(SOCIETY))
