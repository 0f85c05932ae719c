"""Pupils vote: each on a tablet, or one after the other on a tablet that is passed round."""

from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from common.http import open_to_all
from quizzes.live import news, wants_piece
from quizzes.models import Debate, Stage, VoteRound
from quizzes.votes import VoteRefused, ballot_now, cast_vote, drop_vote, open_round, voter
from schools.access import PupilRequest, Request, for_pupils
from schools.models import Classroom, Pupil

SOON, SLOWLY = 4, 6
"""Seconds after which a tablet asks for news: while its vote is awaited or may open, and while nothing of it is."""


def _running(classroom: Classroom) -> Debate | None:
    held = Debate.objects.running().filter(classroom=classroom).select_related("revision")
    return next(iter(held.defer("revision__document")), None)


@for_pupils
def pupil_vote(request: PupilRequest) -> HttpResponse:
    """Vote, and vote again as long as the vote is open; what the class voted is on the wall alone."""
    classroom = request.pupil.classroom
    if wants_piece(request) and request.method == "GET":
        unchanged = news(request, _version_now(classroom))
        if unchanged:
            return unchanged
    debate = _running(classroom)
    if debate is None:
        return _over(request, "quizzes/vote.html")
    error = _cast(request, debate) if request.method == "POST" else ""
    if request.method == "POST" and not error and not wants_piece(request):
        return redirect("pupil_vote")
    context = _moment(debate, again=request.method == "POST")
    chosen = _chosen(context["taking"], request.pupil)
    context |= {"chosen": chosen, "error": error} | ({"every": SLOWLY} if chosen else {})
    return _render(request, "quizzes/vote.html", context, error)


def _version_now(classroom: Classroom) -> str:
    """Give what a tablet must show, in one short query: it is asked for every few seconds by thirty tablets."""
    found = Debate.objects.running().filter(classroom=classroom).values_list("pk", "version")
    return next((f"{pk.hex[:8]}.{version}" for pk, version in found), "0")


def _version(debate: Debate) -> str:
    return f"{debate.pk.hex[:8]}.{debate.version}"


def _cast(request: PupilRequest, debate: Debate) -> str:
    question, number, choice = _given(request)
    try:
        cast_vote(debate=debate, pupil=request.pupil, question=question, number=number, choice=choice)
    except VoteRefused as refused:
        return str(refused)
    return ""


def _given(request: Request) -> tuple[str, int, str]:
    number = request.POST.get("round", "")
    return request.POST.get("question", ""), int(number) if number in ("1", "2") else 0, request.POST.get("choice", "")


def _moment(debate: Debate, *, again: bool) -> dict[str, Any]:
    """Give what a tablet shows of the class's moment: never a count; read again after a vote, which may have waited."""
    if again:
        debate.refresh_from_db(fields=["version", "stage", "question", "paused_at"])
    taking = open_round(debate)
    return {
        "debate": debate,
        "ballot": ballot_now(debate),
        "taking": taking,
        "version": _version(debate),
        "every": SLOWLY if debate.stage in (Stage.COMPARE, Stage.EXPLAIN) else SOON,
    }


def _chosen(taking: VoteRound | None, pupil: Pupil) -> str:
    if taking is None:
        return ""
    mine = taking.votes.filter(pseudonym=voter(taking, pupil.pk))
    return next(iter(mine.values_list("choice", flat=True)), "")


@open_to_all
def pupil_urn(request: Request) -> HttpResponse:
    """The tablet that is passed round: one voter after the other, none of whom says who they are."""
    if request.door is None:
        return redirect(f"{reverse('pupil_door')}?suite={request.path}")
    if wants_piece(request) and request.method == "GET":
        unchanged = news(request, _version_now(request.door))
        if unchanged:
            return unchanged
    debate = _running(request.door)
    if debate is None:
        return _over(request, "quizzes/urn.html")
    error, dropped = _drop(request, debate) if request.method == "POST" else ("", False)
    if dropped and not wants_piece(request):
        return redirect(f"{request.path}?merci=1")
    context = _moment(debate, again=request.method == "POST")
    context |= {"error": error, "paper": uuid4(), "thanks": dropped or "merci" in request.GET}
    return _render(request, "quizzes/urn.html", context, error)


def _drop(request: Request, debate: Debate) -> tuple[str, bool]:
    question, number, choice = _given(request)
    try:
        paper = UUID(request.POST.get("paper", ""))
    except ValueError:
        return _("Ce bulletin est abimé : recommence."), False
    try:
        drop_vote(debate=debate, ballot_paper=paper, question=question, number=number, choice=choice)
    except VoteRefused as refused:
        return str(refused), False
    return "", True


def _over(request: Request, template: str) -> HttpResponse:
    return _render(request, template, {"debate": None, "version": "0", "every": SLOWLY}, "")


def _render(request: Request, template: str, context: dict[str, object], error: str) -> HttpResponse:
    piece = wants_piece(request)
    return render(
        request, f"{template}#live" if piece else template, context, status=422 if error and not piece else 200
    )
