"""What the classes have lived, counted for the label: exact thresholds, and one way to count."""

from dataclasses import replace

import pytest

from common.levels import Band
from label.grid import read_grid
from label.judging import judge
from label.measures import (
    MEASURES,
    Measure,
    bands,
    continuity,
    coverage,
    debates,
    figures,
    frugality,
    subjects,
    themes,
    validated_sessions,
)
from progress.school_report import LivedStep
from sequences.models import Mode
from sequences.subjects import Subject
from tests.label.reports import classroom, day, printed, report, sequence

EARLIER = classroom("Avant", sequence("sq", day(-6)), year=2025)
OTHER_BANDS = [Band.P12, Band.P34, Band.P56, Band.S12, Band.S34, Band.S56]


def earned(code, school):
    """Give the points of one criterion by the grid that the product ships."""
    return judge(school, read_grid("fr"), {}).criterion(code).points


def of_classes(finished, count):
    """Make a school of so many classes, of which some have finished a sequence."""
    rows = [classroom(f"F{number}", sequence("sq", day(1))) for number in range(finished)]
    return report(*rows, *(classroom(f"N{number}") for number in range(count - finished)))


def of_months(count, *, earlier=()):
    return report(classroom("P5", sequence("sq", *(day(number) for number in range(1, count + 1)))), earlier=earlier)


def of_bands(finished, run):
    rows = [classroom(f"F{band}", sequence("sq", day(1)), bands=[band]) for band in OTHER_BANDS[:finished]]
    return report(*rows, *(classroom(f"N{band}", bands=[band]) for band in OTHER_BANDS[finished:run]))


def of_themes(count):
    return report(classroom("P5", *(sequence(f"sq{n}", day(1), theme=f"thème {n}") for n in range(count))))


def of_sessions(frugal, count):
    paper = sequence("papier", *(day(number) for number in range(frugal)), mode=Mode.PAPER)
    tablets = sequence("tablettes", *(day(number) for number in range(count - frugal)), mode=Mode.TABLETS)
    return report(classroom("P5", paper, tablets))


@pytest.mark.parametrize(
    ("code", "school", "given"),
    [
        ("A4", of_months(1), 0),
        ("A4", of_months(2), 0),
        ("A4", of_months(3), 1),
        ("A4", of_months(4), 1),
        ("A4", of_months(5), 2),
        ("A4", of_months(5, earlier=(EARLIER,)), 2),
        ("A4", of_months(6, earlier=(EARLIER,)), 3),
        ("A4", of_months(7, earlier=(EARLIER,)), 3),
        ("C1", of_classes(0, 5), 0),
        ("C1", of_classes(19, 100), 0),
        ("C1", of_classes(20, 100), 1),
        ("C1", of_classes(21, 100), 1),
        ("C1", of_classes(49, 100), 1),
        ("C1", of_classes(50, 100), 2),
        ("C1", of_classes(51, 100), 2),
        ("C1", of_classes(79, 100), 2),
        ("C1", of_classes(80, 100), 3),
        ("C1", of_classes(81, 100), 3),
        ("C1", of_classes(1, 6), 0),
        ("C1", of_classes(4, 5), 3),
        ("C2", of_bands(0, 3), 0),
        ("C2", of_bands(1, 4), 0),
        ("C2", of_bands(1, 3), 1),
        ("C2", of_bands(2, 5), 1),
        ("C2", of_bands(3, 5), 1),
        ("C2", of_bands(2, 3), 2),
        ("C2", of_bands(4, 6), 2),
        ("C2", of_bands(5, 6), 2),
        ("C2", of_bands(6, 6), 3),
        ("C2", of_bands(1, 1), 3),
        ("C3", of_themes(2), 0),
        ("C3", of_themes(3), 1),
        ("C3", of_themes(5), 1),
        ("C3", of_themes(6), 2),
        ("C3", of_themes(9), 2),
        ("C3", of_themes(10), 3),
        ("C3", of_themes(11), 3),
        ("D1", of_sessions(0, 10), 0),
        ("D1", of_sessions(29, 100), 0),
        ("D1", of_sessions(30, 100), 1),
        ("D1", of_sessions(31, 100), 1),
        ("D1", of_sessions(49, 100), 1),
        ("D1", of_sessions(50, 100), 2),
        ("D1", of_sessions(69, 100), 2),
        ("D1", of_sessions(70, 100), 3),
        ("D1", of_sessions(71, 100), 3),
        ("D1", of_sessions(3, 10), 1),
        ("D1", of_sessions(7, 10), 3),
    ],
)
def test_a_point_is_earned_exactly_at_its_threshold(code, school, given):
    assert earned(code, school) == given


