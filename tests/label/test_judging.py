"""A school held against the grid: points in their turn, axes, levels, and what is missing of each."""

from dataclasses import replace
from datetime import date

import pytest

from label.grid import Axis, CriterionFloor, CriterionSpec, GridSpec, Level, Threshold, read_grid
from label.judging import Declared, Lack, Piece, judge, meets, points_of
from label.measures import Measure
from tests.label.reports import classroom, day, report, sequence

PROOF = Piece("plan.pdf", 3, "00", "pdf")
THIRDS = CriterionSpec(
    "C2", "Titre", "Règle.", "bands", "paliers", (Threshold("1/3"), Threshold("2/3"), Threshold("1"))
)
STEPS = ("Un.", "Deux.", "Trois.")
LEVELS = (
    Level("un", "Un", 2, 1),
    Level("deux", "Deux", 4, 2, (CriterionFloor("A1", 3),)),
    Level("trois", "Trois", 5, 2, (), reviewed_another=True),
)
SMALL = GridSpec(
    "Grille",
    "1",
    "Avis.",
    2,
    (Axis("A", "Axe A"), Axis("B", "Axe B")),
    LEVELS,
    (CriterionSpec("A1", "Dire", "Règle.", steps=STEPS), CriterionSpec("B1", "Faire", "Règle.", steps=STEPS)),
)


def declared(points, *, proved=True):
    return Declared(points, "Nous l’avons fait.", date(2026, 10, 1), pieces=(PROOF,) if proved else ())


def standing(a, b, **options):
    """Hold a school against the small grid, with so many points declared and proved in each axis."""
    return judge(report(classroom("P5")), SMALL, {"A1": declared(a), "B1": declared(b)}, **options)


@pytest.mark.parametrize(("count", "points"), [(0, 0), (1, 1), (2, 2), (3, 3)])
def test_thirds_are_exact(count, points):
    assert points_of(Measure(count, 3), THIRDS) == points


def test_a_hair_under_a_third_is_no_third():
    assert [points_of(Measure(count, 1_000_000), THIRDS) for count in (333_333, 333_334, 666_666, 666_667)] == [
        0,
        1,
        1,
        2,
    ]


def test_what_cannot_be_assessed_has_no_points_rather_than_zero():
    assert points_of(Measure(0, 0, assessable=False), THIRDS) is None


def test_a_threshold_asks_for_its_part_its_number_and_its_conditions_together():
    threshold = Threshold("50/100", 3, ("adapted",))
    met = Measure(3, 6, conditions=frozenset({"adapted", "societal"}))

    tries = [
        met,
        replace(met, denominator=7),
        replace(met, numerator=2, denominator=4),
        replace(met, conditions=frozenset()),
    ]

    assert [meets(measure, threshold) for measure in tries] == [True, False, False, False]


def test_a_later_point_is_not_earned_before_the_earlier_one():
    spec = replace(THIRDS, thresholds=(Threshold("1/2", also=("adapted",)), Threshold("1/3")))

    assert points_of(Measure(3, 3), spec) == 0


def test_a_declaration_earns_its_points_with_a_file_or_a_link_and_nothing_without():
    school, linked = report(classroom("P5")), replace(declared(2, proved=False), link="https://example.org/")

    earned = [
        judge(school, SMALL, {"A1": said}).criterion("A1").points
        for said in (declared(2), linked, declared(2, proved=False), declared(9))
    ]

    assert earned == [2, 2, 0, 3]


def test_a_criterion_that_nobody_declared_has_no_point():
    assert [item.points for item in judge(report(classroom("P5")), SMALL, {}).criteria] == [0, 0]


def test_a_computed_criterion_takes_no_declaration():
    school = report(classroom("P5", sequence("sq", day(1))))

    found = judge(school, read_grid("fr"), {"C1": declared(0)}).criterion("C1")

    assert (found.points, found.declared, found.measure) == (3, None, Measure(1, 1, found=("P5",)))


def test_axes_add_up_the_points_of_their_criteria():
    held = standing(3, 1)

    assert [(row.axis.code, row.earned, row.most) for row in held.axes] == [("A", 3, 3), ("B", 1, 3)]
    assert held.earned == 4


@pytest.mark.parametrize(
    ("a", "b", "reviewed", "reached", "lacks"),
    [
        (0, 0, False, None, (Lack("total", has=0, wants=2), Lack("axis", "A", 0, 1), Lack("axis", "B", 0, 1))),
        (3, 0, False, None, (Lack("axis", "B", 0, 1),)),
        (1, 1, False, "un", (Lack("total", has=2, wants=4), Lack("axis", "A", 1, 2), Lack("axis", "B", 1, 2),
                             Lack("criterion", "A1", 1, 3))),
        (2, 2, False, "un", (Lack("criterion", "A1", 2, 3),)),
        (3, 2, False, "deux", (Lack("review"),)),
        (3, 2, True, "trois", None),
    ],
)  # fmt: skip
def test_a_level_is_reached_when_nothing_of_it_is_missing(a, b, reviewed, reached, lacks):
    held = standing(a, b, reviewed_another=reviewed)

    assert (held.reached.key if held.reached else None) == reached
    assert (held.next.lacks if held.next else None) == lacks


def test_a_level_is_not_reached_over_one_that_is_missing():
    held = standing(2, 3, reviewed_another=True)

    assert [bool(row.lacks) for row in held.levels] == [False, True, False]
    assert (held.reached.key, held.next.level.key) == ("un", "deux")


def test_neither_declarations_alone_nor_sessions_alone_reach_the_second_level():
    grid = read_grid("fr")
    everything = {spec.code: declared(3) for spec in grid.criteria if spec.is_declared}

    held = judge(report(classroom("P5")), grid, everything, reviewed_another=True)

    assert (held.earned, held.reached) == (36, None)


def test_points_are_said_in_dots_and_in_words():
    words = [
        judge(report(classroom("P5")), SMALL, {"A1": declared(points)}).criterion("A1").points_words
        for points in range(4)
    ]

    assert words == ["○○○ 0 point sur 3", "●○○ 1 point sur 3", "●●○ 2 points sur 3", "●●● 3 points sur 3"]


def test_a_criterion_that_the_grid_does_not_have_is_not_found():
    with pytest.raises(KeyError):
        standing(1, 1).criterion("C9")
