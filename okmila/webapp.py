"""What makes the pupils' pages a web application that a tablet can install; of use where the address is secure."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.utils.translation import gettext as _

from common.http import open_to_all

PAPER = "#FBF7EF"
WORKER = settings.BASE_DIR / "okmila" / "static" / "okmila" / "js" / "worker.js"


@open_to_all
def webmanifest(request: HttpRequest) -> HttpResponse:
    """Name, colours and drawing of the application; it opens where pupils enter, and covers their pages only."""
    icons = [
        {"src": static(f"okmila/icons/escargot-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"}
        for size in (192, 512)
    ]
    content = {
        "name": "OK Mila",
        "short_name": "OK Mila",
        "description": _("La sobriété numérique à l’école, sans faire la morale"),
        "lang": settings.LANGUAGE_CODE,
        "id": "/eleve/",
        "start_url": "/eleve/",
        "scope": "/eleve/",
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": icons,
    }
    return JsonResponse(content, content_type="application/manifest+json")


@open_to_all
def service_worker(request: HttpRequest) -> HttpResponse:
    """The script that keeps a quiz's pages; served at the root, used for pupils' pages only."""
    return HttpResponse(WORKER.read_text(encoding="utf-8"), content_type="text/javascript")
