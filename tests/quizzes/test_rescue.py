"""A teacher brings in what a tablet could not send: each line is taken once, or refused with its reason."""

import hmac
import json
import re
from base64 import urlsafe_b64encode
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.http import urlencode

from quizzes.models import Answer
from quizzes.services import close_sitting
from quizzes.tickets import issue_ticket, seal_key, seal_of
from schools.services import renew_secret
from tests.world import make_attempt, make_classroom, make_sitting, teacher_of

HEAD = "okmila-reponses 2"


@pytest.fixture
def attempt(small_content):
    return make_attempt(make_sitting(make_classroom(opened=True), "petit-quiz"))


def sealed(attempt, question="cable", value="1", *, ticket=None, client_key=None) -> dict[str, str]:
    """Give an answer as the tablet writes it down."""
    body = urlencode({"client_key": client_key or uuid4(), "question": question, "value": value})
    ticket = ticket or issue_ticket(attempt)
    return {"ticket": ticket, "body": body, "seal": seal_of(ticket, body)}


def line(*args, **fields) -> str:
    return json.dumps(sealed(*args, **fields))


def bring(client, attempt, *lines, head=HEAD, as_file=False):
    classroom = attempt.sitting.classroom
    client.force_login(teacher_of(classroom))
    text = "\n".join([head, *lines])
    data = {"file": SimpleUploadedFile("reponses-1.okmila", text.encode())} if as_file else {"text": text}
    return client.post(reverse("answers_import", args=[classroom.pk]), data)


def told(page) -> dict[str, int]:
    """Give what the page counts, without what is zero."""
    held = page.context["told"]
    counts = {"new": held.new, "late": sum(one.late for one in held.pupils), "known": held.known}
    return {name: count for name, count in (counts | {"refused": held.refused}).items() if count}


def reasons(page) -> dict[str, str]:
    """Give the first words of each reason, with the lines it is told of."""
    return {re.split("[ \u00a0]:", reason)[0]: lines for reason, lines in page.context["told"].refusals}


@pytest.mark.parametrize("as_file", [True, False], ids=["a file", "a text"])
def test_every_line_becomes_an_answer_of_its_pupil(client, attempt, as_file):
    other = make_attempt(attempt.sitting, 2)

    page = bring(client, attempt, line(attempt), line(other), as_file=as_file)

    assert (page.status_code, told(page)) == (200, {"new": 2})
    assert set(Answer.objects.values_list("attempt", "question")) == {(attempt.pk, "cable"), (other.pk, "cable")}


def test_the_same_file_brought_twice_changes_nothing(client, attempt):
    lines = [line(attempt), line(attempt, "un")]
    bring(client, attempt, *lines)
    before = list(Answer.objects.values())

    page = bring(client, attempt, *lines)

    assert (told(page), list(Answer.objects.values())) == ({"known": 2}, before)


def test_what_was_cut_off_by_the_closing_is_taken_as_late(client, attempt):
    given = line(attempt)
    close_sitting(sitting=attempt.sitting)

    page = bring(client, attempt, given, line(attempt, "un"))

    assert told(page) == {"new": 1, "late": 1, "refused": 1}
    assert reasons(page) == {"le quiz est fermé depuis trop longtemps.": "3"}
    assert Answer.objects.get().late


def test_a_line_that_was_tampered_with_or_is_foreign_is_refused_and_the_others_are_taken(client, attempt):
    foreign = make_attempt(make_sitting(make_classroom(opened=True), "petit-quiz"))
    ticket = issue_ticket(attempt)
    renewed = make_attempt(attempt.sitting, 2)
    old = line(renewed)
    renew_secret(pupil=renewed.pupil)
    key = uuid4()
    lines = [
        line(attempt, ticket=ticket[:-1]),
        line(foreign),
        old,
        "{", "[]", "3", '{"ticket": 3, "body": 4}',
        line(attempt, "inconnue"),
        line(attempt, client_key="x"),
        line(attempt, value="99"),
        line(attempt, client_key=key),
        line(attempt, "un", client_key=key),
    ]  # fmt: skip

    page = bring(client, attempt, *lines)

    assert told(page) == {"new": 1, "refused": 11}
    assert reasons(page) == {
        "la signature ne convient pas, ou le code de l’élève a été renouvelé": "2, 4",
        "cette réponse vient d’une autre classe": "3",
        "cette ligne est abimée": "5, 6, 7, 8",
        "le quiz ne pose pas cette question.": "9, 10",
        "la réponse ne se lit pas": "11",
        "une autre réponse est déjà arrivée à la place de celle-ci, et reste.": "13",
    }
    assert Answer.objects.count() == 1


