"""Answers that come by hand: the lines of a tablet's file, each taken or refused like any other answer."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from quizzes.kinds import Opinion, Unreadable
from quizzes.models import Attempt
from quizzes.presenting import meant_by
from quizzes.services import KeyReused, Receipt, SittingClosed, record_answer
from quizzes.tickets import BadTicket, read_ticket
from schools.models import Classroom

HEAD = "okmila-reponses 1"
MOST_LINES = 400
MOST_VALUES = 20


@dataclass(frozen=True)
class Outcome:
    """What became of one line."""

    line: int
    words: str
    taken: bool = False
    pupil: int | None = None


def import_answers(text: str, classroom: Classroom) -> list[Outcome]:
    """Take every answer of a file that belongs to the class; doing it twice changes nothing."""
    lines = [line for line in text.lstrip("\ufeff").splitlines() if line.strip()]
    if not lines or lines[0].strip() != HEAD:
        return [Outcome(1, _("Ce n’est pas un fichier de réponses d’OK Mila : copiez tout, depuis la première ligne."))]
    outcomes = list(_outcomes(lines[1 : MOST_LINES + 1], classroom))
    if len(lines) > MOST_LINES + 1:
        outcomes.append(Outcome(MOST_LINES + 2, _("Trop de lignes : la suite n’est pas lue.")))
    return outcomes


def _outcomes(lines: list[str], classroom: Classroom) -> Iterator[Outcome]:
    for number, line in enumerate(lines, 2):
        yield _outcome(number, line, classroom)


def _outcome(number: int, line: str, classroom: Classroom) -> Outcome:
    try:
        record = json.loads(line)
        ticket, fields = read_ticket(record["ticket"]), QueryDict(record["body"])
    except BadTicket:
        return Outcome(number, _("Refusée : la signature ne convient pas, ou le code de l’élève a été renouvelé."))
    except (ValueError, TypeError, KeyError, AttributeError):
        return Outcome(number, _("Refusée : cette ligne est abimée."))
    if ticket.attempt.sitting.classroom_id != classroom.pk:
        return Outcome(number, _("Refusée : cette réponse vient d’une autre classe."))
    words, taken = _record(ticket.attempt, ticket.issued_at, fields)
    return Outcome(number, words, taken, ticket.attempt.pupil.number)


def _record(attempt: Attempt, issued_at: datetime, fields: QueryDict) -> tuple[str, bool]:
    quiz = attempt.sitting.revision.spec
    try:
        client_key, question = UUID(fields.get("client_key", "")), quiz.question(fields.get("question", ""))
    except (ValueError, KeyError):
        return _("Refusée : le quiz ne pose pas cette question."), False
    values = meant_by(attempt, question, quiz, fields.getlist("value")[:MOST_VALUES])
    try:
        receipt = record_answer(
            attempt=attempt,
            question=question,
            values=values,
            client_key=client_key,
            allowed_at=issued_at,
        )
    except Unreadable:
        return _("Refusée : la réponse ne se lit pas."), False
    except KeyReused:
        return _("Refusée : cette réponse a été changée depuis son premier envoi."), False
    except SittingClosed:
        if isinstance(question, Opinion):
            return _("Refusée : le quiz est fermé, et une position ne peut plus être prise."), False
        return _("Refusée : le quiz est fermé depuis trop longtemps."), False
    return {
        Receipt.STORED: _("Enregistrée."),
        Receipt.LATE: _("Enregistrée, arrivée après la fermeture."),
        Receipt.KNOWN: _("Déjà là."),
    }[receipt], True
