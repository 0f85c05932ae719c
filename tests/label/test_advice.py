"""What brings the next point: it is computed, so that doing just that earns it."""

from dataclasses import replace
from datetime import date

import pytest

from label.advice import CONDITIONS, WAYS, NextPoint, missing, next_actions, next_point
from label.grid import Threshold, read_grid
from label.judging import Declared, Judged, judge, meets, points_of
from label.measures import MEASURES, Measure
from tests.label.reports import classroom, day, printed, promise, report, sequence

GRID = read_grid("fr")
SOCIETAL = frozenset({"societal"})


def judged(code, measure):
    spec = GRID.criterion(code)
    return Judged(spec, points_of(measure, spec), measure=measure)


def declared(code, points, *, proved=True):
    said = Declared(points, "Oui.", date(2026, 10, 1), link="https://example.org/" if proved else "")
    return Judged(GRID.criterion(code), points if proved else 0, declared=said)


@pytest.mark.parametrize(
    ("measure", "threshold", "more"),
    [
        (Measure(0, 10), Threshold("20/100"), 2),
        (Measure(1, 11), Threshold("20/100"), 2),
        (Measure(2, 3), Threshold("1/3"), 0),
        (Measure(1, 20), Threshold("20/100", 6), 5),
        (Measure(4), Threshold(count=7), 3),
        (Measure(0, 10, grows=True), Threshold("50/100"), 10),
        (Measure(3, 10, grows=True), Threshold("50/100"), 4),
        (Measure(2, 7, grows=True), Threshold("1/3"), 1),
        (Measure(0, 0, assessable=False, grows=True), Threshold("50/100"), 1),
        (Measure(0, 0, assessable=False, grows=True), Threshold("1"), 1),
        (Measure(3, 3, grows=True), Threshold("1", 5), 2),
        (Measure(3, 4, grows=True), Threshold("1"), None),
    ],
)
def test_what_is_missing_is_the_smallest_number_that_will_do(measure, threshold, more):
    assert missing(measure, threshold) == more


@pytest.mark.parametrize("limit", ["25/100", "30/100", "1/3", "50/100", "2/3", "80/100"])
@pytest.mark.parametrize("whole", [0, 1, 2, 7, 10, 33])
def test_one_less_than_what_is_missing_never_reaches_a_part_that_grows(limit, whole):
    threshold = Threshold(limit)
    for count in range(whole + 1):
        before = Measure(count, whole, assessable=bool(whole), grows=True)
        more = missing(before, threshold)

        reached = [
            meets(Measure(count + k, whole + k, grows=True), threshold) for k in (more - 1, more) if whole + k > 0
        ]

        assert reached[-1]
        assert more == 0 or not any(reached[:-1])


@pytest.mark.parametrize(
    ("code", "measure", "sentence", "target"),
    [
        ("A4", Measure(2), "Encore 1 mois avec une séance validée.", "library"),
        ("B1", Measure(1, 10), "Encore 1 personne qui termine le parcours d’autoformation.", "training"),
        ("B1", Measure(0, 10), "Encore 2 personnes qui terminent le parcours d’autoformation.", "training"),
        ("B2", Measure(0), "Encore 2 disciplines ou degrés qui vivent une séance validée.", "library"),
        ("C1", Measure(1, 10), "Encore 1 classe qui termine une séquence.", "library"),
        ("C1", Measure(0, 10), "Encore 2 classes qui terminent une séquence.", "library"),
        ("C2", Measure(1, 6), "Encore 1 palier où une classe termine une séquence.", "library"),
        ("C3", Measure(2), "Encore 1 thème nouveau, par une séquence terminée ou une fiche discutée.", "cards"),
        ("C4", Measure(0, 10), "Encore 1 classe qui interroge un chiffre.", "library"),
        ("D1", Measure(2, 9, grows=True), "Encore 1 séance sans écran, sur papier ou avec un seul écran.", "library"),
        ("D2", Measure(0, 2, grows=True), "Encore 2 fiches imprimées en version économe.", "library"),
        ("E1", Measure(0, 10), "Encore 1 classe qui vote deux fois sur une même question.", "debates"),
        ("E2", Measure(0, 10), "Encore 1 classe qui fait le bilan d’un engagement, quatre semaines après l’avoir pris.",
         "commitments"),
        ("E3", Measure(0, 3, grows=True), "Encore 1 engagement entre personnes ou dans la société.", "commitments"),
        ("E3", Measure(2, 2, grows=True), "Il faut aussi un engagement de niveau sociétal.", "commitments"),
    ],
)  # fmt: skip
def test_the_next_point_is_said_in_numbers_and_names_the_room_where_it_is_earned(code, measure, sentence, target):
    point = next_point(judged(code, measure))

    assert (point.code, point.sentence, point.target, point.possible) == (code, sentence, target, True)
    assert point.points == points_of(measure, GRID.criterion(code)) + 1


