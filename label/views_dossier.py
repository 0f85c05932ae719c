"""The coordinator takes the school's dossier home: today's, or one that was frozen."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from label.dossier import PieceMissing, dossier_of, dossier_zip_of
from label.models import FrozenState
from progress.views import coordinated_school
from schools.access import Request, allow, is_coordinator
from schools.models import SchoolYear


@allow(is_coordinator)
def dossier(request: Request, key: str) -> HttpResponse:
    """Today's dossier, sealed."""
    school = coordinated_school(request, key)
    year = SchoolYear.objects.current()
    try:
        content = dossier_of(school, year=year.start, as_of=localdate())
    except PieceMissing:
        return _without_a_piece(request, key)
    return _zip(content, f"dossier-{school.key}-{year}")


@allow(is_coordinator)
def frozen_dossier(request: Request, key: str, pk: UUID) -> HttpResponse:
    """The dossier of a frozen state: the same bytes each time."""
    school = coordinated_school(request, key)
    state = get_object_or_404(FrozenState.objects.standing().filter(school=school).select_related("school"), pk=pk)
    try:
        content = dossier_zip_of(state)
    except PieceMissing:
        return _without_a_piece(request, key)
    return _zip(content, f"dossier-{school.key}-{state.as_of}")


def _zip(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{name}.zip"'
    return response


def _without_a_piece(request: Request, key: str) -> HttpResponse:
    messages.error(
        request,
        _("Une pièce de ce dossier n’est plus sur le serveur. Retirez-la de sa déclaration, ou ajoutez-la de nouveau."),
    )
    return redirect("school_label", key)
