"""Where a class stands."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from common.http import page_or_partial
from progress.advice import next_advice
from progress.class_report import class_report
from progress.models import Commitment, Nudge
from progress.texts import texts_of_class
from schools.access import Request, allow, is_school_staff, is_teacher
from schools.models import Classroom, School
from schools.secrets import shown_class_code
from sequences.models import Assignment

PROMISES_SHOWN = 3


@allow(is_school_staff)
def classroom_page(request: Request, pk: UUID) -> HttpResponse:
    """Pupils × steps of one sequence, what was hard, what the class thinks, and what to do next."""
    classroom = get_object_or_404(Classroom.objects.active().visible_to(request.user), pk=pk)
    assignments = list(Assignment.objects.standing().filter(classroom=classroom).select_related("revision__parent"))
    wanted = request.GET.get("sequence", "")
    shown = next((row for row in assignments if str(row.pk) == wanted), assignments[0] if assignments else None)
    if shown is not None:
        shown.classroom = classroom
    report = class_report(shown) if shown else None
    may_act = Classroom.objects.taught_by(request.user).filter(pk=pk).exists()
    context = {
        "classroom": classroom,
        "may_act": may_act,
        "nudge": Nudge.objects.shown_today().filter(classroom=classroom).first() if may_act else None,
        "assignments": assignments,
        "shown": shown,
        "report": report,
        "withdrawn": Assignment.objects.exclude(withdrawn_at=None)
        .filter(classroom=classroom)
        .select_related("revision__parent"),
        "advice": next_advice(classroom, shown, report),
        "code": shown_class_code(classroom.join_code) if classroom.is_open else "",
        "promises": Commitment.objects.running().filter(classroom=classroom)[:PROMISES_SHOWN],
        "locked": classroom.pupils.present().exclude(locked_at=None),
    }
    return page_or_partial(request, "progress/classroom.html", "progress", context)


@allow(is_teacher)
def classroom_texts(request: Request, pk: UUID, quiz: str) -> HttpResponse:
    """The short texts of a quiz under the pupils' numbers, for the teachers of the class and nobody else."""
    classroom = get_object_or_404(Classroom.objects.active().taught_by(request.user), pk=pk)
    read = texts_of_class(classroom, quiz)
    if read is None:
        raise Http404
    return render(request, "progress/texts.html", {"classroom": classroom, "read": read})


def coordinated_school(request: Request, key: str) -> School:
    """Give a school that the person coordinates; any other one is a 404."""
    return get_object_or_404(School.objects.coordinated_by(request.user), key=key)
