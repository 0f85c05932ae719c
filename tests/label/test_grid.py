"""The grid is data: the product's own is whole, a wrong one is refused in words, another body's works as it is."""

import pytest

from common.content import ContentError, read_file
from label.grid import CriterionFloor, CriterionSpec, GridSpec, Threshold, read_grid
from label.judging import judge
from label.measures import MEASURES
from tests.label.reports import classroom, day, report, sequence

OTHER = """
title = "Petite grille d’une autre maison"
version = "1"
notice = "Pour essayer."
valid_years = 3
axes = [{ code = "AIR", title = "Respirer" }, { code = "EAU", title = "Boire" }]

[[levels]]
key = "graine"
title = "Graine"
points = 1
axis_points = 0

[[levels]]
key = "arbre"
title = "Arbre"
points = 4
axis_points = 1
criteria = [{ code = "AIR-1", points = 2 }]

[[criteria]]
code = "AIR-1"
title = "Toutes les classes"
measure = "coverage"
rule = "La moitié des classes, puis toutes."
unit = "classes"
thresholds = [{ part = "1/2" }, { part = "1" }]

[[criteria]]
code = "AIR-2"
title = "Longtemps"
measure = "continuity"
rule = "Un mois."
unit = "mois"
thresholds = [{ count = 1 }]

[[criteria]]
code = "EAU-1"
title = "Des gourdes"
rule = "Chacun la sienne."
steps = ["Quelques gourdes.", "Une gourde par personne."]
evidence = "une photo"
"""


def read(folder, text=OTHER) -> GridSpec:
    path = folder / "autre.toml"
    path.write_text(text, encoding="utf-8")
    return read_file(GridSpec, path, source="fixtures/fr/label/autre.toml").spec


def test_the_shipped_grid_has_six_axes_of_four_criteria_worth_twelve_points_each():
    grid = read_grid("fr")

    assert [axis.code for axis in grid.axes] == list("ABCDEF")
    assert [spec.code for spec in grid.criteria] == [f"{axis}{number}" for axis in "ABCDEF" for number in range(1, 5)]
    assert {sum(spec.most for spec in grid.of_axis(axis.code)) for axis in grid.axes} == {12}
    assert (grid.version, grid.valid_years, grid.most) == ("2026.3", 2, 72)


def test_the_shipped_grid_measures_each_thing_once_and_has_the_rest_declared():
    grid = read_grid("fr")

    computed = [spec for spec in grid.criteria if not spec.is_declared]
    assert [spec.code for spec in computed] == ["A4", "B1", "B2", "C1", "C2", "C3", "C4", "D1", "D2", "E1", "E2", "E3"]
    assert sorted(spec.measure for spec in computed) == sorted(MEASURES)
    assert all(spec.unit for spec in computed)
    assert all(spec.evidence and len(spec.steps) == 3 for spec in grid.criteria if spec.is_declared)


def test_the_shipped_levels_are_those_of_the_domain():
    levels = {level.key: level for level in read_grid("fr").levels}

    assert {key: (level.title, level.points, level.axis_points) for key, level in levels.items()} == {
        "eveil": ("Éveil", 24, 2),
        "elan": ("Élan", 42, 5),
        "essaimage": ("Essaimage", 58, 8),
    }
    assert {key: level.criteria for key, level in levels.items()} == {
        "eveil": (),
        "elan": (CriterionFloor("C1", 2), CriterionFloor("E1", 1)),
        "essaimage": (CriterionFloor("C1", 3), CriterionFloor("E3", 2)),
    }
    assert [key for key, level in levels.items() if level.reviewed_another] == ["essaimage"]


def test_a_criterion_is_found_by_its_code_or_not_at_all():
    grid = read_grid("fr")

    assert grid.criterion("C1").title == "Couverture"
    with pytest.raises(KeyError):
        grid.criterion("Z9")


