"""The teachers' self-training: how far somebody is, what is kept of a self-check, and what the certificate says."""

import hashlib
from collections.abc import Sequence as Series
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.timezone import localdate

from common.documents import specs_by_key
from library.models import Competence
from schools.models import User
from sequences.models import Module, ModuleRecord, Sequence
from sequences.modules import BRIEF_MINUTES, ModuleSpec


@transaction.atomic
def record_module(*, user: User, module: Module, right: int, asked: int, day: date | None = None) -> ModuleRecord:
    """Keep that somebody finished a module: the first day stays, and the best result."""
    User.objects.select_for_update().get(pk=user.pk)
    found = {"right": right, "asked": asked, "finished_on": day or localdate()}
    record, created = ModuleRecord.objects.get_or_create(user=user, module=module, defaults=found)
    if not created and right * record.asked > record.right * asked:
        record.right, record.asked = right, asked
        record.save(update_fields=["right", "asked"])
    return record


@dataclass(frozen=True)
class Line:
    """A module, and what somebody did of it."""

    module: Module
    spec: ModuleSpec
    record: ModuleRecord | None


@dataclass(frozen=True)
class Course:
    """Every module of the self-training in order, with somebody's progress in it."""

    lines: tuple[Line, ...]

    @property
    def minutes(self) -> int:
        """Length of all modules together."""
        return sum(line.spec.minutes for line in self.lines)

    @property
    def brief_minutes(self) -> int:
        """Length of the short course."""
        return BRIEF_MINUTES * len(self.lines)

    @property
    def done(self) -> int:
        """How many modules are finished."""
        return sum(line.record is not None for line in self.lines)

    @property
    def missing(self) -> tuple[Line, ...]:
        """Modules that are still to be finished."""
        return tuple(line for line in self.lines if line.record is None)

    @property
    def is_complete(self) -> bool:
        """Tell whether the certificate can be given."""
        return bool(self.lines) and not self.missing

    @property
    def finished_on(self) -> date:
        """Day of the last module, once all are finished."""
        return max(line.record.finished_on for line in self.lines if line.record is not None)

    @property
    def fingerprint(self) -> str:
        """Digest of what the modules say today."""
        marks = "".join(line.module.fingerprint for line in self.lines)
        return hashlib.sha256(marks.encode()).hexdigest()

    def after(self, module: Module) -> Module | None:
        """Give the module that follows."""
        return next((line.module for line in self.lines if line.module.number > module.number), None)


def course_of(user: User | None) -> Course:
    """Give the self-training with the progress of one person, or of nobody."""
    modules = Module.objects.published()
    records = {record.module_id: record for record in ModuleRecord.objects.filter(user=user)} if user else {}
    return Course(tuple(Line(module, module.spec, records.get(module.pk)) for module in modules))


def competences_of(modules: Series[ModuleSpec]) -> list[tuple[str, list[str]]]:
    """Give, by dimension, the codes of what the sequences of these modules work on."""
    keys = {key for spec in modules for key in spec.sequences}
    rows = Sequence.objects.published().filter(key__in=keys).values_list("competences", flat=True)
    worked_on = {key for competences in rows for key in competences}
    found: dict[str, list[str]] = {}
    for spec in specs_by_key(Competence.objects.published().filter(key__in=worked_on)).values():
        found.setdefault(spec.dimension, []).append(spec.code)
    return sorted(((dimension, sorted(codes)) for dimension, codes in found.items()), key=lambda item: item[1])
