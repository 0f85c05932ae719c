"""A pupil takes a quiz: one question a screen, then why, then a debrief; every address can be reloaded."""

import logging
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from common.actions import ActionLevel
from common.http import open_to_all
from library.models import Figure
from quizzes.kinds import Lever, MarkedQuestion, Opinion, Position, Question, Unreadable
from quizzes.models import Attempt, Sitting
from quizzes.presenting import (
    expected,
    first_open,
    meant_by,
    offers_for,
    question_after,
    rearranged,
    story_ended_by,
)
from quizzes.screens import asked_context, question_address, question_context, whole_quiz
from quizzes.services import (
    KeyReused,
    Progress,
    SittingClosed,
    note_waiting,
    progress_of,
    record_answer,
    start_attempt,
)
from quizzes.specs import QuizSpec, Scenario
from quizzes.strategies import LEVEL_NAMES, STRATEGY_NAMES, Strategy
from quizzes.tickets import BadTicket, issue_ticket, read_ticket
from schools.access import PupilRequest, for_pupils

MAX_VALUES = 20
log = logging.getLogger(__name__)


def _sitting(request: PupilRequest, pk: UUID) -> Sitting:
    sittings = Sitting.objects.filter(classroom=request.pupil.classroom).select_related("revision__parent", "pair")
    return get_object_or_404(sittings.defer("revision__document"), pk=pk)


def _attempt(request: PupilRequest, sitting: Sitting) -> Attempt | None:
    attempt = Attempt.objects.filter(sitting=sitting, pupil=request.pupil).first()
    if attempt is not None:
        attempt.sitting, attempt.pupil = sitting, request.pupil
    return attempt


@for_pupils
def quiz_start(request: PupilRequest, sitting: UUID) -> HttpResponse:
    """The quiz's door; starting it twice, or on a second tablet, goes on with the same attempt."""
    held = _sitting(request, sitting)
    quiz = held.spec
    if request.method == "POST" and held.is_running:
        attempt = start_attempt(sitting=held, pupil=request.pupil)
        waiting = first_open(quiz, progress_of(attempt))
        return redirect("quiz_question", sitting, waiting.key) if waiting else redirect("quiz_end", sitting)
    begun = _attempt(request, held)
    progress = progress_of(begun) if begun else Progress({}, {})
    context = {"sitting": held, "quiz": quiz, "done": len(progress.done), "attempt": begun}
    return render(request, "quizzes/start.html", context)


@for_pupils
def quiz_question(request: PupilRequest, sitting: UUID, question: str) -> HttpResponse:
    """A question until it has its answer, and from then on what there is to learn from it."""
    held = _sitting(request, sitting)
    attempt = _attempt(request, held)
    if attempt is None:
        return redirect("quiz_start", sitting)
    asked = _question(held.spec, question)
    return _question_page(request, attempt, asked)


def _question(quiz: QuizSpec, key: str) -> Question:
    try:
        return quiz.question(key)
    except KeyError:
        raise Http404 from None


