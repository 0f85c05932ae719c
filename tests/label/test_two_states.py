"""Two states side by side: what moved, and what only one of them knows."""

import json
import re

import pytest

from label.grid import read_grid
from label.two_states import Change, Pair, Points, two_states


@pytest.fixture
def grid():
    return read_grid("fr")


def facts(total=10, *, version="1", level=None, criteria=(), axes=(), **more) -> str:
    told = {
        "état au": "2026-06-26",
        "grille": {"version": version},
        "total": total,
        "niveau": level,
        "critères": [{"code": code, "points": points, "points possibles": 3} for code, points in criteria],
        "axes": [
            {"code": code, "titre": f"Axe {code}", "points": points, "points possibles": 12} for code, points in axes
        ],
    }
    return json.dumps(told | more)


TWO, THREE, UNKNOWN = Points(2, 3), Points(3, 3), Points(None, 3)


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        (TWO, THREE, Change.MORE),
        (THREE, TWO, Change.LESS),
        (TWO, TWO, Change.SAME),
        (None, TWO, Change.NEW),
        (TWO, None, Change.GONE),
        (UNKNOWN, TWO, Change.UNKNOWN),
        (TWO, UNKNOWN, Change.UNKNOWN),
        (UNKNOWN, UNKNOWN, Change.SAME),
        (TWO, Points(2, 4), Change.SAME),
    ],
)
def test_a_pair_knows_what_became_of_it(before, after, change):
    assert Pair("A1", "", before, after).change is change


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (Points(1, 3), Points(2, 3), "1 point sur 3 avant, 2 points sur 3 après"),
        (Points(2, 3), Points(2, 3), "2 points sur 3, comme avant"),
        (None, Points(2, 3), "nouveau dans la grille : 2 points sur 3"),
        (Points(2, 3), None, "n’est plus dans la grille ; avant : 2 points sur 3"),
        (Points(None, 3), Points(1, 3), "non évaluable avant, 1 point sur 3 après"),
    ],
)
def test_a_pair_says_both_sides_and_which_one_lacks_it(before, after, words):
    said = Pair("A1", "Titre", before, after).words

    assert re.sub(r"\s", " ", said) == words


def test_criteria_of_another_grid_are_said_to_stand_on_one_side_only(grid):
    before = facts(criteria=[("A1", 1), ("Z9", 2)], version="2026.3")
    after = facts(criteria=[("B1", 1), ("A1", 1)], version="2027.1")

    compared = two_states(before, after, grid)

    assert not compared.same_grid
    assert [(pair.code, pair.change) for pair in compared.criteria] == [
        ("B1", Change.NEW),
        ("A1", Change.SAME),
        ("Z9", Change.GONE),
    ]
    assert [pair.code for pair in compared.changed] == ["B1", "Z9"]
    assert [pair.code for pair in compared.unchanged] == ["A1"]


def test_titles_come_from_the_facts_then_from_the_grid_then_from_nowhere(grid):
    state = facts(criteria=[("A4", 1), ("Z9", 1)], axes=[("A", 3)])

    compared = two_states(state, state, grid)

    assert [pair.title for pair in (*compared.axes, *compared.criteria)] == ["Axe A", "Continuité", ""]


def test_both_states_are_summed_up_by_points_and_level(grid):
    before = facts(1, level=None)
    after = facts(30, level="eveil", **{"état au": "2026-11-24"})

    compared = two_states(before, after, grid)

    assert (compared.before.words, compared.after.words) == ("1 point, pas encore de niveau", "30 points, niveau Éveil")
    assert "26 juin 2026" in compared.words
    assert "24 novembre 2026" in compared.words


def test_a_level_of_another_grid_keeps_the_name_that_its_facts_give(grid):
    named = facts(level="or", niveaux=[{"clé": "or", "titre": "Or"}])

    compared = two_states(named, facts(level="inconnu"), grid)

    assert (compared.before.level, compared.after.level) == ("Or", "inconnu")


def test_both_sides_are_drawn_on_the_larger_scale():
    assert Pair("A", "", Points(1, 6), Points(1, 12)).most == 12
