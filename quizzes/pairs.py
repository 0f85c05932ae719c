"""The same positions asked before and after: a pair opens, asks twice, and forgets who said what when it closes.

While it is under way its key holds a pupil's two positions together, and no page shows the first ones. At closing the
key goes, and each question keeps two rows a pupil under a drawn name of that question alone. What no report may ever
show is not kept: positions given once only, and those of a question with too few people.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from random import SystemRandom
from uuid import uuid4

from django.db import transaction
from django.utils.timezone import now

from quizzes.kinds import SKIPPED
from quizzes.models import Phase, Position, Quiz, Sitting, SittingPair
from quizzes.positions import SMALLEST_GROUP
from quizzes.services import close_sitting, takes_positions
from schools.models import Classroom, User


class NoOpinion(ValueError):
    """The quiz asks for no opinion: nothing of it can be compared."""


@transaction.atomic
def open_pair(*, quiz: Quiz, classroom: Classroom, teacher: User) -> SittingPair:
    """Ask a class for its positions a first time; while that pair is under way, asking again is the same pair."""
    held = Classroom.objects.select_for_update().get(pk=classroom.pk)
    under_way = SittingPair.objects.filter(classroom=held, closed_at=None, revision__parent=quiz).first()
    if under_way is not None:
        return under_way
    if not takes_positions(quiz.spec):
        raise NoOpinion
    pair = SittingPair.objects.create(
        school_id=held.school_id, classroom=held, revision=quiz.published_revision, opened_by=teacher
    )
    _open_end(pair, Phase.BEFORE, teacher)
    return pair


def _open_end(pair: SittingPair, phase: Phase, teacher: User) -> None:
    Sitting.objects.create(
        school_id=pair.school_id,
        classroom_id=pair.classroom_id,
        revision_id=pair.revision_id,
        opened_by=teacher,
        phase=phase,
        pair=pair,
        position_key=None,
    )


@transaction.atomic
def close_before(*, pair: SittingPair) -> SittingPair:
    """End the first asking; it never opens again."""
    held = SittingPair.objects.select_for_update().get(pk=pair.pk)
    for sitting in held.sittings.running().filter(phase=Phase.BEFORE):
        close_sitting(sitting=sitting)
    return held


@transaction.atomic
def open_after(*, pair: SittingPair, teacher: User) -> SittingPair:
    """Ask a second time, once; a press out of turn changes nothing."""
    held = SittingPair.objects.select_for_update().get(pk=pair.pk)
    asking = held.sittings.running().exists() or held.sittings.filter(phase=Phase.AFTER).exists()
    if held.closed_at is None and not asking:
        _open_end(held, Phase.AFTER, teacher)
    return held


@transaction.atomic
def take_back(*, pair: SittingPair) -> bool:
    """Undo the latest opening as long as nobody has answered it; the first one goes with its pair."""
    held = SittingPair.objects.select_for_update().get(pk=pair.pk)
    latest = held.sittings.select_for_update().filter(closed_at=None).first()
    if held.closed_at is not None or latest is None or latest.positions.exists():
        return False
    latest.delete()
    if not held.sittings.exists():
        held.delete()
    return True


@transaction.atomic
def close_pair(*, pair: SittingPair) -> SittingPair:
    """End the second asking, erase the key, and write the positions anew; closing twice changes nothing."""
    held = SittingPair.objects.select_for_update().get(pk=pair.pk)
    if held.closed_at is not None:
        return held
    for sitting in held.sittings.running():
        close_sitting(sitting=sitting)
    held.closed_at, held.key = now(), None
    held.save(update_fields=["closed_at", "key"])
    _rewrite(held)
    return held


def close_pairs_of(*, classroom: Classroom) -> None:
    """Close whatever pairs a class still has under way, so that no key outlives it."""
    for pair in classroom.pairs.filter(closed_at=None):
        close_pair(pair=pair)


def _rewrite(pair: SittingPair) -> None:
    """Write what may be shown anew, in a drawn order and under new names; the rest goes."""
    given = Position.objects.filter(sitting__pair=pair).select_related("sitting")
    kept = list(_renamed(list(given)))
    SystemRandom().shuffle(kept)
    given.delete()
    Position.objects.bulk_create(kept)


def _renamed(positions: Iterable[Position]) -> Iterator[Position]:
    """Give the two ends of each person on each question, under a name that belongs to that question alone."""
    by_person: dict[tuple[str, str], list[Position]] = defaultdict(list)
    for position in positions:
        if position.stance != SKIPPED:
            by_person[position.question, position.pseudonym].append(position)
    by_question: dict[str, list[list[Position]]] = defaultdict(list)
    for (question, _pseudonym), ends in by_person.items():
        if len(ends) == len((Phase.BEFORE, Phase.AFTER)):
            by_question[question].append(ends)
    for people in by_question.values():
        if len(people) >= SMALLEST_GROUP:
            for ends in people:
                name = uuid4().hex
                for position in ends:
                    position.pk, position.pseudonym = uuid4(), name
                    yield position
