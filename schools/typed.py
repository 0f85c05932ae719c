"""What somebody had typed when the sign-in had expired: kept for this browser, and offered again after signing in."""

from collections.abc import Callable
from time import time
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _

KEPT = "typed_when_signed_out"
KEPT_SECONDS = 3600
LARGEST = 64_000
"""Most signs that are kept: a class list is a hundred times shorter."""


class TypedFieldsMiddleware:
    """Keeps the fields of a form that was sent without a sign-in, when the answer is to sign in first."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method == "POST" and _sent_to_sign_in(response):
            fields = request.POST.copy()
            fields.pop("csrfmiddlewaretoken", None)
            text = fields.urlencode()
            if text and len(text) <= LARGEST:
                request.session[KEPT] = {"page": request.path, "fields": text, "at": int(time())}
        return response


def _sent_to_sign_in(response: HttpResponse) -> bool:
    moved = response.get("Location") if response.status_code == 302 else response.get("HX-Redirect")
    return bool(moved) and urlsplit(moved or "").path == resolve_url(settings.LOGIN_URL)


def typed_fields(request: HttpRequest) -> QueryDict | None:
    """Give what was sent to this page, or what had been kept for it before signing in again; None when nothing was.

    What had been kept is given once, and is never acted upon: the person looks at it and sends it.
    """
    if request.method == "POST":
        return request.POST
    kept = request.session.get(KEPT)
    if not kept or kept["page"] != request.path:
        return None
    del request.session[KEPT]
    if time() - kept["at"] > KEPT_SECONDS:
        return None
    messages.info(
        request,
        _("Il fallait d’abord se connecter. Voici ce que vous aviez écrit : vérifiez, puis validez de nouveau."),
    )
    return QueryDict(kept["fields"])
