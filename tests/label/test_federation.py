"""A federation's lines and totals, as pure values: nothing of a pupil in them, and the same text on any machine."""

import json
from dataclasses import fields, replace

import pytest

from label.federation import SchoolLine, chosen_lines, read_line, totals_of, write_line
from label.grid import read_grid

LINE = SchoolLine(
    key="ecole-du-parc",
    name="École du Parc",
    locality="Mons",
    level="elan",
    points=44,
    axes={"A": 6, "B": 5, "C": 9, "D": 8, "E": 9, "F": 7},
    criteria={"A1": 2, "A4": None},
    classes=3,
    sessions=21,
)


@pytest.fixture
def grid():
    return read_grid("fr")


def schools(*points, **fields):
    return [
        replace(LINE, key=f"ecole-{place}", name=f"École {place}", axes={"A": value}, points=value, **fields)
        for place, value in enumerate(points)
    ]


def test_a_line_comes_back_as_it_was_written():
    assert read_line(write_line(LINE)) == LINE


def test_a_line_is_written_the_same_whatever_the_order_of_its_points():
    turned = replace(LINE, axes=dict(reversed(LINE.axes.items())), criteria=dict(reversed(LINE.criteria.items())))

    assert write_line(turned) == write_line(LINE)


def test_a_line_says_nothing_of_pupils_teachers_or_classes():
    facts = json.loads(write_line(LINE))

    assert set(facts) == {
        "clé", "nom", "localité", "niveau", "points", "axes", "critères", "classes actives", "séances validées",
    }  # fmt: skip
    assert len(facts) == len(fields(SchoolLine))


def test_totals_count_schools_by_the_level_that_they_reached(grid):
    lines = [*schools(10, 12, level=""), *schools(44, level="elan"), *schools(60, level="essaimage")]

    totals = totals_of(lines, grid, before="pas encore")

    assert [(share.title, share.schools) for share in totals.levels] == [
        ("pas encore", 2),
        ("Éveil", 0),
        ("Élan", 1),
        ("Essaimage", 1),
    ]
    assert (totals.schools, totals.with_level, totals.classes, totals.sessions) == (4, 2, 12, 84)


@pytest.mark.parametrize(
    ("points", "quartiles"),
    [((), (0, 0, 0)), ((4,), (4, 4, 4)), ((2, 4), (2.5, 3, 3.5)), ((8, 0, 4, 2, 6), (2, 4, 6))],
)
def test_the_spread_of_an_axis_is_the_middle_half_of_the_schools(grid, points, quartiles):
    spread = totals_of(schools(*points), grid, before="").axes[0]

    assert (spread.axis.code, spread.low, spread.middle, spread.high) == ("A", *quartiles)


@pytest.mark.parametrize(
    ("order", "names"),
    [
        ("nom", ["Arbre", "École", "Zénith"]),
        ("localite", ["Zénith", "École", "Arbre"]),
        ("niveau", ["Zénith", "École", "Arbre"]),
        ("points", ["École", "Zénith", "Arbre"]),
        ("classes", ["Arbre", "Zénith", "École"]),
        ("n’importe quoi", ["Arbre", "École", "Zénith"]),
    ],
)
def test_schools_are_put_in_order_without_minding_accents(grid, order, names):
    lines = [
        replace(LINE, name="Zénith", locality="Ath", level="essaimage", points=20, classes=5),
        replace(LINE, name="École", locality="Écaussinnes", level="elan", points=30, classes=1),
        replace(LINE, name="Arbre", locality="Mons", level="", points=10, classes=9),
    ]

    assert [line.name for line in chosen_lines(lines, grid, order=order)] == names


@pytest.mark.parametrize(
    ("words", "level", "found"),
    [("ecole", None, 1), ("MONS", None, 2), ("", "elan", 1), ("", "", 1), ("mons", "elan", 0), ("rien", None, 0)],
)
def test_schools_are_found_by_name_or_locality_and_by_level(grid, words, level, found):
    lines = [
        replace(LINE, name="Zénith", level="eveil"),
        replace(LINE, name="École", locality="Ath", level="elan"),
        replace(LINE, name="Arbre", level=""),
    ]

    assert len(chosen_lines(lines, grid, words=words, level=level)) == found
