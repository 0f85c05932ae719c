"""The page of a question, for every question that the product ships, tells nothing of the right answer."""

import html
import re
from html.parser import HTMLParser

import pytest
from django.urls import reverse

from library.models import Figure
from okmila.loading import product_catalogue
from tests.world import make_attempt, make_classroom, make_sitting, sign_in_pupil

UUIDS = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
SPOKEN = {"aria-label", "alt", "title", "d", "content"}
RANDOM = {"ticket", "client_key", "csrfmiddlewaretoken"}
TELLTALE = {"correct", "right", "reason", "feedback", "mark"}
ENGLISH = {"comportement": "behaviour", "croyance": "belief", "rationalisation": "rationalisation"}


class Attributes(HTMLParser):
    """Collects the words of every attribute that is not meant to be heard or drawn, and is not random."""

    def __init__(self, page):
        super().__init__()
        self.words = set()
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        held = dict(attrs)
        if held.get("name") in RANDOM:
            return
        for name, value in held.items():
            if name not in SPOKEN and value:
                self.words |= set(re.split(r"[^\w]+|_", UUIDS.sub("", value)))


QUESTIONS = [
    (key, question.key) for key, file in product_catalogue().of("quizzes").items() for question in file.spec.questions
]


def without_neighbours(page, question, quiz):
    """Leave out the addresses of the other questions, whose keys say nothing of this one."""
    for other in quiz.questions:
        if other is not question:
            page = page.replace(f"/question/{other.key}/", "/")
    return page


def told_afterwards(question, quiz):
    """Give every text that may only be read once the question has its answer."""
    yield getattr(question, "reason", "")
    for option in question.options(quiz):
        yield option.feedback
    if getattr(question, "scenario", None):
        story = quiz.scenario(question.scenario)
        yield from (story.debrief, story.teacher_note, story.question_around)
    if getattr(question, "figure", None):
        yield Figure.objects.get(key=question.figure).spec.simple


@pytest.mark.parametrize(("quiz", "key"), QUESTIONS)
def test_the_page_of_a_question_holds_neither_its_key_nor_its_reason(client, content, quiz, key):
    classroom = make_classroom(opened=True)
    sitting = make_sitting(classroom, quiz)
    pupil = make_attempt(sitting).pupil
    sign_in_pupil(client, pupil)
    spec = sitting.revision.spec
    question = spec.question(key)
    keys = {option.key for option in question.options(spec)}

    page = client.get(reverse("quiz_question", args=[sitting.pk, key]))

    assert page.status_code == 200
    assert f'value="{key}"' in page.text
    words = Attributes(without_neighbours(page.text, question, spec)).words
    assert words & (keys | TELLTALE | {ENGLISH.get(option, option) for option in keys}) == set()
    source = html.unescape(page.text)
    assert [text for text in told_afterwards(question, spec) if text and text in source] == []


def test_the_search_for_keys_finds_one_in_an_attribute():
    page = (
        '<a href="/eleve/quiz/7d9f0a52-0000-4000-8000-000000000000/lina-belief/" aria-label="mine"><b id="vie_usine">'
    )

    words = Attributes(page).words

    assert words == {"", "eleve", "quiz", "lina", "belief", "vie", "usine"}
