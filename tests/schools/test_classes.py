"""Teachers make classes: what the form takes, what it refuses, and what it keeps."""

import pytest
from django.test import Client
from django.urls import reverse

from common.levels import GRADES
from schools.models import Classroom, SchoolYear
from tests.plain import path_of, press, tree
from tests.world import make_classroom, make_teacher, teacher_of


@pytest.fixture
def teacher(db):
    return make_teacher()


@pytest.fixture
def desk(client, teacher) -> Client:
    client.force_login(teacher)
    return client


def create(desk: Client, *, label: str = "P5 B", grades=("P5",), headcount="24"):
    """Fill the form in as a teacher does, and press its button."""
    page = desk.get(reverse("classroom_new"))
    return press(desk, page, "create", label=label, grades=grades, headcount=str(headcount))


def described() -> list[tuple]:
    """Give every class as its label, grades, headcount and numbers of pupils."""
    rows = Classroom.objects.order_by("label", "grades")
    return [
        (row.label, row.grades, row.headcount, [pupil.number for pupil in row.pupils.present()])
        for row in rows.prefetch_related("pupils")
    ]


@pytest.mark.parametrize("headcount", [0, 1, 40, 60])
def test_a_class_gets_as_many_numbered_pupils_as_the_form_says(desk, headcount):
    page = create(desk, headcount=headcount)

    assert described() == [("P5 B", ("P5",), headcount, list(range(1, headcount + 1)))]
    assert path_of(page) == reverse("classroom_pupils", args=[Classroom.objects.get().pk])
    assert len(tree(page).xpath("//*[@data-pupil]")) == headcount


@pytest.mark.parametrize("grades", [("P5",), ("P1", "P2"), ("P6", "S1", "S2"), GRADES])
def test_a_class_may_span_grades(desk, grades):
    create(desk, grades=grades)

    assert described() == [("P5 B", grades, 24, list(range(1, 25)))]


def test_a_new_class_belongs_to_its_teacher_in_this_school_and_year(desk, teacher):
    create(desk)

    classroom = Classroom.objects.get()

    assert teacher_of(classroom) == teacher
    assert (classroom.school, classroom.year) == (teacher.memberships.get().school, SchoolYear.objects.current())
    assert (classroom.is_open, classroom.join_code, classroom.archived_at) == (False, "", None)


def test_a_form_sent_twice_makes_one_class(desk):
    first, second = create(desk), create(desk)

    assert path_of(first) == path_of(second)
    assert described() == [("P5 B", ("P5",), 24, list(range(1, 25)))]


def test_the_same_label_with_other_grades_is_another_class(desk):
    create(desk, grades=("P5",), headcount=2)

    create(desk, grades=("P6",), headcount=3)

    assert described() == [("P5 B", ("P5",), 2, [1, 2]), ("P5 B", ("P6",), 3, [1, 2, 3])]


def test_two_teachers_may_each_have_a_class_of_the_same_name(desk, teacher):
    other = make_teacher(teacher.memberships.get().school)
    make_classroom(other, label="P5 B", headcount=1)

    create(desk, headcount=2)

    assert described() == [("P5 B", ("P5",), 1, [1]), ("P5 B", ("P5",), 2, [1, 2])]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("headcount", "61"),
        ("headcount", "-1"),
        ("headcount", "beaucoup"),
        ("headcount", ""),
        ("headcount", "2,5"),
        ("headcount", "9" * 400),
        ("label", ""),
        ("label", "   "),
        ("label", "x" * 61),
        ("grades", ()),
        ("grades", ("P7",)),
        ("grades", ("P5", "<b>")),
    ],
)
def test_what_cannot_be_a_class_is_refused_at_its_field(desk, field, value):
    page = create(desk, **{field: value})

    assert list(page.context["form"].errors) == [field]
    assert tree(page).find_class("error-text")
    assert not Classroom.objects.exists()


def test_a_refused_form_keeps_what_was_typed(desk):
    page = create(desk, label="P5 « B » <l’étage>", grades=("P5", "P6"), headcount=61)

    form = next(form for form in tree(page).forms if "label" in form.fields)
    kept = [(name, value) for name, value in form.form_values() if name in {"label", "grades", "headcount"}]
    assert kept == [("label", "P5 « B » <l’étage>"), ("grades", "P5"), ("grades", "P6"), ("headcount", "61")]


def test_a_refused_form_ties_its_message_to_the_field(desk):
    page = create(desk, headcount=61)

    field = tree(page).get_element_by_id("id_headcount")
    message = tree(page).get_element_by_id("id_headcount_error")
    assert field.get("aria-invalid") == "true"
    assert "60" in message.text_content()


@pytest.mark.parametrize("grade", ["P1", "P4"])
def test_classes_of_the_youngest_use_pictures(db, grade):
    classroom = make_classroom(grades=(grade, "P5"))

    assert classroom.uses_pictures


@pytest.mark.parametrize("grade", ["P5", "S6"])
def test_older_classes_use_a_pin(db, grade):
    classroom = make_classroom(grades=(grade,))

    assert not classroom.uses_pictures


def test_an_archived_class_leaves_the_lists_and_comes_back_by_the_undo(desk, teacher):
    classroom = make_classroom(teacher, opened=True)
    page = desk.get(reverse("classroom_pupils", args=[classroom.pk]))

    archived = press(desk, page, "archive")
    restored = next(form for form in tree(archived).forms if form.get("action").endswith("/restaurer/"))
    desk.post(restored.get("action"))

    assert not tree(archived).xpath("//*[@data-classroom]")
    classroom.refresh_from_db()
    assert (classroom.archived_at, classroom.is_open) == (None, False)
    assert len(tree(desk.get(reverse("classrooms"))).xpath("//*[@data-classroom]")) == 1
