"""What a federation reads of its schools, and the export that gathers it."""

import time
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.http import page_or_partial
from label.federation import chosen_lines, read_line, totals_of
from label.federation_export import (
    ask_export,
    digest_of,
    latest_export,
    lines_in_order,
    progress_of,
    work_for,
)
from label.federation_files import KINDS, file_pieces
from label.grid import GridSpec, read_grid
from label.models import FederationExport
from schools.access import Request, acts, allow, is_reader
from schools.models import Organisation

SCHOOLS_A_PAGE = 20
SLICE_SECONDS = 0.8
"""How long one request works: the page asks for the next slice by itself."""
LONG_SLICE_SECONDS = 8.0
"""How long it works where somebody has to press for each slice, without JavaScript."""
PAUSE_SECONDS = 1.0
NO_LEVEL = "aucun"


def _grid() -> GridSpec:
    return read_grid(settings.LANGUAGE_CODE)


def _read_by(request: Request, key: str) -> Organisation:
    """Give a federation that the person reads; any other one is a 404."""
    return get_object_or_404(Organisation.objects.read_by(request.user), key=key)


def _export(request: Request, key: str, pk: UUID) -> FederationExport:
    exports = FederationExport.objects.filter(organisation=_read_by(request, key))
    return get_object_or_404(exports.select_related("organisation", "year"), pk=pk)


@allow(is_reader)
def federations(request: Request) -> HttpResponse:
    rows = list(Organisation.objects.read_by(request.user))
    if len(rows) == 1:
        return redirect("federation_page", rows[0].key)
    return render(request, "label/federations.html", {"organisations": rows})


@allow(is_reader)
def federation_page(request: Request, key: str) -> HttpResponse:
    """Totals and schools as the last whole export found them: opening the page computes no school again."""
    organisation = _read_by(request, key)
    export = latest_export(organisation)
    context = {
        "organisation": organisation,
        "export": export,
        "running": FederationExport.objects.unfinished().filter(organisation=organisation).first(),
        **(_standing(request, export) if export else {}),
    }
    return render(request, "label/federation.html", context)


def _standing(request: Request, export: FederationExport) -> dict[str, Any]:
    """Give the totals of an export, and the page of its schools that was asked for."""
    grid = _grid()
    lines = [read_line(text) for text in lines_in_order(export)]
    totals = totals_of(lines, grid, before=_("Pas encore de niveau"))
    words, level, order = (request.GET.get(name, "") for name in ("mots", "niveau", "tri"))
    wanted = "" if level == NO_LEVEL else level or None
    chosen = chosen_lines(lines, grid, words=words, level=wanted, order=order)
    return {
        "totals": totals,
        "titles": {share.key: share.title for share in totals.levels},
        "choices": [(share.key or NO_LEVEL, share.title) for share in totals.levels],
        "columns": [
            ("nom", _("École")),
            ("localite", _("Localité")),
            ("niveau", _("Niveau")),
            ("points", _("Points")),
            ("classes", _("Classes actives")),
        ],
        "words": words,
        "level": level,
        "order": order or "nom",
        "found": len(chosen),
        "page": Paginator(chosen, SCHOOLS_A_PAGE).get_page(request.GET.get("page")),
        "most": grid.most,
    }


@allow(is_reader)
@acts("federation_page")
def federation_ask(request: Request, key: str) -> HttpResponse:
    export = ask_export(organisation=_read_by(request, key), user=request.user)
    return redirect("federation_export", key, export.pk)


@allow(is_reader)
def federation_export(request: Request, key: str, pk: UUID) -> HttpResponse:
    """How far an export is and, once it is whole, its files."""
    return _shown(request, _export(request, key, pk))


@allow(is_reader)
@acts("federation_page")
def federation_go(request: Request, key: str, pk: UUID) -> HttpResponse:
    """Gather some more schools, and tell how long the rest will take."""
    export = _export(request, key, pk)
    begun = time.monotonic()
    written = work_for(export, seconds=SLICE_SECONDS if request.htmx else LONG_SLICE_SECONDS)
    if not request.htmx:
        return redirect("federation_export", key, pk)
    export.refresh_from_db()
    return _shown(request, export, pace=(time.monotonic() - begun + PAUSE_SECONDS) / max(written, 1))


def _shown(request: Request, export: FederationExport, *, pace: float = 0) -> HttpResponse:
    progress = progress_of(export)
    context = {
        "organisation": export.organisation,
        "export": export,
        "progress": progress,
        "time_left": _time_left(progress.left * pace) if pace else "",
        "kinds": KINDS.values(),
        "digest": digest_of(export) if export.finished_at else "",
    }
    return page_or_partial(request, "label/federation_export.html", "work", context)


def _time_left(seconds: float) -> str:
    minutes = round(seconds / 60)
    if not minutes:
        return _("encore moins d’une minute")
    return ngettext("encore %(n)d minute environ", "encore %(n)d minutes environ", minutes) % {"n": minutes}


@allow(is_reader)
def federation_file(request: Request, key: str, pk: UUID, suffix: str) -> HttpResponseBase:
    """A whole export in a format; one that is under way has no file."""
    exports = FederationExport.objects.filter(organisation=_read_by(request, key)).exclude(finished_at=None)
    export = get_object_or_404(exports, pk=pk)
    pieces = file_pieces(suffix, lines_in_order(export), _grid())
    response = StreamingHttpResponse(pieces, content_type=KINDS[suffix].content_type)
    response["Content-Disposition"] = f'attachment; filename="{key}-{export.as_of}.{suffix}"'
    return response
