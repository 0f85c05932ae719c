"""The school's plan for two years: what it starts from, what it aims at, and its actions."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from label.forms import ActionForm, ActionReviewForm, PlanForm
from label.grid import GridSpec, read_grid
from label.models import ActionPlan, PlanAction
from label.planning import (
    add_action,
    carry_over,
    change_action,
    ended_plan,
    first_day,
    in_order,
    last_day,
    remove_action,
    restore_action,
    review_action,
    running_plan,
    save_plan,
)
from label.timeline import Mark, timeline_svg
from label.views_declared import PLAN_CRITERION
from progress.views import coordinated_school
from schools.access import Request, acts, allow, is_coordinator
from schools.models import School, SchoolYear
from schools.typed import typed_fields


def _start() -> int:
    return SchoolYear.objects.current().start


def _plan(school: School) -> ActionPlan:
    """Give the plan that runs; without one there is nothing to act on."""
    plan = running_plan(school, _start())
    if plan is None:
        raise Http404
    return plan


def _shown(school: School, plan: ActionPlan | None) -> dict[str, Any]:
    """Give what the plan's page and its print show."""
    grid = read_grid(school.language)
    actions = in_order(plan.actions.filter(removed_at=None)) if plan else []
    axes = {axis.code: axis for axis in grid.axes}
    lines = [(number, action, axes.get(action.axis)) for number, action in enumerate(actions, 1)]
    return {
        "school": school,
        "plan": plan,
        "lines": lines,
        "years": f"{plan.start_id}-{plan.start_id + 2}" if plan else "",
        "timeline": _timeline(plan, grid, actions) if plan and actions else "",
        "criterion": PLAN_CRITERION if any(spec.code == PLAN_CRITERION for spec in grid.criteria) else "",
    }


def _timeline(plan: ActionPlan, grid: GridSpec, actions: list[PlanAction]) -> str:
    marks = [Mark(number, row.axis, row.due_on, row.state, row.text) for number, row in enumerate(actions, 1)]
    used = [axis for axis in grid.axes if any(mark.axis == axis.code for mark in marks)]
    rows = [(axis.code, str(axis.title)) for axis in used]
    return timeline_svg(marks, rows, first=first_day(plan), last=last_day(plan), today=localdate())


@allow(is_coordinator)
def plan_page(request: Request, key: str) -> HttpResponse:
    """The plan: its words, its actions over two years, those whose day has come first."""
    school = coordinated_school(request, key)
    plan = running_plan(school, _start())
    ended = None if plan else ended_plan(school, _start())
    return render(request, "label/plan.html", _shown(school, plan) | {"ended": ended})


@allow(is_coordinator)
def plan_print(request: Request, key: str) -> HttpResponse:
    """The plan as a table, to be printed, hung up and annotated."""
    school = coordinated_school(request, key)
    return render(request, "label/plan_print.html", _shown(school, running_plan(school, _start())))


@allow(is_coordinator)
def plan_edit(request: Request, key: str) -> HttpResponse:
    """The words of the plan; without one, a new one begins this school year."""
    school = coordinated_school(request, key)
    plan = running_plan(school, _start())
    form = PlanForm(typed_fields(request), plan=plan)
    if request.method == "POST" and form.is_valid():
        start = plan.start_id if plan else _start()
        save_plan(school=school, start=start, author=request.user, **form.cleaned_data)
        messages.success(request, _("Le plan est enregistré."))
        return redirect("plan_page", key)
    status = 422 if request.method == "POST" else 200
    return render(request, "label/plan_edit.html", {"school": school, "plan": plan, "form": form}, status=status)


@allow(is_coordinator)
@acts("plan_page")
def plan_carry(request: Request, key: str) -> HttpResponse:
    """Begin two more years from the plan that has ended."""
    school = coordinated_school(request, key)
    ended = ended_plan(school, _start())
    if ended is None:
        raise Http404
    carry_over(plan=ended, start=_start(), author=request.user)
    messages.success(request, _("Le nouveau plan reprend le précédent : relisez l’état des lieux et les dates."))
    return redirect("plan_page", key)


@allow(is_coordinator)
def plan_action_new(request: Request, key: str) -> HttpResponse:
    """Add an action to the plan."""
    school = coordinated_school(request, key)
    plan = running_plan(school, _start())
    if plan is None:
        messages.info(request, _("Commencez par l’état des lieux : les actions en découlent."))
        return redirect("plan_edit", key)
    standing = plan.actions.filter(removed_at=None).count()
    axes = read_grid(school.language).axes
    form = ActionForm(typed_fields(request), plan=plan, axes=axes, standing=standing)
    if request.method == "POST" and form.is_valid():
        action = add_action(plan=plan, **form.cleaned_data)
        undo = reverse("plan_action_remove", args=[key, action.pk])
        messages.success(request, _("L’action est au plan."), extra_tags=f"undo:{undo}")
        return redirect("plan_page", key)
    context = {"school": school, "form": form, "action": None}
    return render(request, "label/plan_action_edit.html", context, status=422 if request.method == "POST" else 200)


def _action(school: School, pk: UUID) -> PlanAction:
    rows = PlanAction.objects.select_related("plan").filter(school=school, plan=_plan(school))
    return get_object_or_404(rows, pk=pk)


def _standing_action(school: School, pk: UUID) -> PlanAction:
    action = _action(school, pk)
    if action.removed_at:
        raise Http404
    return action


@allow(is_coordinator)
def plan_action_edit(request: Request, key: str, pk: UUID) -> HttpResponse:
    """Correct an action."""
    school = coordinated_school(request, key)
    action = _standing_action(school, pk)
    axes = read_grid(school.language).axes
    form = ActionForm(typed_fields(request), plan=action.plan, axes=axes, action=action)
    if request.method == "POST" and form.is_valid():
        change_action(action=action, **form.cleaned_data)
        messages.success(request, _("L’action est corrigée."))
        return redirect("plan_page", key)
    context = {"school": school, "form": form, "action": action}
    return render(request, "label/plan_action_edit.html", context, status=422 if request.method == "POST" else 200)


@allow(is_coordinator)
def plan_action(request: Request, key: str, pk: UUID) -> HttpResponse:
    """One action: where it stands, and what it has taught."""
    school = coordinated_school(request, key)
    action = _standing_action(school, pk)
    form = ActionReviewForm(typed_fields(request), action=action)
    if request.method == "POST" and form.is_valid():
        review_action(action=action, **form.cleaned_data)
        messages.success(request, _("C’est noté."))
        return redirect("plan_page", key)
    titles = {axis.code: axis.title for axis in read_grid(school.language).axes}
    context = {"school": school, "form": form, "action": action, "axis": titles.get(action.axis, "")}
    return render(request, "label/plan_action.html", context, status=422 if request.method == "POST" else 200)


@allow(is_coordinator)
@acts("plan_page")
def plan_action_remove(request: Request, key: str, pk: UUID) -> HttpResponse:
    remove_action(action=_action(coordinated_school(request, key), pk))
    undo = reverse("plan_action_restore", args=[key, pk])
    messages.success(request, _("L’action est retirée du plan."), extra_tags=f"undo:{undo}")
    return redirect("plan_page", key)


@allow(is_coordinator)
@acts("plan_page")
def plan_action_restore(request: Request, key: str, pk: UUID) -> HttpResponse:
    restore_action(action=_action(coordinated_school(request, key), pk))
    messages.success(request, _("L’action est de retour."))
    return redirect("plan_page", key)