def test_the_third_point_of_continuity_asks_for_the_year_before():
    schools = [of_months(9), of_months(9, earlier=(classroom("Avant", year=2025),)), of_months(9, earlier=(EARLIER,))]

    assert [earned("A4", school) for school in schools] == [2, 2, 3]


def test_a_sequence_begun_and_not_finished_the_year_before_is_no_session_of_that_year():
    begun = classroom("Avant", sequence("sq", day(-6), mandatory=("a", "b")), year=2025)

    assert continuity(of_months(9, earlier=(begun,))).conditions == frozenset()


@pytest.mark.parametrize("measure", MEASURES.values(), ids=MEASURES)
def test_a_school_without_an_active_class_cannot_be_assessed_whatever_else_it_has(measure):
    school = report(earlier=(EARLIER,), teachers=4, trained=4, prints=(printed(frugal=True),))

    assert [measure(report()), measure(school)] == [Measure(0, assessable=False)] * 2


@pytest.mark.parametrize(("code", "points"), [("A4", 0), ("C1", 0), ("C2", 0), ("C3", 0), ("D1", None)])
def test_a_school_that_has_lived_nothing_has_no_point_and_no_share_of_its_sessions(code, points):
    assert earned(code, report(classroom("P5"))) == points


def test_a_class_of_several_grades_counts_once_as_a_class_and_in_each_of_its_bands():
    school = report(
        classroom("P2-P3", sequence("sq", day(1)), bands=[Band.P12, Band.P34]),
        classroom("P5", bands=[Band.P56]),
    )

    assert coverage(school) == Measure(1, 2, found=("P2-P3",))
    assert bands(school) == Measure(2, 3, found=("P1-P2", "P3-P4"))


def test_a_class_that_finished_two_sequences_counts_once():
    school = report(classroom("P5", sequence("un", day(1)), sequence("deux", day(2), theme="vidéo")))

    assert coverage(school) == Measure(1, 1, found=("P5",))


def test_the_same_class_step_and_day_count_once():
    twice = sequence("sq", day(1), day(1), day(2))

    sessions = list(validated_sessions((classroom("P5", twice),)))

    assert sessions == [LivedStep("a", day(1), Mode.NO_SCREEN, 20), LivedStep("a", day(2), Mode.NO_SCREEN, 20)]


def test_the_same_day_in_two_classes_or_two_sequences_counts_twice():
    row = classroom("P5", sequence("un", day(1)), sequence("deux", day(1)))

    assert len(list(validated_sessions((row, classroom("P6", sequence("un", day(1))))))) == 3


def test_a_session_counts_only_once_every_mandatory_step_was_lived():
    begun = sequence("sq", day(1), mandatory=("a", "b"))
    optional = sequence("libre", day(2), mandatory=("a",), step="z")

    school = report(classroom("P5", begun, optional))

    assert [measure(school).numerator for measure in MEASURES.values()] == [0] * 12


def test_classes_of_the_year_before_count_for_months_themes_and_sessions_only():
    earlier = classroom(
        "Avant", sequence("vieux", day(-6), theme="ancien", mode=Mode.TABLETS), bands=[Band.S56], year=2025
    )
    school = report(classroom("P5", sequence("sq", day(1))), earlier=(earlier,))

    assert continuity(school) == Measure(
        2, conditions=frozenset({"previous-year"}), found=("février 2026", "septembre 2026")
    )
    assert coverage(school) == Measure(1, 1, found=("P5",))
    assert bands(school) == Measure(1, 1, found=("P5-P6",))
    assert themes(school) == Measure(2, found=("ancien", "réseau"))
    assert frugality(school) == Measure(1, 2, grows=True)


