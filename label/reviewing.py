"""A school's declarations read by another one: the secret link, who may read, what is noted and answered."""

import secrets
from enum import StrEnum
from hashlib import sha256

from django.db import transaction
from django.utils.timezone import now

from label.grid import CriterionSpec, GridSpec
from label.models import REVIEW_LASTS, Declaration, Evidence, EvidenceQuerySet, Review, ReviewNote, ReviewQuerySet
from schools.models import School, SchoolYear, User

MOST_OPEN = 5
"""Most links of a school that wait for their reader at once."""


class Door(StrEnum):
    """What somebody who opens a link finds behind it."""

    OPEN = "open"
    MINE = "mine"
    OWN = "own"
    """The link of one's own school: it is for another one."""
    TAKEN = "taken"
    CLOSED = "closed"


def digest_of(token: str) -> str:
    """Give the only trace of a link that is kept."""
    return sha256(token.encode()).hexdigest()


@transaction.atomic
def invite_review(*, school: School, start: int, author: User) -> tuple[Review, str]:
    """Make a link for another school's coordination; give the reading, and the secret that is never seen again."""
    year, _created = SchoolYear.objects.get_or_create(start=start)
    token = secrets.token_urlsafe(32)
    moment = now()
    review = Review.objects.create(
        school=school,
        year=year,
        digest=digest_of(token),
        invited_by=author,
        invited_at=moment,
        expires_at=moment + REVIEW_LASTS,
    )
    return review, token


def withdraw_review(*, review: Review) -> Review:
    """Shut a link, whoever holds it; a finished reading stays."""
    if review.finished_at is None:
        review.withdrawn_at = review.withdrawn_at or now()
        review.save(update_fields=["withdrawn_at"])
    return review


def restore_review(*, review: Review) -> Review:
    """Undo that; the link opens again until its day."""
    review.withdrawn_at = None
    review.save(update_fields=["withdrawn_at"])
    return review


def is_known(digest: str) -> bool:
    """Tell whether a link was ever given, open or not."""
    return Review.objects.filter(digest=digest).exists()


def door_of(digest: str, user: User) -> tuple[Door, Review | None]:
    """Tell what a link opens for a person; the reading is given only where they may know of it."""
    links = Review.objects.standing().filter(digest=digest, expires_at__gt=now())
    review = links.select_related("school", "year").first()
    if review is None:
        return Door.CLOSED, None
    if readings_of(user).filter(pk=review.pk).exists():
        return Door.MINE, review
    if School.objects.coordinated_by(user).filter(pk=review.school_id).exists():
        return Door.OWN, None
    if _is_taken(review):
        return Door.TAKEN, None
    return Door.OPEN, review


def _is_taken(review: Review) -> bool:
    return review.finished_at is not None or review.reviewer_id is not None or review.reviewing_school_id is not None


def _held_open(review: Review) -> Review | None:
    """Hold a reading against everybody else, as long as one can write in it."""
    return Review.objects.select_for_update().open_now().filter(pk=review.pk).first()


@transaction.atomic
def start_review(*, review: Review, reviewer: User, school: School) -> bool:
    """Bind a reading to the first who starts it, and to their school; False where somebody was quicker."""
    held = _held_open(review)
    if held is None or _is_taken(held):
        return held is not None and held.reviewer_id == reviewer.pk
    held.reviewer, held.reviewing_school = reviewer, school
    held.save(update_fields=["reviewer", "reviewing_school"])
    return True


def readings_of(user: User) -> ReviewQuerySet:
    """Give the readings bound to a person who still coordinates the reading school, as long as their links last."""
    bound = Review.objects.standing().filter(reviewer=user, reviewing_school__in=School.objects.coordinated_by(user))
    return bound.filter(expires_at__gt=now())


def claims_of(review: Review, grid: GridSpec) -> list[tuple[CriterionSpec, Declaration]]:
    """Give what a reader may read, in the order of the grid: declared criteria for which something is claimed."""
    rows = Declaration.objects.filter(school=review.school_id, year=review.year_id, points__gt=0)
    by_code = {row.code: row for row in rows}
    return [(spec, by_code[spec.code]) for spec in grid.criteria if spec.is_declared and spec.code in by_code]


def pieces_of(review: Review) -> EvidenceQuerySet:
    """Give the files that a reader may have: those of what the school claims for the year."""
    claimed = Declaration.objects.filter(school=review.school_id, year=review.year_id, points__gt=0)
    return Evidence.objects.standing().filter(school=review.school_id, declaration__in=claimed)


@transaction.atomic
def write_note(*, review: Review, code: str, verdict: str, comment: str) -> ReviewNote | None:
    """Note what the reader thinks of a declaration; noting it again corrects it. Nothing is noted once it is over."""
    held = _held_open(review)
    if held is None:
        return None
    note, _created = ReviewNote.objects.update_or_create(
        school_id=held.school_id, review=held, code=code, defaults={"verdict": verdict, "comment": comment}
    )
    return note


@transaction.atomic
def finish_review(*, review: Review, grid: GridSpec) -> bool:
    """End a reading once each claim has its note; False where some are missing, or where nothing is claimed."""
    held = _held_open(review)
    if held is None:
        return False
    claimed = {spec.code for spec, _declaration in claims_of(held, grid)}
    noted = set(held.notes.values_list("code", flat=True))
    if not claimed or claimed - noted:
        return False
    held.finished_at = now()
    held.save(update_fields=["finished_at"])
    return True


def answer_note(*, note: ReviewNote, answer: str) -> ReviewNote:
    """Write down what the school answers to a note; answering again corrects it."""
    note.answer = answer
    note.save(update_fields=["answer"])
    return note
