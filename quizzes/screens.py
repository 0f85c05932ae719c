"""A pupil's screens before the answer, one by one or the whole quiz at once; none of them holds a key or a reason."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from quizzes.kinds import Question, Recognition
from quizzes.models import Attempt
from quizzes.presenting import (
    meant_by,
    offers_for,
    question_after,
    screen_of,
    story_ended_by,
    story_of,
)
from quizzes.services import Progress
from quizzes.specs import QuizSpec
from quizzes.strategies import STRATEGY_NAMES
from quizzes.tickets import issue_ticket, seal_key


def question_address(attempt: Attempt, question: Question) -> str:
    """Give the address of a question in an attempt."""
    return reverse("quiz_question", args=[attempt.sitting_id, question.key])


def address_after(attempt: Attempt, question: Question) -> str:
    """Give the address of the screen that follows a question: a story's debrief, a question or the end."""
    quiz = attempt.sitting.spec
    ended, follower = story_ended_by(quiz, question), question_after(quiz, question)
    if ended is not None:
        return reverse("quiz_debrief", args=[attempt.sitting_id, ended.key])
    return question_address(attempt, follower) if follower else reverse("quiz_end", args=[attempt.sitting_id])


def _address_before(attempt: Attempt, quiz: QuizSpec, question: Question) -> str:
    place = quiz.questions.index(question)
    return question_address(attempt, quiz.questions[place - 1]) if place else ""


def question_context(attempt: Attempt, question: Question, progress: Progress) -> dict[str, Any]:
    """Give what every screen of a question says, before its answer and after."""
    quiz = attempt.sitting.spec
    context: dict[str, Any] = {
        "sitting": attempt.sitting,
        "quiz": quiz,
        "question": question,
        "story": story_of(quiz, question),
        "screen": screen_of(quiz, question, progress),
        "strategies": STRATEGY_NAMES,
        "before": _address_before(attempt, quiz, question),
        "after": address_after(attempt, question),
        "stones": [question_address(attempt, asked) for asked in quiz.questions],
    }
    if isinstance(question, Recognition):
        context["statement"] = quiz.scenario(question.scenario).statement(question.strategy)
    return context


def asked_context(attempt: Attempt, question: Question, ticket: str, typed: Sequence[str] = ()) -> dict[str, Any]:
    """Give what a question offers, and what its form sends along."""
    quiz = attempt.sitting.spec
    chosen = meant_by(attempt, question, quiz, typed)
    offers = offers_for(attempt, question, quiz, chosen)
    return {"offers": offers, "typed": typed, "ticket": ticket, "seal": seal_key(ticket), "client_key": uuid4()}


def whole_quiz(request: HttpRequest, attempt: Attempt, progress: Progress) -> dict[str, Any]:
    """Give everything that a tablet needs to go on to the end without the network.

    A story's debrief has an address and no content: it says which statement shows which strategy.
    """
    quiz = attempt.sitting.spec
    ticket = issue_ticket(attempt)
    screens: list[dict[str, str]] = []
    for question in quiz.questions:
        context = question_context(attempt, question, progress) | asked_context(attempt, question, ticket)
        html = render_to_string("quizzes/_question.html", context, request)
        title = f"{_('Question')} {context['screen'].number} – OK Mila"
        screens.append({"page": question_address(attempt, question), "title": title, "html": html})
        if story_ended_by(quiz, question) is not None:
            screens.append({"page": address_after(attempt, question), "title": "", "html": ""})
    pages = [question_address(attempt, question) for question in quiz.questions]
    context = {"pages": pages, "screen": screen_of(quiz, None, progress)}
    end = render_to_string("quizzes/_end_waiting.html", context, request)
    address = reverse("quiz_end", args=[attempt.sitting_id])
    screens.append({"page": address, "title": f"{_('C’est fini')} – OK Mila", "html": end})
    done = [question_address(attempt, question) for question in quiz.questions if question.key in progress.done]
    signed = {"ticket": ticket, "seal": seal_key(ticket)}
    return {"pupil": str(attempt.pupil_id), **signed, "done": done, "screens": screens}
