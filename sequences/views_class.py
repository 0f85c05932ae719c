"""A teacher runs a sequence with a class: launch, note, undo."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from quizzes.models import Sitting
from schools.access import Request, acts, allow, is_teacher
from schools.models import Classroom
from schools.typed import typed_fields
from sequences.forms import RecordForm
from sequences.models import MODE_OF_SCREENS, Assignment, Mode, StepRecord
from sequences.services import (
    archive_classroom,
    launch_quiz,
    record_step,
    redo_record,
    restore_assignment,
    restore_classroom,
    undo_record,
    withdraw_assignment,
)
from sequences.specs import Step
from sequences.subjects import have_subjects


def _taught(request: Request, pk: UUID, *, withdrawn: bool = False) -> Assignment:
    rows = Assignment.objects.taught_by(request.user).select_related("classroom", "revision__parent")
    return get_object_or_404(rows if withdrawn else rows.standing(), pk=pk)


def _step(assignment: Assignment, key: str) -> Step:
    try:
        return assignment.revision.spec.step(key)
    except KeyError:
        raise Http404 from None


@allow(is_teacher)
def assignment_page(request: Request, pk: UUID) -> HttpResponse:
    """The steps of a sequence with what the class has lived of them."""
    return _page(request, _taught(request, pk))


@dataclass(frozen=True)
class Running:
    """How many pupils have started and finished a quiz that is open."""

    record: UUID
    started: int
    finished: int


@dataclass(frozen=True)
class Line:
    """A step of the sequence as the class page shows it."""

    step: Step
    records: tuple[StepRecord, ...]
    undone: StepRecord | None
    running: Running | None
    form: RecordForm


def _page(request: Request, assignment: Assignment, *, refused: tuple[str, RecordForm] | None = None) -> HttpResponse:
    spec = assignment.revision.spec
    running = _running(assignment)
    subject = _last_subject(request, assignment)
    records: dict[str, list[StepRecord]] = {step.key: [] for step in spec.steps}
    undone: dict[str, StepRecord] = {}
    for record in assignment.records.exclude(present=None):
        if record.undone_at is None:
            records[record.step].append(record)
        else:
            undone[record.step] = record
    lines = []
    for step in spec.steps:
        form = _record_form(assignment, step, running.get(step.key), subject)
        if refused and refused[0] == step.key:
            form = refused[1]
        lines.append(Line(step, tuple(records[step.key]), undone.get(step.key), running.get(step.key), form))
    context = {
        "assignment": assignment,
        "classroom": assignment.classroom,
        "spec": spec,
        "lines": lines,
        "next_line": next((line for line in lines if not line.records), None),
    }
    status = 422 if refused and request.method == "POST" else 200
    return render(request, "sequences/assignment.html", context, status=status)


def _running(assignment: Assignment) -> dict[str, Running]:
    """Give the quizzes that are open for the assignment, by step."""
    counted = Sitting.objects.running().annotate(
        started=Count("attempts"), finished=Count("attempts", filter=Q(attempts__finished_at__isnull=False))
    )
    rows = counted.filter(record__assignment=assignment, record__undone_at=None)
    counts = rows.values_list("record__step", "record__pk", "started", "finished")
    return {step: Running(record, started, finished) for step, record, started, finished in counts}


def _last_subject(request: Request, assignment: Assignment) -> str | None:
    """Give the discipline that the teacher noted last for the class; None for a class that has no disciplines."""
    classroom = assignment.classroom
    if not have_subjects(classroom.bands):
        return None
    return StepRecord.objects.last_subject(request.user, classroom)


def _record_form(assignment: Assignment, step: Step, running: Running | None, subject: str | None) -> RecordForm:
    headcount = assignment.classroom.headcount
    mode = Mode.TABLETS if running else MODE_OF_SCREENS[step.screens]
    present = running.started or headcount if running else headcount
    return RecordForm(
        headcount=headcount,
        has_subjects=subject is not None,
        initial={"mode": mode, "present": present, "subject": subject},
        auto_id=f"id_{step.key}_%s",
    )


def _to_step(assignment_id: UUID, step: str) -> HttpResponse:
    """Lead back to the step, not to the top of the page."""
    return redirect(f"{reverse('assignment_page', args=[assignment_id])}#{step}")


@allow(is_teacher)
def step_record(request: Request, pk: UUID, step: str) -> HttpResponse:
    """Note that the step was lived; by GET, only what had been typed before signing in again is shown."""
    assignment = _taught(request, pk)
    lived = _step(assignment, step)
    fields = typed_fields(request)
    if fields is None:
        return _to_step(assignment.pk, step)
    subject = _last_subject(request, assignment)
    form = RecordForm(
        fields,
        headcount=assignment.classroom.headcount,
        has_subjects=subject is not None,
        initial={"subject": subject},
        auto_id=f"id_{step}_%s",
    )
    if request.method != "POST" or not form.is_valid():
        return _page(request, assignment, refused=(step, form))
    record = record_step(assignment=assignment, step=step, teacher=request.user, **form.cleaned_data)
    undo = reverse("record_undo", args=[record.pk])
    messages.success(request, _("Étape notée : %(title)s.") % {"title": lived.title}, extra_tags=f"undo:{undo}")
    return _to_step(assignment.pk, step)


@allow(is_teacher)
@acts("assignment_page")
def step_launch(request: Request, pk: UUID, step: str) -> HttpResponse:
    assignment = _taught(request, pk)
    lived = _step(assignment, step)
    if not lived.quiz:
        raise Http404
    launch_quiz(assignment=assignment, step=step, teacher=request.user)
    if assignment.classroom.is_open:
        messages.success(request, _("Le quiz est ouvert : les élèves le voient sur leur tablette."))
    else:
        messages.info(request, _("Le quiz est prêt. Ouvrez maintenant la classe pour que les élèves puissent entrer."))
    return _to_step(assignment.pk, step)


@allow(is_teacher)
@acts("classrooms", same_argument=False)
def record_undo(request: Request, pk: UUID) -> HttpResponse:
    record = get_object_or_404(StepRecord.objects.taught_by(request.user).select_related("sitting"), pk=pk)
    undo_record(record=record)
    redo = reverse("record_redo", args=[pk])
    messages.success(
        request, _("L’étape n’est plus notée ; les réponses des élèves sont gardées."), extra_tags=f"undo:{redo}"
    )
    return _to_step(record.assignment_id, record.step)


@allow(is_teacher)
@acts("classrooms", same_argument=False)
def record_redo(request: Request, pk: UUID) -> HttpResponse:
    record = get_object_or_404(StepRecord.objects.taught_by(request.user), pk=pk)
    redo_record(record=record)
    messages.success(request, _("L’étape est de nouveau notée."))
    return _to_step(record.assignment_id, record.step)


@allow(is_teacher)
@acts("assignment_page")
def assignment_withdraw(request: Request, pk: UUID) -> HttpResponse:
    assignment = _taught(request, pk, withdrawn=True)
    withdraw_assignment(assignment=assignment)
    undo = reverse("assignment_restore", args=[pk])
    messages.success(request, _("La séquence est retirée de la classe."), extra_tags=f"undo:{undo}")
    return redirect("classroom_page", assignment.classroom_id)


@allow(is_teacher)
@acts("assignment_page")
def assignment_restore(request: Request, pk: UUID) -> HttpResponse:
    assignment = restore_assignment(assignment=_taught(request, pk, withdrawn=True))
    messages.success(request, _("La séquence est de retour."))
    return redirect("assignment_page", assignment.pk)


@allow(is_teacher)
@acts("classroom_page")
def classroom_archive(request: Request, pk: UUID) -> HttpResponse:
    classroom = get_object_or_404(Classroom.objects.active().taught_by(request.user), pk=pk)
    archive_classroom(classroom=classroom)
    undo = reverse("classroom_restore", args=[pk])
    messages.success(
        request, _("La classe %(label)s est archivée.") % {"label": classroom.label}, extra_tags=f"undo:{undo}"
    )
    return redirect("classrooms")


@allow(is_teacher)
@acts("classroom_page")
def classroom_restore(request: Request, pk: UUID) -> HttpResponse:
    classroom = get_object_or_404(Classroom.objects.taught_by(request.user), pk=pk)
    restore_classroom(classroom=classroom)
    messages.success(request, _("La classe %(label)s est de retour.") % {"label": classroom.label})
    return redirect("classroom_page", pk)
