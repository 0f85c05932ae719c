"""Writes of sittings, attempts and answers; each is safe to repeat."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from random import SystemRandom
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate, now

from quizzes.kinds import MarkedQuestion, Opinion, Question, Unreadable
from quizzes.models import Answer, Attempt, Position, Quiz, Sitting, new_position_key
from quizzes.positions import pseudonym, stances_of
from quizzes.specs import QuizSpec
from schools.models import Classroom, Pupil, User

LATE_FOR = timedelta(hours=24)
"""How long after the closing an answer may still arrive from a tablet that was cut off, by the server's clock."""
MOST_WAITING = 200
"""No tablet has more answers of one attempt than this; a larger count is not believed."""


class SittingClosed(Exception):
    """The teacher has closed the sitting: it takes no more answers."""


class KeyReused(Exception):
    """The tablet's key already belongs to a different answer."""


class Receipt(Enum):
    """What became of an answer that was sent."""

    STORED = "stored"
    LATE = "late"
    """Stored, and marked as having arrived after the closing."""
    KNOWN = "known"
    """The same answer had arrived before, or the question already had its answer, which stands."""


@dataclass(frozen=True)
class Progress:
    """Which questions of an attempt have their answer, and what was answered."""

    answers: dict[str, Answer]
    stances: dict[str, str]

    @property
    def done(self) -> frozenset[str]:
        """Keys of the questions that have their answer."""
        return frozenset(self.answers) | frozenset(self.stances)


def open_sitting(*, quiz: Quiz, classroom: Classroom, teacher: User) -> Sitting:
    """Open a quiz to a class, on the revision that is current now."""
    return Sitting.objects.create(
        school_id=classroom.school_id, classroom=classroom, revision=quiz.published_revision, opened_by=teacher
    )


def takes_positions(quiz: QuizSpec) -> bool:
    """Tell whether a quiz asks for positions, whose key is erased for good at closing."""
    return any(isinstance(question, Opinion) for question in quiz.questions)


def sitting_of_today(*, quiz: Quiz, classroom: Classroom, teacher: User) -> Sitting:
    """Give the class's sitting of a quiz: today's one takes answers again, so that a closing by mistake loses nothing.

    A quiz that takes positions cannot be opened again, since nobody can tell any more who has given theirs: it gets a
    new sitting, as does another day.
    """
    taken = Sitting.objects.single().filter(classroom=classroom, revision=quiz.published_revision)
    again = taken.filter(closed_at__date=localdate()).order_by("-opened_at").first()
    if again is None or takes_positions(quiz.spec):
        return open_sitting(quiz=quiz, classroom=classroom, teacher=teacher)
    again.closed_at, again.position_key = None, new_position_key()
    again.save(update_fields=["closed_at", "position_key"])
    return again


@transaction.atomic
def close_sitting(*, sitting: Sitting) -> Sitting:
    """Close a sitting and erase the key of its positions; closing twice changes nothing.

    The ends of a pair have no key of their own: `quizzes.pairs.close_pair` erases theirs, once both are given.
    """
    held = Sitting.objects.select_for_update().get(pk=sitting.pk)
    if held.is_running:
        held.closed_at, held.position_key = now(), None
        held.save(update_fields=["closed_at", "position_key"])
        if not held.is_paired:
            _shuffle_positions(held)
    return held


def _shuffle_positions(sitting: Sitting) -> None:
    """Write the positions anew, in a drawn order and each under a name of its own.

    The table then tells neither who came first nor which positions one pupil took.
    """
    positions = list(sitting.positions.all())
    SystemRandom().shuffle(positions)
    sitting.positions.all().delete()
    for position in positions:
        position.pk, position.pseudonym = uuid4(), uuid4().hex
    Position.objects.bulk_create(positions)


def start_attempt(*, sitting: Sitting, pupil: Pupil) -> Attempt:
    """Give the pupil's attempt at a sitting, the same one on every tablet."""
    attempt, _created = Attempt.objects.get_or_create(school_id=sitting.school_id, sitting=sitting, pupil=pupil)
    return attempt


