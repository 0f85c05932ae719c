"""What a school's classes have lived: the frozen value from which the coordinator's page and the label are computed."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from common.levels import Band
from quizzes.results import classes_that_debated
from schools.models import Classroom, School
from sequences.models import Assignment, CardDiscussion, StepRecord


@dataclass(frozen=True)
class LivedStep:
    """A step that a class lived on a day, with a number of pupils present."""

    step: str
    day: date
    mode: str
    present: int


@dataclass(frozen=True)
class LivedSequence:
    """What a class has lived of one sequence."""

    key: str
    title: str
    theme: str
    mandatory: frozenset[str]
    steps: tuple[LivedStep, ...]

    @property
    def done(self) -> int:
        """Number of mandatory steps that were lived at least once."""
        return len(self.mandatory & {lived.step for lived in self.steps})

    @property
    def is_complete(self) -> bool:
        """Tell whether every mandatory step was lived."""
        return self.done == len(self.mandatory)


@dataclass(frozen=True)
class ClassLived:
    """One class of the school in one school year."""

    id: UUID
    label: str
    year: int
    bands: tuple[Band, ...]
    sequences: tuple[LivedSequence, ...]
    discussed: frozenset[str] = frozenset()
    """Themes of the questioning cards that the class has talked about."""
    debated: bool = False
    """The class has voted twice on a question, each time with three fifths of its pupils or more."""

    @property
    def complete(self) -> tuple[LivedSequence, ...]:
        return tuple(sequence for sequence in self.sequences if sequence.is_complete)


@dataclass(frozen=True)
class SchoolReport:
    """A school in a school year and the year before, as known at the end of a day."""

    name: str
    locality: str
    year: int
    as_of: date
    classes: tuple[ClassLived, ...]
    """Active classes of the school year."""
    earlier: tuple[ClassLived, ...]
    """Classes of the year before, archived since or not."""


def school_report(school: School, *, year: int, as_of: date) -> SchoolReport:
    """Read a school's report in five queries, whatever its number of classes and pupils."""
    classrooms = list(
        Classroom.objects.filter(school=school)
        .filter(Q(year=year, archived_at=None) | Q(year=year - 1))
        .order_by("label", "pk")
    )
    assignments = list(
        Assignment.objects.standing()
        .filter(school=school, classroom__in=classrooms)
        .select_related("revision__parent")
        .order_by("revision__parent__key", "assigned_at")
    )
    records = StepRecord.objects.standing().filter(school=school, assignment__in=assignments, day__lte=as_of)
    lived = _lived(records.filter(present__gt=0).order_by("day", "step"))
    sequences: dict[UUID, list[LivedSequence]] = defaultdict(list)
    for assignment in assignments:
        sequences[assignment.classroom_id].append(_sequence(assignment, lived[assignment.pk]))
    discussed: dict[UUID, set[str]] = defaultdict(set)
    talks = CardDiscussion.objects.standing().filter(school=school, classroom__in=classrooms, day__lte=as_of)
    for classroom_id, theme in talks.values_list("classroom_id", "card__theme"):
        discussed[classroom_id].add(theme)
    debated = classes_that_debated(classrooms, until=as_of)
    classes = [
        ClassLived(
            row.pk,
            row.label,
            row.year_id,
            row.bands,
            tuple(sequences[row.pk]),
            frozenset(discussed[row.pk]),
            row.pk in debated,
        )
        for row in classrooms
    ]
    return SchoolReport(
        school.name,
        school.locality,
        year,
        as_of,
        classes=tuple(row for row in classes if row.year == year),
        earlier=tuple(row for row in classes if row.year == year - 1),
    )


def _lived(records: Iterable[StepRecord]) -> dict[UUID, list[LivedStep]]:
    lived: dict[UUID, list[LivedStep]] = defaultdict(list)
    for record in records:
        lived[record.assignment_id].append(LivedStep(record.step, record.day, record.mode, record.present or 0))
    return lived


def _sequence(assignment: Assignment, steps: list[LivedStep]) -> LivedSequence:
    parent, spec = assignment.revision.parent, assignment.revision.spec
    mandatory = frozenset(step.key for step in spec.steps if step.mandatory)
    return LivedSequence(parent.key, spec.title, spec.theme, mandatory, tuple(steps))
