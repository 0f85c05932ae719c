"""Writes of a debate: how the class goes on, and every vote; each is safe to repeat."""

import hmac
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, Sum
from django.utils.timezone import now
from django.utils.translation import gettext as _

from quizzes.ballots import Ballot, ballots_of
from quizzes.models import Debate, QuizRevision, Stage, Vote, VoteCount, VoteRound, Way
from schools.models import Classroom, Pupil, User

DISCUSS_FOR = timedelta(minutes=2)
FORGOTTEN_AFTER = timedelta(hours=12)
"""A debate still open by then was left behind: it gives way to a new one, and its voters are forgotten."""
SECRET_WAYS = (Way.TABLETS, Way.PASSED)
COUNTED_WAYS = (Way.CARDS, Way.HANDS, Way.CORNERS, Way.TYPED)
ROUND_OF = {Stage.VOTE_1: 1, Stage.VOTE_2: 2}


class VoteRefused(ValueError):
    """The vote cannot be taken; its text says in French what to do."""


class Moved(Exception):
    """Another screen, or a second click, has moved the debate since this page was drawn."""


@transaction.atomic
def start_debate(
    *,
    classroom: Classroom,
    teacher: User,
    revision: QuizRevision | None = None,
    statement: str = "",
    doubt: bool = False,
) -> Debate:
    """Open a debate on a quiz's questions or on a sentence; while one of today runs, that one is given back."""
    held = Classroom.objects.select_for_update().get(pk=classroom.pk)
    running = Debate.objects.running().filter(classroom=held).first()
    if running is not None and not is_forgotten(running):
        return running
    close_debates(classroom=held)
    debate = Debate(
        school_id=held.school_id,
        classroom=held,
        revision=revision,
        statement=statement,
        doubt=doubt,
        present=held.headcount,
        opened_by=teacher,
    )
    debate.question = ballots_of(debate)[0].key
    debate.save()
    return debate


def is_forgotten(debate: Debate) -> bool:
    """Tell whether a debate was left open so long ago that a new one may take its place."""
    return debate.opened_at <= now() - FORGOTTEN_AFTER


@transaction.atomic
def close_debates(*, classroom: Classroom) -> None:
    """Close what a class has open; only counts remain of it."""
    for debate in Debate.objects.running().filter(classroom=classroom):
        held = _lock(debate)
        _close(held)
        held.version += 1
        held.save()


@transaction.atomic
def move(*, debate: Debate, action: str, version: int) -> Debate:
    """Make the class go on as the teacher says; raise Moved when the page that asked is out of date."""
    held = _lock(debate)
    if held.version != version:
        raise Moved
    if action in moves_of(held):
        MOVES[action](held)
        held.version += 1
        held.save()
    return held


def moves_of(debate: Debate) -> tuple[str, ...]:
    """Give what may be done now with a debate, the way on first."""
    if debate.closed_at is not None:
        return ("rouvrir",)
    if debate.paused_at is not None:
        return ("reprendre", "fermer")
    keys = [ballot.key for ballot in ballots_of(debate)]
    place, stage = keys.index(debate.question), debate.stage
    standing = {row.number: row for row in standing_rounds(debate)}
    last = stage == Stage.EXPLAIN and debate.question == keys[-1]
    may_return = stage in (Stage.VOTE_1, Stage.EXPLAIN) or (
        stage in (Stage.DISCUSS, Stage.VOTE_2) and 1 in standing and standing[1].key is not None
    )
    offered = {
        "fermer": True,
        "avancer": not last,
        "reculer": may_return,
        "suivante": place + 1 < len(keys) and stage != Stage.EXPLAIN,
        "precedente": place > 0,
        "annuler": stage != Stage.ASK,
        "retablir": _restorable(debate) is not None,
        "pause": True,
    }
    order = ("fermer", "avancer") if last else ("avancer", "fermer")
    rest = ("reculer", "annuler", "retablir", "precedente", "suivante", "pause")
    return tuple(action for action in (order[0], *rest, order[1]) if offered[action])


def standing_rounds(debate: Debate) -> list[VoteRound]:
    """Give the rounds of the current question that were not voided, the first one first."""
    rounds = debate.rounds.filter(question=debate.question, voided_at=None)
    return list(rounds.order_by("number"))


def open_round(debate: Debate) -> VoteRound | None:
    """Give the round that takes votes now; None while the class does something else."""
    if debate.closed_at is not None or debate.paused_at is not None or debate.stage not in ROUND_OF:
        return None
    rounds = debate.rounds.filter(question=debate.question, voided_at=None, number=ROUND_OF[Stage(debate.stage)])
    taking = rounds.exclude(key=None).first()
    if taking is not None:
        taking.debate = debate
    return taking