def progress_of(attempt: Attempt) -> Progress:
    """Read what an attempt holds so far."""
    answers = {answer.question: answer for answer in attempt.answers.all()}
    return Progress(answers, stances_of(attempt.sitting, attempt.pupil_id))


@transaction.atomic
def record_answer(
    *,
    attempt: Attempt,
    question: Question,
    values: Sequence[str],
    client_key: UUID,
    allowed_at: datetime | None = None,
) -> Receipt:
    """Store an answer once, whatever the number of times it is sent; the first answer to a question stands.

    `allowed_at` is when the server gave the tablet leave to answer: an answer that was cut off by the closing is
    still taken, as late. Raises Unreadable when the values are no answer to the question, SittingClosed when the
    sitting takes no more, KeyReused when the tablet's key came before with another answer.
    """
    sitting = Sitting.objects.select_for_update().get(pk=attempt.sitting_id)
    mine_or_same_key = Q(attempt=attempt) | Q(school_id=attempt.school_id, client_key=client_key)
    known = list(Answer.objects.filter(mine_or_same_key))
    repeated = next((answer for answer in known if answer.client_key == client_key), None)
    if repeated is not None:
        return _repeated(repeated, attempt, question, values)
    late = not sitting.is_running
    if late and not _may_be_late(sitting, question, allowed_at):
        raise SittingClosed
    answered = {answer.question for answer in known} | _positions_given(sitting, attempt)
    if question.key in answered:
        return Receipt.KNOWN
    response = question.read(values)
    if isinstance(question, Opinion):
        _add_position(sitting, attempt, question, response)
    else:
        _add_answer(attempt, question, response, client_key, late=late)
    _finish(attempt, answered | {question.key})
    return Receipt.LATE if late else Receipt.STORED


def _may_be_late(sitting: Sitting, question: Question, allowed_at: datetime | None) -> bool:
    """Tell whether a closed sitting still takes an answer; never a position, whose key is gone."""
    if sitting.closed_at is None or allowed_at is None or isinstance(question, Opinion):
        return False
    return allowed_at < sitting.closed_at and now() < sitting.closed_at + LATE_FOR


def note_waiting(*, attempt: Attempt, count: int) -> None:
    """Keep how many answers the tablet says it still holds; nothing is written when that is already known."""
    believed = max(0, min(count, MOST_WAITING))
    if believed != attempt.waiting:
        attempt.waiting, attempt.waiting_at = believed, now()
        attempt.save(update_fields=["waiting", "waiting_at"])


def _repeated(known: Answer, attempt: Attempt, question: Question, values: Sequence[str]) -> Receipt:
    if known.attempt_id != attempt.pk or known.question != question.key:
        raise KeyReused
    try:
        same = known.response == question.read(values)
    except Unreadable:
        same = False
    if not same:
        raise KeyReused
    return Receipt.KNOWN


def _positions_given(sitting: Sitting, attempt: Attempt) -> set[str]:
    """Give the questions on which the pupil has taken a position; a quiz without any costs no query."""
    if not takes_positions(attempt.sitting.spec):
        return set()
    return set(stances_of(sitting, attempt.pupil_id))


def _add_answer(attempt: Attempt, question: Question, response: object, client_key: UUID, *, late: bool) -> None:
    """Add the row; the lock on the sitting keeps a second one for the same question from arriving between."""
    Answer.objects.create(
        school_id=attempt.school_id,
        attempt=attempt,
        question=question.key,
        client_key=client_key,
        response=response,
        mark=question.mark(response) if isinstance(question, MarkedQuestion) else None,
        late=late,
    )


def _add_position(sitting: Sitting, attempt: Attempt, question: Opinion, stance: str) -> None:
    Position.objects.create(
        school_id=attempt.school_id,
        sitting=sitting,
        question=question.key,
        pseudonym=pseudonym(sitting, attempt.pupil_id) or "",
        stance=stance,
    )


def _finish(attempt: Attempt, answered: set[str]) -> None:
    """Note the end of an attempt once every question has its answer."""
    if attempt.finished_at is not None:
        return
    questions = attempt.sitting.spec.questions
    if {question.key for question in questions} <= answered:
        attempt.finished_at = now()
        attempt.save(update_fields=["finished_at"])
