"""Writes on classes and pupils that need more than one save or must be safe to repeat."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from itertools import takewhile

from django.db import IntegrityError, transaction
from django.utils.timezone import now

from schools.models import MAX_HEADCOUNT, Classroom, Membership, Pupil, Role, School, SchoolYear, Teaching, User
from schools.secrets import badge_digest, badge_of, new_class_code, pictures_of, pin_of, same

OPENING = timedelta(hours=4)
"""Longest time a class stays open; the teacher may close it before."""
FREE_FAILURES = 5
LOCKING_FAILURES = 10
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=4)


def school_of(user: User) -> School:
    """Give the school in which a teacher makes new classes: the first one they joined."""
    membership = user.memberships.filter(role=Role.TEACHER).select_related("school").order_by("pk").first()
    if membership is None:
        raise Membership.DoesNotExist
    return membership.school


@transaction.atomic
def create_classroom(
    *, school: School, teacher: User, label: str, grades: Sequence[str], headcount: int, year: SchoolYear | None = None
) -> Classroom:
    """Make a class with pupils numbered from 1 to its headcount; a second one alike on the same day is the same."""
    year = year or SchoolYear.objects.current()
    SchoolYear.objects.get_or_create(start=year.start)
    School.objects.select_for_update().get(pk=school.pk)
    alike = Classroom.objects.active().taught_by(teacher).filter(school=school, year=year, label=label)
    existing = alike.filter(headcount=headcount, grades=tuple(grades)).first()
    if existing is not None:
        return existing
    classroom = Classroom.objects.create(
        school=school, year=year, label=label, grades=tuple(grades), headcount=headcount
    )
    Teaching.objects.create(school=school, classroom=classroom, user=teacher)
    _add_numbers(classroom, headcount)
    return classroom


def _add_numbers(classroom: Classroom, count: int) -> None:
    """Add pupils under the numbers that follow the highest one ever given here."""
    last = classroom.pupils.order_by("-number").values_list("number", flat=True).first() or 0
    pupils = [
        Pupil(school_id=classroom.school_id, classroom=classroom, number=number)
        for number in range(last + 1, last + 1 + count)
    ]
    for pupil in pupils:
        pupil.badge_digest = badge_digest(badge_of(pupil))
    Pupil.objects.bulk_create(pupils)


@transaction.atomic
def write_nicknames(*, classroom: Classroom, nicknames: Sequence[str]) -> None:
    """Give the nicknames, in order, to the pupils of the list.

    A shorter list retires the last pupils, whose work is kept. A longer one first brings back those who stood behind
    under the same nickname or none, then adds new numbers: nobody gets the work of somebody else.
    """
    Classroom.objects.select_for_update().get(pk=classroom.pk)
    present = list(classroom.pupils.present())
    behind = classroom.pupils.exclude(left_at=None).filter(number__gt=present[-1].number if present else 0)
    missing = len(nicknames) - len(present)
    if missing > 0:
        back = _who_come_back(behind, nicknames[len(present) :])
        classroom.pupils.filter(pk__in=[pupil.pk for pupil in back]).update(left_at=None)
        _add_numbers(classroom, missing - len(back))
        present = list(classroom.pupils.present())
    for pupil, nickname in zip(present, nicknames, strict=False):
        pupil.nickname = nickname
    for pupil in present[len(nicknames) :]:
        pupil.left_at = now()
    Pupil.objects.bulk_update(present, ["nickname", "left_at"])
    adjust_headcount(classroom=classroom)


def _who_come_back(behind: Iterable[Pupil], nicknames: Iterable[str]) -> list[Pupil]:
    """Give the retired pupils that the new lines of a list mean again, up to the first that means somebody else."""
    pairs = zip(behind, nicknames, strict=False)
    return [pupil for pupil, _name in takewhile(lambda pair: pair[0].nickname in {"", pair[1]}, pairs)]


def _require_room(classroom: Classroom) -> None:
    """Hold the class, so that nobody else joins meanwhile, and raise ValueError when it is full."""
    Classroom.objects.select_for_update().get(pk=classroom.pk)
    if classroom.pupils.present().count() >= MAX_HEADCOUNT:
        raise ValueError(MAX_HEADCOUNT)


@transaction.atomic
def add_pupil(*, classroom: Classroom) -> Pupil:
    """Add one pupil under a number that nobody has had; raise ValueError when the class is full."""
    _require_room(classroom)
    _add_numbers(classroom, 1)
    adjust_headcount(classroom=classroom)
    return classroom.pupils.order_by("-number")[0]


@transaction.atomic
def remove_pupil(*, pupil: Pupil) -> Pupil:
    """Take a pupil off the class; what the pupil did stays, and coming back brings it back."""
    pupil.left_at = now()
    pupil.save(update_fields=["left_at"])
    adjust_headcount(classroom=pupil.classroom)
    return pupil


@transaction.atomic
def return_pupil(*, pupil: Pupil) -> Pupil:
    """Undo a removal; raise ValueError when the class has filled up meanwhile."""
    _require_room(pupil.classroom)
    pupil.left_at = None
    pupil.save(update_fields=["left_at"])
    adjust_headcount(classroom=pupil.classroom)
    return pupil


def adjust_headcount(*, classroom: Classroom) -> None:
    """Never let the list be longer than the headcount says."""
    present = classroom.pupils.present().count()
    if present != classroom.headcount:
        classroom.headcount = present
        classroom.save(update_fields=["headcount"])


@transaction.atomic
def renew_secret(*, pupil: Pupil) -> Pupil:
    """Void the pupil's pictures, PIN and badge, and sign the pupil out everywhere."""
    pupil.secret_version += 1
    pupil.badge_digest = badge_digest(badge_of(pupil))
    pupil.failures, pupil.waits_until, pupil.locked_at = 0, None, None
    pupil.save()
    return pupil


