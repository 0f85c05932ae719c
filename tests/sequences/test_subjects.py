"""The discipline in which a class of secondary school lives a step."""

import pytest
from django.urls import reverse

from common.levels import Band
from schools.models import Role, Teaching
from sequences.models import Mode, StepRecord
from sequences.services import record_step
from sequences.subjects import Subject, have_subjects
from tests.plain import press, tree, words
from tests.world import make_assignment, make_classroom, make_teacher, make_user, teacher_of


@pytest.fixture
def assignment(content):
    return make_assignment(make_classroom(grades=("S3",), headcount=3))


@pytest.fixture
def desk(client, assignment):
    """The browser of the class's teacher."""
    client.force_login(teacher_of(assignment.classroom))
    return client


def page_of(desk, assignment):
    return desk.get(reverse("assignment_page", args=[assignment.pk]))


def note(assignment, step, subject, teacher=None):
    """Note a step in a discipline, by the class's teacher unless somebody else is named."""
    teacher = teacher or teacher_of(assignment.classroom)
    return record_step(assignment=assignment, step=step, mode=Mode.PAPER, present=1, subject=subject, teacher=teacher)


def keys_of(assignment):
    return [step.key for step in assignment.revision.spec.steps]


def choices(page):
    return tree(page).xpath("//select[@name='subject']")


def lines_of(page):
    return tree(page).xpath("//*[@data-step]")


def noted(assignment):
    return list(assignment.records.standing().order_by("recorded_at").values_list("step", "subject"))


def test_a_class_of_secondary_school_notes_the_discipline_of_a_step(desk, assignment):
    first = keys_of(assignment)[0]

    page = press(desk, page_of(desk, assignment), f"record-{first}", subject="sciences")

    assert noted(assignment) == [(first, Subject.SCIENCE)]
    assert "sciences · 3 présents" in words(page)


def test_the_discipline_may_stay_unsaid(desk, assignment):
    first = keys_of(assignment)[0]

    press(desk, page_of(desk, assignment), f"record-{first}", subject="")

    assert noted(assignment) == [(first, "")]


def test_an_unknown_discipline_is_refused(desk, assignment):
    first = keys_of(assignment)[0]
    address = reverse("step_record", args=[assignment.pk, first])

    page = desk.post(address, {"mode": "papier", "present": "3", "subject": "magie"})

    assert (page.status_code, noted(assignment)) == (422, [])


def test_the_last_discipline_of_the_teacher_in_this_class_is_proposed_next(desk, assignment):
    first, second, third = keys_of(assignment)[:3]
    press(desk, page_of(desk, assignment), f"record-{first}", subject="arts")

    page = page_of(desk, assignment)
    press(desk, page, f"record-{second}")
    press(desk, page, f"record-{third}")

    assert choices(page)[0].value == "arts"
    assert noted(assignment) == [(first, "arts"), (second, "arts"), (third, "arts")]


def test_what_a_colleague_or_another_class_noted_is_not_proposed(desk, assignment):
    teacher, step = teacher_of(assignment.classroom), keys_of(assignment)[0]
    colleague = make_user(assignment.school, Role.TEACHER)
    Teaching.objects.create(school=assignment.school, classroom=assignment.classroom, user=colleague)
    note(assignment, step, "histoire", colleague)
    note(make_assignment(make_classroom(teacher, grades=("S4",))), step, "langues")

    assert StepRecord.objects.last_subject(teacher, assignment.classroom) == ""
    assert choices(page_of(desk, assignment))[0].value == ""


def test_a_discipline_that_was_undone_is_not_proposed(desk, assignment):
    record = note(assignment, keys_of(assignment)[0], "education-physique")
    undone = press(desk, page_of(desk, assignment), f"undo-{record.pk}")

    assert choices(undone)[0].value == ""


def test_noting_a_step_again_corrects_its_discipline(assignment):
    first = keys_of(assignment)[0]

    for subject in ("francais", "langues"):
        note(assignment, first, subject)

    assert noted(assignment) == [(first, "langues")]


def test_the_choice_stands_once_on_a_page_so_that_it_stays_light(desk, assignment):
    page = page_of(desk, assignment)

    assert (len(choices(page)), len(lines_of(page)) > 5) == (1, True)


@pytest.mark.parametrize(("grades", "shown"), [(("P5",), 0), (("P6", "S1"), 1), (("S1", "S2"), 1)])
def test_only_classes_with_grades_of_secondary_school_are_asked(client, content, grades, shown):
    assignment = make_assignment(make_classroom(make_teacher(), grades=grades))
    client.force_login(teacher_of(assignment.classroom))

    page = page_of(client, assignment)
    press(client, page, f"record-{keys_of(assignment)[0]}")

    assert len(choices(page)) == shown
    assert noted(assignment) == [(keys_of(assignment)[0], "")]


def test_disciplines_begin_with_secondary_school():
    assert [have_subjects(bands) for bands in ((), (Band.P12, Band.P56), (Band.P56, Band.S12), (Band.S56,))] == [
        False,
        False,
        True,
        True,
    ]