def test_a_number_and_a_condition_are_both_asked_for():
    point = next_point(judged("E3", Measure(1, 2, grows=True, conditions=frozenset())))
    sheet = next_point(judged("D2", Measure(3, 4, grows=True)))

    assert point.sentence == "Il faut aussi un engagement de niveau sociétal."
    assert (sheet.sentence, sheet.effort) == ("Encore 1 fiche imprimée en version économe.", 1)


def test_a_month_of_last_year_can_no_longer_be_lived():
    point = next_point(judged("A4", Measure(6)))

    assert point.sentence == (
        "Encore 1 mois avec une séance validée. Il faut aussi une séance validée l’année scolaire précédente."
    )
    assert (point.effort, point.possible) == (2, False)


def test_a_school_that_is_too_small_for_a_point_is_told_what_it_asks_but_not_pushed_to_it():
    point = next_point(judged("B1", Measure(4, 5)))

    assert point == NextPoint(
        "B1", 3, "Encore 2 personnes qui terminent le parcours d’autoformation.", "training", 2, possible=False
    )


def test_a_part_of_one_that_is_lost_is_said_to_be_out_of_reach():
    spec = replace(GRID.criterion("D1"), thresholds=(Threshold("1"),))

    point = next_point(Judged(spec, 0, measure=Measure(3, 4, grows=True)))

    assert (point.sentence, point.possible) == (
        "Ce point demande un sans-faute : il n’est plus à portée cette année.",
        False,
    )


@pytest.mark.parametrize("code", ["C1", "A4", "D1", "B1"])
def test_nothing_is_advised_where_no_class_or_no_teacher_is(code):
    empty = report(classroom("P5")) if code == "B1" else report()

    assert next_point(judge(empty, GRID, {}).criterion(code)) is None


@pytest.mark.parametrize("code", ["D1", "D2", "E3"])
def test_a_first_session_print_or_promise_is_advised_where_there_is_none(code):
    point = next_point(judge(report(classroom("P5")), GRID, {}).criterion(code))

    assert (point.effort, point.points) == (1, 1)


def test_all_points_earned_leave_nothing_to_say():
    assert [next_point(judged("C1", Measure(4, 5))), next_point(declared("F1", 3))] == [None, None]


def test_a_declared_criterion_asks_for_its_next_step_or_for_the_proof_that_is_missing():
    steps = GRID.criterion("F1").steps

    assert next_point(Judged(GRID.criterion("F1"), 0)) == NextPoint("F1", 1, steps[0], "declare", 2)
    assert next_point(declared("F1", 1)) == NextPoint("F1", 2, steps[1], "declare", 4)
    assert next_point(declared("F1", 2, proved=False)) == NextPoint(
        "F1", 2, "Joignez une pièce ou un lien à ce que vous avez déclaré.", "declare", 1
    )


def test_every_measure_and_every_condition_has_its_words():
    assert list(WAYS) == list(MEASURES)
    assert set(CONDITIONS) == {name for formula in MEASURES.values() for name in formula.conditions}


def test_the_cheapest_points_come_first_and_the_axis_farthest_from_its_floor_before_the_others():
    school = report(
        *(classroom(f"C{number}", sequence("sq", day(1)) if number < 9 else sequence("sq")) for number in range(10)),
        teachers=30,
        prints=(printed(frugal=True), printed()),
    )

    actions = next_actions(judge(school, GRID, {}), limit=6)

    assert [(action.code, action.effort) for action in actions] == [
        ("B2", 1), ("E1", 1), ("E2", 1), ("E3", 1), ("C4", 1), ("A1", 2)
    ]  # fmt: skip


def test_points_that_cannot_be_earned_are_no_actions():
    school = report(classroom("P5", sequence("sq", day(1))), teachers=1)

    codes = [action.code for action in next_actions(judge(school, GRID, {}), limit=99)]

    assert "B1" not in codes
    assert "C1" not in codes
    assert "A4" in codes


def test_doing_what_is_advised_earns_the_point():
    before = report(classroom("P5", promises=(promise(), promise())), classroom("P6"))
    advised = next_point(judge(before, GRID, {}).criterion("E3"))

    promised = tuple(promise("interpersonnel") for _number in range(advised.effort))
    after = report(classroom("P5", promises=(promise(), promise(), *promised)), classroom("P6"))

    assert judge(after, GRID, {}).criterion("E3").points == advised.points
