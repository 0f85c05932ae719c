"""Writes on classes and pupils that need more than one save or must be safe to repeat."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from itertools import takewhile

from django.db import IntegrityError, transaction
from django.utils.timezone import now

from schools.models import MAX_HEADCOUNT, Classroom, Pupil, School, SchoolYear, Teaching, User
from schools.rosters import Line, is_numbered
from schools.secrets import badge_digest, badge_of, new_class_code, pictures_of, pin_of, same

OPENING = timedelta(hours=4)
"""Longest time a class stays open; the teacher may close it before."""
FREE_FAILURES = 5
LOCKING_FAILURES = 10
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=4)


@transaction.atomic
def create_classroom(
    *, school: School, teacher: User, label: str, grades: Sequence[str], headcount: int, year: SchoolYear | None = None
) -> Classroom:
    """Make a class with pupils numbered from 1 to its headcount; a second one alike is the same."""
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
    _add_pupils(classroom, range(1, headcount + 1))
    return classroom


def _add_pupils(classroom: Classroom, numbers: Iterable[int]) -> None:
    pupils = [Pupil(school_id=classroom.school_id, classroom=classroom, number=number) for number in numbers]
    for pupil in pupils:
        pupil.badge_digest = badge_digest(badge_of(pupil))
    Pupil.objects.bulk_create(pupils)


@transaction.atomic
def save_roster(*, classroom: Classroom, lines: Sequence[Line]) -> None:
    """Make the class's list say what the lines say; who is not on it any more leaves, with the work kept.

    Where every line has a number, each goes to its own pupil. Otherwise lines go to the pupils in order, and a longer
    list first brings back those who stood behind under the same nickname or none, then adds new numbers: nobody gets
    the work of somebody else.
    """
    Classroom.objects.select_for_update().get(pk=classroom.pk)
    pupils = _numbered_pupils(classroom, lines) if is_numbered(lines) else _pupils_in_order(classroom, lines)
    for pupil, line in zip(pupils, lines, strict=True):
        pupil.nickname, pupil.left_at = line.nickname, None
    classroom.pupils.present().exclude(pk__in=[pupil.pk for pupil in pupils]).update(left_at=now())
    Pupil.objects.bulk_update(pupils, ["nickname", "left_at"])
    adjust_headcount(classroom=classroom)


def _numbered_pupils(classroom: Classroom, lines: Sequence[Line]) -> list[Pupil]:
    """Give the pupil of each line's number, made when it is new."""
    known = set(classroom.pupils.values_list("number", flat=True))
    _add_pupils(classroom, [line.number for line in lines if line.number is not None and line.number not in known])
    by_number = {pupil.number: pupil for pupil in classroom.pupils.all()}
    return [by_number[line.number] for line in lines if line.number is not None]


def _pupils_in_order(classroom: Classroom, lines: Sequence[Line]) -> list[Pupil]:
    """Give the present pupils in order, then those who come back, then new ones, one for each line."""
    present = list(classroom.pupils.present())[: len(lines)]
    behind = classroom.pupils.exclude(left_at=None).filter(number__gt=present[-1].number if present else 0)
    back = _who_come_back(behind, [line.nickname for line in lines[len(present) :]])
    last = classroom.pupils.order_by("-number").values_list("number", flat=True).first() or 0
    missing = len(lines) - len(present) - len(back)
    _add_pupils(classroom, range(last + 1, last + 1 + missing))
    return [*present, *back, *classroom.pupils.filter(number__gt=last)]


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
    last = classroom.pupils.order_by("-number").values_list("number", flat=True).first() or 0
    _add_pupils(classroom, [last + 1])
    adjust_headcount(classroom=classroom)
    return classroom.pupils.get(number=last + 1)


@transaction.atomic
def remove_pupil(*, pupil: Pupil) -> Pupil:
    """Take a pupil off the class; what the pupil did stays, and coming back brings it back."""
    Classroom.objects.select_for_update().get(pk=pupil.classroom_id)
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
    """Let the headcount say how many pupils the list holds."""
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


def open_session(*, classroom: Classroom) -> Classroom:
    """Open the class to its pupils under a fresh code; an open class keeps its code."""
    while True:
        try:
            with transaction.atomic():
                return _open(classroom)
        except IntegrityError:
            continue


def _open(classroom: Classroom) -> Classroom:
    """Open the class unless somebody has just opened it; a code that another class holds raises IntegrityError."""
    held = Classroom.objects.select_for_update().get(pk=classroom.pk)
    if not held.is_open:
        held.join_code = new_class_code()
        held.open_until = now() + OPENING
        held.opening += 1
        held.save(update_fields=["join_code", "open_until", "opening"])
    classroom.join_code, classroom.open_until, classroom.opening = held.join_code, held.open_until, held.opening
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
