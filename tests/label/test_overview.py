"""The coordinator's workspace and the label's overview: where a school stands, and what its classes have lived."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from label import views
from label.advice import NextPoint
from label.assessing import assess
from label.grid import read_grid
from label.judging import Assessment, AxisStanding, Declared, Judged, LevelStanding, Piece, judge
from label.measures import Measure
from label.standing import found_words, standing_words
from schools.models import Role, School, SchoolYear
from tests.label.reports import classroom, day, report, sequence
from tests.plain import links, tree, words
from tests.progress.test_queries import COUNTS, measured
from tests.world import (
    live_sequence,
    live_step,
    make_assignment,
    make_classroom,
    make_coordinator,
    make_discussion,
    make_school,
    make_teacher,
)

DAY = date(2026, 9, 14)
PIECE = Piece("a.pdf", 1, "", "pdf")
LINK = "https://example.org"


@pytest.fixture
def school(content, client) -> School:
    school = make_school(name="École du Saule")
    client.force_login(make_coordinator(school))
    return school


@pytest.fixture
def teacher(school):
    return make_teacher(school)


def page(client, school, name="school_page", query=""):
    return client.get(reverse(name, args=[school.key]) + query)


def criterion(code: str):
    return read_grid("fr").criterion(code)


def declared(points=2, **fields) -> Declared:
    return Declared(points, "Ce que nous faisons.", DAY, **fields)


def plain(text: str) -> str:
    return re.sub(r"\s", " ", text)


def test_a_school_without_classes_is_told_where_to_begin(client, school):
    shown = page(client, school)

    assert "Aucune classe cette année" in words(shown)
    assert reverse("school_team", args=[school.key]) in links(shown)
    assert not tree(shown).find_class("heat")


def test_classes_that_have_lived_nothing_are_shown_with_a_way_to_begin(client, school, teacher):
    make_classroom(teacher, label="P5 A")

    shown = page(client, school)

    assert "rien n’est encore vécu" in words(shown)
    assert "P5 A" in words(shown)


def test_the_map_and_its_table_say_the_same_of_a_class(client, school, teacher):
    row = make_classroom(teacher, label="P5 A")
    assignment = make_assignment(row)
    live_step(assignment, assignment.revision.spec.steps[0].key)
    make_discussion(row)
    steps = len([step for step in assignment.revision.spec.steps if step.mandatory])

    drawn, told = page(client, school), page(client, school, query="?vue=tableau")

    assert f"1/{steps}" in words(drawn)
    assert f"vidéo, réseau (1/{steps})" in words(told)
    assert "Fiche discutée" in words(told)
    for shown in (drawn, told):
        assert reverse("classroom_page", args=[row.pk]) in links(shown)


def test_the_workspace_leads_to_every_room_of_the_school(client, school, teacher):
    make_classroom(teacher)

    found = set(links(page(client, school)))

    rooms = ("school_label", "plan_page", "school_commitments", "school_team", "school_states")
    assert {reverse(name, args=[school.key]) for name in rooms} <= found


def test_the_three_next_steps_lead_to_a_page_of_the_product(client, school, teacher):
    make_classroom(teacher)

    steps = tree(page(client, school)).xpath("//*[@data-action]//a/@href")

    assert len(steps) == 3
    assert [client.get(address).status_code for address in steps] == [200, 200, 200]


@pytest.mark.parametrize("target", views.PLACES)
def test_every_kind_of_next_step_has_its_page(client, school, target):
    action = views.action_of(NextPoint("E1", 1, "", target, 1), school)

    assert client.get(action.address).status_code == 200


def test_a_large_school_is_read_band_by_band(client, school, teacher, monkeypatch):
    monkeypatch.setattr(views, "WHOLE_SCHOOL", 1)
    make_classroom(teacher, label="Les grands", grades=("P5",))
    make_classroom(teacher, label="Les petits", grades=("P1",))

    first, asked, unknown = (page(client, school, query=query) for query in ("", "?palier=P5-P6", "?palier=Z"))

    assert ["Les petits" in words(shown) for shown in (first, asked, unknown)] == [True, False, True]
    assert ["Les grands" in words(shown) for shown in (first, asked, unknown)] == [False, True, False]


def test_sessions_of_this_year_and_of_the_year_before_stand_side_by_side(client, school, teacher):
    today = SchoolYear.objects.current()
    row, gone = make_classroom(teacher), make_classroom(teacher)
    live_sequence(make_assignment(row), day=localdate())
    earlier = make_assignment(gone)
    live_sequence(earlier, day=localdate() - timedelta(weeks=52))
    SchoolYear.objects.get_or_create(start=today.start - 1)
    type(gone).objects.filter(pk=gone.pk).update(year=today.start - 1)
    lived = len(earlier.revision.spec.steps)

    shown = page(client, school)

    assert f"{lived} séances validées depuis la rentrée. L’an dernier à la même date" in words(shown)
    assert len(tree(shown).find_class("months")) == 2


@pytest.mark.parametrize("query", ["", "?vue=tableau"])
def test_the_workspace_costs_the_same_for_one_and_three_classes(client, school, teacher, query):
    costs, shown = [], []

    for count in COUNTS:
        while school.classrooms.count() < count:
            row = make_classroom(teacher, grades=("P5", "P6"))
            live_sequence(make_assignment(row))
            make_discussion(row)
        answer, cost = measured(page, client, school, query=query)
        costs.append(cost)
        shown.append(sum(reverse("classroom_page", args=[row.pk]) in answer.text for row in school.classrooms.all()))

    assert shown == [1, 3]
    assert costs[0] == costs[1] > 0


def test_the_label_costs_the_same_for_one_and_three_classes(client, school, teacher):
    costs = []

    for count in COUNTS:
        while school.classrooms.count() < count:
            live_sequence(make_assignment(make_classroom(teacher)))
        costs.append(measured(page, client, school, "school_label")[1])

    assert costs[0] == costs[1] > 0


def test_the_label_shows_every_axis_and_criterion_of_the_grid(client, school, teacher):
    make_classroom(teacher)
    grid = read_grid("fr")

    shown = tree(page(client, school, "school_label"))

    assert shown.xpath("//*[@data-axis]/@data-axis") == [axis.code for axis in grid.axes]
    assert shown.xpath("//*[@data-criterion]/@data-criterion") == [spec.code for spec in grid.criteria]
    assert shown.xpath("//*[@data-level]/@data-level") == [level.key for level in grid.levels]
    assert shown.xpath("//*[@aria-current='step']/@data-level") == ["eveil"]


def test_the_label_says_each_thing_that_the_next_level_misses(client, school, teacher):
    make_classroom(teacher)
    _report, assessment = assess(school, year=SchoolYear.objects.current().start, as_of=localdate())

    shown = tree(page(client, school, "school_label"))

    assert len(shown.xpath("//*[@data-level='eveil']//li")) == len(assessment.next.lacks)


def standing(reached: int, earned: int = 3, lacks: tuple = ()) -> Assessment:
    """Give a school that has reached some of the levels."""
    grid = read_grid("fr")
    found = judge(report(classroom("A", sequence("x", day(1)))), grid, {})
    levels = [LevelStanding(level, () if place < reached else lacks) for place, level in enumerate(grid.levels)]
    return Assessment(grid, found.criteria, (AxisStanding(grid.axes[0], earned, 12),), tuple(levels))


def test_the_standing_counts_points_and_conditions_that_the_next_level_misses():
    empty = judge(report(), read_grid("fr"), {})

    said = standing_words(empty)

    assert "et pas encore de niveau." in said
    assert said.endswith("Pour le niveau Éveil, il manque 24 points et 6 conditions.")


def test_the_standing_names_the_level_reached():
    lack = judge(report(), read_grid("fr"), {}).levels[1].lacks[0]

    said = standing_words(standing(1, earned=30, lacks=(lack,)))

    assert said == "Niveau Éveil atteint, avec 30 points sur 72. Pour le niveau Élan, il manque 42 points."


def test_the_standing_knows_the_highest_level():
    said = standing_words(standing(3, earned=60))

    assert said.startswith("Niveau Essaimage atteint, avec 60 points sur 72.")
    assert plain(said).endswith("C’est le plus haut : il reste à le faire vivre.")


@pytest.mark.parametrize(
    ("item", "said"),
    [
        (Judged(criterion("A4"), 1, measure=Measure(4)), "Mois : 4"),
        (Judged(criterion("C1"), 1, measure=Measure(2, 5)), "Classes : 2 sur 5"),
        (Judged(criterion("C1"), None, measure=Measure(0, assessable=False)), "Non évaluable : rien à compter"),
        (Judged(criterion("A1"), 0), "Rien n’est encore déclaré."),
        (
            Judged(criterion("A1"), 0, declared=declared()),
            "2 points déclarés, sans pièce ni lien : ne compte pas encore.",
        ),
        (
            Judged(criterion("A1"), 1, declared=declared(1, link=LINK)),
            "1 point déclaré, avec un lien ; pas encore relu par une autre école.",
        ),
        (
            Judged(criterion("A1"), 2, declared=declared(pieces=(PIECE, PIECE), verdict="d-accord")),
            "2 points déclarés, avec 2 pièces ; relu par une autre école, qui est d’accord.",
        ),
        (
            Judged(
                criterion("A1"),
                2,
                declared=declared(link=LINK, pieces=(PIECE,), verdict="question"),
            ),
            "2 points déclarés, avec 1 pièce et un lien ; relu par une autre école, qui pose une question.",
        ),
    ],
)
def test_a_criterion_says_in_one_line_what_was_found_or_where_its_declaration_stands(item, said):
    found = found_words(item)

    assert (
        found.replace("\u202f", " ")
        .replace("\u00a0", " ")
        .startswith(said.replace("\u202f", " ").replace("\u00a0", " "))
    )


def test_who_coordinates_one_school_is_led_to_it_and_who_coordinates_two_may_choose(client, school):
    alone = client.get(reverse("schools"))
    other = make_school(name="École du Frêne")
    school.memberships.get().user.memberships.create(school=other, role=Role.COORDINATOR)
    both = client.get(reverse("schools"))

    assert "Où en est l’école" in words(alone)
    assert ["École du Saule" in words(both), "École du Frêne" in words(both)] == [True, True]
