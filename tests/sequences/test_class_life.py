"""A class is given a sequence and lives it: every act can be repeated, and taken back."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from quizzes.models import Answer, Quiz, Sitting
from quizzes.services import close_sitting, sitting_of_today
from schools.models import Classroom
from sequences.models import Assignment, Mode, StepRecord
from sequences.services import TooManyPresent, assign_sequence, withdraw_assignment
from tests.plain import form_to, path_of, press, send, tree
from tests.world import answer_all, live_step, make_assignment, make_attempt, make_classroom, teacher_of

MONDAY, TUESDAY = date(2026, 11, 9), date(2026, 11, 10)


@pytest.fixture
def classroom(content) -> Classroom:
    return make_classroom(headcount=3, opened=True)


@pytest.fixture
def assignment(classroom) -> Assignment:
    return make_assignment(classroom)


@pytest.fixture
def desk(client, classroom) -> Client:
    """The browser of the class's teacher."""
    client.force_login(teacher_of(classroom))
    return client


def steps_of(assignment: Assignment, *, quiz: bool) -> list[str]:
    return [step.key for step in assignment.revision.spec.steps if bool(step.quiz) is quiz]


def talk(assignment: Assignment) -> str:
    """Give the key of a step without a quiz."""
    return steps_of(assignment, quiz=False)[0]


def taken_on_tablets(assignment: Assignment) -> str:
    """Give the key of the step with a quiz."""
    return steps_of(assignment, quiz=True)[0]


def assign(desk: Client, classroom: Classroom, key: str = "sq05"):
    page = desk.get(reverse("sequence_page", args=[key]))
    return press(desk, page, "assign", classroom=str(classroom.pk))


def record(desk: Client, assignment: Assignment, step: str, *, mode: str = Mode.NO_SCREEN, present: object = 3):
    page = desk.get(reverse("assignment_page", args=[assignment.pk]))
    return press(desk, page, f"record-{step}", mode=str(mode), present=str(present))


def launch(desk: Client, assignment: Assignment, step: str):
    page = desk.get(reverse("assignment_page", args=[assignment.pk]))
    return press(desk, page, f"launch-{step}")


def undo_of(page):
    """Give the form of the « undo » that a message offers."""
    return next(form for form in tree(page).find_class("messages")[0].iter("form"))


def lived(assignment: Assignment) -> list[tuple]:
    """Give what stands as lived, oldest day first."""
    return [(row.step, row.mode, row.present) for row in assignment.records.standing().exclude(present=None)]


def test_assigning_a_sequence_leads_to_its_page_in_the_class(desk, classroom):
    page = assign(desk, classroom)

    assignment = Assignment.objects.get()
    assert path_of(page) == reverse("assignment_page", args=[assignment.pk])
    assert (assignment.classroom, assignment.school, assignment.assigned_by) == (
        classroom,
        classroom.school,
        teacher_of(classroom),
    )
    assert assignment.revision.parent.key == "sq05"


def test_assigning_twice_is_assigning_once(desk, classroom):
    first, second = assign(desk, classroom), assign(desk, classroom)

    assert path_of(first) == path_of(second)
    assert Assignment.objects.count() == 1


def test_a_withdrawn_sequence_comes_back_by_the_undo_with_what_was_lived(desk, assignment):
    live_step(assignment, talk(assignment))
    page = desk.get(reverse("assignment_page", args=[assignment.pk]))

    withdrawn = press(desk, page, "withdraw")
    gone = Assignment.objects.standing().count()
    send(desk, withdrawn, undo_of(withdrawn))

    assert (gone, Assignment.objects.standing().get()) == (0, assignment)
    assert lived(assignment) == [(talk(assignment), Mode.NO_SCREEN, 1)]


def test_restoring_gives_way_to_a_sequence_that_was_assigned_meanwhile(desk, classroom, assignment):
    desk.post(reverse("assignment_withdraw", args=[assignment.pk]))
    assign(desk, classroom)
    newer = Assignment.objects.standing().get()

    page = desk.post(reverse("assignment_restore", args=[assignment.pk]), follow=True)

    assert path_of(page) == reverse("assignment_page", args=[newer.pk])
    assert Assignment.objects.standing().get() == newer


def test_a_class_may_live_several_sequences(desk, classroom):
    for key in ("sq02", "sq05", "sq08"):
        assign(desk, classroom, key)

    assert Assignment.objects.standing().filter(classroom=classroom).count() == 3


