"""The coordination sends a kind word to classes that have lived nothing for a while; a class puts it away."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from progress.models import Nudge
from progress.nudges import (
    QuietClass,
    Situation,
    draft_for,
    note_seen,
    nudge_classes,
    quiet_classes,
    take_back_nudges,
    trained_in,
)
from progress.views import coordinated_school
from schools.access import Request, acts, allow, is_coordinator, is_teacher
from schools.models import Classroom


@allow(is_coordinator)
def school_nudges(request: Request, key: str) -> HttpResponse:
    """A ready message for each situation in which classes are, never a list of late ones sent around."""
    school = coordinated_school(request, key)
    quiet = quiet_classes(school)
    if request.method == "POST":
        return _nudge(request, key, quiet)
    cards = request.build_absolute_uri(reverse("cards"))
    groups = []
    for situation in Situation:
        rows = [row for row in quiet if row.situation is situation]
        if rows:
            draft = draft_for(situation, school=school, card_address=cards)
            addresses = sorted({address for row in rows for address in row.addresses})
            groups.append({"key": situation.value, "rows": rows, "draft": draft, "mailtos": draft.mailtos(addresses)})
    context = {"school": school, "groups": groups, "trained": trained_in(school)}
    return render(request, "progress/school_nudges.html", context)


def _nudge(request: Request, key: str, quiet: list[QuietClass]) -> HttpResponse:
    """Leave the word on the class pages of one situation, and say on how many."""
    wanted = request.POST.get("situation")
    made = nudge_classes(
        classrooms=[row.classroom for row in quiet if row.situation.value == wanted], user=request.user
    )
    if made:
        told = ngettext("Petit mot laissé à %(n)s classe.", "Petit mot laissé à %(n)s classes.", len(made))
        undo = reverse("school_nudges_undo", args=[key])
        messages.success(request, told % {"n": len(made)}, extra_tags=f"undo:{undo}")
    else:
        messages.info(request, _("Ces classes ont déjà reçu un petit mot il y a moins de deux semaines."))
    return redirect("school_nudges", key)


@allow(is_coordinator)
@acts("school_nudges")
def school_nudges_undo(request: Request, key: str) -> HttpResponse:
    taken = take_back_nudges(school=coordinated_school(request, key), user=request.user)
    told = ngettext("%(n)s petit mot repris.", "%(n)s petits mots repris.", taken)
    messages.success(request, told % {"n": taken})
    return redirect("school_nudges", key)


@allow(is_teacher)
@acts("classrooms", same_argument=False)
def nudge_seen(request: Request, pk: int) -> HttpResponse:
    taught = Classroom.objects.active().taught_by(request.user)
    nudge = get_object_or_404(Nudge.objects.filter(classroom__in=taught), pk=pk)
    note_seen(nudge=nudge)
    return redirect("classroom_page", nudge.classroom_id)
