"""Freezing a school's state: the facts of a day, kept to the letter."""

from django.db import transaction
from django.utils.timezone import now

from label.judging import Assessment
from label.models import FrozenState
from label.state import facts_of, fingerprint_of
from progress.school_report import SchoolReport
from schools.models import School, SchoolYear, User


@transaction.atomic
def freeze_state(
    *, school: School, report: SchoolReport, assessment: Assessment, note: str, author: User
) -> tuple[FrozenState, bool]:
    """Keep a school's facts as they are, and tell whether they are new; the same facts are kept once."""
    facts = facts_of(report, assessment)
    year, _created = SchoolYear.objects.get_or_create(start=report.year)
    return FrozenState.objects.get_or_create(
        school=school,
        fingerprint=fingerprint_of(facts),
        removed_at=None,
        defaults={
            "year": year,
            "as_of": report.as_of,
            "note": note,
            "points": assessment.earned,
            "level": assessment.reached.key if assessment.reached else "",
            "facts": facts,
            "frozen_by": author,
        },
    )


def remove_state(*, state: FrozenState) -> FrozenState:
    """Take a state off the list; it can come back."""
    state.removed_at = state.removed_at or now()
    state.save(update_fields=["removed_at"])
    return state


@transaction.atomic
def restore_state(*, state: FrozenState) -> FrozenState:
    """Undo that, unless the same facts were frozen again meanwhile; give the state that stands."""
    twin = FrozenState.objects.standing().filter(school=state.school, fingerprint=state.fingerprint).first()
    if twin is not None:
        return twin
    state.removed_at = None
    state.save(update_fields=["removed_at"])
    return state
