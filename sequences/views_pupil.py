"""What waits for a pupil today."""

from django.http import HttpResponse
from django.shortcuts import render

from quizzes.models import Attempt, Debate, Sitting
from schools.access import PupilRequest, for_pupils
from sequences.models import Assignment


@for_pupils
def pupil_today(request: PupilRequest) -> HttpResponse:
    """The quizzes that the teacher has opened, and the sequence that the class is living."""
    classroom = request.pupil.classroom
    sittings = (
        Sitting.objects.running().filter(classroom=classroom).select_related("revision__parent").order_by("-opened_at")
    )
    attempts = {row.sitting_id: row for row in Attempt.objects.filter(pupil=request.pupil, sitting__in=sittings)}
    assignment = Assignment.objects.standing().filter(classroom=classroom).select_related("revision").first()
    context = {
        "tasks": [(sitting, sitting.spec, attempts.get(sitting.pk)) for sitting in sittings],
        "sequence": assignment.revision.spec if assignment else None,
        "debate": Debate.objects.running().filter(classroom=classroom).exists(),
    }
    return render(request, "sequences/today.html", context)
