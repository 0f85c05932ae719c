"""The coordinator hands in the school's dossier."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from label.dossier import dossier_zip
from label.grid import read_grid
from label.judging import judge
from progress.school_report import school_report
from progress.views import coordinated_school
from schools.access import Request, allow, is_coordinator
from schools.models import SchoolYear


@allow(is_coordinator)
def school_label(request: Request, key: str) -> HttpResponse:
    """The computed criteria, with what each counts."""
    school = coordinated_school(request, key)
    year = SchoolYear.objects.current()
    grid = read_grid(school.language)
    judged = judge(school_report(school, year=year.start, as_of=localdate()), grid)
    context = {
        "school": school,
        "year": year,
        "grid": grid,
        "judged": judged,
        "earned": sum(item.points or 0 for item in judged),
        "possible": sum(item.most for item in judged),
    }
    return render(request, "label/school.html", context)


@allow(is_coordinator)
def dossier(request: Request, key: str) -> HttpResponse:
    school = coordinated_school(request, key)
    year = SchoolYear.objects.current()
    report = school_report(school, year=year.start, as_of=localdate())
    content = dossier_zip(report, read_grid(school.language), language=school.language)
    response = HttpResponse(content, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="dossier-{school.key}-{year}.zip"'
    return response
