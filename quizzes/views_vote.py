"""Pupils vote: each on a tablet, or one after the other on a tablet that is passed round."""

from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from common.http import open_to_all
from quizzes.live import class_version, wants_piece
from quizzes.models import Debate, Stage, VoteRound
from quizzes.votes import VoteRefused, ballot_now, cast_vote, drop_vote, open_round, voter
from schools.access import PupilRequest, Request, for_pupils
from schools.models import Classroom, Pupil

SOON, SLOWLY = 4, 5
"""Seconds after which a tablet asks for news: while its vote is awaited or may open, and while nothing of it is."""
MOVING = ("version", "stage", "question", "paused_at", "closed_at")
"""What may have changed of a debate while a vote waited for its turn."""


def _running(classroom: Classroom) -> Debate | None:
    held = Debate.objects.running().filter(classroom=classroom).select_related("revision")
    return next(iter(held.defer("revision__document")), None)


@for_pupils
def pupil_vote(request: PupilRequest) -> HttpResponse:
    """Vote, and vote again as long as the vote is open; what the class voted is on the wall alone."""
    debate = _running(request.pupil.classroom)
    if debate is None:
        return _render(request, "quizzes/vote.html", request.pupil.classroom, _nothing())
    if request.method == "POST":
        return _voted(request, debate)
    return _still(request, debate)


def _still(request: PupilRequest, debate: Debate, error: str = "") -> HttpResponse:
    """Show the moment as it stands, with what the pupil has voted in it."""
    taking = open_round(debate)
    chosen = _chosen(taking, request.pupil)
    context = _moment(debate, taking) | {"chosen": chosen, "error": error} | ({"every": SLOWLY} if chosen else {})
    return _render(request, "quizzes/vote.html", request.pupil.classroom, context)


def _voted(request: PupilRequest, debate: Debate) -> HttpResponse:
    """Take a vote and show its receipt, out of what the taking of it has read."""
    question, number, choice = _given(request)
    try:
        taking = cast_vote(debate=debate, pupil=request.pupil, question=question, number=number, choice=choice)
    except VoteRefused as refused:
        debate.refresh_from_db(fields=MOVING)
        return _still(request, debate, str(refused))
    if not wants_piece(request):
        return redirect("pupil_vote")
    context = _moment(taking.debate, taking) | {"chosen": choice, "every": SLOWLY}
    return _render(request, "quizzes/vote.html", request.pupil.classroom, context)


def _given(request: Request) -> tuple[str, int, str]:
    number = request.POST.get("round", "")
    return request.POST.get("question", ""), int(number) if number in ("1", "2") else 0, request.POST.get("choice", "")


def _nothing() -> dict[str, Any]:
    """Give what a tablet shows while its class debates nothing."""
    return {"debate": None, "version": class_version(None), "every": SLOWLY}


def _moment(debate: Debate, taking: VoteRound | None) -> dict[str, Any]:
    """Give what a tablet shows of the class's moment: never a count."""
    return {
        "debate": debate,
        "ballot": ballot_now(debate),
        "taking": taking,
        "version": class_version(debate),
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
    debate = _running(request.door)
    if debate is None:
        return _render(request, "quizzes/urn.html", request.door, _nothing())
    error, dropped = _drop(request, debate) if request.method == "POST" else ("", False)
    if dropped and not wants_piece(request):
        return redirect(f"{request.path}?merci=1")
    if request.method == "POST":
        debate.refresh_from_db(fields=MOVING)
    context = _moment(debate, open_round(debate))
    context |= {"error": error, "paper": uuid4(), "thanks": dropped or "merci" in request.GET}
    return _render(request, "quizzes/urn.html", request.door, context)


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


def _render(request: Request, template: str, classroom: Classroom, context: dict[str, Any]) -> HttpResponse:
    piece = wants_piece(request)
    status = 422 if context.get("error") and not piece else 200
    named = f"{template}#live" if piece else template
    return render(request, named, {"classroom": classroom} | context, status=status)