def test_launching_a_quiz_opens_one_sitting_however_often_it_is_pressed(desk, assignment):
    step = taken_on_tablets(assignment)
    page = desk.get(reverse("assignment_page", args=[assignment.pk]))

    for _click in range(2):
        press(desk, page, f"launch-{step}")

    sitting = Sitting.objects.get()
    assert (sitting.is_running, sitting.classroom, sitting.record.step) == (True, assignment.classroom, step)
    assert sitting.revision.parent.key == assignment.revision.spec.step(step).quiz


def test_a_step_without_a_quiz_cannot_be_launched(desk, assignment):
    response = desk.post(reverse("step_launch", args=[assignment.pk, talk(assignment)]))

    assert (response.status_code, Sitting.objects.count()) == (404, 0)


def test_a_launched_quiz_waits_on_the_page_of_its_pupils(desk, assignment):
    page = launch(desk, assignment, taken_on_tablets(assignment))

    assert len(tree(page).xpath("//*[@data-running]")) == 1
    assert lived(assignment) == []


@pytest.mark.parametrize("mode", Mode.values)
def test_a_step_is_recorded_in_each_mode(desk, assignment, mode):
    page = record(desk, assignment, talk(assignment), mode=mode, present=2)

    row = StepRecord.objects.get()
    assert path_of(page) == reverse("assignment_page", args=[assignment.pk])
    assert (row.mode, row.present, row.recorded_by) == (mode, 2, teacher_of(assignment.classroom))


@pytest.mark.parametrize("present", [0, 3])
def test_nobody_and_everybody_may_be_present(desk, assignment, present):
    record(desk, assignment, talk(assignment), present=present)

    assert lived(assignment) == [(talk(assignment), Mode.NO_SCREEN, present)]


@pytest.mark.parametrize("present", ["4", "61", "-1", "", "beaucoup"])
def test_an_impossible_number_of_pupils_is_refused_at_its_field_and_stays_there(desk, assignment, present):
    step = talk(assignment)

    page = record(desk, assignment, step, mode=Mode.PAPER, present=present)

    field, message = (tree(page).get_element_by_id(f"id_{step}_present{end}") for end in ("", "_error"))
    assert (page.status_code, field.get("value", ""), field.get("aria-invalid")) == (422, present, "true")
    assert message.text_content()
    assert tree(page).get_element_by_id(f"id_{step}_mode").value == Mode.PAPER
    assert not StepRecord.objects.exists()


def test_an_unknown_mode_is_refused(desk, assignment):
    address = reverse("step_record", args=[assignment.pk, talk(assignment)])

    response = desk.post(address, {"mode": "télépathie", "present": "2"})

    assert (response.status_code, StepRecord.objects.count()) == (422, 0)


def test_an_unknown_step_is_not_found(desk, assignment):
    statuses = [
        desk.post(reverse(name, args=[assignment.pk, "nulle-part"]), {"mode": "papier", "present": "2"}).status_code
        for name in ("step_record", "step_launch")
    ]

    assert statuses == [404, 404]


def test_a_service_never_notes_more_pupils_than_the_class_counts(assignment):
    with pytest.raises(TooManyPresent):
        live_step(assignment, talk(assignment), present=4)

    assert not StepRecord.objects.exists()


def test_recording_a_step_twice_on_one_day_is_recording_it_once(assignment):
    step = talk(assignment)
    live_step(assignment, step, mode=Mode.PAPER, present=1, day=MONDAY)

    live_step(assignment, step, mode=Mode.TABLETS, present=3, day=MONDAY)

    assert lived(assignment) == [(step, Mode.TABLETS, 3)]


def test_a_step_may_be_lived_on_two_days(assignment):
    step = talk(assignment)

    for day, present in ((TUESDAY, 2), (MONDAY, 3)):
        live_step(assignment, step, present=present, day=day)

    assert lived(assignment) == [(step, Mode.NO_SCREEN, 3), (step, Mode.NO_SCREEN, 2)]


def test_recording_a_step_closes_its_quiz_and_erases_the_key_of_positions(desk, assignment):
    step = taken_on_tablets(assignment)
    launch(desk, assignment, step)

    record(desk, assignment, step, mode=Mode.TABLETS)

    sitting = Sitting.objects.get()
    assert (sitting.is_running, sitting.position_key) == (False, None)
    assert lived(assignment) == [(step, Mode.TABLETS, 3)]