def voter(held: VoteRound, pupil_id: object) -> str:
    """Give the name under which a pupil votes in a round, as long as the round keeps its key."""
    return hmac.new(bytes(held.key or b""), str(pupil_id).encode(), "sha256").hexdigest()


@transaction.atomic
def cast_vote(*, debate: Debate, pupil: Pupil, question: str, number: int, choice: str) -> VoteRound:
    """Take a pupil's vote, and give its round; until that ends a newer vote takes its place. Raises VoteRefused."""
    held = _lock(debate)
    taking = _round_for(held, question, number, choice)
    name = voter(taking, pupil.pk)
    changed = taking.votes.filter(pseudonym=name).update(choice=choice)
    if not changed:
        _leave_room(held, taking)
        Vote.objects.create(school_id=held.school_id, round=taking, way=Way.TABLETS, pseudonym=name, choice=choice)
    _count_anew(held)
    return taking


@transaction.atomic
def drop_vote(*, debate: Debate, ballot_paper: UUID, question: str, number: int, choice: str) -> None:
    """Take a vote from the tablet that is passed round; the same ballot paper counts once. Raises VoteRefused."""
    held = _lock(debate)
    taking = _round_for(held, question, number, choice)
    name = ballot_paper.hex
    if taking.votes.filter(pseudonym=name).exists():
        return
    _leave_room(held, taking)
    Vote.objects.create(school_id=held.school_id, round=taking, way=Way.PASSED, pseudonym=name, choice=choice)
    _count_anew(held)


@transaction.atomic
def count_votes(*, debate: Debate, way: Way, counts: Mapping[str, int]) -> None:
    """Write down how many raised a card, a hand, or stand in a corner; writing anew replaces. Raises VoteRefused."""
    held = _lock(debate)
    taking = _running_round(held)
    taking.counts.filter(way=way).delete()
    _leave_room(held, taking, sum(counts.values()))
    VoteCount.objects.bulk_create(
        VoteCount(school_id=held.school_id, round=taking, way=way, choice=choice, count=count)
        for choice, count in counts.items()
        if count
    )
    _count_anew(held)


@transaction.atomic
def add_to_count(*, debate: Debate, way: Way, choice: str, step: int) -> None:
    """Count one more, or one less, of what the teacher sees; never below zero. Raises VoteRefused."""
    held = _lock(debate)
    taking = _running_round(held)
    row, _created = VoteCount.objects.get_or_create(
        school_id=held.school_id, round=taking, way=way, choice=choice, defaults={"count": 0}
    )
    if step > 0:
        _leave_room(held, taking)
    row.count = max(0, row.count + (1 if step > 0 else -1))
    row.save(update_fields=["count"])
    _count_anew(held)


@transaction.atomic
def set_present(*, debate: Debate, present: int) -> None:
    """Say how many are in the room, so that « 14 of 22 » is true; at least one, at most the class."""
    held = _lock(debate)
    held.present = max(1, min(present, held.classroom.headcount))
    held.version += 1
    held.save(update_fields=["present", "version"])


def votes_in(taking: VoteRound) -> int:
    """Count every vote of a round, however it was given."""
    counted = taking.counts.aggregate(total=Sum("count"))["total"] or 0
    return int(counted) + taking.votes.count()


def _lock(debate: Debate) -> Debate:
    """Hold the debate until the end of the transaction, so that votes and moves come one after the other."""
    locked = Debate.objects.select_for_update(of=("self",)).select_related("classroom", "revision")
    return locked.defer("revision__document").get(pk=debate.pk)


def _running_round(debate: Debate) -> VoteRound:
    taking = open_round(debate)
    if taking is None:
        raise VoteRefused(_("Aucun vote n’est ouvert en ce moment : regarde le tableau."))
    return taking


def _round_for(debate: Debate, question: str, number: int, choice: str) -> VoteRound:
    """Give the round that a vote is meant for, which must still be the one that runs."""
    taking = _running_round(debate)
    if (taking.question, taking.number) != (question, number):
        raise VoteRefused(_("La classe est passée à la suite : ce vote n’est plus ouvert."))
    if choice not in ballot_now(debate).keys:
        raise VoteRefused(_("Choisis une des réponses, puis vote."))
    return taking


def ballot_now(debate: Debate) -> Ballot:
    """Give the ballot of the question that the class is at."""
    return next(ballot for ballot in ballots_of(debate) if ballot.key == debate.question)


def _leave_room(debate: Debate, taking: VoteRound, more: int = 1) -> None:
    """Refuse more votes than the class has pupils; whoever votes is present."""
    total = votes_in(taking) + more
    if total > debate.classroom.headcount:
        told = _("La classe compte %(n)s élèves : il y aurait plus de voix que d’élèves. Vérifiez les nombres.")
        raise VoteRefused(told % {"n": debate.classroom.headcount})
    if total > debate.present:
        debate.present = total
        debate.version += 1
        debate.save(update_fields=["present", "version"])


