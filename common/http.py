"""Answers: the page or its piece, a PDF; and the mark of pages that are open to everybody."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def open_to_all(view: View) -> View:
    """Open a page to everybody."""

    @login_not_required
    @wraps(view)
    def opened(*args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(*args, **kwargs)

    opened.audience = "open_to_all"  # type: ignore[attr-defined]
    return opened  # type: ignore[return-value]


class HtmxSignInMiddleware:
    """Sends the whole page to the sign-in when a swap finds nobody signed in, instead of nesting it in the page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.headers.get("HX-Request") == "true" and response.status_code == 302:
            moved = HttpResponse(status=204)
            moved["HX-Redirect"] = response["Location"]
            return moved
        return response


def page_or_partial(request: HttpRequest, template: str, piece: str, context: dict[str, Any]) -> HttpResponse:
    """Answer the named piece of the template to an htmx swap, and the whole page to everybody else."""
    htmx: Any = getattr(request, "htmx", None)
    wants_piece = bool(htmx) and not htmx.history_restore_request and not htmx.boosted
    response = render(request, f"{template}#{piece}" if wants_piece else template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def pdf_response(content: bytes, name: str) -> HttpResponse:
    """Answer a PDF that opens in the page, under a file name of ours."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response
