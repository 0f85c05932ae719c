"""What a school's classes have lived: the frozen value from which the coordinator's page and the label are computed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from common.levels import Band
from progress.models import SHORTEST_TRIAL, Commitment
from quizzes.results import classes_that_debated
from schools.models import Classroom, Membership, Role, School, SchoolYear
from sequences.models import Assignment, CardDiscussion, Module, SequenceRevision, SheetPrint, StepRecord
from sequences.specs import SequenceSpec


@dataclass(frozen=True)
class LivedStep:
    """A step that a class lived on a day, with a number of pupils present."""

    step: str
    day: date
    mode: str
    present: int
    subject: str = ""
    """The discipline in which it was lived, where somebody noted one."""
    questions_a_figure: bool = False


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
class Promise:
    """What a class decided on a day, and when it looked at it again; its words do not matter here."""

    level: str
    made_on: date
    reviewed_on: date | None = None

    @property
    def was_tried(self) -> bool:
        """Tell whether it was looked at again once enough weeks had passed."""
        return self.reviewed_on is not None and self.reviewed_on - self.made_on >= SHORTEST_TRIAL


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
    promises: tuple[Promise, ...] = ()

    @property
    def complete(self) -> tuple[LivedSequence, ...]:
        return tuple(sequence for sequence in self.sequences if sequence.is_complete)


@dataclass(frozen=True)
class PrintedSheet:
    """A worksheet that somebody of the school printed on a day."""

    sequence: str
    day: date
    variant: str
    frugal: bool
    has_adapted: bool
    """There is a version of it for pupils who need larger letters and more air."""


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
    teachers: int = 0
    """People who teach in the school."""
    trained: int = 0
    """Those of them who have finished every module of the self-training."""
    prints: tuple[PrintedSheet, ...] = ()


def school_report(school: School, *, year: int, as_of: date) -> SchoolReport:
    """Read a school's report in ten queries, whatever its number of classes and pupils."""
    classrooms = list(
        Classroom.objects.filter(school=school)
        .filter(Q(year=year, archived_at=None) | Q(year=year - 1))
        .order_by("label", "pk")
    )
    given = Assignment.objects.standing().filter(school=school, classroom__in=classrooms)
    assignments = list(
        given.order_by("revision__parent__key", "assigned_at").values_list("pk", "classroom_id", "revision_id")
    )
    printed = _printed(school, SchoolYear(start=year), as_of)
    said = _said({revision for *_ids, revision in assignments} | {revision for revision, *_fields in printed})
    lived = _lived(StepRecord.objects.standing().filter(school=school, assignment__in=given, day__lte=as_of))
    sequences: dict[UUID, list[LivedSequence]] = defaultdict(list)
    for assignment, classroom, revision in assignments:
        key, spec = said[revision]
        sequences[classroom].append(_sequence(key, spec, lived[assignment]))
    discussed: dict[UUID, set[str]] = defaultdict(set)
    talks = CardDiscussion.objects.standing().filter(school=school, classroom__in=classrooms, day__lte=as_of)
    for classroom, theme in talks.values_list("classroom_id", "card__theme"):
        discussed[classroom].add(theme)
    debated = classes_that_debated(classrooms, until=as_of)
    promises = _promises(school, classrooms, as_of)
    classes = [
        ClassLived(
            row.pk,
            row.label,
            row.year_id,
            row.bands,
            tuple(sequences[row.pk]),
            frozenset(discussed[row.pk]),
            row.pk in debated,
            tuple(promises[row.pk]),
        )
        for row in classrooms
    ]
    teachers, trained = _teachers(school, as_of)
    return SchoolReport(
        school.name,
        school.locality,
        year,
        as_of,
        classes=tuple(row for row in classes if row.year == year),
        earlier=tuple(row for row in classes if row.year == year - 1),
        teachers=teachers,
        trained=trained,
        prints=tuple(
            PrintedSheet(said[revision][0], day, variant, frugal, bool(said[revision][1].worksheet.adapted))
            for revision, day, variant, frugal in printed
        ),
    )


def _said(revisions: Iterable[int]) -> Mapping[int, tuple[str, SequenceSpec]]:
    """Give the key and what is said of each revision, read once however many classes were given it."""
    rows = SequenceRevision.objects.filter(pk__in=revisions).select_related("parent")
    return {row.pk: (row.parent.key, row.spec) for row in rows}


Noted = tuple[str, date, str, int, str]
"""Step, day, mode, pupils present and discipline, as a row of the database holds them."""


def _lived(records: Any) -> Mapping[UUID, list[Noted]]:
    """Give by assignment what was lived with somebody there."""
    lived: dict[UUID, list[Noted]] = defaultdict(list)
    rows = records.filter(present__gt=0).order_by("day", "step")
    for assignment, *noted in rows.values_list("assignment_id", "step", "day", "mode", "present", "subject"):
        lived[assignment].append(tuple(noted))
    return lived


def _sequence(key: str, spec: SequenceSpec, noted: Iterable[Noted]) -> LivedSequence:
    mandatory = frozenset(step.key for step in spec.steps if step.mandatory)
    figures = {step.key for step in spec.steps if step.questions_a_figure}
    steps = tuple(
        LivedStep(step, day, mode, present, subject, step in figures) for step, day, mode, present, subject in noted
    )
    return LivedSequence(key, spec.title, spec.theme, mandatory, steps)


def _promises(school: School, classrooms: Iterable[Classroom], as_of: date) -> Mapping[UUID, list[Promise]]:
    """Give by class what it decided; a review after the day is not known yet."""
    promises: dict[UUID, list[Promise]] = defaultdict(list)
    made = Commitment.objects.standing().filter(school=school, classroom__in=classrooms, made_on__lte=as_of)
    rows = made.order_by("made_on", "text").values_list("classroom_id", "level", "made_on", "reviewed_on")
    for classroom, level, made_on, reviewed_on in rows:
        known = reviewed_on if reviewed_on is not None and reviewed_on <= as_of else None
        promises[classroom].append(Promise(level, made_on, known))
    return promises


def _teachers(school: School, as_of: date) -> tuple[int, int]:
    """Count the people who teach in a school, and those of them who have finished every module of its language."""
    modules = list(Module.objects.published(school.language).values_list("pk", flat=True))
    finished = Count(
        "user__module_records",
        filter=Q(user__module_records__module__in=modules, user__module_records__finished_on__lte=as_of),
    )
    teaching = Membership.objects.filter(school=school, role=Role.TEACHER, user__is_active=True)
    counts = teaching.annotate(finished=finished).values_list("finished", flat=True)
    return len(counts), sum(bool(modules) and count == len(modules) for count in counts)


def _printed(school: School, year: SchoolYear, as_of: date) -> list[tuple[int, date, str, bool]]:
    """Give the prints of a year and the year before: revision that the sequence has now, day, variant, ink-saving."""
    first, last = SchoolYear(start=year.start - 1).first_day, min(as_of, year.last_day)
    rows = SheetPrint.objects.filter(school=school, day__range=(first, last))
    ordered = rows.order_by("day", "sequence__key", "variant", "frugal", "pk")
    return list(ordered.values_list("sequence__current_id", "day", "variant", "frugal"))