def unlock_pupil(*, pupil: Pupil) -> None:
    """Let a pupil try again at once."""
    pupil.failures, pupil.waits_until, pupil.locked_at = 0, None, None
    pupil.save(update_fields=["failures", "waits_until", "locked_at"])


def archive_classroom(*, classroom: Classroom) -> Classroom:
    """Put a class away: it is closed and leaves every list; nothing of it is lost."""
    close_session(classroom=classroom)
    classroom.archived_at = classroom.archived_at or now()
    classroom.save(update_fields=["archived_at"])
    return classroom


def restore_classroom(*, classroom: Classroom) -> Classroom:
    """Take a class back out of the archive."""
    classroom.archived_at = None
    classroom.save(update_fields=["archived_at"])
    return classroom


def open_session(*, classroom: Classroom) -> Classroom:
    """Open the class to its pupils under a fresh code; an open class keeps its code."""
    if classroom.is_open:
        return classroom
    while True:
        try:
            with transaction.atomic():
                classroom.join_code = new_class_code()
                classroom.open_until = now() + OPENING
                classroom.opening += 1
                classroom.save(update_fields=["join_code", "open_until", "opening"])
        except IntegrityError:
            continue
        return classroom


def close_session(*, classroom: Classroom) -> Classroom:
    """Close the class: its code opens nothing any more and its pupils are signed out."""
    classroom.join_code, classroom.open_until = "", None
    classroom.save(update_fields=["join_code", "open_until"])
    return classroom


class Entry(Enum):
    """What a try at a pupil's secret gives."""

    OPEN = "open"
    WRONG = "wrong"
    WAIT = "wait"
    LOCKED = "locked"


@dataclass(frozen=True)
class Try:
    """The result of a try, with the seconds to wait before the next one."""

    entry: Entry
    seconds: int = 0


@transaction.atomic
def try_secret(*, pupil: Pupil, given: str) -> Try:
    """Check pictures (joined by commas) or a PIN; wait after 5 wrong tries, lock after 10."""
    held = Pupil.objects.select_for_update(of=("self",)).select_related("classroom").get(pk=pupil.pk)
    if held.locked_at is not None:
        return Try(Entry.LOCKED)
    instant = now()
    if held.waits_until is not None and held.waits_until > instant:
        return Try(Entry.WAIT, seconds=int((held.waits_until - instant).total_seconds()) + 1)
    expected = ",".join(pictures_of(held)) if held.classroom.uses_pictures else pin_of(held)
    if same(given, expected):
        if held.failures:
            unlock_pupil(pupil=held)
        return Try(Entry.OPEN)
    return _count_failure(held)


def _count_failure(pupil: Pupil) -> Try:
    pupil.failures += 1
    result = Try(Entry.WRONG)
    if pupil.failures >= LOCKING_FAILURES:
        pupil.locked_at = now()
        result = Try(Entry.LOCKED)
    elif pupil.failures >= FREE_FAILURES:
        wait = min(FIRST_WAIT * 2 ** (pupil.failures - FREE_FAILURES), LONGEST_WAIT)
        pupil.waits_until = now() + wait
        result = Try(Entry.WAIT, seconds=int(wait.total_seconds()))
    pupil.save(update_fields=["failures", "waits_until", "locked_at"])
    return result


def pupil_of_badge(token: str) -> Pupil | None:
    """Give the pupil whose badge this is, while the class is open; a badge opens even a locked pupil."""
    pupils = Pupil.objects.present().filter(badge_digest=badge_digest(token), classroom__open_until__gt=now())
    return pupils.select_related("classroom").first()
