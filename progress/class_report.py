"""Where a class stands in a sequence: one frozen value, in a number of queries that its size never changes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.db.models import Count, Q

from progress.stances import StanceCount, stances_of_class
from progress.texts import quizzes_with_texts
from quizzes.kinds import MarkedQuestion, Recognition
from quizzes.models import Answer, Attempt, Sitting
from quizzes.positions import SMALLEST_GROUP
from quizzes.specs import QuizSpec
from schools.models import Pupil
from sequences.models import Assignment
from sequences.specs import Step

HARD_QUESTIONS = 3
EASY_SHARE = 0.7
"""From this share of right answers on, a question is not called hard."""


class State(StrEnum):
    """Where one pupil stands in one quiz."""

    FINISHED = "fini"
    UNDER_WAY = "en cours"
    NOT_STARTED = "pas commencé"


@dataclass(frozen=True)
class Cell:
    """One pupil in one quiz; `right` of the `asked` marked questions are wholly right, as the pupil is told."""

    state: State
    right: int = 0
    asked: int = 0
    waiting: int = 0
    """How many answers the tablet still held when it was last heard."""
    late: int = 0
    """How many arrived after the closing."""


@dataclass(frozen=True)
class Lived:
    """A day on which the class lived a step."""

    day: date
    mode: str
    present: int


@dataclass(frozen=True)
class Column:
    """One step of the sequence; only a step with a quiz has a cell for each pupil."""

    number: int
    step: Step
    lived: tuple[Lived, ...]
    running: bool

    @property
    def is_done(self) -> bool:
        return bool(self.lived)


@dataclass(frozen=True)
class Row:
    """One pupil and their cells, one for each column that has a quiz."""

    pupil: Pupil
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class HardQuestion:
    """A marked question that few got right, among five answers or more: under that it would tell of one child."""

    prompt: str
    share: float
    answers: int


@dataclass(frozen=True)
class ClassReport:
    """Everything that the class page shows of one sequence."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    hard: tuple[HardQuestion, ...]
    stances: tuple[StanceCount, ...]
    waiting_positions: int
    """Positions given in quizzes that still run, and so are not shown yet."""
    texts: tuple[tuple[str, str], ...] = ()
    """Key and title of each quiz in which pupils may have written a short text."""

    @property
    def quiz_columns(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.step.quiz)

    @property
    def is_running(self) -> bool:
        """Tell whether a quiz of the sequence is open, so that the page has news."""
        return any(column.running for column in self.columns)

    @property
    def done(self) -> int:
        """Number of steps that the class has lived."""
        return sum(column.is_done for column in self.columns)


def class_report(assignment: Assignment) -> ClassReport:
    """Read a class's progress in one sequence, in seven queries at most."""
    spec = assignment.revision.spec
    every = _sittings(assignment)
    sittings = _by_quiz(every)
    running = {key for key, held in sittings.items() if any(sitting.is_running for sitting in held)}
    lived = defaultdict(list)
    for record in assignment.records.standing().exclude(present=None):
        lived[record.step].append(Lived(record.day, record.get_mode_display(), record.present or 0))
    columns = tuple(
        Column(number, step, tuple(lived[step.key]), step.quiz in running) for number, step in enumerate(spec.steps, 1)
    )
    quiz_keys = [column.step.quiz for column in columns if column.step.quiz]
    cells, hard = _answers(sittings)
    rows = tuple(
        Row(pupil, tuple(cells.get((pupil.pk, key), Cell(State.NOT_STARTED)) for key in quiz_keys))
        for pupil in assignment.classroom.pupils.present()
    )
    stances, waiting = stances_of_class(every)
    texts = quizzes_with_texts(held for row in sittings.values() for held in row)
    return ClassReport(columns, rows, hard, stances, waiting, texts)


def _sittings(assignment: Assignment) -> list[Sitting]:
    """Give the class's sittings of the sequence's quizzes, oldest first; those of pairs are among them."""
    keys = [step.quiz for step in assignment.revision.spec.steps if step.quiz]
    found = Sitting.objects.filter(classroom=assignment.classroom, revision__parent__key__in=keys)
    return list(found.select_related("revision__parent", "pair").order_by("opened_at"))


def _by_quiz(sittings: Iterable[Sitting]) -> Mapping[str, list[Sitting]]:
    """Group by quiz those that stand alone: a pair is no step of the sequence."""
    by_quiz: dict[str, list[Sitting]] = defaultdict(list)
    for sitting in sittings:
        if not sitting.is_paired:
            by_quiz[sitting.revision.parent.key].append(sitting)
    return by_quiz


def _answers(sittings: Mapping[str, list[Sitting]]) -> tuple[dict[tuple[UUID, str], Cell], tuple[HardQuestion, ...]]:
    """Read attempts and answers once; a pupil's latest finished attempt is shown, else the latest with an answer."""
    by_pk = {sitting.pk: (key, sitting.spec) for key, held in sittings.items() for sitting in held}
    marks: dict[UUID, list[tuple[str, float | None]]] = defaultdict(list)
    rows = Answer.objects.filter(attempt__sitting__in=list(by_pk)).values_list("attempt_id", "question", "mark")
    for attempt_id, question, mark in rows:
        marks[attempt_id].append((question, mark))
    cells: dict[tuple[UUID, str], Cell] = {}
    shares: dict[tuple[str, str], list[float]] = defaultdict(list)
    attempts = Attempt.objects.annotate(late=Count("answers", filter=Q(answers__late=True)))
    for attempt in attempts.filter(sitting__in=list(by_pk)).order_by("started_at"):
        key, quiz = by_pk[attempt.sitting_id]
        given = marks[attempt.pk]
        for question, mark in given:
            if mark is not None:
                shares[(key, question)].append(mark)
        held = cells.get((attempt.pupil_id, key))
        if held is None or attempt.finished_at or (given and held.state is not State.FINISHED):
            state = State.FINISHED if attempt.finished_at else State.UNDER_WAY
            right = sum(mark == 1 for _key, mark in given)
            cells[(attempt.pupil_id, key)] = Cell(state, right, _asked(quiz), attempt.waiting, attempt.late)
    specs = {key: held[-1].spec for key, held in sittings.items()}
    return cells, _hardest(shares, specs)


def _asked(quiz: QuizSpec) -> int:
    return sum(isinstance(question, MarkedQuestion) for question in quiz.questions)


def _hardest(shares: Mapping[tuple[str, str], list[float]], specs: Mapping[str, QuizSpec]) -> tuple[HardQuestion, ...]:
    questions = []
    for (quiz_key, key), marks in shares.items():
        share = sum(marks) / len(marks)
        prompt = _prompt(specs[quiz_key], key)
        if len(marks) >= SMALLEST_GROUP and share < EASY_SHARE and prompt:
            questions.append(HardQuestion(prompt, share, len(marks)))
    return tuple(sorted(questions, key=lambda question: (question.share, question.prompt))[:HARD_QUESTIONS])


def _prompt(quiz: QuizSpec, key: str) -> str:
    """Give the words by which a teacher knows a question; a recognition is known by its statement."""
    try:
        question = quiz.question(key)
    except KeyError:
        return ""
    if isinstance(question, Recognition):
        return quiz.scenario(question.scenario).statement(question.strategy).text
    return question.prompt
