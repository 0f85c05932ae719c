"""What moved in a class between two askings: counts of people who answered both times, as frozen values.

Nothing here knows the database; `progress.change_report` reads the rows. Whoever answered once only is nowhere in it,
and a question answered twice by fewer than five people has no line: nothing can be had by subtraction.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from common.actions import ActionLevel
from quizzes.kinds import SKIPPED, Lever, Opinion, Position, Scale
from quizzes.models import Phase
from quizzes.positions import SMALLEST_GROUP
from quizzes.specs import QuizSpec
from quizzes.strategies import LEVEL_NAMES, STRATEGY_NAMES, STRATEGY_SHAPES, Strategy

Row = tuple[str, str, str, str]
"""A position: its question, its name, its phase and its stance."""
SHAPES: Mapping[str, str] = {
    **STRATEGY_SHAPES,
    ActionLevel.INDIVIDUAL: "◦",
    ActionLevel.INTERPERSONAL: "◦◦",
    ActionLevel.SOCIETAL: "◦◦◦",
}
"""What stands beside the words of a stance; the steps of a scale have their order."""


@dataclass(frozen=True)
class Stance:
    """One thing that could be said: its key, and its words."""

    key: str
    words: str

    @property
    def shape(self) -> str:
        return SHAPES.get(self.key, "")


@dataclass(frozen=True)
class Move:
    """What moved on one question: how many people went from each stance to each other."""

    kind: str
    title: str
    """The story's title, or the sentence of a scale."""
    level: str
    """The level of action of the story's act; empty on a scale."""
    stances: tuple[Stance, ...]
    counts: tuple[tuple[int, ...], ...]
    """A line for each stance before, a column for each stance after."""

    @property
    def people(self) -> int:
        return sum(self.before)

    @property
    def same(self) -> int:
        """How many say the same thing twice."""
        return sum(self.counts[place][place] for place in range(len(self.stances)))

    @property
    def other(self) -> int:
        return self.people - self.same

    @property
    def before(self) -> tuple[int, ...]:
        return tuple(sum(line) for line in self.counts)

    @property
    def after(self) -> tuple[int, ...]:
        return tuple(sum(column) for column in zip(*self.counts, strict=True))


@dataclass(frozen=True)
class Shift:
    """How often one thing was said before and after, over several questions."""

    words: str
    before: int
    after: int
    shape: str = ""
    of: int = 0
    """Out of how many choices, where it is not the whole of the table."""


@dataclass(frozen=True)
class ChangeReport:
    """Everything that may be told of a closed pair."""

    title: str
    moves: tuple[Move, ...]
    strategies: tuple[Shift, ...]
    """Each strategy over all stories."""
    levels: tuple[Shift, ...]
    """The changed act over the stories of each level of action."""
    levers: tuple[Shift, ...]
    """Each level of action, as what would make the change easier."""

    @property
    def fewest(self) -> int:
        """Give the smallest number of people behind a question."""
        return min((move.people for move in self.moves), default=0)


def change_of(quiz: QuizSpec, rows: Iterable[Row]) -> ChangeReport:
    """Count what moved in the positions of a pair."""
    said = _paired(rows)
    moves = [
        _move(quiz, question, said[question.key])
        for question in quiz.questions
        if isinstance(question, Opinion) and len(said[question.key]) >= SMALLEST_GROUP
    ]
    stories = [move for move in moves if move.kind == Position.kind]
    levers = [move for move in moves if move.kind == Lever.kind]
    return ChangeReport(quiz.title, tuple(moves), _summed(stories), _by_level(stories), _summed(levers))


def _paired(rows: Iterable[Row]) -> Mapping[str, list[tuple[str, str]]]:
    """Give by question what each person said before and after; who passed once is left out."""
    ends: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for question, name, phase, stance in rows:
        if stance != SKIPPED:
            ends[question, name][phase] = stance
    said: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for (question, _name), given in ends.items():
        if Phase.BEFORE in given and Phase.AFTER in given:
            said[question].append((given[Phase.BEFORE], given[Phase.AFTER]))
    return said


def _move(quiz: QuizSpec, question: Opinion, said: list[tuple[str, str]]) -> Move:
    stances = _stances(question)
    counts = tuple(tuple(said.count((line.key, column.key)) for column in stances) for line in stances)
    if isinstance(question, Position | Lever):
        story = quiz.scenario(question.scenario)
        return Move(question.kind, story.title, story.level.value, stances, counts)
    return Move(question.kind, question.prompt, "", stances, counts)


def _stances(question: Opinion) -> tuple[Stance, ...]:
    if isinstance(question, Scale):
        return tuple(Stance(key, words) for key, words in question.named_steps() if key != SKIPPED)
    names = LEVEL_NAMES if isinstance(question, Lever) else STRATEGY_NAMES
    return tuple(Stance(key.value, str(words)) for key, words in names.items())


def _summed(moves: list[Move]) -> tuple[Shift, ...]:
    """Add the moves of alike questions, stance by stance."""
    if not moves:
        return ()
    before = [sum(counts) for counts in zip(*(move.before for move in moves), strict=True)]
    after = [sum(counts) for counts in zip(*(move.after for move in moves), strict=True)]
    return tuple(
        Shift(stance.words, first, last, stance.shape)
        for stance, first, last in zip(moves[0].stances, before, after, strict=True)
    )


def _by_level(moves: list[Move]) -> tuple[Shift, ...]:
    """Tell at each level of action how often the act changes, over the stories of that level."""
    place = list(Strategy).index(Strategy.BEHAVIOUR)
    shifts = []
    for level in ActionLevel:
        alike = [move for move in moves if move.level == level]
        if alike:
            before, after = sum(move.before[place] for move in alike), sum(move.after[place] for move in alike)
            of = sum(move.people for move in alike)
            words = _("histoires de niveau %(level)s") % {"level": level.value}
            shifts.append(Shift(words, before, after, SHAPES[level], of))
    return tuple(shifts)
