"""A federation reads where its schools stand, from the last whole export, and its pages gather the next one."""

import hashlib
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from label.federation import SchoolLine, write_line
from label.federation_export import ask_export, digest_of, work_for
from label.federation_files import KINDS
from label.models import FederationExport, FederationLine
from schools.models import Classroom, Reader
from tests.plain import words
from tests.world import make_classroom, make_organisation, make_reader, make_school, make_teacher, name_pupils

HTMX = {"HX-Request": "true"}


@pytest.fixture
def organisation(db):
    return make_organisation(make_school(name="École Alpha", locality="Ath"))


@pytest.fixture
def reader(organisation, client):
    user = make_reader(organisation)
    client.force_login(user)
    return user


def finish(organisation):
    export = ask_export(organisation=organisation)
    work_for(export, seconds=60)
    export.refresh_from_db()
    return export


def make_whole(organisation, count):
    """Make a whole export of so many more schools, at levels in turn, without computing them."""
    export = finish(organisation)
    for place in range(count):
        school = make_school(organisation=organisation, name=f"École {place:03}", locality="Mons")
        level = ("", "eveil", "elan", "essaimage")[place % 4]
        axes = dict.fromkeys("ABCDEF", place % 12)
        line = SchoolLine(school.key, school.name, school.locality, level, 6 * (place % 12), axes, {}, 2, place)
        FederationLine.objects.create(school=school, export=export, facts=write_line(line))
    return export


def home(organisation):
    return reverse("federation_page", args=[organisation.key])


def page_of(export):
    return reverse("federation_export", args=[export.organisation.key, export.pk])


def rows(page):
    return re.findall(r'<tr data-school><th scope="row">([^<]*)', page.text)


def test_a_reader_of_one_federation_goes_straight_to_it_and_one_of_two_chooses(client, organisation, reader):
    straight = client.get("/federation/")
    Reader.objects.create(organisation=make_organisation(), user=reader)

    choice = client.get("/federation/")

    assert straight["Location"] == home(organisation)
    assert choice.text.count("data-federation") == 2


def test_before_the_first_export_the_page_says_what_one_is(client, organisation, reader):
    page = client.get(home(organisation))

    assert ("Pas encore d’export" in page.text, rows(page)) == (True, [])


def test_the_page_shows_the_last_whole_export_while_the_next_one_is_under_way(client, organisation, reader):
    finish(organisation)
    make_school(organisation=organisation, name="École Bêta")
    running = ask_export(organisation=organisation)

    page = client.get(home(organisation))

    assert rows(page) == ["École Alpha"]
    assert page_of(running) in page.text


def test_the_page_adds_schools_up_by_level_and_axis(client, organisation, reader):
    make_whole(organisation, 8)

    page = client.get(home(organisation))

    assert re.findall(r'aria-label="(Pas encore de niveau[^"]*)"', page.text) == [
        "Pas encore de niveau\u00a0: 3 écoles, Éveil\u00a0: 2 écoles, Élan\u00a0: 2 écoles, Essaimage\u00a0: 2 écoles"
    ]
    assert page.context["totals"].with_level == 6


def test_twenty_schools_stand_on_a_page(client, organisation, reader):
    make_whole(organisation, 24)

    pages = [client.get(home(organisation), {"page": number}) for number in (1, 2)]

    assert [len(rows(page)) for page in pages] == [20, 5]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"mots": "alpha"}, ["École Alpha"]),
        ({"mots": "ath"}, ["École Alpha"]),
        ({"niveau": "elan"}, ["École 002"]),
        ({"niveau": "aucun", "tri": "nom"}, ["École 000", "École Alpha"]),
        ({"tri": "points", "mots": "mons"}, ["École 003", "École 002", "École 001", "École 000"]),
        ({"mots": "nulle part"}, []),
    ],
)
def test_schools_are_searched_and_put_in_order(client, organisation, reader, asked, expected):
    make_whole(organisation, 4)

    page = client.get(home(organisation), asked)

    assert rows(page) == expected


def test_the_page_costs_the_same_for_one_and_three_schools(client, organisation, reader):
    costs, shown = [], []

    for more in (0, 2):
        FederationExport.objects.all().delete()
        make_whole(organisation, more)
        with CaptureQueriesContext(connection) as queries:
            page = client.get(home(organisation))
        costs.append(len(queries))
        shown.append(len(rows(page)))

    assert shown == [1, 3]
    assert costs[0] == costs[1] > 0


