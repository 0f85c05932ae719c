"""A school's plan for two years: its words, its actions, what became of them, and the plan that follows."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.utils.timezone import localdate, now

from label.models import ActionPlan, ActionState, PlanAction
from schools.models import School, SchoolYear, User

PLAN_YEARS = 2
MOST_ACTIONS = 20
"""Most actions of a plan: more are not a plan but a list."""
TWO_YEARS = timedelta(weeks=104)
CLOSED = (ActionState.DONE, ActionState.DROPPED)


def running_plan(school: School, start: int) -> ActionPlan | None:
    """Give the plan that covers a school year."""
    return ActionPlan.objects.filter(school=school, start__gt=start - PLAN_YEARS, start__lte=start).first()


def ended_plan(school: School, start: int) -> ActionPlan | None:
    """Give the last plan whose two years are over."""
    return ActionPlan.objects.filter(school=school, start__lte=start - PLAN_YEARS).first()


def first_day(plan: ActionPlan) -> date:
    return SchoolYear(start=plan.start_id).first_day


def last_day(plan: ActionPlan) -> date:
    return SchoolYear(start=plan.start_id + PLAN_YEARS - 1).last_day


def in_order(actions: Iterable[PlanAction]) -> list[PlanAction]:
    """Sort actions as people need them: those whose day has come, then the next ones, then what is over."""
    return sorted(actions, key=lambda row: (row.state in CLOSED, not row.is_due, row.due_on, row.text))


@transaction.atomic
def save_plan(*, school: School, start: int, state_of_play: str, aims: str, author: User) -> ActionPlan:
    """Write the words of the plan that begins in a school year; saving again corrects them."""
    year, _created = SchoolYear.objects.get_or_create(start=start)
    given = {"state_of_play": state_of_play, "aims": aims, "saved_by": author}
    plan, _created = ActionPlan.objects.update_or_create(school=school, start=year, defaults=given)
    return plan


@transaction.atomic
def add_action(*, plan: ActionPlan, axis: str, text: str, indicator: str, carried_by: str, due_on: date) -> PlanAction:
    """Add an action to a plan; the same one sent twice is kept once."""
    ActionPlan.objects.select_for_update().get(pk=plan.pk)
    given = {"indicator": indicator, "carried_by": carried_by}
    action, _created = PlanAction.objects.standing().get_or_create(
        school_id=plan.school_id, plan=plan, axis=axis, text=text, due_on=due_on, removed_at=None, defaults=given
    )
    return action


def change_action(
    *, action: PlanAction, axis: str, text: str, indicator: str, carried_by: str, due_on: date
) -> PlanAction:
    """Correct the words, the axis or the day of an action."""
    action.axis, action.text, action.indicator = axis, text, indicator
    action.carried_by, action.due_on = carried_by, due_on
    action.save(update_fields=["axis", "text", "indicator", "carried_by", "due_on"])
    return action


def review_action(*, action: PlanAction, state: str, review: str, reviewed_on: date | None) -> PlanAction:
    """Note where an action stands; one that is over, or of which something is said, has its day of review."""
    is_said = state in CLOSED or bool(review)
    action.state, action.review = state, review
    action.reviewed_on = (reviewed_on or localdate()) if is_said else None
    action.save(update_fields=["state", "review", "reviewed_on"])
    return action


def remove_action(*, action: PlanAction) -> PlanAction:
    """Take an action out of its plan."""
    action.removed_at = action.removed_at or now()
    action.save(update_fields=["removed_at"])
    return action


@transaction.atomic
def restore_action(*, action: PlanAction) -> PlanAction:
    """Undo that, unless the same action has been written again meanwhile."""
    ActionPlan.objects.select_for_update().get(pk=action.plan_id)
    twins = PlanAction.objects.standing().filter(
        plan=action.plan_id, axis=action.axis, text=action.text, due_on=action.due_on
    )
    if not twins.exists():
        action.removed_at = None
        action.save(update_fields=["removed_at"])
    return action


@transaction.atomic
def carry_over(*, plan: ActionPlan, start: int, author: User) -> ActionPlan:
    """Begin the next two years from a plan that has ended: its words, and the actions that are not over.

    Each action gets its day again two years later; a plan that has already begun is given as it is.
    """
    year, _created = SchoolYear.objects.get_or_create(start=start)
    given = {"state_of_play": plan.state_of_play, "aims": plan.aims, "saved_by": author}
    following, created = ActionPlan.objects.get_or_create(school_id=plan.school_id, start=year, defaults=given)
    if created:
        for action in plan.actions.filter(removed_at=None).exclude(state__in=CLOSED):
            add_action(
                plan=following,
                axis=action.axis,
                text=action.text,
                indicator=action.indicator,
                carried_by=action.carried_by,
                due_on=min(max(action.due_on + TWO_YEARS, first_day(following)), last_day(following)),
            )
    return following