@pytest.mark.parametrize(
    ("mode", "frugal"), [(Mode.NO_SCREEN, 1), (Mode.ONE_SCREEN, 1), (Mode.PAPER, 1), (Mode.TABLETS, 0)]
)
def test_a_session_is_frugal_without_a_device_for_each_pupil(mode, frugal):
    assert frugality(report(classroom("P5", sequence("sq", day(1), mode=mode)))) == Measure(frugal, 1, grows=True)


def test_a_mode_as_the_database_gives_it_counts_alike():
    assert frugality(report(classroom("P5", sequence("sq", day(1), mode="sans-ecran")))) == Measure(1, 1, grows=True)


def test_a_sequence_given_to_a_class_in_two_wordings_counts_a_step_of_a_day_once():
    row = classroom("P5", sequence("sq", day(1)), sequence("sq", day(1)))

    assert len(list(validated_sessions((row,)))) == 1


def of_debates(debated, count):
    return report(*(classroom(f"C{number}", debated=number < debated) for number in range(count)))


def of_figures(questioned, count):
    asked = [classroom(f"F{number}", sequence("sq", day(1), questions_a_figure=True)) for number in range(questioned)]
    return report(*asked, *(classroom(f"N{number}", sequence("sq", day(1))) for number in range(count - questioned)))


def of_subjects(count):
    lived = (sequence(f"sq{place}", day(1), subject=subject) for place, subject in enumerate(Subject.values[:count]))
    return report(classroom("S3", *lived, bands=[Band.S34]))


@pytest.mark.parametrize(
    ("code", "make", "limits"),
    [("E1", of_debates, (10, 30, 50)), ("C4", of_figures, (10, 30, 60))],
)
def test_a_part_of_the_classes_is_held_against_exact_hundredths(code, make, limits):
    for points, limit in enumerate(limits, 1):
        around = [earned(code, make(limit + place, 100)) for place in (-1, 0, 1)]

        assert around == [points - 1, points, points]


@pytest.mark.parametrize(("count", "points"), [(1, 0), (2, 1), (3, 2), (4, 2), (5, 3), (6, 3)])
def test_disciplines_are_counted_one_by_one(count, points):
    assert earned("B2", of_subjects(count)) == points


def test_debates_name_the_classes_behind_them():
    assert debates(of_debates(1, 3)) == Measure(1, 3, found=("C0",))


def test_a_questioned_figure_counts_even_where_the_sequence_is_not_finished_yet():
    begun = sequence("sq", day(1), mandatory=("a", "b"), questions_a_figure=True)

    assert figures(report(classroom("P5", begun), classroom("P6"))) == Measure(1, 2, found=("P5",))


def test_a_figure_questioned_the_year_before_is_no_active_class():
    earlier = classroom("Avant", sequence("sq", day(-6), questions_a_figure=True), year=2025)

    assert figures(report(classroom("P5"), earlier=(earlier,))).numerator == 0


def test_disciplines_count_in_secondary_classes_and_degrees_in_primary_ones_each_once_over_two_years():
    school = report(
        classroom("P2-P3", sequence("sq", day(1), subject="francais"), bands=[Band.P12, Band.P34]),
        classroom("P3", sequence("sq", day(1)), bands=[Band.P34]),
        classroom("P6", sequence("sq", day(1), mandatory=("a", "b"))),
        classroom("S1", sequence("sq", day(1), subject="sciences"), sequence("sr", day(2)), bands=[Band.S12]),
        earlier=(
            classroom("S4", sequence("sq", day(-6), subject="arts"), bands=[Band.S34], year=2025),
            classroom("S5", sequence("sq", day(-6), subject="sciences"), bands=[Band.S56], year=2025),
        ),
    )

    found = ("sciences", "éducation culturelle et artistique", "P1-P2", "P3-P4")
    assert subjects(school) == Measure(4, found=found)


def test_a_class_of_primary_and_secondary_grades_counts_for_both():
    both = classroom("P6-S1", sequence("sq", day(1), subject="arts"), bands=[Band.P56, Band.S12])

    assert subjects(report(both)).found == ("éducation culturelle et artistique", "P5-P6")


def test_the_number_of_pupils_present_changes_nothing():
    few = sequence("sq", day(1))
    many = replace(few, steps=tuple(replace(lived, present=1) for lived in few.steps))

    assert [measure(report(classroom("P5", few))) for measure in MEASURES.values()] == [
        measure(report(classroom("P5", many))) for measure in MEASURES.values()
    ]
