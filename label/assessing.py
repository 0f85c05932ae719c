"""A school held against its grid: what its rows say, read in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from label.grid import read_grid
from label.judging import Assessment, Declared, Piece, judge
from label.models import Declaration, Evidence, Review, ReviewNote
from progress.school_report import SchoolReport, school_report
from schools.models import School


def declared_by(school: School, *, year: int) -> Mapping[str, Declared]:
    """Give what a school declares for a year by criterion, with its files and what the last reader thought of it."""
    declarations = list(Declaration.objects.filter(school=school, year=year))
    pieces: dict[int, list[Piece]] = defaultdict(list)
    for row in Evidence.objects.standing().filter(school=school, declaration__in=declarations).defer("thumbnail"):
        pieces[row.declaration_id].append(Piece(row.name, row.size, row.sha256, row.kind))
    last = Review.objects.standing().filter(school=school, year=year).exclude(finished_at=None).order_by("finished_at")
    notes = ReviewNote.objects.filter(school=school, review__in=last).order_by("review__finished_at")
    verdicts = dict(notes.values_list("code", "verdict"))
    return {
        row.code: Declared(
            row.points, row.text, row.dated_on, row.link, tuple(pieces[row.pk]), verdicts.get(row.code, "")
        )
        for row in declarations
    }


def has_reviewed_another(school: School, *, year: int) -> bool:
    """Tell whether a school has read another one's dossier to the end, this school year or the year before."""
    return Review.objects.given_by(school).filter(year__in=(year - 1, year)).exists()


def assess(school: School, *, year: int, as_of: date) -> tuple[SchoolReport, Assessment]:
    """Read a school's report as known at the end of a day, and hold it against the grid of its language."""
    report = school_report(school, year=year, as_of=as_of)
    assessment = judge(
        report,
        read_grid(school.language),
        declared_by(school, year=year),
        reviewed_another=has_reviewed_another(school, year=year),
    )
    return report, assessment
