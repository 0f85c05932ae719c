"""Writes on what a class promises itself; each can be repeated and undone."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.timezone import localdate, now

from progress.models import Commitment
from schools.models import Classroom, User

FIRST_REVIEW = timedelta(weeks=6)
"""When a promise is looked at again, unless people choose another day; the label asks for four weeks at least."""


@transaction.atomic
def make_commitment(*, classroom: Classroom, text: str, level: str, due_on: date, teacher: User) -> Commitment:
    """Write a promise down; sending the same one twice on a day keeps one."""
    Classroom.objects.select_for_update().get(pk=classroom.pk)
    commitment, _created = Commitment.objects.get_or_create(
        school_id=classroom.school_id,
        classroom=classroom,
        text=text,
        made_on=localdate(),
        withdrawn_at=None,
        defaults={"level": level, "due_on": due_on, "recorded_by": teacher},
    )
    return commitment


def review_commitment(*, commitment: Commitment, outcome: str, review: str) -> Commitment:
    """Write down what became of a promise; reviewing again corrects it and keeps the first day."""
    commitment.reviewed_on = commitment.reviewed_on or localdate()
    commitment.outcome, commitment.review = outcome, review
    commitment.save(update_fields=["reviewed_on", "outcome", "review"])
    return commitment


def withdraw_commitment(*, commitment: Commitment) -> Commitment:
    """Take a promise off the list; it can come back."""
    commitment.withdrawn_at = commitment.withdrawn_at or now()
    commitment.save(update_fields=["withdrawn_at"])
    return commitment


def restore_commitment(*, commitment: Commitment) -> Commitment:
    """Undo a withdrawal."""
    commitment.withdrawn_at = None
    commitment.save(update_fields=["withdrawn_at"])
    return commitment
