"""A federation's export, gathered a few schools at a time: each school once, whoever is stopped wherever.

A school's line is computed outside any transaction, so that nobody in a class waits for it, and written in one
statement under a unique constraint: it is there whole or not at all, and a second worker that has computed the same one
writes nothing. See docs/decisions/0013-export-par-ecole.md.
"""

import hashlib
import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Exists, F, Max, OuterRef
from django.utils.timezone import localdate, now

from label.assessing import assess
from label.federation import line_of, write_line
from label.models import FederationExport, FederationLine
from schools.models import Organisation, School, SchoolQuerySet, SchoolYear, User

LONGEST_WORK = timedelta(days=7)
"""An export that nobody has finished by then is begun again: its first lines would be too old beside its last."""
LINES_AT_ONCE = 200


@dataclass(frozen=True)
class Progress:
    """How many schools are written, and how many wait."""

    done: int
    left: int

    @property
    def total(self) -> int:
        return self.done + self.left


@transaction.atomic
def ask_export(*, organisation: Organisation, user: User | None = None, day: date | None = None) -> FederationExport:
    """Begin an export of a federation as of a day, or give the one that is under way."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    as_of = day or localdate()
    unfinished = FederationExport.objects.unfinished().filter(organisation=organisation)
    unfinished.filter(asked_at__lt=now() - LONGEST_WORK).delete()
    running = unfinished.filter(as_of=day) if day else unfinished
    if (found := running.first()) is not None:
        return found
    year, _created = SchoolYear.objects.get_or_create(start=SchoolYear.objects.of_day(as_of).start)
    total = School.objects.filter(organisation=organisation).count()
    return FederationExport.objects.create(
        organisation=organisation, year=year, as_of=as_of, total=total, asked_by=user
    )


def latest_export(organisation: Organisation) -> FederationExport | None:
    """Give the last export that is whole."""
    whole = FederationExport.objects.filter(organisation=organisation).exclude(finished_at=None)
    return whole.order_by("-as_of", "-finished_at").first()


def _waiting(export: FederationExport) -> SchoolQuerySet:
    """Schools of the federation that have no line yet."""
    written = FederationLine.objects.filter(export=export, school=OuterRef("pk"))
    return School.objects.filter(organisation=export.organisation_id).exclude(Exists(written)).order_by("pk")


def progress_of(export: FederationExport) -> Progress:
    """Count what is written and what waits."""
    return Progress(done=FederationLine.objects.filter(export=export).count(), left=_waiting(export).count())


def write_lines(export: FederationExport) -> Iterator[School]:
    """Write the missing lines one by one, from a school at random so that two workers seldom meet; close at the end."""
    last = School.objects.filter(organisation=export.organisation_id).aggregate(last=Max("pk"))["last"] or 0
    after = secrets.randbelow(last + 1)
    while (school := _next_school(export, after)) is not None:
        report, assessment = assess(school, year=export.year_id, as_of=export.as_of)
        line = FederationLine(school=school, export=export, facts=write_line(line_of(school, report, assessment)))
        FederationLine.objects.bulk_create([line], ignore_conflicts=True)
        after = school.pk
        yield school
    _finish(export)


def _next_school(export: FederationExport, after: int) -> School | None:
    """Give the next school that waits, and come round to the first."""
    waiting = _waiting(export)
    return waiting.filter(pk__gt=after).first() or waiting.first()


@transaction.atomic
def _finish(export: FederationExport) -> None:
    """Offer the export once no school waits; a school that left the federation meanwhile leaves its line behind."""
    FederationLine.objects.filter(export=export).exclude(school__organisation=export.organisation_id).delete()
    written = FederationLine.objects.filter(export=export).count()
    FederationExport.objects.unfinished().filter(pk=export.pk).update(finished_at=now(), total=written)


def work_for(export: FederationExport, *, seconds: float) -> int:
    """Write lines for so many seconds, one at least; give how many."""
    begun, written = time.monotonic(), 0
    for _school in write_lines(export):
        written += 1
        if time.monotonic() - begun >= seconds:
            break
    return written


def lines_in_order(export: FederationExport) -> Iterator[str]:
    """Give the lines by the key of their school, a few hundred at a time; a school that left is not read any more."""
    lines = FederationLine.objects.filter(export=export, school__organisation=F("export__organisation"))
    ordered = [pk for _key, pk in sorted(lines.values_list("school__key", "pk"))]
    for start in range(0, len(ordered), LINES_AT_ONCE):
        batch = ordered[start : start + LINES_AT_ONCE]
        facts = dict(lines.filter(pk__in=batch).values_list("pk", "facts"))
        yield from (facts[pk] for pk in batch if pk in facts)


def digest_of(export: FederationExport) -> str:
    """Give the SHA-256 of the file of lines, as `sha256sum` finds it."""
    digest = hashlib.sha256()
    for line in lines_in_order(export):
        digest.update(f"{line}\n".encode())
    return digest.hexdigest()
