"""Writes of sittings, attempts and answers; each is safe to repeat."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from random import SystemRandom
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import now

from quizzes.kinds import MarkedQuestion, Question
from quizzes.models import Answer, Attempt, Position, Quiz, Sitting
from quizzes.positions import pseudonym, stances_of
from schools.models import Classroom, Pupil, User


class SittingClosed(Exception):
    """The teacher has closed the sitting: it takes no more answers."""


class KeyReused(Exception):
    """The tablet's key already belongs to a different answer."""


class Receipt(Enum):
    """What became of an answer that was sent."""

    STORED = "stored"
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


@transaction.atomic
def close_sitting(*, sitting: Sitting) -> Sitting:
    """Close a sitting and erase the key of its positions; closing twice changes nothing."""
    held = Sitting.objects.select_for_update().get(pk=sitting.pk)
    if held.is_running:
        held.closed_at, held.position_key = now(), None
        held.save(update_fields=["closed_at", "position_key"])
        _shuffle_positions(held)
    return held


def _shuffle_positions(sitting: Sitting) -> None:
    """Write the positions anew in a drawn order: the table itself no longer tells who came first."""
    positions = list(sitting.positions.all())
    SystemRandom().shuffle(positions)
    sitting.positions.all().delete()
    for position in positions:
        position.pk = uuid4()
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
def record_answer(*, attempt: Attempt, question: Question, values: Sequence[str], client_key: UUID) -> Receipt:
    """Store an answer once, whatever the number of times it is sent; the first answer to a question stands.

    Raises Unreadable when the values are no answer to the question, SittingClosed when the sitting takes no more,
    KeyReused when the tablet's key came before with another answer.
    """
    sitting = Sitting.objects.select_for_update().get(pk=attempt.sitting_id)
    mine_or_same_key = Q(attempt=attempt) | Q(school_id=attempt.school_id, client_key=client_key)
    known = list(Answer.objects.filter(mine_or_same_key))
    repeated = next((answer for answer in known if answer.client_key == client_key), None)
    if repeated is not None:
        return _repeated(repeated, attempt, question, values)
    if not sitting.is_running:
        raise SittingClosed
    response = question.read(values)
    answered = {answer.question for answer in known}
    if isinstance(question, MarkedQuestion):
        stored = question.key not in answered
        if stored:
            _add_answer(attempt, question, response, client_key)
    else:
        stored = _add_position(sitting, attempt, question, response)
    _finish(attempt, sitting, answered | {question.key})
    return Receipt.STORED if stored else Receipt.KNOWN


def _repeated(known: Answer, attempt: Attempt, question: Question, values: Sequence[str]) -> Receipt:
    same = known.attempt_id == attempt.pk and known.question == question.key and known.response == question.read(values)
    if not same:
        raise KeyReused
    return Receipt.KNOWN


def _add_answer(attempt: Attempt, question: MarkedQuestion, response: object, client_key: UUID) -> None:
    """Add the row; the lock on the sitting keeps a second one for the same question from arriving between."""
    Answer.objects.create(
        school_id=attempt.school_id,
        attempt=attempt,
        question=question.key,
        client_key=client_key,
        response=response,
        mark=question.mark(response),
    )


def _add_position(sitting: Sitting, attempt: Attempt, question: Question, stance: str) -> bool:
    _position, created = Position.objects.get_or_create(
        school_id=attempt.school_id,
        sitting=sitting,
        question=question.key,
        pseudonym=pseudonym(sitting, attempt.pupil_id),
        defaults={"stance": stance},
    )
    return created


def _finish(attempt: Attempt, sitting: Sitting, answered: set[str]) -> None:
    """Note the end of an attempt once every question has its answer."""
    if attempt.finished_at is not None:
        return
    questions = attempt.sitting.revision.spec.questions
    if not all(isinstance(question, MarkedQuestion) for question in questions):
        answered |= set(stances_of(sitting, attempt.pupil_id))
    if {question.key for question in questions} <= answered:
        attempt.finished_at = now()
        attempt.save(update_fields=["finished_at"])
