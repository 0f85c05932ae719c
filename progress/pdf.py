"""Commitments of a class or of a school, as values that can be printed."""

from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from common.illustrations import illustration_path
from printing.bands import Band
from printing.poster import Poster, PosterLine, PosterSize, Reach, poster_pdf
from progress.models import CharterAdoption, Commitment
from schools.models import Classroom, School, SchoolYear


def classroom_poster_pdf(classroom: Classroom, size: PosterSize) -> bytes:
    """Print what a class has decided; without a single band it wears the six patterns."""
    bands = classroom.bands
    return poster_pdf(
        Poster(
            title=_("Nos engagements"),
            owner=classroom.label,
            year=str(SchoolYear(start=classroom.year_id)),
            lines=_lines(Commitment.objects.running().filter(classroom=classroom)),
            band=Band(bands[0].value) if len(bands) == 1 else None,
            illustration=illustration_path("mains"),
            language=classroom.school.language,
        ),
        size,
    )


def school_poster_pdf(school: School, size: PosterSize) -> bytes:
    """Print what a school has decided, and since when the charter is its own."""
    year = SchoolYear.objects.current()
    adoption = CharterAdoption.objects.filter(school=school, year=year.start, withdrawn_at=None).first()
    return poster_pdf(
        Poster(
            title=_("Nos engagements"),
            owner=school.name,
            year=str(year),
            lines=_lines(Commitment.objects.running().of_school(school)),
            note=_adopted(adoption) if adoption else "",
            illustration=illustration_path("article-charte"),
            language=school.language,
        ),
        size,
    )


def _adopted(adoption: CharterAdoption) -> str:
    return _("Charte pour un numérique responsable, adoptée le %(day)s par %(council)s.") % {
        "day": date_format(adoption.adopted_on, "j F Y"),
        "council": adoption.adopted_by,
    }


def _lines(commitments: Iterable[Commitment]) -> tuple[PosterLine, ...]:
    return tuple(
        PosterLine(row.text, row.carried_by, Reach(row.level), date_format(row.due_on, "j F Y")) for row in commitments
    )
