"""Answers that a teacher's phone reads from a tablet's code: the same seals and the same refusals as in a file."""

from base64 import urlsafe_b64encode
from urllib.parse import urlencode
from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from quizzes.models import Answer
from quizzes.tickets import issue_ticket, seal_of
from tests.quizzes.test_rescue import reasons, told
from tests.test_expired import sign_in_at
from tests.world import make_attempt, make_classroom, make_coordinator, make_sitting, make_teacher, teacher_of

PAGE = reverse("answers_code")


@pytest.fixture
def attempt(small_content):
    return make_attempt(make_sitting(make_classroom(opened=True), "petit-quiz"))


def answer_of(ticket: str, question="cable", values=("1",), key: UUID | None = None) -> str:
    """Give an answer as `rescue.js` shortens it."""
    key = key or uuid4()
    fields = [("client_key", key), ("question", question), *(("value", value) for value in values)]
    letters = urlsafe_b64encode(key.bytes).decode().rstrip("=")
    shown = [urlencode([(name, value)]).partition("=")[2] for name, value in fields[1:]]
    return ",".join([letters, seal_of(ticket, urlencode(fields)), *shown])


def code(*groups: tuple[str, ...], part="1.1", site="http://ecole.lan") -> str:
    return f"{site}{PAGE}#2.{part}/" + "/".join(";".join(group) for group in groups)


def code_of(attempt, *questions: str, **rest) -> str:
    ticket = issue_ticket(attempt)
    return code((ticket, *(answer_of(ticket, question) for question in questions or ("cable",))), **rest)


def read(client, attempt, text: str):
    client.force_login(teacher_of(attempt.sitting.classroom))
    return client.post(PAGE, {"code": text})


def test_every_answer_of_a_code_is_stored_under_its_pupil(client, attempt):
    other = make_attempt(attempt.sitting, 2)
    first, second = issue_ticket(attempt), issue_ticket(other)
    groups = (first, answer_of(first), answer_of(first, "un", ("2",))), (second, answer_of(second, "cable", ("2",)))

    page = read(client, attempt, code(*groups))

    assert (page.status_code, told(page)) == (200, {"new": 3})
    assert set(Answer.objects.values_list("attempt", "question")) == {
        (attempt.pk, "cable"), (attempt.pk, "un"), (other.pk, "cable"),
    }  # fmt: skip


def test_a_code_read_twice_changes_nothing(client, attempt):
    text = code_of(attempt, "cable", "un")
    read(client, attempt, text)
    before = list(Answer.objects.values())

    page = read(client, attempt, text)

    assert (told(page), list(Answer.objects.values())) == ({"known": 2}, before)


@pytest.mark.parametrize("site", ["", "http://autre.lan:8000"])
def test_the_address_before_the_answers_does_not_count(client, attempt, site):
    text = code_of(attempt, site=site)

    page = read(client, attempt, text if site else text.partition("#")[2])

    assert told(page) == {"new": 1}


def test_one_part_of_several_is_taken_alone_and_asks_for_the_next(client, attempt):
    page = read(client, attempt, code_of(attempt, part="2.3"))
    last = read(client, attempt, code_of(attempt, "un", part="3.3"))

    assert (told(page), 'id="left"' in page.text) == ({"new": 1}, True)
    assert (told(last), 'id="left"' in last.text) == ({"new": 1}, False)


def _spoilt(attempt) -> dict[str, str]:
    ticket, other = issue_ticket(attempt), issue_ticket(make_attempt(attempt.sitting, 2))
    key, seal, question, value = answer_of(ticket).split(",")
    return {
        "another value": code((ticket, f"{key},{seal},{question},2")),
        "a value more": code((ticket, f"{key},{seal},{question},{value},2")),
        "another question": code((ticket, f"{key},{seal},un,{value}")),
        "a field slipped in": code((ticket, f"{key},{seal},{question},{value}&mark=1")),
        "another seal": code((ticket, f"{key},{seal.swapcase()},{question},{value}")),
        "no seal": code((ticket, f"{key},,{question},{value}")),
        "another pupil": code((other, f"{key},{seal},{question},{value}")),
    }


