"""What a class would say, counted: in words of strategies, levels or steps of a scale, never of a pupil."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from quizzes.kinds import SKIPPED, Lever, Scale
from quizzes.models import Position, Sitting
from quizzes.positions import SMALLEST_GROUP
from quizzes.specs import QuizSpec
from quizzes.strategies import LEVEL_NAMES, STRATEGY_NAMES, Strategy


@dataclass(frozen=True)
class StanceCount:
    """How many of the class took each stance on one story or one sentence; nobody can be told apart."""

    story: str
    """The story's title, with what is asked of it where that is not the position, or the sentence of a scale."""
    counts: tuple[tuple[str, str, int], ...]
    """A stance, its words and its count, strategies, levels or steps in their order."""

    @property
    def total(self) -> int:
        return sum(count for _stance, _name, count in self.counts)


def stances_of_class(sittings: Iterable[Sitting]) -> tuple[tuple[StanceCount, ...], int]:
    """Count stances question by question in the latest closed sitting that holds at least five, and those that wait.

    Two sittings of one quiz are never shown side by side: a newcomer would be given away by subtraction. For the same
    reason a quiz whose pair is told (`progress.change_report`) is told by its pair alone; the sittings hold their pair.
    """
    given = {sitting.pk: sitting for sitting in sittings}
    rows = list(Position.objects.filter(sitting__in=list(given)).values_list("sitting_id", "question", "stance"))
    paired = {_quiz(given[sitting_id]) for sitting_id, _question, _stance in rows if _is_told(given[sitting_id])}
    held = {pk: row for pk, row in given.items() if not row.is_paired and (row.is_running or _quiz(row) not in paired)}
    counts: dict[tuple[UUID, str], Counter[str]] = defaultdict(Counter)
    waiting = 0
    for sitting_id, question, stance in rows:
        if sitting_id not in held:
            continue
        if held[sitting_id].is_running:
            waiting += 1
        else:
            counts[(sitting_id, question)][stance] += 1
    enough = [place for place, stances in counts.items() if stances.total() - stances[SKIPPED] >= SMALLEST_GROUP]
    latest = {
        (_quiz(held[place[0]]), place[1]): place
        for place in sorted(enough, key=lambda place: _story_order(held, place))
    }
    shown = [_stance_count(held[place[0]].spec, place[1], counts[place]) for place in latest.values()]
    return tuple(shown), waiting


def _quiz(sitting: Sitting) -> str:
    return sitting.revision.parent.key


def _is_told(sitting: Sitting) -> bool:
    """Tell whether what a sitting holds is told by its pair: a closed pair keeps nothing else."""
    return sitting.pair is not None and sitting.pair.closed_at is not None


def _story_order(held: Mapping[UUID, Sitting], place: tuple[UUID, str]) -> tuple[Any, int]:
    sitting = held[place[0]]
    keys = [question.key for question in sitting.spec.questions]
    return sitting.opened_at, keys.index(place[1])


def _stance_count(quiz: QuizSpec, question: str, stances: Mapping[str, int]) -> StanceCount:
    asked = quiz.question(question)
    if isinstance(asked, Scale):
        steps = tuple((step, name, stances.get(step, 0)) for step, name in asked.named_steps())
        return StanceCount(asked.prompt, steps)
    story = quiz.scenario(asked.scenario)  # type: ignore[attr-defined]
    if isinstance(asked, Lever):
        levels = tuple((level.value, str(name), stances.get(level, 0)) for level, name in LEVEL_NAMES.items())
        return StanceCount(_("%(story)s : ce qui aiderait") % {"story": story.title}, levels)
    counts = tuple((strategy.value, str(STRATEGY_NAMES[strategy]), stances.get(strategy, 0)) for strategy in Strategy)
    return StanceCount(story.title, counts)