def test_no_page_nor_file_names_a_class_a_teacher_or_a_pupil_nor_counts_pupils(client, organisation, reader):
    classroom = make_classroom(make_teacher(organisation.schools.get()), label="Classe secrète", headcount=37)
    name_pupils(classroom, *(f"Zéphyrine{place}" for place in range(37)))
    export = finish(organisation)

    seen = [words(client.get(address)) for address in (home(organisation), page_of(export))]
    for suffix in ("csv", "jsonl"):
        file = client.get(reverse("federation_file", args=[organisation.key, export.pk, suffix]))
        seen.append(b"".join(file.streaming_content).decode())

    teacher, everything = classroom.teachers.get(), " ".join(seen).replace(digest_of(export), "")
    secret = ("secrète", "Zéphyrine", teacher.name, teacher.email, "37")
    assert [word for word in secret if word in everything] == []


def test_asking_twice_leads_to_the_same_export(client, organisation, reader):
    addresses = {client.post(reverse("federation_ask", args=[organisation.key]))["Location"] for _time in range(2)}

    assert addresses == {page_of(FederationExport.objects.get())}


def test_the_page_gathers_a_slice_at_each_swap_until_the_files_are_there(client, organisation, reader, monkeypatch):
    monkeypatch.setattr("label.views_federation.SLICE_SECONDS", 0)
    make_school(organisation=organisation)
    export = ask_export(organisation=organisation)
    go = reverse("federation_go", args=[organisation.key, export.pk])

    pieces = [client.post(go, headers=HTMX).text for _time in range(3)]

    assert ["<progress" in piece for piece in pieces] == [True, True, False]
    assert [f'value="{done}"' in piece for done, piece in enumerate(pieces[:2], start=1)] == [True, True]
    assert "encore moins d’une minute" in pieces[0]
    assert "<html" not in "".join(pieces)
    assert digest_of(export) in pieces[2]


def test_without_scripts_the_button_gathers_and_leads_back(client, organisation, reader):
    export = ask_export(organisation=organisation)

    answer = client.post(reverse("federation_go", args=[organisation.key, export.pk]), follow=True)

    assert answer.request["PATH_INFO"] == page_of(export)
    assert digest_of(export) in answer.text


def test_looking_at_an_export_gathers_nothing(client, organisation, reader):
    export = ask_export(organisation=organisation)

    client.get(page_of(export))
    client.get(page_of(export), headers=HTMX)

    assert not FederationLine.objects.exists()


@pytest.mark.parametrize("suffix", KINDS)
def test_a_file_is_offered_only_once_every_school_is_in_it(client, organisation, reader, suffix):
    export = ask_export(organisation=organisation)
    address = reverse("federation_file", args=[organisation.key, export.pk, suffix])

    early = client.get(address).status_code
    work_for(export, seconds=60)
    file = client.get(address)

    assert (early, file.status_code) == (404, 200)
    assert file["Content-Disposition"] == f'attachment; filename="{organisation.key}-{export.as_of}.{suffix}"'
    assert len(b"".join(file.streaming_content)) > 100


def test_the_digest_on_the_page_is_that_of_the_file(client, organisation, reader):
    export = finish(organisation)

    page = client.get(page_of(export)).text
    file = client.get(reverse("federation_file", args=[organisation.key, export.pk, "jsonl"]))

    assert hashlib.sha256(b"".join(file.streaming_content)).hexdigest() in page


def test_an_export_of_another_federation_is_out_of_reach(client, organisation, reader):
    other = finish(make_organisation(make_school()))

    statuses = [
        client.get(page_of(other)).status_code,
        client.get(reverse("federation_export", args=[organisation.key, other.pk])).status_code,
        client.get(reverse("federation_file", args=[organisation.key, other.pk, "csv"])).status_code,
        client.post(reverse("federation_go", args=[organisation.key, other.pk])).status_code,
    ]

    assert statuses == [404] * 4


def test_the_older_of_two_whole_exports_gives_way(client, organisation, reader):
    make_classroom(make_teacher(organisation.schools.get()))
    finish(organisation)
    FederationExport.objects.update(as_of=finish(organisation).as_of - timedelta(days=1))
    Classroom.objects.all().delete()

    latest = finish(organisation)

    assert client.get(home(organisation)).context["export"] == latest
