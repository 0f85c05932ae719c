"""What a class talks about and decides outside its sequences: cards, stories, promises."""

from collections.abc import Iterable
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from progress.models import Commitment
from progress.stances import stances_of_class
from progress.texts import quizzes_with_texts
from progress.views_commitments import commitment_lists
from quizzes.models import Sitting
from quizzes.specs import QuizKind
from schools.access import Request, allow, is_school_staff
from schools.models import Classroom
from sequences.models import CardDiscussion


@allow(is_school_staff)
def classroom_talks(request: Request, pk: UUID) -> HttpResponse:
    """The cards that the class has talked about, its stories, and what it has promised itself."""
    visible = Classroom.objects.active().visible_to(request.user).select_related("school")
    classroom = get_object_or_404(visible, pk=pk)
    told = Sitting.objects.filter(classroom=classroom, revision__parent__kind=QuizKind.DISSONANCE)
    every = list(told.select_related("revision__parent", "pair", "record").order_by("-opened_at"))
    sittings = [row for row in every if not row.is_paired and not hasattr(row, "record")]
    stances, waiting = stances_of_class(_of_same_quizzes(every, sittings))
    context = {
        "classroom": classroom,
        "may_act": Classroom.objects.taught_by(request.user).filter(pk=pk).exists(),
        "discussions": CardDiscussion.objects.standing().filter(classroom=classroom).select_related("card"),
        "sittings": sittings,
        "stances": stances,
        "waiting": waiting,
        "texts": quizzes_with_texts(sittings),
        **commitment_lists(request, Commitment.objects.filter(classroom=classroom)),
        "poster_a3": reverse("classroom_poster", args=[pk]),
        "poster_a4": reverse("classroom_poster_a4", args=[pk]),
    }
    return render(request, "progress/talks.html", context)


def _of_same_quizzes(every: Iterable[Sitting], sittings: Iterable[Sitting]) -> list[Sitting]:
    """Give every sitting of the quizzes of some, so that each page tells a quiz by the same one of its sittings."""
    quizzes = {sitting.revision.parent_id for sitting in sittings}
    return [sitting for sitting in every if sitting.revision.parent_id in quizzes]
