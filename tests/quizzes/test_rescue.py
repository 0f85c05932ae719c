"""A teacher brings in what a tablet could not send: each line is taken once, or refused with its reason."""

import json
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.http import urlencode

from quizzes.models import Answer
from quizzes.services import close_sitting
from quizzes.tickets import issue_ticket
from schools.services import renew_secret
from tests.world import make_attempt, make_classroom, make_sitting, teacher_of

HEAD = "okmila-reponses 1"


@pytest.fixture
def attempt(small_content):
    return make_attempt(make_sitting(make_classroom(opened=True), "petit-quiz"))


def line(attempt, question="cable", value="1", *, ticket=None, client_key=None) -> str:
    body = urlencode({"question": question, "value": value, "client_key": client_key or uuid4()})
    return json.dumps({"ticket": ticket or issue_ticket(attempt), "body": body})


def bring(client, attempt, *lines, head=HEAD, as_file=False):
    classroom = attempt.sitting.classroom
    client.force_login(teacher_of(classroom))
    text = "\n".join([head, *lines])
    data = {"file": SimpleUploadedFile("reponses-1.okmila", text.encode())} if as_file else {"text": text}
    return client.post(reverse("answers_import", args=[classroom.pk]), data)


def said(page) -> list[str]:
    return [outcome.words.split(" :")[0].split("\u00a0:")[0] for outcome in page.context["outcomes"]]


@pytest.mark.parametrize("as_file", [True, False], ids=["a file", "a text"])
def test_every_line_becomes_an_answer_of_its_pupil(client, attempt, as_file):
    other = make_attempt(attempt.sitting, 2)

    page = bring(client, attempt, line(attempt), line(other), as_file=as_file)

    assert (page.status_code, said(page)) == (200, ["Enregistrée."] * 2)
    assert set(Answer.objects.values_list("attempt", "question")) == {(attempt.pk, "cable"), (other.pk, "cable")}


def test_the_same_file_brought_twice_changes_nothing(client, attempt):
    lines = [line(attempt), line(attempt, "un")]
    bring(client, attempt, *lines)
    before = list(Answer.objects.values())

    page = bring(client, attempt, *lines)

    assert (said(page), list(Answer.objects.values())) == (["Déjà là."] * 2, before)


def test_what_was_cut_off_by_the_closing_is_taken_as_late(client, attempt):
    given = line(attempt)
    close_sitting(sitting=attempt.sitting)

    page = bring(client, attempt, given, line(attempt, "un"))

    assert said(page) == ["Enregistrée, arrivée après la fermeture.", "Refusée"]
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

    assert said(page) == ["Refusée"] * 10 + ["Enregistrée.", "Refusée"]
    assert Answer.objects.count() == 1


@pytest.mark.parametrize("head", ["", "okmila-reponses 2", "PK\x03\x04"])
def test_a_file_of_something_else_is_refused_in_words(client, attempt, head):
    page = bring(client, attempt, line(attempt), head=head)

    assert (page.status_code, Answer.objects.count()) == (422, 0)
    assert len(page.context["outcomes"]) == 1


def test_an_empty_form_asks_for_the_file(client, attempt):
    client.force_login(teacher_of(attempt.sitting.classroom))

    page = client.post(reverse("answers_import", args=[attempt.sitting.classroom_id]), {})

    assert page.status_code == 422
    assert page.context["form"].non_field_errors()
