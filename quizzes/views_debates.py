"""The teacher leads a debate from one page; the class sees another, without controls or names."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Case, QuerySet, When
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from quizzes.ballots import ballots_of, votable_questions
from quizzes.forms_debates import CountForm, DebateForm, PresentForm
from quizzes.leading import ADVICE, offered
from quizzes.live import debate_version, wants_piece
from quizzes.models import Debate, Quiz, Stage, Way
from quizzes.results import LiveState, compare, live_state, silent_numbers
from quizzes.specs import QuizKind
from quizzes.votes import (
    COUNTED_WAYS,
    Moved,
    VoteRefused,
    add_to_count,
    count_votes,
    is_forgotten,
    move,
    moves_of,
    set_present,
    start_debate,
)
from schools.access import Request, acts, allow, is_teacher
from schools.models import Classroom
from schools.typed import typed_fields

MOST_SHOWN = 20


def _debate(request: Request, pk: UUID) -> Debate:
    debates = Debate.objects.led_by(request.user).select_related("classroom", "revision__parent")
    return get_object_or_404(debates.defer("revision__document"), pk=pk)


@allow(is_teacher)
def debates(request: Request, pk: UUID) -> HttpResponse:
    """Open a debate for a class, go on with the one that runs, look back at earlier ones."""
    classroom = get_object_or_404(Classroom.objects.active().taught_by(request.user), pk=pk)
    quizzes = _quizzes()
    wanted = {"quiz": request.GET.get("quiz", "")}
    form = DebateForm(typed_fields(request), quizzes=quizzes, initial=wanted)
    if request.method == "POST" and form.is_valid():
        return _started(request, classroom, form.cleaned_data)
    held = Debate.objects.filter(classroom=classroom).select_related("revision__parent").order_by("-opened_at")
    running = held.running().first()
    context = {
        "classroom": classroom,
        "form": form,
        "running": running,
        "may_start": running is None or is_forgotten(running),
        "earlier": held.exclude(closed_at=None)[:MOST_SHOWN],
    }
    return render(request, "quizzes/debates.html", context, status=422 if request.method == "POST" else 200)


def _quizzes() -> QuerySet[Quiz]:
    """Give the quizzes that a class can vote on; the stories first, which are made for it."""
    rows = Quiz.objects.published().select_related("current").exclude(kind=QuizKind.PICTURES)
    votable = [row.pk for row in rows if votable_questions(row.spec)]
    stories_first = Case(When(kind=QuizKind.DISSONANCE, then=0), default=1)
    return Quiz.objects.filter(pk__in=votable).order_by(stories_first, "key")


def _started(request: Request, classroom: Classroom, given: dict[str, Any]) -> HttpResponse:
    quiz = given["quiz"]
    debate = start_debate(
        classroom=classroom,
        teacher=request.user,
        revision=quiz.published_revision if quiz else None,
        statement=given["statement"],
        doubt=given["doubt"],
    )
    return redirect("debate_page", debate.pk)


@allow(is_teacher)
def debate_page(request: Request, pk: UUID) -> HttpResponse:
    """Lead the debate: one way on, what to say, what to count; once closed, both votes on every question."""
    return _page(request, _debate(request, pk))


def _page(request: Request, debate: Debate, *, error: str = "", status: int = 200) -> HttpResponse:
    ballots = ballots_of(debate)
    context: dict[str, Any] = {"debate": debate, "classroom": debate.classroom, "version": debate_version(debate)}
    main, moves = offered(debate, moves_of(debate))
    context |= {"main": main, "moves": moves, "error": error, "stages": Stage.choices}
    if debate.closed_at is not None:
        rounds = list(debate.rounds.filter(voided_at=None))
        context["comparisons"] = [
            compare(ballot, held)
            for ballot in ballots
            if (held := [row for row in rounds if row.question == ballot.key])
        ]
    else:
        state = live_state(debate, ballots)
        context |= {
            "state": state,
            "advice": ADVICE[state.stage],
            "way": _way(request),
            "ways": COUNTED_WAYS,
        } | _counting(request, state)
    template = "quizzes/debate.html#live" if wants_piece(request) else "quizzes/debate.html"
    return render(request, template, context, status=status)


def _way(request: Request) -> Way:
    asked = request.POST.get("way") or request.GET.get("facon", "")
    return Way(asked) if asked in COUNTED_WAYS else Way.CARDS


def _counting(request: Request, state: LiveState) -> dict[str, Any]:
    """Give what the teacher needs while a vote is open: the counts written so far, and whose tablet is silent."""
    if state.taking is None:
        return {}
    way = _way(request)
    rows = list(state.taking.counts.all())
    written = {row.choice: row.count for row in rows if row.way == way}
    others = [(counted, sum(row.count for row in rows if row.way == counted)) for counted in COUNTED_WAYS]
    pupils = state.debate.classroom.pupils.present()
    return {
        "lines": [(choice, written.get(choice.key, 0)) for choice in state.ballot.choices],
        "counted": [(counted, total) for counted, total in others if total],
        "by_screen": state.taking.votes.count(),
        "silent": silent_numbers(state.taking, pupils),
        "present_form": PresentForm(initial={"present": state.debate.present}),
    }


@allow(is_teacher)
@acts("debate_page")
def debate_move(request: Request, pk: UUID, action: str) -> HttpResponse:
    """Go on, go back, pause, skip, set a vote aside, close; a second click or an old page moves nothing."""
    debate = _debate(request, pk)
    asked = request.POST.get("version", "")
    try:
        moved = move(debate=debate, action=action, version=int(asked) if asked.isdecimal() and len(asked) < 9 else 0)
    except Moved:
        return _back(request, pk, _("L’écran avait déjà changé : voici où en est la classe."))
    if action == "rouvrir" and moved.closed_at is not None:
        return _back(request, pk, _("Un autre débat est ouvert dans cette classe : fermez-le d’abord."))
    return _back(request, pk)


@allow(is_teacher)
@acts("debate_page")
def debate_count(request: Request, pk: UUID) -> HttpResponse:
    """Write down raised cards, hands or corners: all numbers at once, or one more and one less."""
    debate = _debate(request, pk)
    ballot = live_state(debate, ballots_of(debate)).ballot
    way = _way(request)
    more, less = request.POST.get("more", ""), request.POST.get("less", "")
    form = CountForm(request.POST, ballot=ballot)
    try:
        if more in ballot.keys or less in ballot.keys:
            add_to_count(debate=debate, way=way, choice=more or less, step=1 if more else -1)
        elif form.is_valid():
            count_votes(debate=debate, way=way, counts=form.counts())
        else:
            return _back(
                request, pk, _("Écrivez un nombre d’élèves pour chaque réponse, de 0 à la taille de la classe.")
            )
    except VoteRefused as refused:
        return _back(request, pk, str(refused))
    return _back(request, pk)


@allow(is_teacher)
@acts("debate_page")
def debate_present(request: Request, pk: UUID) -> HttpResponse:
    debate = _debate(request, pk)
    form = PresentForm(request.POST)
    if not form.is_valid():
        return _back(request, pk, _("Écrivez le nombre d’élèves présents."))
    set_present(debate=debate, present=form.cleaned_data["present"])
    return _back(request, pk)


def _back(request: Request, pk: UUID, error: str = "") -> HttpResponse:
    """Show the debate as it stands now: its piece to a page that is already there, the page to a plain form."""
    if wants_piece(request):
        return _page(request, _debate(request, pk), error=error)
    if error:
        messages.error(request, error)
    address = redirect("debate_page", pk)
    if _way(request) is not Way.CARDS:
        address["Location"] += f"?facon={_way(request)}"
    return address


@allow(is_teacher)
def debate_projector(request: Request, pk: UUID) -> HttpResponse:
    """The wall: what the class reads, nothing to press, nobody's name."""
    debate = _debate(request, pk)
    state = live_state(debate, ballots_of(debate))
    context = {"debate": debate, "version": debate_version(debate), "state": state}
    if state.stage is Stage.DISCUSS:
        context["corners"] = debate.rounds.filter(
            question=debate.question, voided_at=None, counts__way=Way.CORNERS
        ).exists()
    template = "quizzes/projector.html#live" if wants_piece(request) else "quizzes/projector.html"
    return render(request, template, context)