def _question_page(
    request: PupilRequest,
    attempt: Attempt,
    question: Question,
    *,
    typed: Sequence[str] = (),
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    progress = progress_of(attempt)
    context = question_context(attempt, question, progress) | {"figure": _figure(question)}
    if question.key in progress.done:
        return render(request, "quizzes/answered.html", context | _told(attempt, question, progress))
    if not attempt.sitting.is_running:
        return redirect("quiz_end", attempt.sitting_id)
    context |= asked_context(attempt, question, issue_ticket(attempt), typed)
    if question.piece == "order":
        moved = typed or request.GET.getlist("value")
        context["offers"] = rearranged(context["offers"], moved, request.GET.get("deplacer", ""))
    context["error"] = error
    return render(request, "quizzes/question.html", context, status=status)


def _told(attempt: Attempt, question: Question, progress: Progress) -> dict[str, Any]:
    quiz = attempt.sitting.spec
    answer = progress.answers.get(question.key)
    given = answer.response if answer else progress.stances[question.key]
    chosen = _chosen_keys(question, given)
    follower = question_after(quiz, question)
    return {
        "answer": answer,
        "given": given,
        "offers": offers_for(attempt, question, quiz, chosen),
        "expected": expected(question, quiz),
        "given_order": [option for key in chosen for option in question.options(quiz) if option.key == key],
        "ended_story": story_ended_by(quiz, question),
        "follower": follower,
        "is_marked": isinstance(question, MarkedQuestion),
        "is_opinion": isinstance(question, Opinion),
    }


def _chosen_keys(question: Question, given: Any) -> tuple[str, ...]:
    if isinstance(given, bool):
        return ("vrai" if given else "faux",)
    if isinstance(given, str):
        return (given,)
    return tuple(given) if isinstance(given, list) else ()


def _figure(question: Question) -> Any:
    key = getattr(question, "figure", None)
    figure = Figure.objects.filter(key=key).first() if key else None
    return figure.spec if figure else None


@for_pupils
def quiz_debrief(request: PupilRequest, sitting: UUID, story: str) -> HttpResponse:
    """After a story: the three ways, the pupil's own path among them, and what could change around."""
    held = _sitting(request, sitting)
    attempt = _attempt(request, held)
    quiz = held.spec
    if attempt is None:
        return redirect("quiz_start", sitting)
    told = _told_story(quiz, story)
    questions = [question for question in quiz.questions if getattr(question, "scenario", None) == story]
    progress = progress_of(attempt)
    waiting = next((question for question in questions if question.key not in progress.done), None)
    if waiting is not None and held.is_running:
        return redirect("quiz_question", sitting, waiting.key)
    context = {
        "sitting": held,
        "quiz": quiz,
        "story": told,
        "ways": [(strategy, STRATEGY_NAMES[strategy], told.statement(strategy)) for strategy in Strategy],
        "stance": _own(Position, questions, progress),
        "levels": [(level, LEVEL_NAMES[level], told.surroundings.at(level)) for level in ActionLevel],
        "lever": _own(Lever, questions, progress),
        "follower": question_after(quiz, questions[-1]),
    }
    return render(request, "quizzes/debrief.html", context)


def _told_story(quiz: QuizSpec, key: str) -> Scenario:
    """Give the story of that key; a quiz of a pair debriefs none."""
    try:
        story = quiz.scenario(key)
    except KeyError:
        raise Http404 from None
    if not quiz.debriefs:
        raise Http404
    return story


def _own(kind: type[Opinion], questions: Sequence[Question], progress: Progress) -> str:
    """Give what the pupil said to the story's question of that kind, while anybody can tell."""
    keys = [question.key for question in questions if isinstance(question, kind)]
    return next((progress.stances[key] for key in keys if key in progress.stances), "")


@for_pupils
def quiz_end(request: PupilRequest, sitting: UUID) -> HttpResponse:
    held = _sitting(request, sitting)
    attempt = _attempt(request, held)
    if attempt is None:
        return redirect("quiz_start", sitting)
    quiz = held.spec
    progress = progress_of(attempt)
    waiting = first_open(quiz, progress)
    if waiting is not None and held.is_running:
        return redirect("quiz_question", sitting, waiting.key)
    marks = [answer.mark for answer in progress.answers.values() if answer.mark is not None]
    context = {
        "sitting": held,
        "quiz": quiz,
        "right": marks.count(1),
        "marked": len(marks),
        "attempt": attempt,
        "pages": [question_address(attempt, question) for question in quiz.questions if question.key in progress.done],
    }
    return render(request, "quizzes/end.html", context)


@for_pupils
def quiz_prepared(request: PupilRequest, sitting: UUID) -> HttpResponse:
    """The whole quiz at once, for a tablet that may lose its network; nothing once it is closed."""
    held = _sitting(request, sitting)
    attempt = _attempt(request, held)
    if attempt is None:
        return redirect("quiz_start", sitting)
    if not held.is_running:
        return JsonResponse({"pupil": str(request.pupil.pk), "ticket": "", "seal": "", "done": [], "screens": []})
    return JsonResponse(whole_quiz(request, attempt, progress_of(attempt)))


@csrf_exempt
@open_to_all
@require_POST
def answers(request: PupilRequest) -> HttpResponse:
    """Take an answer by its ticket alone: no session and no other authority, so that nothing can expire under it.

    Answers JSON to the tablet's outbox and a redirect to a plain form. Once the row is committed, and only then, the
    reply says so.
    """
    wants_json = request.headers.get("X-Outbox") == "1"
    try:
        ticket = read_ticket(request.headers.get("X-Ticket") or request.POST.get("ticket", ""))
        attempt = ticket.attempt
        client_key = UUID(request.POST.get("client_key", ""))
        quiz = attempt.sitting.spec
        question = quiz.question(request.POST.get("question", ""))
    except (BadTicket, ValueError, KeyError) as error:
        message = _("Ce quiz n’est plus ouvert sur cette tablette. Entre de nouveau avec le code de la classe.")
        return _refused(request, wants_json, 401, message, why=type(error).__name__)
    typed = request.POST.getlist("value")[:MAX_VALUES]
    values = meant_by(attempt, question, quiz, typed)
    try:
        receipt = record_answer(
            attempt=attempt, question=question, values=values, client_key=client_key, allowed_at=ticket.issued_at
        )
    except Unreadable as error:
        if wants_json:
            return JsonResponse({"state": "unreadable", "message": str(error)}, status=422)
        return _question_page(request, attempt, question, typed=typed, error=str(error), status=422)
    except SittingClosed:
        message, title = _closed(question, attempt.sitting)
        return _refused(request, wants_json, 410, message, title, why="closed")
    except KeyReused:
        message = _("Une autre réponse a déjà été envoyée à la place de celle-ci. Recharge la page.")
        return _refused(request, wants_json, 409, message, why="key")
    if request.POST.get("waiting", "").isdecimal():
        note_waiting(attempt=attempt, count=int(request.POST["waiting"][:6]))
    page = question_address(attempt, question)
    if wants_json:
        return JsonResponse({"state": receipt.value, "next": page})
    return redirect(page)


def _closed(question: Question, sitting: Sitting) -> tuple[str, str]:
    """Say that the quiz is closed; whether a position had arrived before, no page can tell any more."""
    if not isinstance(question, Opinion):
        return _("Le quiz est fermé : cette réponse n’est pas enregistrée."), _("Réponse non enregistrée")
    if sitting.is_paired:
        given = _("Si tu avais déjà donné ta position, elle compte, sans ton nom.")
        return f"{_('Une position ne peut plus être prise.')} {given}", _("Le quiz est fermé")
    message = _(
        "Une position ne peut plus être prise : plus rien ne la relie à toi. "
        "Si tu avais déjà donné la tienne, elle est gardée, sans ton nom."
    )
    return message, _("Le quiz est fermé")


def _refused(
    request: PupilRequest, wants_json: bool, status: int, message: str, title: str | None = None, *, why: str
) -> HttpResponse:
    """Refuse an answer; the log says why, and nothing of whom."""
    log.warning("answer refused: %s", why)
    title = title or _("Réponse non enregistrée")
    if wants_json:
        return JsonResponse({"state": "refused", "title": title, "message": message}, status=status)
    return render(request, "quizzes/refused.html", {"title": title, "message": message}, status=status)
