"""What a debate shows: votes by choice, hidden until their time, never so few that they tell of one child."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Sum

from quizzes.ballots import Ballot, BallotChoice
from quizzes.models import Debate, Stage, VoteCount, VoteRound
from quizzes.positions import SMALLEST_GROUP
from quizzes.votes import SECRET_WAYS, ballot_now, standing_rounds, voter, votes_in
from schools.models import Classroom, Pupil

ENOUGH_PRESENT = (3, 5)
"""A round is a whole class's vote from three fifths of the pupils on (label criterion E1: at least 60 %)."""


@dataclass(frozen=True)
class RoundResult:
    """One vote of the class on one question."""

    number: int
    counts: tuple[int, ...]
    """In the order of the ballot's choices; all zero when nothing may be shown."""
    total: int
    """Voices that were given, shown or not."""
    kept_back: int = 0
    """Secret voices that are left out of the counts, because they are fewer than five."""

    @property
    def is_shown(self) -> bool:
        return any(self.counts)

    @property
    def shown(self) -> int:
        return sum(self.counts)


@dataclass(frozen=True)
class Comparison:
    """Both votes on one question, side by side."""

    ballot: Ballot
    rounds: tuple[RoundResult, ...]

    @property
    def lines(self) -> tuple[tuple[BallotChoice, tuple[int, ...]], ...]:
        """Each choice with its count in each vote."""
        return tuple(
            (choice, tuple(result.counts[place] for result in self.rounds))
            for place, choice in enumerate(self.ballot.choices)
        )

    @property
    def moved(self) -> int:
        """How many voices have moved at least: more may have, in opposite directions (half of the differences)."""
        if len(self.rounds) < 2 or not all(result.is_shown for result in self.rounds):
            return 0
        first, second = (result.counts for result in self.rounds)
        gained = sum(max(0, later - earlier) for earlier, later in zip(first, second, strict=True))
        lost = sum(max(0, earlier - later) for earlier, later in zip(first, second, strict=True))
        return min(gained, lost)


def tabulate(ballot: Ballot, number: int, by_way: Mapping[str, Mapping[str, int]]) -> RoundResult:
    """Add up a round; `by_way` holds counts by way of voting, then by choice.

    An opinion shared by fewer than five is not shown. Counts made before everybody are known to the class, so that
    fewer than five secret voices beside them would follow by subtraction: these are left out.
    """
    total = sum(count for counts in by_way.values() for count in counts.values())
    secret = sum(count for way in SECRET_WAYS for count in by_way.get(way, {}).values())
    few = ballot.is_opinion and 0 < secret < SMALLEST_GROUP
    kept = [counts for way, counts in by_way.items() if not (few and way in SECRET_WAYS)]
    counts = tuple(sum(way.get(key, 0) for way in kept) for key in ballot.keys)
    if ballot.is_opinion and sum(counts) < SMALLEST_GROUP:
        counts = (0,) * len(counts)
    return RoundResult(number, counts, total, secret if few else 0)


def compare(ballot: Ballot, rounds: Iterable[VoteRound]) -> Comparison:
    """Count the rounds of one question, in two queries."""
    held = sorted(rounds, key=lambda row: row.number)
    counted: dict[int, dict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(int)))
    for row in VoteCount.objects.filter(round__in=held):
        counted[row.round_id][row.way][row.choice] += row.count
    results = (tabulate(ballot, row.number, counted[row.pk]) for row in held)
    return Comparison(ballot, tuple(results))


@dataclass(frozen=True)
class LiveState:
    """Where a debate stands now: what every screen of it is drawn from."""

    debate: Debate
    ballot: Ballot
    place: int
    of: int
    taking: VoteRound | None
    """The round of the present moment, open or in pause."""
    given: int = 0
    """Voices in that round."""
    comparison: Comparison | None = None
    """Both votes; only from the moment on when they are compared."""

    @property
    def stage(self) -> Stage:
        return Stage(self.debate.stage)

    @property
    def is_voting(self) -> bool:
        return self.taking is not None

    @property
    def shows_results(self) -> bool:
        return self.comparison is not None


def live_state(debate: Debate, ballots: tuple[Ballot, ...]) -> LiveState:
    """Read a debate as it stands; results are not even read before they may be shown."""
    ballot = ballot_now(debate)
    place = [one.key for one in ballots].index(ballot.key) + 1
    stage = Stage(debate.stage)
    rounds = standing_rounds(debate)
    if stage in (Stage.COMPARE, Stage.EXPLAIN):
        return LiveState(debate, ballot, place, len(ballots), None, comparison=compare(ballot, rounds))
    number = {Stage.VOTE_1: 1, Stage.VOTE_2: 2}.get(stage)
    taking = next((row for row in rounds if row.number == number), None)
    return LiveState(debate, ballot, place, len(ballots), taking, votes_in(taking) if taking else 0)


def silent_numbers(taking: VoteRound, pupils: Iterable[Pupil]) -> tuple[int, ...]:
    """Give the numbers of the pupils whose tablet has not voted in a round that still runs."""
    names = set(taking.votes.values_list("pseudonym", flat=True))
    return tuple(pupil.number for pupil in pupils if voter(taking, pupil.pk) not in names)


def is_whole_class(total: int, headcount: int) -> bool:
    """Tell whether a vote reached the part of the class that makes it count (label criterion E1)."""
    part, whole = ENOUGH_PRESENT
    return headcount > 0 and total * whole >= headcount * part


def classes_that_debated(classrooms: Iterable[Classroom], *, until: date) -> frozenset[UUID]:
    """Give the classes that have voted twice on one question, each time as a whole class, in one query."""
    rounds = VoteRound.objects.filter(
        debate__classroom__in=classrooms, debate__opened_at__date__lte=until, voided_at=None, key=None
    )
    totals = rounds.annotate(total=Sum("counts__count")).values_list(
        "debate__classroom", "debate__classroom__headcount", "debate", "question", "total"
    )
    whole = Counter(
        (classroom, debate, question)
        for classroom, headcount, debate, question, total in totals
        if is_whole_class(total or 0, headcount)
    )
    return frozenset(classroom for (classroom, _debate, _question), votes in whole.items() if votes == 2)
