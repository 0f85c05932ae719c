"""Writes on what a class was given and has lived; each can be repeated and undone."""

from datetime import date

from django.db import transaction
from django.utils.timezone import localdate, now

from quizzes.models import Quiz, Sitting
from quizzes.pairs import close_pairs_of
from quizzes.services import close_sitting, sitting_of_today
from quizzes.votes import close_debates
from schools.models import Classroom, User
from schools.services import close_session
from sequences.models import Assignment, Mode, Sequence, StepRecord


class TooManyPresent(ValueError):
    """More pupils are said to be present than the class counts."""


@transaction.atomic
def assign_sequence(*, sequence: Sequence, classroom: Classroom, teacher: User) -> Assignment:
    """Give a sequence to a class; giving it again is the same assignment, with what the class had lived of it."""
    Classroom.objects.select_for_update().get(pk=classroom.pk)
    given = Assignment.objects.filter(classroom=classroom, revision__parent=sequence)
    standing = given.standing().first()
    if standing is not None:
        return standing
    lived = given.filter(records__undone_at=None, records__isnull=False).first()
    if lived is not None:
        return restore_assignment(assignment=lived)
    return Assignment.objects.create(
        school_id=classroom.school_id, classroom=classroom, revision=sequence.published_revision, assigned_by=teacher
    )


@transaction.atomic
def withdraw_assignment(*, assignment: Assignment) -> Assignment:
    """Take a sequence off a class and close its quizzes; what was lived stays, and can come back."""
    for sitting in Sitting.objects.running().filter(record__assignment=assignment):
        close_sitting(sitting=sitting)
    assignment.withdrawn_at = assignment.withdrawn_at or now()
    assignment.save(update_fields=["withdrawn_at"])
    return assignment


@transaction.atomic
def restore_assignment(*, assignment: Assignment) -> Assignment:
    """Undo a withdrawal, unless the class was given the sequence again meanwhile: then that one stands."""
    Classroom.objects.select_for_update().get(pk=assignment.classroom_id)
    standing = Assignment.objects.standing().filter(
        classroom_id=assignment.classroom_id, revision__parent=assignment.revision.parent
    )
    other = standing.first()
    if other is not None:
        return other
    assignment.withdrawn_at = None
    assignment.save(update_fields=["withdrawn_at"])
    return assignment


@transaction.atomic
def launch_quiz(*, assignment: Assignment, step: str, teacher: User) -> Sitting:
    """Open the quiz of a step on the tablets; while it runs, launching it again is the same sitting.

    A quiz that has been retired since the class was given the sequence still opens. What was already noted of the step
    today stays as it was noted.
    """
    held = Assignment.objects.select_for_update().get(pk=assignment.pk)
    quiz_key = assignment.revision.spec.step(step).quiz
    running = StepRecord.objects.standing().filter(assignment=held, step=step, sitting__closed_at=None)
    record = running.exclude(sitting=None).select_related("sitting").first()
    if record is not None:
        return record.sitting
    known = Quiz.objects.of_product().filter(language=assignment.revision.parent.language)
    quiz = known.select_related("current").get(key=quiz_key)
    sitting = sitting_of_today(quiz=quiz, classroom=assignment.classroom, teacher=teacher)
    StepRecord.objects.filter(sitting=sitting).update(sitting=None)
    today, _created = StepRecord.objects.get_or_create(
        school_id=held.school_id,
        assignment=held,
        step=step,
        day=localdate(),
        undone_at=None,
        defaults={"mode": Mode.TABLETS, "recorded_by": teacher},
    )
    today.sitting = sitting
    today.save(update_fields=["sitting"])
    return sitting


@transaction.atomic
def record_step(
    *,
    assignment: Assignment,
    step: str,
    mode: str,
    present: int,
    teacher: User,
    subject: str = "",
    day: date | None = None,
) -> StepRecord:
    """Note that the class lived a step on a day; noting it again corrects it. A quiz that runs for it is closed.

    Raises TooManyPresent, and KeyError for a step that the sequence does not have.
    """
    if present > assignment.classroom.headcount:
        raise TooManyPresent(assignment.classroom.headcount)
    assignment.revision.spec.step(step)
    held = Assignment.objects.select_for_update().get(pk=assignment.pk)
    record, _created = StepRecord.objects.update_or_create(
        school_id=held.school_id,
        assignment=held,
        step=step,
        day=day or localdate(),
        undone_at=None,
        defaults={"mode": mode, "present": present, "subject": subject, "recorded_by": teacher},
    )
    for sitting in Sitting.objects.running().filter(record__assignment=held, record__step=step):
        close_sitting(sitting=sitting)
    return record


@transaction.atomic
def undo_record(*, record: StepRecord) -> StepRecord:
    """Take a record back; answers that pupils gave meanwhile stay, and their sitting closes."""
    if record.sitting is not None:
        close_sitting(sitting=record.sitting)
    record.undone_at = record.undone_at or now()
    record.save(update_fields=["undone_at"])
    return record


@transaction.atomic
def redo_record(*, record: StepRecord) -> StepRecord:
    """Undo an undoing, unless the step was noted again for that day: then that one stands."""
    Assignment.objects.select_for_update().get(pk=record.assignment_id)
    standing = StepRecord.objects.standing().filter(
        assignment_id=record.assignment_id, step=record.step, day=record.day
    )
    other = standing.first()
    if other is not None:
        return other
    record.undone_at = None
    record.save(update_fields=["undone_at"])
    return record


@transaction.atomic
def archive_classroom(*, classroom: Classroom) -> Classroom:
    """Put a class away: it, what it has open is closed, and it leaves every list; nothing of it is lost."""
    for sitting in Sitting.objects.running().filter(classroom=classroom):
        close_sitting(sitting=sitting)
    close_pairs_of(classroom=classroom)
    close_debates(classroom=classroom)
    close_session(classroom=classroom)
    classroom.archived_at = classroom.archived_at or now()
    classroom.save(update_fields=["archived_at"])
    return classroom


def restore_classroom(*, classroom: Classroom) -> Classroom:
    """Take a class back out of the archive."""
    classroom.archived_at = None
    classroom.save(update_fields=["archived_at"])
    return classroom
