"""How a page that is on a screen asks for its news: cheaply, and often told that there is none."""

from django.http import HttpRequest, HttpResponse


def wants_piece(request: HttpRequest) -> bool:
    """Tell whether the page is on a screen already, and only its changing piece is wanted."""
    return request.headers.get("X-Live") == "1"


def news(request: HttpRequest, version: str) -> HttpResponse | None:
    """Answer « nothing new » to a screen that shows this version; None when there is something to draw."""
    if wants_piece(request) and request.method == "GET" and request.GET.get("v") == version:
        nothing = HttpResponse(status=204)
        nothing._csp_exempt = True  # type: ignore[attr-defined]  # An empty answer has nothing to protect.
        return nothing
    return None
