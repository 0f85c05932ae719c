"""The library: filters alone and together, pages and pieces, and the reading of one sequence."""

import pytest
from django.urls import reverse

from schools.models import Role
from sequences.models import Sequence
from tests.plain import tree
from tests.world import make_classroom, make_teacher, make_user, make_year

LIBRARY = "/sequences/"
ALL = ["sq02", "sq05", "sq08"]


@pytest.fixture(autouse=True)
def _library(content):
    """The shipped sequences, one of them made to need its screens."""
    Sequence.objects.exclude(key__in=ALL).update(retired_at="2026-01-05T00:00Z")
    Sequence.objects.filter(key="sq02").update(
        bands=("P1-P2",),
        theme="cycle de vie",
        periods=3,
        screens="tablettes",
        screen_free=False,
        competences=("co2", "ur1"),
    )
    Sequence.objects.filter(key="sq05").update(
        bands=("P5-P6",),
        theme="vidéo, réseau",
        periods=4,
        screens="un écran",
        screen_free=True,
        competences=("co3", "ur2"),
    )
    Sequence.objects.filter(key="sq08").update(
        bands=("S1-S2", "S3-S4"),
        theme="dissonance",
        periods=2,
        screens="tablettes",
        screen_free=True,
        competences=("ag1",),
    )


def found(client, query: dict | None = None, **headers: str) -> list[str]:
    """Give the keys of the sequences that the page offers."""
    page = client.get(LIBRARY, query or {}, headers=headers)
    links = tree(page).xpath("//*[@data-sequence]//a/@href")
    return [link.removeprefix(LIBRARY).strip("/") for link in links]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ALL),
        ({"band": "P5-P6"}, ["sq05"]),
        ({"band": "S3-S4"}, ["sq08"]),
        ({"band": "P3-P4"}, []),
        ({"theme": "cycle de vie"}, ["sq02"]),
        ({"longest": "1"}, []),
        ({"longest": "2"}, ["sq08"]),
        ({"longest": "3"}, ["sq02", "sq08"]),
        ({"longest": "6"}, ALL),
        ({"screens": "tablettes"}, ["sq02", "sq08"]),
        ({"screens": "un écran"}, ["sq05"]),
        ({"screen_free": "on"}, ["sq05", "sq08"]),
        ({"competence": "ur1"}, ["sq02"]),
        ({"competence": "ag1"}, ["sq08"]),
        ({"screens": "tablettes", "screen_free": "on"}, ["sq08"]),
        ({"longest": "3", "competence": "co2"}, ["sq02"]),
        ({"band": "P1-P2", "theme": "dissonance"}, []),
        (
            {
                "band": "S1-S2",
                "theme": "dissonance",
                "longest": "2",
                "screens": "tablettes",
                "screen_free": "on",
                "competence": "ag1",
            },
            ["sq08"],
        ),
    ],
)
def test_filters_keep_what_fits_all_of_them_as_page_and_as_piece(client, query, expected):
    page, piece = found(client, query), found(client, query, **{"HX-Request": "true"})

    assert (page, piece) == (expected, expected)


@pytest.mark.parametrize("name", ["band", "theme", "longest", "screens", "competence", "inconnu"])
def test_a_filter_value_that_nobody_offers_filters_nothing(client, name):
    values = ["", "X9", "%", "_", "99", "<script>", "P5-P6|", "\x00", "1e3", "' OR 1=1 --"]

    keys = {value: found(client, {name: value}) for value in values}

    assert keys == dict.fromkeys(values, ALL)


def test_a_bad_filter_leaves_the_good_ones_in_force(client):
    keys = found(client, {"band": "X9", "theme": "dissonance"})

    assert keys == ["sq08"]


def test_chosen_filters_stay_chosen(client):
    page = client.get(LIBRARY, {"band": "P5-P6", "longest": "4", "screen_free": "on"})

    form = next(form for form in tree(page).forms if form.get("role") == "search")
    chosen = {name: value for name, value in form.form_values() if value}
    assert chosen == {"band": "P5-P6", "longest": "4", "screen_free": "on"}


