"""The front door, the health page, statements, and error pages."""

import shutil
from typing import Any

from django.conf import settings
from django.db import Error
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from common.http import open_to_all
from common.levels import Band
from schools.access import Request, is_coordinator, is_reader, is_teacher
from schools.privacy import REGISTER
from sequences.models import Sequence

LEAST_FREE_BYTES = 50_000_000


@open_to_all
def home(request: Request) -> HttpResponse:
    """What this is, and three doors; people who have signed in go to their work."""
    if request.pupil is not None:
        return redirect("pupil_today")
    if request.user.is_authenticated and is_teacher(request.user):
        return redirect("classrooms")
    if request.user.is_authenticated and is_coordinator(request.user):
        return redirect("schools")
    if request.user.is_authenticated and is_reader(request.user):
        return redirect("federations")
    order = [band.value for band in Band]
    sequences = sorted(Sequence.objects.published(), key=lambda row: order.index(row.bands[0]))
    return render(request, "home.html", {"sequences": sequences})


@open_to_all
def health(_request: HttpRequest) -> JsonResponse:
    """200 when database, content and disk are fine, 503 otherwise; nothing private."""
    checks = {"base": False, "contenu": False, "disque": False}
    try:
        checks["contenu"] = Sequence.objects.published().exists()
        checks["base"] = True
    except Error:
        pass
    checks["disque"] = shutil.disk_usage(settings.DATA_DIR).free > LEAST_FREE_BYTES
    return JsonResponse(checks | {"version": settings.VERSION}, status=200 if all(checks.values()) else 503)


@open_to_all
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "statements/privacy.html", {"register": REGISTER})


@open_to_all
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "statements/accessibility.html")


@open_to_all
def ecodesign(request: HttpRequest) -> HttpResponse:
    return render(request, "statements/ecodesign.html")


def _error(request: HttpRequest, status: int, context: dict[str, Any]) -> HttpResponse:
    return render(request, "error.html", context, status=status)


@open_to_all
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if request.headers.get("X-Outbox") == "1":
        return JsonResponse(
            {"state": "refused", "message": _("Cette réponse ne se lit pas. Recharge la page.")}, status=400
        )
    context = {
        "picture": "erreur-perdu",
        "title": _("Cette demande ne se lit pas"),
        "advice": _("Revenez à la page précédente, rechargez-la, puis réessayez."),
    }
    return _error(request, 400, context)


@open_to_all
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    context = {
        "picture": "erreur-cle",
        "title": _("Cette page demande un autre rôle"),
        "advice": _("Votre compte n’ouvre pas cette page. La coordination de l’école peut changer votre rôle."),
    }
    return _error(request, 403, context)


@open_to_all
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    context = {
        "picture": "erreur-perdu",
        "title": _("Cette page n’existe pas"),
        "advice": _("L’adresse a changé, ou cette page appartient à une autre classe. Repartez de l’accueil."),
    }
    return _error(request, 404, context)


@open_to_all
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    context = {
        "picture": "erreur-cle",
        "title": _("Cette page était ouverte depuis trop longtemps"),
        "advice": _(
            "Revenez en arrière, rechargez la page, puis envoyez de nouveau ; ce que vous aviez écrit y est encore."
        ),
    }
    return _error(request, 403, context)


@open_to_all
def server_error(_request: HttpRequest) -> HttpResponse:
    """An error of ours: the page needs neither database nor session."""
    return HttpResponse(render_to_string("500.html"), status=500)
