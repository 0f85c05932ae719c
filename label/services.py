"""Writes on what a school declares; saving again corrects."""

from datetime import date

from django.db import transaction
from django.utils.timezone import localdate

from label.models import Declaration
from schools.models import School, SchoolYear, User


@transaction.atomic
def save_declaration(
    *, school: School, start: int, code: str, points: int, text: str, dated_on: date, link: str, author: User
) -> Declaration:
    """Write down what a school says of a criterion for a year."""
    year, _created = SchoolYear.objects.get_or_create(start=start)
    given = {"points": points, "text": text, "dated_on": dated_on, "link": link, "saved_by": author}
    declaration, _created = Declaration.objects.update_or_create(school=school, year=year, code=code, defaults=given)
    return declaration


@transaction.atomic
def begin_declaration(*, school: School, start: int, code: str, author: User) -> Declaration:
    """Give the declaration to which files can be added; where there is none yet, one that claims nothing."""
    year, _created = SchoolYear.objects.get_or_create(start=start)
    nothing = {"points": 0, "text": "", "dated_on": localdate(), "saved_by": author}
    declaration, _created = Declaration.objects.get_or_create(school=school, year=year, code=code, defaults=nothing)
    return declaration
