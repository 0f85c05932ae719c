"""Writes on what a class or a school promises itself; each can be repeated and undone."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from library.reading import CharterLine
from progress.models import CharterAdoption, Commitment, NextStep
from schools.models import Classroom, School, SchoolYear, User

FIRST_REVIEW = timedelta(weeks=6)
"""When a promise is looked at again, unless people choose another day."""


def next_review_day() -> date:
    """Give the day that is proposed for the review of what is decided today."""
    return localdate() + FIRST_REVIEW


class TooEarly(ValueError):
    """A promise cannot be looked at again yet; the argument is the first day when it can."""


def _hold(school: School, classroom: Classroom | None) -> None:
    """Let nobody else write on the promises of the class or of the school meanwhile."""
    if classroom is None:
        School.objects.select_for_update().get(pk=school.pk)
    else:
        Classroom.objects.select_for_update().get(pk=classroom.pk)


@transaction.atomic
def make_commitment(
    *,
    school: School,
    classroom: Classroom | None = None,
    text: str,
    carried_by: str,
    level: str,
    made_on: date,
    due_on: date,
    author: User,
    follows: Commitment | None = None,
) -> Commitment:
    """Write a promise down, a school's where there is no class; the same one sent twice is kept once."""
    _hold(school, classroom)
    commitment, _created = Commitment.objects.get_or_create(
        school=school,
        classroom=classroom,
        text=text,
        made_on=made_on,
        withdrawn_at=None,
        defaults={
            "carried_by": carried_by,
            "level": level,
            "due_on": due_on,
            "recorded_by": author,
            "follows": follows,
        },
    )
    return commitment


@transaction.atomic
def review_commitment(
    *, commitment: Commitment, outcome: str, helped: str, hindered: str, next_step: str, author: User
) -> Commitment:
    """Write down what became of a promise; reviewing again corrects it and keeps the first day.

    A promise that is kept goes on as a new one; raise TooEarly before enough weeks have passed.
    """
    if not commitment.may_be_reviewed:
        raise TooEarly(commitment.first_review_on)
    _hold(commitment.school, commitment.classroom)
    commitment.reviewed_on = commitment.reviewed_on or localdate()
    commitment.outcome, commitment.next_step = outcome, next_step
    commitment.helped, commitment.hindered = helped, hindered
    commitment.save(update_fields=["reviewed_on", "outcome", "next_step", "helped", "hindered"])
    if next_step == NextStep.KEEP:
        _go_on(commitment, author)
    else:
        _stop_going_on(commitment)
    return commitment


def _go_on(commitment: Commitment, author: User) -> None:
    """Promise the same again from today on, once."""
    if commitment.followed_by.standing().exists():
        return
    make_commitment(
        school=commitment.school,
        classroom=commitment.classroom,
        text=commitment.text,
        carried_by=commitment.carried_by,
        level=commitment.level,
        made_on=localdate(),
        due_on=next_review_day(),
        author=author,
        follows=commitment,
    )


def _stop_going_on(commitment: Commitment) -> None:
    """Take back the same promise made again, as long as nobody has looked at it."""
    commitment.followed_by.running().filter(text=commitment.text).update(withdrawn_at=now())


@transaction.atomic
def undo_review(*, commitment: Commitment) -> Commitment:
    """Take back a review that was noted today by mistake, and the promise that went on from it."""
    if commitment.noted_today:
        _stop_going_on(commitment)
        commitment.reviewed_on = None
        commitment.outcome = commitment.next_step = commitment.helped = commitment.hindered = ""
        commitment.save(update_fields=["reviewed_on", "outcome", "next_step", "helped", "hindered"])
    return commitment


def withdraw_commitment(*, commitment: Commitment) -> Commitment:
    """Take a promise off the list; it can come back."""
    commitment.withdrawn_at = commitment.withdrawn_at or now()
    commitment.save(update_fields=["withdrawn_at"])
    return commitment


@transaction.atomic
def restore_commitment(*, commitment: Commitment) -> Commitment:
    """Undo a withdrawal, unless the same promise was made again meanwhile."""
    _hold(commitment.school, commitment.classroom)
    twins = Commitment.objects.standing().filter(
        school=commitment.school, classroom=commitment.classroom, text=commitment.text, made_on=commitment.made_on
    )
    if not twins.exists():
        commitment.withdrawn_at = None
        commitment.save(update_fields=["withdrawn_at"])
    return commitment


@transaction.atomic
def adopt_charter(
    *,
    school: School,
    start: int,
    adopted_on: date,
    adopted_by: str,
    lines: Iterable[CharterLine],
    due_on: date,
    author: User,
) -> CharterAdoption:
    """Note that the charter is the school's for a year, and promise the chosen lines; noting it again corrects it."""
    year, _created = SchoolYear.objects.get_or_create(start=start)
    given = {"adopted_on": adopted_on, "adopted_by": adopted_by, "recorded_by": author, "withdrawn_at": None}
    adoption, _created = CharterAdoption.objects.update_or_create(school=school, year=year, defaults=given)
    running = set(Commitment.objects.running().of_school(school).values_list("text", flat=True))
    for line in lines:
        if line.text not in running:
            make_commitment(
                school=school,
                text=line.text,
                carried_by=_("toute l’école"),
                level=line.level.value,
                made_on=adopted_on,
                due_on=due_on,
                author=author,
            )
    return adoption


def withdraw_adoption(*, adoption: CharterAdoption) -> CharterAdoption:
    """Take back that the charter was adopted; the school's commitments stay."""
    adoption.withdrawn_at = adoption.withdrawn_at or now()
    adoption.save(update_fields=["withdrawn_at"])
    return adoption


def restore_adoption(*, adoption: CharterAdoption) -> CharterAdoption:
    """Undo that."""
    adoption.withdrawn_at = None
    adoption.save(update_fields=["withdrawn_at"])
    return adoption