def test_an_answer_that_was_changed_in_a_code_is_refused_with_the_reason(client, attempt):
    spoilt = _spoilt(attempt)

    pages = {name: read(client, attempt, text) for name, text in spoilt.items()}

    assert {name: list(reasons(page)) for name, page in pages.items()} == {
        name: ["cette réponse a été modifiée après coup"] for name in spoilt
    }
    assert ({page.status_code for page in pages.values()}, Answer.objects.count()) == ({422}, 0)


def test_a_class_that_one_does_not_teach_is_refused_like_an_unknown_ticket(client, attempt):
    foreign = make_attempt(make_sitting(make_classroom(opened=True), "petit-quiz"))
    colleague = make_teacher(attempt.school)
    elsewhere = make_attempt(make_sitting(make_classroom(colleague, opened=True), "petit-quiz"))
    unknown = code(("x:y:z", answer_of("x:y:z")))

    pages = [read(client, attempt, text) for text in (code_of(foreign), code_of(elsewhere), unknown)]

    assert {str(reasons(page)) for page in pages} == {
        "{'la signature ne convient pas, ou le code de l’élève a été renouvelé': '1'}"
    }
    assert Answer.objects.count() == 0


@pytest.mark.parametrize(
    "text",
    ["promo", "https://ailleurs.example/#2.1.1", "#1.1.1/t;a", "#2.0.1/t;a", "#2.1.1/t;é", "#3.1.1/t;a", "#2.1.1/ t"],
)
def test_another_code_is_refused_in_words(client, attempt, text):
    page = read(client, attempt, text)

    assert reasons(page) == {"ce n’est pas un carré de réponses d’OK Mila": "1"}
    assert page.status_code == 422


@pytest.mark.parametrize("answer", ["", "a", "a,b", "a,b,c", "*,b,cable,1", ",,,", "AAAA,b,cable"])
def test_a_damaged_answer_is_refused_and_the_others_are_taken(client, attempt, answer):
    ticket = issue_ticket(attempt)

    page = read(client, attempt, code((ticket, answer, answer_of(ticket))))
    nothing = read(client, attempt, code((ticket,)))

    assert (told(page), reasons(page)) == ({"new": 1, "refused": 1}, {"cette ligne est abimée": "1"})
    assert reasons(nothing) == {"cette ligne est abimée": "1"}


def test_values_keep_every_sign_that_a_tablet_can_write(client, younger_content):
    attempt = make_attempt(make_sitting(make_classroom(opened=True), "petit-quiz"))
    quiz = attempt.sitting.revision.spec
    text = next(question.key for question in quiz.questions if question.piece == "text")
    ticket, words = issue_ticket(attempt), "Répare, d’abord ; puis / « garde » & partage = 100 % 🐌"

    page = read(client, attempt, code((ticket, answer_of(ticket, text, (words,)))))

    assert told(page) == {"new": 1}
    assert Answer.objects.get().response == words


def test_who_is_not_signed_in_signs_in_and_finds_the_answers_waiting(client, attempt):
    text = code_of(attempt)

    refused = client.post(PAGE, {"code": text})
    page = sign_in_at(client, refused, teacher_of(attempt.sitting.classroom))
    nothing_yet = Answer.objects.count()
    done = client.post(PAGE, {"code": page.context["form"]["code"].value()})

    assert (refused.status_code, nothing_yet) == (302, 0)
    assert (told(done), Answer.objects.count()) == ({"new": 1}, 1)


def test_who_does_not_teach_brings_nothing(client, attempt):
    client.force_login(make_coordinator(attempt.sitting.school))

    page = client.post(PAGE, {"code": code_of(attempt)})

    assert (page.status_code, Answer.objects.count()) == (403, 0)