def test_another_body_s_grid_is_judged_without_a_line_of_code(tmp_path):
    grid = read(tmp_path)
    finished = classroom("P5", sequence("sq", day(1)))

    half, whole = (judge(school, grid, {}) for school in (report(finished, classroom("P6")), report(finished)))

    assert [(item.spec.code, item.spec.axis, item.points) for item in half.criteria] == [
        ("AIR-1", "AIR", 1),
        ("AIR-2", "AIR", 1),
        ("EAU-1", "EAU", 0),
    ]
    assert [(row.axis.title, row.earned, row.most) for row in whole.axes] == [("Respirer", 3, 3), ("Boire", 0, 2)]
    assert (half.reached.title, whole.reached.title, whole.next.level.title) == ("Graine", "Graine", "Arbre")


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('measure = "coverage"', 'measure = "couverture"', "criteria[1].measure : « couverture » n’existe pas"),
        ('part = "1/2"', 'part = "beaucoup"', "criteria[1].thresholds[1].part : écrivez une part entre 0 et 1"),
        ('part = "1/2"', 'part = "1/0"', "criteria[1].thresholds[1].part : écrivez une part entre 0 et 1"),
        ('part = "1/2"', 'part = "3/2"', "criteria[1].thresholds[1].part : écrivez une part entre 0 et 1"),
        ('{ part = "1/2" }', "{}", "criteria[1].thresholds[1] : dites ce que ce point demande"),
        ('{ part = "1/2" }', '{ part = "1/2", count = -1 }', "criteria[1].thresholds[1].count : écrivez un nombre"),
        ('{ part = "1" }', '{ part = "1/3" }', "criteria[1].thresholds[2] : demandez plus"),
        ('{ part = "1" }', '{ part = "1/2" }', "criteria[1].thresholds[2] : demandez plus"),
        ('{ part = "1" }', '{ part = "1", also = ["societal"] }', "« coverage » ne connait pas « societal »"),
        ("{ count = 1 }", '{ part = "1/2" }', "criteria[2].thresholds[1].part : « continuity » ne donne qu’un nombre"),
        ('measure = "coverage"', "", "criteria[1].measure : un critère calculé a une mesure"),
        ("thresholds = [{ count = 1 }]", "", "criteria[2] : donnez des seuils"),
        ('"Une gourde par personne."', '"b", "c", "d"', "criteria[3].steps : un critère déclaré a 3 marches au plus"),
        ('code = "AIR-2"', 'code = "AIR-1"', "criteria : le code « AIR-1 » sert 2 fois"),
        ('code = "AIR-2"', 'code = "TERRE-2"', "criteria[2].code : « TERRE-2 » n’a pas d’axe"),
        ('code = "AIR-2"', 'code = "AIR-1234567890"', "criteria[2].code : ce code est trop long"),
        (
            '{ code = "EAU", title',
            '{ code = "FEU", title = "Chauffer" }, { code = "EAU", title',
            "axes[2] : l’axe « FEU »",
        ),
        ('code = "AIR-1", points = 2', 'code = "AIR-9", points = 2', "levels[2].criteria[1] : « AIR-9 » n’existe pas"),
        (
            'code = "AIR-1", points = 2',
            'code = "AIR-1", points = 3',
            "levels[2].criteria[1] : « AIR-1 » ne donne que 2",
        ),
        ("points = 4", "points = 6", "levels[2].points : la grille ne donne que 5 points"),
        ("axis_points = 1", "axis_points = 3", "levels[2].axis_points : l’axe « EAU » ne donne que 2 points"),
        ("points = 4", "points = 0", "levels[2] : « Arbre » demande moins"),
        ('key = "arbre"', 'key = "graine"', "levels : le code « graine » sert 2 fois"),
        ("valid_years", "annees", "valid_years : champ obligatoire absent"),
        ('unit = "mois"', 'unite = "mois"', "criteria[2].unite : champ inconnu"),
        ('unit = "mois"', "", "criteria[2].unit : dites ce que la mesure compte"),
        ("title =", "title", "le TOML ne se lit pas"),
    ],
)
def test_a_broken_grid_says_in_one_sentence_what_to_write_and_where(tmp_path, old, new, sentence):
    assert old in OTHER

    with pytest.raises(ContentError) as refused:
        read(tmp_path, OTHER.replace(old, new, 1))

    told = [line.replace("\u00a0", " ") for line in refused.value.sentences()]
    assert len([line for line in told if sentence in line]) == 1
    assert all(line.startswith("fixtures/fr/label/autre.toml, ") for line in told)


def test_a_threshold_asks_for_more_only_where_nothing_of_it_is_less():
    base = Threshold("1/2", 2)

    assert [
        other.is_beyond(base)
        for other in (
            Threshold("1/2", 3),
            Threshold("1/2", 2, ("adapted",)),
            base,
            Threshold("2/3", 1),
            Threshold("1/2"),
        )
    ] == [True, True, False, False, False]


def test_the_code_of_an_axis_is_what_stands_before_the_number():
    codes = ("A1", "EAU-12", "2.3", "F")

    assert [CriterionSpec(code, "Titre", "Règle").axis for code in codes] == ["A", "EAU", "2", "F"]