def test_recording_a_step_closes_a_quiz_that_was_launched_the_day_before(desk, assignment):
    step = taken_on_tablets(assignment)
    launch(desk, assignment, step)
    StepRecord.objects.update(day=MONDAY)

    record(desk, assignment, step, mode=Mode.TABLETS)

    assert not Sitting.objects.running().exists()


def test_launching_anew_on_the_same_day_goes_on_with_the_same_sitting(desk, assignment):
    step = taken_on_tablets(assignment)
    launch(desk, assignment, step)
    record(desk, assignment, step)

    launch(desk, assignment, step)

    assert [sitting.is_running for sitting in Sitting.objects.all()] == [True]


def test_the_undo_of_a_record_takes_it_back_and_the_redo_brings_it_again(desk, assignment):
    step = talk(assignment)
    recorded = record(desk, assignment, step)

    undone = send(desk, recorded, undo_of(recorded))
    between = lived(assignment)
    send(desk, undone, undo_of(undone))

    assert (between, lived(assignment)) == ([], [(step, Mode.NO_SCREEN, 3)])


def test_undoing_a_record_keeps_what_pupils_answered(desk, assignment):
    step = taken_on_tablets(assignment)
    launch(desk, assignment, step)
    answer_all(make_attempt(Sitting.objects.get()))
    given = list(Answer.objects.order_by("pk").values())
    recorded = record(desk, assignment, step)

    undone = send(desk, recorded, undo_of(recorded))
    after_undo = list(Answer.objects.order_by("pk").values())
    send(desk, undone, undo_of(undone))

    assert given == after_undo == list(Answer.objects.order_by("pk").values())
    assert not Sitting.objects.running().exists()
    assert len(given) == 10


def test_undoing_twice_is_undoing_once(desk, assignment):
    row = live_step(assignment, talk(assignment))
    desk.post(reverse("record_undo", args=[row.pk]))
    first = StepRecord.objects.get().undone_at

    desk.post(reverse("record_undo", args=[row.pk]))

    assert StepRecord.objects.get().undone_at == first


def test_a_redo_gives_way_to_a_step_that_was_noted_again_for_that_day(desk, assignment):
    step = talk(assignment)
    row = live_step(assignment, step, present=1, day=MONDAY)
    desk.post(reverse("record_undo", args=[row.pk]))
    live_step(assignment, step, present=2, day=MONDAY)

    desk.post(reverse("record_redo", args=[row.pk]))

    assert lived(assignment) == [(step, Mode.NO_SCREEN, 2)]


def test_each_step_of_the_page_has_a_form_that_notes_it(desk, assignment):
    page = desk.get(reverse("assignment_page", args=[assignment.pk]))

    addresses = [reverse("step_record", args=[assignment.pk, step.key]) for step in assignment.revision.spec.steps]
    assert [form_to(page, address).get("method") for address in addresses] == ["post"] * len(addresses)
    assert tree(page).xpath("//@data-step") == [step.key for step in assignment.revision.spec.steps]


def test_a_quiz_with_positions_gets_another_sitting_since_nobody_can_tell_who_gave_theirs(content):
    classroom = make_classroom(grades=("S1",))
    quiz, teacher = Quiz.objects.published().get(key="sq08-histoires"), teacher_of(classroom)
    first = sitting_of_today(quiz=quiz, classroom=classroom, teacher=teacher)
    close_sitting(sitting=first)

    second = sitting_of_today(quiz=quiz, classroom=classroom, teacher=teacher)

    assert (second.pk != first.pk, second.is_running) == (True, True)


def test_withdrawing_and_giving_again_finds_what_was_lived(desk, assignment):
    record(desk, assignment, talk(assignment))
    withdraw_assignment(assignment=assignment)

    again = assign_sequence(
        sequence=assignment.revision.parent,
        classroom=assignment.classroom,
        teacher=teacher_of(assignment.classroom),
    )

    assert (again.pk, again.withdrawn_at) == (assignment.pk, None)


def test_archiving_a_class_closes_its_quizzes(desk, assignment):
    launch(desk, assignment, taken_on_tablets(assignment))

    desk.post(reverse("classroom_archive", args=[assignment.classroom_id]))

    assert not Sitting.objects.running().exists()
