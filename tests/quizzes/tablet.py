"""A pupil's tablet without scripts, for tests."""

from collections.abc import Sequence

from django.test import Client
from django.urls import reverse

from quizzes.models import Answer, Attempt, Sitting
from quizzes.presenting import offers_for
from schools.secrets import badge_of
from tests.plain import press, send, tree
from tests.world import pupil_of, right_values


def tablet(sitting: Sitting, number: int = 1) -> Client:
    """Give a tablet on which a pupil has signed in; it refuses forms without their token."""
    client = Client(enforce_csrf_checks=True)
    page = client.get(reverse("pupil_badge"))
    badge = badge_of(pupil_of(sitting.classroom, number))
    send(client, page, tree(page).get_element_by_id("badge-form"), token=badge)
    return client


def begin(client: Client, sitting: Sitting):
    """Press « begin », and give the first question."""
    return press(client, client.get(reverse("quiz_start", args=[sitting.pk])), "start")


def question_page(client: Client, sitting: Sitting, key: str):
    return client.get(reverse("quiz_question", args=[sitting.pk, key]), follow=True)


def asked(page) -> str:
    """Give the key of the question that a page asks."""
    return tree(page).xpath("//input[@name='question']/@value")[0]


def values_for(attempt: Attempt, key: str, wanted: Sequence[str] = ()) -> list[str]:
    """Give the values by which a pupil's page means some keys, or the right answer."""
    quiz = attempt.sitting.revision.spec
    question = quiz.question(key)
    meant = {offer.option.key: offer.value for offer in offers_for(attempt, question, quiz)}
    return [meant.get(name, name) for name in (wanted or right_values(question, quiz))]


def answer(client: Client, page, attempt: Attempt, wanted: Sequence[str] = ()):
    return press(client, page, "send", value=values_for(attempt, asked(page), wanted))


def given() -> dict[str, float]:
    """Give the marks of all answers by question."""
    return dict(Answer.objects.order_by("pk").values_list("question", "mark"))


def keys_of(sitting: Sitting) -> list[str]:
    return [question.key for question in sitting.revision.spec.questions]


def question_of(sitting: Sitting, piece: str) -> str:
    """Give the key of the first question that is drawn with a piece."""
    return next(question.key for question in sitting.revision.spec.questions if question.piece == piece)
