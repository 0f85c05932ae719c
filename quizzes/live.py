"""How a page that is on a screen asks for its news: often, cheaply, and mostly told that there is none."""

from collections.abc import Callable
from uuid import UUID

from csp.utils import build_policy
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from common.http import open_to_all
from quizzes.models import Debate

PULSES = "/pouls/"
NOTHING_RUNS = "0"


class PulseMiddleware:
    """Answers the pulse of a debate before sessions and sign-ins, under a policy that is written once."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.policy = build_policy()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(PULSES):
            return self.get_response(request)
        try:
            found = resolve(request.path_info)
        except Resolver404:
            return self.get_response(request)
        answer: HttpResponse = found.func(request, *found.args, **found.kwargs)
        answer["Content-Security-Policy"] = self.policy
        return answer


def wants_piece(request: HttpRequest) -> bool:
    """Tell whether the page is on a screen already, and only its changing piece is wanted."""
    return request.headers.get("X-Live") == "1"


def class_version(debate: Debate | None) -> str:
    """Give what tells a tablet that the class has moved on; it has no part in how many have voted."""
    return NOTHING_RUNS if debate is None else _of_class(debate.pk, debate.version)


def _of_class(pk: UUID, version: int) -> str:
    return f"{pk.hex[:8]}.{version}"


def debate_version(debate: Debate) -> str:
    """Give what tells the wall and the teacher's page that the class has moved on, or that a vote has come in."""
    return _of_debate(debate.version, debate.tally)


def _of_debate(version: int, tally: int) -> str:
    return f"{version}.{tally}"


@open_to_all
def class_pulse(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Tell a tablet whether its class has moved on; the address says nothing else, whoever asks."""
    running = Debate.objects.running().filter(classroom=pk).values_list("pk", "version")
    return _beat(request, next((_of_class(*found) for found in running), NOTHING_RUNS))


@open_to_all
def debate_pulse(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Tell the wall and the teacher's page whether there is something to draw."""
    known = Debate.objects.filter(pk=pk).values_list("version", "tally")
    return _beat(request, next((_of_debate(*found) for found in known), NOTHING_RUNS))


def _beat(request: HttpRequest, version: str) -> HttpResponse:
    """Answer 204 to a screen that shows this version, and 200 without a word to one that does not."""
    same = request.GET.get("v") == version
    words = {"Cache-Control": "no-store"} | ({} if same else {"Content-Length": "0"})
    return HttpResponse(status=204 if same else 200, content_type="text/plain", headers=words)
