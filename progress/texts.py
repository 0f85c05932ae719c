"""Short texts that pupils wrote, for their teacher to read: never marked, never counted, never beside an opinion."""

from collections.abc import Iterable
from dataclasses import dataclass

from quizzes.kinds import ShortText
from quizzes.models import Answer, Sitting
from schools.models import Classroom


@dataclass(frozen=True)
class PupilText:
    """What one pupil wrote."""

    number: int
    text: str


@dataclass(frozen=True)
class AskedText:
    """One question that asks for a short text, with what the class wrote, in the order of the pupils' numbers."""

    prompt: str
    texts: tuple[PupilText, ...]


@dataclass(frozen=True)
class QuizTexts:
    """Every question of a quiz that asks for a short text."""

    title: str
    asked: tuple[AskedText, ...]


def quizzes_with_texts(sittings: Iterable[Sitting]) -> tuple[tuple[str, str], ...]:
    """Give key and title of the quizzes taken that ask for a short text; the sittings hold their revision's parent."""
    found = {
        sitting.revision.parent.key: sitting.revision.parent.title
        for sitting in sittings
        if any(isinstance(question, ShortText) for question in sitting.spec.questions)
    }
    return tuple(found.items())


def texts_of_class(classroom: Classroom, quiz: str) -> QuizTexts | None:
    """Read a quiz's short texts in two queries, each pupil's latest; None when the class never took such a quiz."""
    taken = Sitting.objects.single().filter(classroom=classroom, revision__parent__key=quiz)
    sittings = list(taken.select_related("revision__parent").order_by("opened_at"))
    prompts = {
        question.key: question.prompt
        for sitting in sittings
        for question in sitting.spec.questions
        if isinstance(question, ShortText)
    }
    if not prompts:
        return None
    rows = Answer.objects.filter(
        attempt__sitting__in=sittings, attempt__pupil__left_at=None, question__in=prompts, mark=None
    )
    latest: dict[str, dict[int, str]] = {key: {} for key in prompts}
    for number, question, response in rows.order_by("pk").values_list("attempt__pupil__number", "question", "response"):
        latest[question][number] = response
    asked = (
        AskedText(prompt, tuple(PupilText(number, latest[key][number]) for number in sorted(latest[key])))
        for key, prompt in prompts.items()
    )
    return QuizTexts(sittings[-1].revision.parent.title, tuple(asked))
