"""A kind word to classes that have lived nothing for a while: found, written by situation, and kept rare."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.db import transaction
from django.db.models import Count, Max
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from common.drafts import Draft
from progress.models import Nudge
from schools.models import Classroom, Role, School, SchoolYear, User
from sequences.models import Assignment, CardDiscussion, Module, ModuleRecord, StepRecord

QUIET_FOR = timedelta(weeks=6)


class Situation(StrEnum):
    """Where a class that has lived nothing for a while stands; none of them is a fault."""

    NOT_BEGUN = "pas-commence"
    """No sequence was chosen yet."""
    CHOSEN = "choisie"
    """A sequence was chosen, and none of its steps lived."""
    PAUSED = "en-pause"
    """Something was lived, some time ago."""


@dataclass(frozen=True)
class QuietClass:
    """A class that has lived nothing for a while."""

    classroom: Classroom
    situation: Situation
    addresses: tuple[str, ...]


def situation_of(*, first_day: date, last: date | None, has_sequence: bool, today: date) -> Situation | None:
    """Say where a class stands; None where something was lived lately, or the school year has only just begun."""
    if today - max(last or first_day, first_day) < QUIET_FOR:
        return None
    if last is not None:
        return Situation.PAUSED
    return Situation.CHOSEN if has_sequence else Situation.NOT_BEGUN


def quiet_classes(school: School, *, today: date | None = None) -> list[QuietClass]:
    """Give this year's active classes that have lived nothing for a while; a card that was talked about counts."""
    today = today or localdate()
    year = SchoolYear.objects.of_day(today)
    classrooms = Classroom.objects.active().filter(school=school, year=year)
    lived = StepRecord.objects.standing().filter(school=school, assignment__classroom__in=classrooms)
    talked = CardDiscussion.objects.standing().filter(school=school, classroom__in=classrooms)
    given = Assignment.objects.standing().filter(school=school, classroom__in=classrooms)
    steps = dict(lived.order_by().values_list("assignment__classroom").annotate(Max("day")))
    talks = dict(talked.order_by().values_list("classroom").annotate(Max("day")))
    chosen = set(given.order_by().values_list("classroom", flat=True))
    addresses = _addresses(school, classrooms)
    found = []
    for classroom in classrooms:
        days = [day for day in (steps.get(classroom.pk), talks.get(classroom.pk)) if day]
        situation = situation_of(
            first_day=year.first_day,
            last=max(days, default=None),
            has_sequence=classroom.pk in chosen,
            today=today,
        )
        if situation:
            found.append(QuietClass(classroom, situation, tuple(addresses.get(classroom.pk, ()))))
    return found


def _addresses(school: School, classrooms: Iterable[Classroom]) -> dict[object, list[str]]:
    """Give by class the addresses of those who teach in it and still in the school."""
    teaching = User.objects.filter(
        is_active=True, memberships__school=school, memberships__role=Role.TEACHER, teachings__classroom__in=classrooms
    )
    found: dict[object, list[str]] = {}
    for classroom, email in teaching.order_by("email").values_list("teachings__classroom", "email").distinct():
        found.setdefault(classroom, []).append(email)
    return found


def draft_for(situation: Situation, *, school: School, card_address: str) -> Draft:
    """Write a warm message for one situation: one thing of twenty minutes, without a screen, and no reproach."""
    openings = {
        Situation.NOT_BEGUN: _(
            "Se lancer prend vingt minutes, sans préparation et sans écran : une fiche, une question posée à la "
            "classe, et on écoute."
        ),
        Situation.CHOSEN: _(
            "Votre séquence est choisie, le plus dur est fait. Si elle attend encore son moment, une fiche de "
            "questionnement ouvre très bien le sujet : vingt minutes, sans écran."
        ),
        Situation.PAUSED: _(
            "Ce que votre classe a vécu compte déjà. Pour reprendre le fil sans rien préparer : une fiche de "
            "questionnement, vingt minutes, sans écran."
        ),
    }
    subjects = {
        Situation.NOT_BEGUN: _("Vingt minutes pour ouvrir le sujet, sans écran"),
        Situation.CHOSEN: _("Votre séquence vous attend, une fiche pour l’ouvrir"),
        Situation.PAUSED: _("Une fiche pour reprendre le fil"),
    }
    body = _(
        "Bonjour,\n\n%(opening)s\n\nLes fiches sont ici : %(address)s\n\nRien d’obligatoire, et si quelque chose "
        "coince, parlons-en : je peux venir en classe ou chercher avec vous.\n\nBien à vous,\n%(school)s"
    )
    return Draft(
        subjects[situation],
        body % {"opening": openings[situation], "address": card_address, "school": school.name},
    )


@transaction.atomic
def nudge_classes(*, classrooms: Iterable[Classroom], user: User) -> list[Nudge]:
    """Leave a kind word on the pages of some classes, except where one was left in the last two weeks."""
    wanted = {classroom.pk for classroom in classrooms}
    held = list(Classroom.objects.select_for_update().filter(pk__in=wanted).order_by("pk"))
    recent = set(Nudge.objects.recent().filter(classroom__in=held).values_list("classroom", flat=True))
    made = [
        Nudge(school_id=row.school_id, classroom=row, made_on=localdate(), made_by=user)
        for row in held
        if row.pk not in recent
    ]
    return Nudge.objects.bulk_create(made)


def take_back_nudges(*, school: School, user: User) -> int:
    """Take back the words that somebody left in a school today and nobody has read yet; give how many."""
    today = Nudge.objects.filter(school=school, made_on=localdate(), made_by=user, seen_at=None)
    return today.delete()[0]


def note_seen(*, nudge: Nudge) -> None:
    """Put a kind word away; the first time stays."""
    Nudge.objects.filter(pk=nudge.pk, seen_at=None).update(seen_at=now())


@dataclass(frozen=True)
class Trained:
    """How many of a school's teachers have finished the whole self-training; who they are is theirs to tell."""

    done: int
    teachers: int


def trained_in(school: School) -> Trained:
    """Count the school's teachers, and those of them who have finished every module."""
    teachers = User.objects.filter(memberships__school=school, memberships__role=Role.TEACHER, is_active=True)
    modules = Module.objects.published()
    records = ModuleRecord.objects.filter(user__in=teachers, module__in=modules).order_by()
    counts = records.values("user").annotate(finished=Count("module"))
    total = modules.count()
    return Trained(sum(row["finished"] >= total > 0 for row in counts), teachers.count())
