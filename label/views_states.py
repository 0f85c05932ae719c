"""The states that a school has frozen, and two of them side by side."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from label.assessing import assess
from label.forms_states import FreezeForm
from label.freezing import freeze_state, remove_state, restore_state
from label.grid import read_grid
from label.models import FrozenState
from label.state import facts_of
from label.two_states import two_states
from progress.views import coordinated_school
from schools.access import Request, acts, allow, is_coordinator
from schools.models import School, SchoolYear
from schools.typed import typed_fields

TODAY = "aujourdhui"


@allow(is_coordinator)
def school_states(request: Request, key: str) -> HttpResponse:
    """The states that stand, and a form to freeze today's."""
    school = coordinated_school(request, key)
    form = FreezeForm(typed_fields(request))
    if request.method == "POST" and form.is_valid():
        _freeze(request, school, form.cleaned_data["note"])
        return redirect("school_states", key)
    context = {
        "school": school,
        "form": form,
        "states": _states(school),
        "levels": {level.key: level.title for level in read_grid(school.language).levels},
    }
    return render(request, "label/states.html", context, status=422 if request.method == "POST" else 200)


def _states(school: School) -> list[FrozenState]:
    """Give the states of a school, those of the latest day first, without their facts."""
    rows = FrozenState.objects.standing().filter(school=school)
    return list(rows.select_related("year").defer("facts").order_by("-as_of", "-frozen_at"))


def _freeze(request: Request, school: School, note: str) -> None:
    report, assessment = assess(school, year=SchoolYear.objects.current().start, as_of=localdate())
    state, is_new = freeze_state(school=school, report=report, assessment=assessment, note=note, author=request.user)
    if not is_new:
        messages.info(request, _("Rien n’a changé depuis l’état déjà figé aujourd’hui : c’est le même, il reste seul."))
        return
    undo = reverse("state_remove", args=[school.key, state.pk])
    day = date_format(state.as_of, "j F Y")
    messages.success(request, _("L’état du %(day)s est figé.") % {"day": day}, extra_tags=f"undo:{undo}")


def _state(request: Request, key: str, pk: UUID) -> FrozenState:
    return get_object_or_404(FrozenState, school=coordinated_school(request, key), pk=pk)


@allow(is_coordinator)
@acts("school_states")
def state_remove(request: Request, key: str, pk: UUID) -> HttpResponse:
    remove_state(state=_state(request, key, pk))
    undo = reverse("state_restore", args=[key, pk])
    messages.success(request, _("L’état figé est retiré."), extra_tags=f"undo:{undo}")
    return redirect("school_states", key)


@allow(is_coordinator)
@acts("school_states")
def state_restore(request: Request, key: str, pk: UUID) -> HttpResponse:
    restore_state(state=_state(request, key, pk))
    messages.success(request, _("L’état figé est de retour."))
    return redirect("school_states", key)


@allow(is_coordinator)
def school_compare(request: Request, key: str) -> HttpResponse:
    """Two frozen states, or one and today's, side by side; last year's and today's unless others are asked for."""
    school = coordinated_school(request, key)
    states = _states(school)
    before, after = request.GET.get("avant", ""), request.GET.get("apres", TODAY)
    earlier = _chosen(states, before) if before else _last_year(states)
    context = {"school": school, "states": states, "before": earlier, "after": after, "today": localdate()}
    if earlier is not None:
        compared = two_states(earlier.facts, _facts(school, states, after), read_grid(school.language))
        context["compared"] = compared
    return render(request, "label/compare.html", context)


def _chosen(states: list[FrozenState], wanted: str) -> FrozenState:
    """Give the school's state of that address; any other one is a 404."""
    for state in states:
        if str(state.pk) == wanted:
            return state
    raise Http404


def _last_year(states: list[FrozenState]) -> FrozenState | None:
    """Give the latest state of last school year; else the earliest there is."""
    start = SchoolYear.objects.current().start - 1
    return next((state for state in states if state.year_id == start), states[-1] if states else None)


def _facts(school: School, states: list[FrozenState], wanted: str) -> str:
    if wanted != TODAY:
        return _chosen(states, wanted).facts
    return facts_of(*assess(school, year=SchoolYear.objects.current().start, as_of=localdate()))
