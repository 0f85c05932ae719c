"""The coordinator's workspace: where the school stands, what its classes live, and its label."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from label.advice import NextPoint, next_actions
from label.assessing import assess
from label.charts import two_years
from progress.heat import Heat, heat_of
from progress.views import coordinated_school
from schools.access import Request, allow, is_coordinator
from schools.models import School, SchoolYear

WHOLE_SCHOOL = 45
"""Most classes that are drawn at once; a larger school is read band by band."""
PLACES = {
    "library": (_("Choisir une séquence"), "library"),
    "cards": (_("Choisir une fiche"), "cards"),
    "training": (_("Ouvrir l’autoformation"), "training"),
    "commitments": (_("Voir les engagements"), "school_commitments"),
    "debates": (_("Voir comment"), "criterion_page"),
    "declare": (_("Déclarer"), "criterion_page"),
}
"""Where the next point of each kind is earned: the words and the name of its page."""


@dataclass(frozen=True)
class Action:
    """A thing worth doing next: what it brings, and the page where it is done."""

    point: NextPoint
    label: str
    address: str


def action_of(point: NextPoint, school: School) -> Action:
    """Give the page of a school's coordinator where a point is earned."""
    label, name = PLACES[point.target]
    args = {"school_commitments": [school.key], "criterion_page": [school.key, point.code]}.get(name, [])
    return Action(point, str(label), reverse(name, args=args))


@allow(is_coordinator)
def schools(request: Request) -> HttpResponse:
    rows = list(School.objects.coordinated_by(request.user).order_by("name"))
    if len(rows) == 1:
        return school_page(request, rows[0].key)
    return render(request, "label/schools.html", {"schools": rows})


@allow(is_coordinator)
def school_page(request: Request, key: str) -> HttpResponse:
    """Where the school stands, what to do next, and the school year of its classes by theme and by month."""
    school = coordinated_school(request, key)
    year = SchoolYear.objects.current()
    report, assessment = assess(school, year=year.start, as_of=localdate())
    whole = heat_of(report.classes)
    heat, band = _shown(whole, request.GET.get("palier", ""))
    context = {
        "school": school,
        "year": year,
        "assessment": assessment,
        "actions": [action_of(point, school) for point in next_actions(assessment)],
        "heat": heat,
        "bands": [group.band for group in whole.groups] if len(whole.lines) > WHOLE_SCHOOL else [],
        "band": band,
        "as_table": request.GET.get("vue") == "tableau",
        "years": two_years(report.classes, report.earlier, year=year.start, as_of=report.as_of),
    }
    return render(request, "label/workspace.html", context)


def _shown(whole: Heat, wanted: str) -> tuple[Heat, str]:
    """Give the whole school, or one band of a large one."""
    bands = [group.band for group in whole.groups]
    if len(whole.lines) <= WHOLE_SCHOOL:
        return whole, ""
    band = wanted if wanted in bands else bands[0]
    return whole.only(band), band


@allow(is_coordinator)
def school_label(request: Request, key: str) -> HttpResponse:
    """Axes, levels and criteria as they stand today."""
    school = coordinated_school(request, key)
    year = SchoolYear.objects.current()
    _report, assessment = assess(school, year=year.start, as_of=localdate())
    context = {"school": school, "year": year, "today": localdate(), "assessment": assessment}
    return render(request, "label/school.html", context)