def _count_anew(debate: Debate) -> None:
    Debate.objects.filter(pk=debate.pk).update(tally=F("tally") + 1)


def _advance(debate: Debate) -> None:
    stages = list(Stage)
    place = stages.index(Stage(debate.stage))
    if place + 1 == len(stages):
        _go(debate, 1)
        return
    _enter(debate, stages[place + 1])


def _enter(debate: Debate, stage: Stage) -> None:
    debate.stage, debate.discuss_until = stage, None
    if stage in ROUND_OF:
        _open_round(debate, ROUND_OF[stage])
    elif stage is Stage.DISCUSS:
        debate.discuss_until = now() + DISCUSS_FOR
    elif stage is Stage.COMPARE:
        _fold(debate)


def _open_round(debate: Debate, number: int) -> None:
    """Open a round, or the same one again when the class came back to it."""
    VoteRound.objects.get_or_create(
        school_id=debate.school_id, debate=debate, question=debate.question, number=number, voided_at=None
    )


def _step_back(debate: Debate) -> None:
    stages = list(Stage)
    debate.stage = stages[stages.index(Stage(debate.stage)) - 1]
    debate.discuss_until = None


def _void(debate: Debate) -> None:
    """Set the latest round aside and vote on it again; what was set aside can come back while nobody has voted anew."""
    latest = standing_rounds(debate)[-1]
    latest.voided_at = now()
    latest.save(update_fields=["voided_at"])
    _enter(debate, Stage.VOTE_1 if latest.number == 1 else Stage.VOTE_2)


def _restorable(debate: Debate) -> VoteRound | None:
    """Give the round that was set aside last, as long as the one in its place is empty."""
    voided = debate.rounds.filter(question=debate.question).exclude(voided_at=None).order_by("-voided_at").first()
    if voided is None or ROUND_OF.get(Stage(debate.stage)) != voided.number:
        return None
    replacement = next((row for row in standing_rounds(debate) if row.number == voided.number), None)
    return voided if replacement is None or not votes_in(replacement) else None


def _restore(debate: Debate) -> None:
    voided = _restorable(debate)
    if voided is None:
        return
    debate.rounds.filter(question=debate.question, number=voided.number, voided_at=None).delete()
    voided.voided_at = None
    voided.save(update_fields=["voided_at"])
    if voided.key is None:
        debate.stage = Stage.COMPARE


def _go(debate: Debate, step: int) -> None:
    """Go to a neighbouring question, as far as the class had come with it."""
    _fold(debate)
    keys = [ballot.key for ballot in ballots_of(debate)]
    debate.question = keys[keys.index(debate.question) + step]
    _resume(debate)


def _resume(debate: Debate) -> None:
    numbers = {row.number for row in standing_rounds(debate)}
    debate.stage = Stage.COMPARE if 2 in numbers else Stage.DISCUSS if 1 in numbers else Stage.ASK
    debate.discuss_until = None


def _fold(debate: Debate) -> None:
    """Turn the votes of the current question into counts, and erase the keys that told voters apart."""
    for row in debate.rounds.filter(question=debate.question).exclude(key=None):
        given = Counter(row.votes.values_list("way", "choice"))
        VoteCount.objects.bulk_create(
            VoteCount(school_id=row.school_id, round=row, way=way, choice=choice, count=count)
            for (way, choice), count in sorted(given.items())
        )
        row.votes.all().delete()
        row.key = None
        row.save(update_fields=["key"])


def _pause(debate: Debate) -> None:
    debate.paused_at = now()


def _go_on(debate: Debate) -> None:
    """End a pause; a discussion gets back the time that the pause took."""
    if debate.discuss_until is not None and debate.paused_at is not None:
        debate.discuss_until += now() - debate.paused_at
    debate.paused_at = None


def _close(debate: Debate) -> None:
    _fold(debate)
    debate.closed_at, debate.paused_at = now(), None


def _reopen(debate: Debate) -> None:
    """Open a closed debate again where it was, unless the class has begun another one."""
    if Debate.objects.running().filter(classroom_id=debate.classroom_id).exists():
        return
    debate.closed_at = None
    _resume(debate)


MOVES: Mapping[str, Callable[[Debate], None]] = {
    "avancer": _advance,
    "reculer": _step_back,
    "suivante": lambda debate: _go(debate, 1),
    "precedente": lambda debate: _go(debate, -1),
    "annuler": _void,
    "retablir": _restore,
    "pause": _pause,
    "reprendre": _go_on,
    "fermer": _close,
    "rouvrir": _reopen,
}
