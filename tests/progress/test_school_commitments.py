"""What a whole school promises itself: the charter it adopts, its commitments, their reviews and their poster."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from library.models import Charter
from library.reading import Scope
from progress.commitments import adopt_charter, make_commitment, review_commitment
from progress.forms import MOST_RUNNING
from progress.models import CharterAdoption, Commitment
from progress.school_report import school_report
from schools.models import SchoolYear
from tests.progress.test_queries import COUNTS, measured
from tests.world import (
    make_adoption,
    make_classroom,
    make_coordinator,
    make_school,
    make_school_commitment,
    make_teacher,
    teacher_of,
)
from tests.world import (
    make_commitment as make_class_commitment,
)


@pytest.fixture
def school(content, client):
    school = make_school()
    client.force_login(make_coordinator(school))
    return school


def lines():
    return [line for line in Charter.objects.get().spec.lines if line.scope is Scope.SCHOOL]


def adopt(client, school, **data):
    given = {
        "year": SchoolYear.objects.current().start,
        "adopted_by": "le conseil de participation",
        "made_on": localdate(),
        "due_on": localdate() + timedelta(weeks=6),
        "lines": [line.key for line in lines()[:2]],
    }
    return client.post(reverse("charter_adopt", args=[school.key]), given | data)


def own(**data):
    given = {
        "text": "Nous gardons les ordinateurs huit ans.",
        "carried_by": "l’économat",
        "level": "sociétal",
        "made_on": localdate(),
        "due_on": localdate() + timedelta(weeks=4),
    }
    return given | data


def test_a_council_adopts_the_charter_and_promises_the_chosen_lines(client, school):
    for _click in range(2):
        adopt(client, school)

    adoption = CharterAdoption.objects.get()
    assert (adoption.school, adoption.adopted_by, adoption.adopted_on) == (
        school,
        "le conseil de participation",
        localdate(),
    )
    promised = Commitment.objects.of_school(school)
    assert {(row.text, row.level, row.carried_by) for row in promised} == {
        (line.text, line.level.value, "toute l’école") for line in lines()[:2]
    }
    assert promised.count() == 2


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"adopted_by": ""}, "adopted_by"),
        ({"adopted_by": "x" * 81}, "adopted_by"),
        ({"lines": []}, "lines"),
        ({"lines": ["inconnue"]}, "lines"),
        ({"year": "1998"}, "year"),
        ({"made_on": "2999-01-01"}, "made_on"),
        ({"due_on": localdate() + timedelta(days=27)}, "due_on"),
    ],
)
def test_an_adoption_with_a_mistake_is_given_back_with_what_was_typed(client, school, data, field):
    page = adopt(client, school, **data)

    assert page.status_code == 422
    assert page.context["form"].errors[field]
    assert data.get("adopted_by", "le conseil de participation") in page.text
    assert (CharterAdoption.objects.count(), Commitment.objects.count()) == (0, 0)


def test_an_adoption_is_undone_and_comes_back(client, school):
    adoption = make_adoption(school)
    shown = []

    for act in ("charter_withdraw", "charter_restore"):
        client.post(reverse(act, args=[school.key, adoption.year_id]))
        shown.append(client.get(reverse("school_commitments", args=[school.key])).text.count("data-adoption"))

    assert shown == [0, 1]


def test_the_charter_is_adopted_again_the_year_after_with_the_promises_that_run(client, school):
    year = SchoolYear.objects.current()
    adopt(client, school)

    form = client.get(reverse("charter_adopt", args=[school.key])).context["form"]
    adopt(client, school, year=year.start + 1, lines=[line.key for line in lines()[:3]])

    assert form["lines"].value() == [line.key for line in lines()[:2]]
    assert sorted(CharterAdoption.objects.values_list("year", flat=True)) == [year.start, year.start + 1]
    assert Commitment.objects.of_school(school).count() == 3


def test_a_school_carries_a_dozen_promises_at_most(client, school):
    for number in range(MOST_RUNNING - 1):
        make_school_commitment(school, f"Nous essayons {number}.")

    page = adopt(client, school)

    assert page.status_code == 422
    assert page.context["form"].errors["lines"]


def test_a_school_promises_in_its_own_words_and_says_what_became_of_it(client, school):
    client.post(reverse("school_commitment_new", args=[school.key]), own())
    made = Commitment.objects.of_school(school).get()
    Commitment.objects.update(made_on=localdate() - timedelta(weeks=4))

    answer = client.post(reverse("commitment_page", args=[made.pk]), {"outcome": "en-partie", "next_step": "arreter"})

    made.refresh_from_db()
    assert (made.classroom, made.carried_by, made.outcome) == (None, "l’économat", "en-partie")
    assert answer["Location"] == reverse("school_commitments", args=[school.key])


def test_a_schools_promise_that_is_kept_goes_on_as_the_schools(content):
    school = make_school()
    made = make_school_commitment(school, made_on=localdate() - timedelta(weeks=6), due_on=localdate())

    review_commitment(
        commitment=made, outcome="tenu", helped="", hindered="", next_step="garder", author=make_coordinator(school)
    )

    assert Commitment.objects.running().of_school(school).get().follows == made


@pytest.mark.parametrize(
    "name", ["commitment_page", "commitment_withdraw", "commitment_restore", "commitment_unreview"]
)
def test_only_the_coordination_of_the_school_writes_on_its_promises(client, school, name):
    made = make_school_commitment(school)
    people = [make_teacher(school), make_coordinator(), make_coordinator(school)]
    statuses = []

    for person in people:
        client.force_login(person)
        statuses.append(client.post(reverse(name, args=[made.pk]), {}).status_code)

    assert statuses == [404, 404, 422 if name == "commitment_page" else 302]


def test_a_coordinator_does_not_write_on_the_promises_of_a_class(client, school):
    made = make_class_commitment(make_classroom(make_teacher(school)))

    page = client.get(reverse("commitment_page", args=[made.pk]))

    assert page.status_code == 404


def test_teachers_of_the_school_read_its_promises_and_are_not_offered_to_write(client, school):
    made = make_school_commitment(school)
    make_adoption(school)
    client.force_login(make_teacher(school))

    page = client.get(reverse("school_commitments", args=[school.key]))

    assert made.text in page.text
    acts = [reverse("charter_adopt", args=[school.key]), reverse("commitment_page", args=[made.pk]), "<form method"]
    assert [act in page.text.split("<main")[1] for act in acts] == [False, False, False]


def test_the_page_of_the_school_leads_to_its_promises(client, school):
    page = client.get(reverse("school_page", args=[school.key]))

    assert reverse("school_commitments", args=[school.key]) in page.text


def test_what_the_school_promises_is_never_a_classs(client, content):
    classroom = make_classroom()
    school = classroom.school
    year = SchoolYear.objects.current()
    make_class_commitment(classroom, "Nous, la classe.")
    before = school_report(school, year=year.start, as_of=localdate())
    make_school_commitment(school, "Nous, l’école.")
    client.force_login(teacher_of(classroom))

    pages = [client.get(reverse(name, args=[classroom.pk])).text for name in ("classroom_page", "classroom_talks")]
    ours = client.get(reverse("school_commitments", args=[school.key])).text

    assert school_report(school, year=year.start, as_of=localdate()) == before
    assert [("Nous, la classe." in page, "Nous, l’école." in page) for page in pages] == [(True, False)] * 2
    assert ("Nous, la classe." in ours, "Nous, l’école." in ours) == (False, True)
    assert [row.text for row in classroom.commitments.all()] == ["Nous, la classe."]


def test_the_same_words_may_be_a_classs_and_the_schools(content):
    classroom = make_classroom()

    made = [
        make_commitment(
            school=classroom.school,
            classroom=whose,
            text="Nous réparons.",
            carried_by="nous",
            level="individuel",
            made_on=localdate(),
            due_on=localdate() + timedelta(weeks=4),
            author=teacher_of(classroom),
        )
        for whose in (classroom, None, classroom, None)
    ]

    assert [row.classroom for row in made] == [classroom, None, classroom, None]
    assert Commitment.objects.count() == 2


@pytest.mark.parametrize("reviewed", [False, True])
def test_the_lists_cost_the_same_for_one_and_three_promises(client, content, reviewed):
    costs, shown = [], []

    for count in COUNTS:
        classroom = make_classroom()
        school = classroom.school
        then = {"made_on": localdate() - timedelta(weeks=6), "due_on": localdate()}
        for number in range(count):
            make_class_commitment(classroom, f"Nous essayons {number}.", **then)
            make_school_commitment(school, f"Nous essayons {number}.", **then)
            make_adoption(school, SchoolYear.objects.current().start + number)
        if reviewed:
            Commitment.objects.update(reviewed_on=localdate(), outcome="tenu", next_step="arreter")
        client.force_login(teacher_of(classroom))
        pages = [
            measured(client.get, reverse("classroom_page", args=[classroom.pk])),
            measured(client.get, reverse("classroom_talks", args=[classroom.pk])),
            measured(client.get, reverse("school_commitments", args=[school.key])),
            measured(client.get, reverse("classroom_poster", args=[classroom.pk])),
        ]
        costs.append([cost for _page, cost in pages])
        shown.append([page.text.count("data-commitment") for page, _cost in pages[1:3]])

    assert shown == [[1, 1], [3, 3]]
    assert costs[0] == costs[1]


def test_adopting_twice_corrects_and_keeps_one(content):
    school = make_school()
    first = make_adoption(school)

    again = adopt_charter(
        school=school,
        start=first.year_id,
        adopted_on=localdate(),
        adopted_by="le conseil d’élèves",
        lines=(),
        due_on=localdate() + timedelta(weeks=6),
        author=make_coordinator(school),
    )

    assert (again.pk, CharterAdoption.objects.get().adopted_by) == (first.pk, "le conseil d’élèves")
