"""What teachers type about pupils is text wherever it is shown, on screen and on badges."""

from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from schools.models import Classroom
from tests.plain import tree, words
from tests.world import (
    live_sequence,
    make_assignment,
    make_attempt,
    make_classroom,
    make_coordinator,
    make_sitting,
    name_pupils,
    pupil_of,
    sign_in_pupil,
    teacher_of,
)

NAUGHTY = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>"
SHOWN = NAUGHTY[:12]


@pytest.fixture
def classroom(content) -> Classroom:
    classroom = make_classroom(label=NAUGHTY, headcount=2, opened=True)
    name_pupils(classroom, NAUGHTY, "{{ 7|add:7 }}")
    live_sequence(make_assignment(classroom))
    return classroom


def pages_of_teacher(classroom: Classroom) -> dict[str, object]:
    client = Client()
    client.force_login(teacher_of(classroom))
    addresses = {
        name: reverse(name, args=[classroom.pk]) for name in ("classroom_page", "classroom_pupils", "session_code")
    }
    addresses |= {
        "pupil_page": reverse("pupil_page", args=[pupil_of(classroom).pk]),
        "classrooms": reverse("classrooms"),
        "assignment_page": reverse("assignment_page", args=[classroom.assignments.get().pk]),
        "sequence_page": reverse("sequence_page", args=["sq05"]),
    }
    return {name: client.get(address) for name, address in addresses.items()}


def pages_of_coordinator(classroom: Classroom) -> dict[str, object]:
    client = Client()
    client.force_login(make_coordinator(classroom.school))
    return {"school_page": client.get(reverse("school_page", args=[classroom.school.key]))}


def pages_of_pupil(classroom: Classroom) -> dict[str, object]:
    client, sitting = Client(), make_sitting(classroom)
    make_attempt(sitting)
    client.post(reverse("pupil_door"), {"code": classroom.join_code})
    before = {
        "pupil_names": client.get(reverse("pupil_names")),
        "pupil_secret": client.get(reverse("pupil_secret", args=[1])),
    }
    sign_in_pupil(client, pupil_of(classroom))
    question = sitting.revision.spec.questions[0].key
    return before | {
        "pupil_today": client.get(reverse("pupil_today")),
        "quiz_start": client.get(reverse("quiz_start", args=[sitting.pk])),
        "quiz_question": client.get(reverse("quiz_question", args=[sitting.pk, question])),
    }


@pytest.mark.parametrize("pages_of", [pages_of_teacher, pages_of_coordinator, pages_of_pupil])
def test_a_name_is_text_on_every_page_that_shows_it(classroom, pages_of):
    pages = pages_of(classroom)

    assert {name: page.status_code for name, page in pages.items()} == dict.fromkeys(pages, 200)
    assert [name for name, page in pages.items() if SHOWN not in _all_words(page)] == []
    assert {name: found for name, page in pages.items() if (found := _made_of(page))} == {}


def _all_words(page) -> str:
    """Give what is read and what is only read aloud."""
    return words(page) + " ".join(tree(page).xpath("//@aria-label"))


def _made_of(page) -> list[str]:
    """Give the elements that the name would have made."""
    root = tree(page)
    scripts = [element.text for element in root.iter("script") if element.text]
    return scripts + root.xpath("//@onerror") + [image.get("src") for image in root.iter("img")]


def test_a_name_is_never_read_as_a_template(classroom):
    pages = pages_of_teacher(classroom)

    assert "{{ 7|add:7 }}" in words(pages["classroom_pupils"])


@pytest.mark.parametrize(("headcount", "pages"), [(0, 1), (1, 1), (8, 1), (9, 2), (40, 5)])
def test_the_badges_of_a_class_open_as_a_pdf(client, db, headcount, pages):
    classroom = make_classroom(headcount=headcount)
    client.force_login(teacher_of(classroom))

    response = client.get(reverse("classroom_badges", args=[classroom.pk]))

    assert response["Content-Type"] == "application/pdf"
    assert len(PdfReader(BytesIO(response.content)).pages) == pages


def test_the_badges_carry_the_nicknames_and_each_pupil_has_one(client, db):
    classroom = make_classroom()
    name_pupils(classroom, "D’Artagnan", "<script>", "Zoé Œillet")
    client.force_login(teacher_of(classroom))

    text = _text_of(client.get(reverse("classroom_badges", args=[classroom.pk])).content)

    assert [text.count(name) for name in ("D’Artagnan", "<script>", "ZoéŒillet")] == [1, 1, 1]


def test_one_badge_is_printed_alone(client, db):
    classroom = make_classroom()
    name_pupils(classroom, "Lou", "Zoé", "Sam")
    client.force_login(teacher_of(classroom))

    text = _text_of(client.get(reverse("pupil_badge_pdf", args=[classroom.pk, 2])).content)

    assert [text.count(name) for name in ("Lou", "Zoé", "Sam")] == [0, 1, 0]


def test_the_badge_of_a_number_that_is_not_in_the_class_is_not_found(client, db):
    classroom = make_classroom()
    client.force_login(teacher_of(classroom))

    response = client.get(reverse("pupil_badge_pdf", args=[classroom.pk, 4]))

    assert response.status_code == 404


def _text_of(content: bytes) -> str:
    return "".join("".join(page.extract_text().split()) for page in PdfReader(BytesIO(content)).pages)