def _changed(attempt) -> dict[str, dict[str, str]]:
    """Give an answer changed on its way, in each manner."""
    good = sealed(attempt, value="1")
    mine, other = issue_ticket(attempt), issue_ticket(make_attempt(attempt.sitting, 2))
    without = {name: value for name, value in good.items() if name != "seal"}
    return {
        "another value": good | {"body": good["body"].replace("value=1", "value=2")},
        "a value more": good | {"body": good["body"] + "&value=2"},
        "a field more": good | {"body": good["body"] + "&mark=1"},
        "another question": good | {"body": good["body"].replace("cable", "un")},
        "another key": good | {"body": urlencode({"client_key": uuid4(), "question": "cable", "value": "1"})},
        "a seal cut": good | {"seal": good["seal"][:-1]},
        "a seal in other letters": good | {"seal": good["seal"].swapcase()},
        "a seal of another answer": good | {"seal": sealed(attempt, "un")["seal"]},
        "an empty seal": good | {"seal": ""},
        "no seal": without,
        "a later ticket of the same pupil": good | {"ticket": mine},
        "the ticket of another pupil": good | {"ticket": other},
        "sealed with the ticket": good | {"seal": _by_key(good["ticket"], good["body"])},
        "sealed with nothing": good | {"seal": _by_key("", good["body"])},
    }


def _by_key(key: str, body: str) -> str:
    digest = hmac.digest(key.encode(), body.encode(), "sha256")[:16]
    return urlsafe_b64encode(digest).decode().rstrip("=")


def test_an_answer_that_was_changed_on_its_way_is_refused_and_says_what_to_do(client, attempt):
    answers = _changed(attempt)

    page = bring(client, attempt, *(json.dumps(answer) for answer in answers.values()))

    numbers = ", ".join(str(number) for number in range(2, len(answers) + 2))
    assert reasons(page) == {"cette réponse a été modifiée après coup": numbers}
    assert (page.status_code, Answer.objects.count()) == (422, 0)
    assert "donne de nouveau depuis sa tablette" in page.text


def test_a_ticket_that_was_changed_is_refused(client, attempt):
    good = sealed(attempt)
    tickets = [good["ticket"][:-1], good["ticket"].swapcase(), "", "x"]

    page = bring(client, attempt, *(json.dumps(sealed(attempt, ticket=ticket or " ")) for ticket in tickets))

    assert list(reasons(page)) == ["la signature ne convient pas, ou le code de l’élève a été renouvelé"]
    assert Answer.objects.count() == 0


def test_the_key_of_the_seal_is_of_its_ticket_and_of_this_server_alone(attempt, settings):
    ticket = issue_ticket(attempt)
    here = seal_key(ticket)
    settings.SECRET_KEY = "une autre clé"

    keys = {here, seal_key(ticket), seal_key(ticket + "x")}

    assert len(keys) == 3
    assert not any(key in ticket for key in keys)


@pytest.mark.parametrize(
    ("head", "words"),
    [("", "pas un fichier"), ("PK\x03\x04", "pas un fichier"), ("okmila-reponses 1", "version plus ancienne")],
)
def test_a_file_of_something_else_is_refused_in_words(client, attempt, head, words):
    page = bring(client, attempt, line(attempt), head=head)

    assert (page.status_code, Answer.objects.count()) == (422, 0)
    assert (told(page), words in page.text) == ({"refused": 1}, True)


def test_a_pupil_s_line_says_what_came_and_what_was_there(client, attempt):
    again = line(attempt)
    bring(client, attempt, again)

    page = bring(client, attempt, again, line(attempt, "un"), line(attempt, value="99"))

    assert told(page) == {"new": 1, "known": 2}
    assert [(one.attempt, one.stored, one.late, one.known) for one in page.context["told"].pupils] == [
        (attempt, 1, 0, 2)
    ]


def test_an_empty_form_asks_for_the_file(client, attempt):
    client.force_login(teacher_of(attempt.sitting.classroom))

    page = client.post(reverse("answers_import", args=[attempt.sitting.classroom_id]), {})

    assert page.status_code == 422
    assert page.context["form"].non_field_errors()
