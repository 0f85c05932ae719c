"""The points of a dossier, counted again from its own numbers."""

from copy import deepcopy
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from label.recounting import points_that_do_not_follow
from tests.label.sealed_dossiers import FACTS

CANNOT = "Critère C1 : ses nombres ne permettent pas de recompter ses points."
NOT_CRITERIA = "« criteres.json » ne se lit pas comme des critères et leurs points."


def threshold(part=None, number=None, also=()):
    return {"part": part, "nombre": number, "aussi": list(also)}


def criterion(points, *thresholds, numerator=3, denominator=4, assessable=True, conditions=()):
    return {
        "code": "C1",
        "axe": "C",
        "évaluable": assessable,
        "numérateur": numerator if assessable else None,
        "dénominateur": denominator if assessable else None,
        "points": points,
        "conditions": list(conditions),
        "seuils": list(thresholds),
    }


def problems(item):
    return points_that_do_not_follow({"critères": [item]})


def test_points_that_follow_are_left_alone():
    assert points_that_do_not_follow(FACTS) == []


@pytest.mark.parametrize("points", [0, 1, 3, None, True, "2"])
def test_other_points_than_the_numbers_give_are_named(points):
    facts = deepcopy(dict(FACTS)) | {"axes": []}
    facts["critères"][0]["points"] = points
    del facts["total"]

    said = {None: "non évaluable"}.get(points, points)

    assert points_that_do_not_follow(facts) == [f"Critère C1 : le dossier dit {said}, ses nombres donnent 2."]


@pytest.mark.parametrize(("numerator", "points"), [(0, 0), (1, 0), (2, 1), (4, 1), (5, 2), (7, 2), (8, 3), (10, 3)])
def test_a_threshold_counts_from_the_exact_fraction_on(numerator, points):
    steps = (threshold("20/100"), threshold("50/100"), threshold("80/100"))

    assert problems(criterion(points, *steps, numerator=numerator, denominator=10)) == []
    assert problems(criterion(points + 1, *steps, numerator=numerator, denominator=10)) != []


@given(st.integers(0, 200), st.integers(1, 200), st.integers(1, 100))
@settings(max_examples=300, deadline=None, database=None)
def test_a_share_is_compared_without_rounding(numerator, denominator, percent):
    reached = Fraction(numerator, denominator) >= Fraction(percent, 100)

    assert (
        problems(criterion(int(reached), threshold(f"{percent}/100"), numerator=numerator, denominator=denominator))
        == []
    )


@pytest.mark.parametrize(
    ("numerator", "denominator", "conditions", "points"),
    [(2, 4, ["a"], 1), (1, 4, ["a"], 0), (2, 5, ["a"], 0), (2, 4, [], 0), (2, 4, ["b", "a"], 1)],
)
def test_a_threshold_wants_all_that_it_names(numerator, denominator, conditions, points):
    step = threshold("50/100", 2, ["a"])

    item = criterion(points, step, numerator=numerator, denominator=denominator, conditions=conditions)

    assert problems(item) == []


def test_a_threshold_that_is_missed_stops_the_count():
    steps = (threshold(number=1), threshold(number=2, also=["a"]), threshold(number=3))

    assert problems(criterion(1, *steps, denominator=None)) == []


def test_a_criterion_that_cannot_be_assessed_has_no_points():
    assert problems(criterion(None, threshold("20/100"), assessable=False)) == []
    assert problems(criterion(0, threshold("20/100"), assessable=False)) == [
        "Critère C1 : le dossier dit 0, ses nombres donnent non évaluable."
    ]


def test_a_declared_criterion_and_keys_of_later_versions_are_left_alone():
    item = criterion(2, threshold("20/100") | {"plus tard": 1}, threshold("50/100")) | {"plus tard": {}}

    assert points_that_do_not_follow({"critères": [item, {"code": "A1", "points": 3}], "plus tard": []}) == []


@pytest.mark.parametrize(
    "item",
    [
        criterion(1, threshold("20/100"), denominator=0),
        criterion(1, threshold("20/100"), denominator=None),
        criterion(1, threshold("20/100"), numerator=-1),
        criterion(1, threshold("20/100"), numerator=2.0),
        criterion(1, threshold("20/100"), numerator=True),
        criterion(1, threshold("1e999999999")),
        criterion(1, threshold("20/0")),
        criterion(1, threshold(number="3")),
        criterion(1, {"part": "20/100"}),
        criterion(1, "20/100"),
        criterion(1, threshold("20/100")) | {"évaluable": True, "conditions": None},
    ],
)
def test_numbers_from_which_nothing_can_be_counted_are_named(item):
    assert problems(item) == [CANNOT]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"total": 4}, "Pour le total, le dossier dit 4, ses critères donnent 3."),
        ({"axes": [{"code": "C", "points": 9}]}, "Pour l’axe C, le dossier dit 9, ses critères donnent 3."),
    ],
)
def test_sums_that_do_not_follow_are_named(changed, sentence):
    assert points_that_do_not_follow({**FACTS, **changed}) == [sentence]


@pytest.mark.parametrize(
    "facts",
    [
        None,
        3,
        [],
        "texte",
        {},
        {"critères": 3},
        {"critères": ["C1"]},
        {"critères": [], "axes": [3]},
        {"critères": [], "axes": 3},
    ],
)
def test_another_json_is_told_from_criteria(facts):
    assert points_that_do_not_follow(facts) == [NOT_CRITERIA]
