"""The answers of a quiz, for those who teach: questions in large type, what is right, why, and what to know."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from library.models import Figure
from quizzes.kinds import MarkedQuestion, Opinion, Question, Recognition
from quizzes.models import Quiz
from quizzes.specs import QuizSpec
from quizzes.strategies import STRATEGY_NAMES, Strategy
from schools.access import Request, allow, is_school_staff


@allow(is_school_staff)
def quiz_key(request: Request, key: str) -> HttpResponse:
    """Never for pupils: this page holds the key."""
    quiz = get_object_or_404(Quiz.objects.published().select_related("current"), key=key)
    spec = quiz.spec
    figures = {figure.key: figure.spec for figure in Figure.objects.published(quiz.language)}
    context = {
        "quiz": spec,
        "lines": [_line(spec, question, figures) for question in spec.questions],
        "stories": [
            (story, [(STRATEGY_NAMES[strategy], story.statement(strategy)) for strategy in Strategy])
            for story in spec.scenarios
        ],
    }
    return render(request, "quizzes/key.html", context)


def _line(quiz: QuizSpec, question: Question, figures: dict[str, object]) -> dict[str, object]:
    said = quiz.scenario(question.scenario).statement(question.strategy) if isinstance(question, Recognition) else None
    return {
        "question": question,
        "said": said,
        "right": question.right_words(quiz) if isinstance(question, MarkedQuestion) else (),
        "others": [option for option in question.options(quiz) if not option.right],
        "is_marked": isinstance(question, MarkedQuestion),
        "is_opinion": isinstance(question, Opinion),
        "figure": figures.get(getattr(question, "figure", None) or ""),
    }