def test_htmx_gets_the_results_and_nothing_around(client):
    page = client.get(LIBRARY, headers={"HX-Request": "true"})

    assert page.text.lstrip().startswith('<div id="results"')
    assert "<html" not in page.text


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"HX-Request": "true", "HX-History-Restore-Request": "true"},
        {"HX-Request": "true", "HX-Boosted": "true"},
    ],
    ids=["plain", "history", "boosted"],
)
def test_everybody_else_gets_the_whole_page(client, headers):
    page = client.get(LIBRARY, headers=headers)

    assert page.text.lstrip().startswith("<!doctype html>")
    assert tree(page).get_element_by_id("results") is not None


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_page_and_piece_are_told_apart_by_caches(client, headers):
    page = client.get(LIBRARY, headers=headers)

    assert "HX-Request" in [name.strip() for name in page["Vary"].split(",")]


def test_a_retired_sequence_is_nowhere(client):
    Sequence.objects.filter(key="sq05").update(retired_at="2026-01-05T00:00Z")

    names = ("sequence_page", "worksheet_page", "sequence_guide", "worksheet", "worksheet_adapted")
    statuses = {client.get(reverse(name, args=["sq05"])).status_code for name in names}

    assert (found(client), statuses) == (["sq02", "sq08"], {404})


@pytest.mark.parametrize("key", ALL)
def test_the_page_of_a_sequence_leads_to_its_prints(client, key):
    page = client.get(reverse("sequence_page", args=[key]))

    links = set(tree(page).xpath("//main//a/@href"))
    prints = {
        reverse(name, args=[key]) for name in ("sequence_guide", "worksheet", "worksheet_adapted", "worksheet_page")
    }
    assert (page.status_code, prints - links) == (200, set())


@pytest.mark.parametrize("key", ALL)
def test_every_period_of_a_sequence_has_its_page_with_its_steps(client, key):
    spec = Sequence.objects.get(key=key).spec

    pages = [client.get(reverse("sequence_period", args=[key, period])) for period in range(1, spec.periods + 1)]

    ids = [place.removeprefix("etape-") for page in pages for place in tree(page).xpath("//@id") if "etape-" in place]
    assert ids == [step.key for step in spec.steps]


@pytest.mark.parametrize("period", [0, 3, 99])
def test_a_period_that_a_sequence_has_not_is_not_found(client, period):
    page = client.get(reverse("sequence_period", args=["sq08", period]))

    assert page.status_code == 404


def test_a_teacher_is_offered_the_classes_that_are_theirs_this_year(client):
    teacher = make_teacher()
    mine = make_classroom(teacher)
    make_classroom(teacher, year=make_year(mine.year.start - 1))
    make_classroom()
    client.force_login(teacher)

    page = client.get(reverse("sequence_page", args=["sq05"]))

    offered = tree(page).xpath("//select[@name='classroom']/option/@value")
    assert offered == [str(mine.pk)]


@pytest.mark.parametrize("role", [None, Role.COORDINATOR])
def test_nobody_else_is_offered_to_assign(client, role):
    if role:
        classroom = make_classroom()
        client.force_login(make_user(classroom.school, role))

    page = client.get(reverse("sequence_page", args=["sq05"]))

    assert not tree(page).xpath("//*[@id='assign']")


@pytest.mark.parametrize("key", ALL)
def test_the_worksheet_stands_on_a_page_in_both_versions(client, key):
    sheet = Sequence.objects.get(key=key).spec.worksheet

    pages = [client.get(reverse("worksheet_page", args=[key]), query) for query in ({}, {"version": "adaptee"})]

    shown = [list(tree(page).xpath("//main//section/h2/text()")) for page in pages]
    expected = [
        [f"{number}. {exercise.instruction}" for number, exercise in enumerate(exercises, 1)]
        for exercises in (sheet.standard, sheet.adapted)
    ]
    assert shown == expected


def test_an_unknown_version_of_a_worksheet_is_the_standard_one(client):
    standard, odd = (client.get(reverse("worksheet_page", args=["sq05"]), {"version": text}) for text in ("", "x"))

    assert odd.text == standard.text
