"""The dossier on paper: judged criteria as values that can be printed."""

from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from common.text import to_print_line
from label.criteria import validated_sessions
from label.grid import GridSpec
from label.judging import Judged
from printing.document import Markup
from printing.dossier import ClassLine, CriterionLine, DossierPages, dossier_pdf
from printing.text import plain
from progress.school_report import ClassLived, SchoolReport


def dossier_file(
    report: SchoolReport, grid: GridSpec, judged: Sequence[Judged], *, fingerprint: str, language: str
) -> bytes:
    """Print a school's dossier."""
    return dossier_pdf(
        DossierPages(
            school_name=report.name,
            locality=report.locality,
            period=_("Année scolaire %(start)s-%(end)s, et la précédente")
            % {"start": report.year, "end": report.year + 1},
            as_of=date_format(report.as_of, "j F Y"),
            grid_name=grid.title,
            grid_version=grid.version,
            notice=Markup(to_print_line(grid.notice)),
            criteria=tuple(_criterion(item) for item in judged),
            classes=tuple(_class(row) for row in report.classes + report.earlier),
            fingerprint=fingerprint,
            language=language,
        )
    )


def _criterion(item: Judged) -> CriterionLine:
    measure = item.measure
    return CriterionLine(
        code=item.spec.code,
        axis=item.spec.axis,
        title=item.spec.title,
        rule=item.spec.rule,
        numerator_text=f"{measure.numerator} {item.spec.unit}" if measure.assessable else "",
        denominator_text=str(measure.denominator) if measure.assessable and measure.denominator is not None else "",
        points=item.points,
        max_points=item.most,
        detail=plain(" ; ".join(measure.found)),
        next_point=_next_point(item),
    )


def _next_point(item: Judged) -> str:
    """Say what the next point asks for, in the grid's own unit."""
    if item.points is None or item.points >= item.most:
        return ""
    if item.measure.ceiling is not None and item.measure.ceiling <= item.points:
        return _("des séances validées l’année précédente")
    limit = item.spec.limits[item.points]
    if item.measure.denominator is None:
        return _("%(count)s %(unit)s") % {"count": limit, "unit": item.spec.unit}
    needed = -(-limit * item.measure.denominator // 1)
    return _("%(count)s %(unit)s sur %(all)s") % {
        "count": needed,
        "unit": item.spec.unit,
        "all": item.measure.denominator,
    }


def _class(row: ClassLived) -> ClassLine:
    sessions = list(validated_sessions((row,)))
    months = sorted({(lived.day.year, lived.day.month) for lived in sessions})
    return ClassLine(
        label=f"{row.label} ({row.year}-{row.year + 1})",
        bands=", ".join(row.bands),
        sequences=tuple(sequence.title for sequence in row.complete),
        validated_steps=len(sessions),
        months=", ".join(f"{month:02}/{year}" for year, month in months),
    )
