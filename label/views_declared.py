"""A criterion of the grid for the coordination: what is counted, or what the school declares and proves."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from common.upload_limits import limited_uploads, names_too_large
from common.uploads import too_large
from label.advice import next_point
from label.assessing import assess
from label.evidence import (
    add_uploads,
    copy_evidence,
    download,
    meter_of,
    refusal,
    remove_evidence,
    restore_evidence,
    thumbnail,
)
from label.forms import DeclarationForm
from label.grid import CriterionSpec, read_grid
from label.models import Declaration, Evidence, ReviewNote
from label.pieces import piece_lines, weight_words
from label.services import begin_declaration, save_declaration
from progress.views import coordinated_school
from schools.access import Request, acts, allow, is_coordinator
from schools.models import School, SchoolYear
from schools.typed import typed_fields

PLAN_CRITERION = "A3"
"""The criterion that the two-year plan proves, in the grids that have it."""


@dataclass(frozen=True)
class Desk:
    """A declared criterion of a school, this year and the year before."""

    school: School
    spec: CriterionSpec
    year: SchoolYear
    declaration: Declaration | None
    earlier: Declaration | None

    @property
    def address(self) -> str:
        return reverse("criterion_page", args=[self.school.key, self.spec.code])

    @property
    def is_blank(self) -> bool:
        """Tell whether nothing has been said yet, be there files or not."""
        return self.declaration is None or not (self.declaration.points or self.declaration.text)

    def pieces(self) -> list[Evidence]:
        return list(self.declaration.evidence.standing().defer("thumbnail")) if self.declaration else []

    def earlier_pieces(self) -> list[Evidence]:
        return list(self.earlier.evidence.standing()) if self.earlier else []


def criterion_of(school: School, code: str) -> CriterionSpec:
    """Give a criterion of the school's grid; a code that it has not is a 404."""
    try:
        return read_grid(school.language).criterion(code)
    except KeyError:
        raise Http404 from None


def _desk(school: School, spec: CriterionSpec) -> Desk:
    year = SchoolYear.objects.current()
    rows = Declaration.objects.filter(school=school, code=spec.code, year__in=(year.start - 1, year.start))
    by_year = {row.year_id: row for row in rows}
    return Desk(school, spec, year, by_year.get(year.start), by_year.get(year.start - 1))


@limited_uploads
@allow(is_coordinator)
def criterion_page(request: Request, key: str, code: str) -> HttpResponse:
    """One criterion: its count and the classes behind it, or the form in which the school declares it."""
    school = coordinated_school(request, key)
    spec = criterion_of(school, code)
    if spec.is_declared:
        return _declared(request, _desk(school, spec))
    year = SchoolYear.objects.current()
    _report, assessment = assess(school, year=year.start, as_of=localdate())
    judged = assessment.criterion(code)
    context = {"school": school, "year": year, "judged": judged, "next_point": next_point(judged)}
    return render(request, "label/computed.html", context)


def _declared(request: Request, desk: Desk) -> HttpResponse:
    form = _form(request, desk)
    if request.method == "POST" and _saved(request, desk, form):
        messages.success(request, _("C’est enregistré."))
        return redirect(desk.address)
    if request.method == "POST":
        desk = _desk(desk.school, desk.spec)
    status = 422 if request.method == "POST" else 200
    return render(request, "label/declare.html", _context(request, desk, form), status=status)


def _form(request: Request, desk: Desk) -> DeclarationForm:
    """Start from what is declared, or from last year's words where they are taken up again."""
    again = desk.is_blank and "reprise" in request.GET
    source = desk.earlier if again else desk.declaration
    names = ("points", "text", "dated_on", "link")
    initial = {name: getattr(source, name) for name in names} if source else {}
    earlier = desk.earlier_pieces() if again else []
    return DeclarationForm(
        typed_fields(request),
        request.FILES or None,
        spec=desk.spec,
        year=desk.year,
        earlier=earlier,
        initial=initial | {"kept": [str(piece.pk) for piece in earlier]},
    )


def _saved(request: Request, desk: Desk, form: DeclarationForm) -> bool:
    """Keep what is good, the files even where the words are not; True where nothing is left to correct."""
    keys: dict[str, Any] = {"school": desk.school, "start": desk.year.start, "code": desk.spec.code}
    good = form.is_valid()
    uploads, kept = form.cleaned_data.get("proofs", []), set(form.cleaned_data.get("kept", []))
    if good:
        names = ("points", "text", "dated_on", "link")
        given = {name: form.cleaned_data[name] for name in names}
        declaration = save_declaration(**keys, **given, author=request.user)
        pieces = [piece for piece in desk.earlier_pieces() if str(piece.pk) in kept]
        copy_evidence(pieces=pieces, declaration=declaration, author=request.user)
    elif uploads:
        declaration = begin_declaration(**keys, author=request.user)
    refusals = [refusal(name, too_large()) for name in names_too_large(request.upload_handlers)]
    if uploads:
        refusals += add_uploads(declaration=declaration, uploads=uploads, author=request.user)
    for sentence in refusals:
        form.add_error("proofs", sentence)
    return good and not refusals


def _context(request: Request, desk: Desk, form: DeclarationForm) -> dict[str, Any]:
    meter = meter_of(desk.school)
    notes = ReviewNote.objects.filter(school=desk.school, code=desk.spec.code, review__year=desk.year.start)
    notes = notes.exclude(review__finished_at=None).select_related("review__reviewing_school")
    return {
        "school": desk.school,
        "spec": desk.spec,
        "year": desk.year,
        "declaration": desk.declaration,
        "may_take_up": desk.is_blank and desk.earlier is not None and "reprise" not in request.GET,
        "form": form,
        "refused": form.is_bound and form.errors.get("proofs"),
        "pieces": piece_lines(
            desk.pieces(),
            file=lambda piece: reverse("evidence_file", args=[desk.school.key, piece.pk]),
            small=lambda piece: reverse("evidence_thumbnail", args=[desk.school.key, piece.pk]),
        ),
        "meter": meter,
        "meter_words": {"used": weight_words(meter.used), "most": weight_words(meter.most)},
        "notes": notes,
        "has_plan": desk.spec.code == PLAN_CRITERION,
    }


def _piece(request: Request, key: str, pk: UUID) -> Evidence:
    rows = Evidence.objects.select_related("declaration").filter(school=coordinated_school(request, key))
    return get_object_or_404(rows, pk=pk)


@allow(is_coordinator)
def evidence_file(request: Request, key: str, pk: UUID) -> FileResponse:
    """A file of the school, as a download."""
    return download(_piece(request, key, pk))


@allow(is_coordinator)
def evidence_thumbnail(request: Request, key: str, pk: UUID) -> HttpResponse:
    return thumbnail(_piece(request, key, pk))


@allow(is_coordinator)
@acts("school_label")
def evidence_remove(request: Request, key: str, pk: UUID) -> HttpResponse:
    evidence = remove_evidence(evidence=_piece(request, key, pk))
    undo = reverse("evidence_restore", args=[key, pk])
    messages.success(request, _("La pièce est retirée."), extra_tags=f"undo:{undo}")
    return redirect("criterion_page", key, evidence.declaration.code)


@allow(is_coordinator)
@acts("school_label")
def evidence_restore(request: Request, key: str, pk: UUID) -> HttpResponse:
    evidence = restore_evidence(evidence=_piece(request, key, pk))
    messages.success(request, _("La pièce est de retour."))
    return redirect("criterion_page", key, evidence.declaration.code)
