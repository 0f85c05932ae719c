"""Answers that come by hand, in a file or in codes: each is taken or refused like any other answer.

A file has a head line, then one JSON object a line. A code is an address of this server whose fragment is
`2.<part>.<parts>`, then for each ticket `/<ticket>;<answer>;<answer>`. An answer is `<key>,<seal>,<question>,<value>`…,
its key and seal in the letters of addresses. Each code can be read alone.
"""

import json
import re
from base64 import urlsafe_b64decode
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Self
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from quizzes.kinds import Opinion, Unreadable
from quizzes.models import Attempt
from quizzes.presenting import meant_by
from quizzes.services import KeyReused, SittingClosed, record_answer
from quizzes.tickets import BadTicket, is_sealed, read_ticket
from schools.models import Classroom

HEAD = "okmila-reponses 2"
OLD_HEADS = {"okmila-reponses 1"}
CODE = re.compile(r"2\.([1-9]\d?)\.([1-9]\d?)/([!-~]+)")
MOST_LINES = 400
MOST_VALUES = 20


class Fate(Enum):
    """What becomes of an answer that is brought in."""

    STORED = "stored"
    LATE = "late"
    KNOWN = "known"
    REFUSED = "refused"


@dataclass(frozen=True)
class Outcome:
    """What became of one answer, and why when it was refused; whose it is, once its seal has been checked."""

    line: int
    fate: Fate
    words: str = ""
    attempt: Attempt | None = None


@dataclass(frozen=True)
class Brought:
    """What came for one pupil."""

    attempt: Attempt
    stored: int
    late: int
    known: int


@dataclass(frozen=True)
class Told:
    """What became of everything that was brought, to read at a glance: pupil by pupil, then reason by reason."""

    pupils: tuple[Brought, ...]
    refusals: tuple[tuple[str, str], ...]
    """Each reason with the numbers of its lines."""
    new: int
    known: int
    refused: int

    @property
    def taken(self) -> int:
        """How many answers are on the server now."""
        return self.new + self.known

    @classmethod
    def of(cls, outcomes: Sequence[Outcome]) -> Self:
        """Sum outcomes up."""
        fates = Counter(outcome.fate for outcome in outcomes)
        reasons: dict[str, list[str]] = {}
        for outcome in outcomes:
            if outcome.fate is Fate.REFUSED:
                reasons.setdefault(outcome.words, []).append(str(outcome.line))
        return cls(
            tuple(_brought(outcomes)),
            tuple((reason, ", ".join(lines)) for reason, lines in reasons.items()),
            fates[Fate.STORED] + fates[Fate.LATE],
            fates[Fate.KNOWN],
            fates[Fate.REFUSED],
        )


def _brought(outcomes: Sequence[Outcome]) -> Iterator[Brought]:
    """Give what was taken, pupil by pupil in the order of their numbers."""
    attempts = {outcome.attempt.pk: outcome.attempt for outcome in outcomes if outcome.attempt}
    for attempt in sorted(attempts.values(), key=lambda one: one.pupil.number):
        fates = Counter(outcome.fate for outcome in outcomes if outcome.attempt and outcome.attempt.pk == attempt.pk)
        if set(fates) != {Fate.REFUSED}:
            yield Brought(attempt, fates[Fate.STORED], fates[Fate.LATE], fates[Fate.KNOWN])


@dataclass(frozen=True)
class Codes:
    """What a teacher's phone has read: which part of how many, and what became of its answers."""

    part: int = 0
    parts: int = 0
    outcomes: tuple[Outcome, ...] = ()


@dataclass(frozen=True)
class Record:
    """One answer as it travels."""

    ticket: str
    body: str
    seal: str


class Refused(Exception):
    """The answer is not taken, for the reason that the exception says."""


def import_answers(text: str, classroom: Classroom) -> list[Outcome]:
    """Take every answer of a file that belongs to the class; doing it twice changes nothing."""
    lines = [line for line in text.lstrip("\ufeff").splitlines() if line.strip()]
    head = lines[0].strip() if lines else ""
    if head != HEAD:
        return [_refused(1, _not_ours(head))]
    foreign = _("cette réponse vient d’une autre classe : apportez-la sur la page de cette classe-là.")
    outcomes = [
        _file_line(number, line, classroom, foreign) for number, line in enumerate(lines[1 : MOST_LINES + 1], 2)
    ]
    if len(lines) > MOST_LINES + 1:
        outcomes.append(_refused(MOST_LINES + 2, _("trop de lignes : la suite n’est pas lue.")))
    return outcomes


def import_code(text: str, classrooms: frozenset[UUID]) -> Codes:
    """Take every answer of a code that belongs to one of the classes; another class's is as if unknown."""
    found = CODE.fullmatch(text.strip().rpartition("#")[2])
    if not found:
        words = _("ce n’est pas un carré de réponses d’OK Mila : lisez celui que montre la tablette de l’élève.")
        return Codes(outcomes=(_refused(1, words),))
    records = list(_coded(found[3]))[:MOST_LINES]
    outcomes = (_outcome(number, record, classrooms, _bad_ticket()) for number, record in enumerate(records, 1))
    return Codes(int(found[1]), int(found[2]), tuple(outcomes))


def _not_ours(head: str) -> str:
    if head in OLD_HEADS:
        return _("ce fichier est d’une version plus ancienne : l’élève recharge sa page, puis le donne de nouveau.")
    return _("ce n’est pas un fichier de réponses d’OK Mila : copiez tout, depuis la première ligne.")


def _bad_ticket() -> str:
    return _(
        "la signature ne convient pas, ou le code de l’élève a été renouvelé : l’élève entre de nouveau sur sa "
        "tablette, et ses réponses partent ou se donnent alors."
    )


def _damaged() -> str:
    return _("cette ligne est abimée : copiez tout de nouveau, sans rien y changer.")


def _refused(number: int, words: str, attempt: Attempt | None = None) -> Outcome:
    return Outcome(number, Fate.REFUSED, words, attempt)


def _file_line(number: int, line: str, classroom: Classroom, foreign: str) -> Outcome:
    try:
        held = json.loads(line)
        record = Record(*(_text(held.get(name, "")) for name in ("ticket", "body", "seal")))
    except (ValueError, TypeError, AttributeError):
        return _refused(number, _damaged())
    return _outcome(number, record, frozenset({classroom.pk}), foreign)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _coded(groups: str) -> Iterator[Record | None]:
    for group in groups.split("/"):
        ticket, *answers = group.split(";")
        yield from (_spelt_out(ticket, answer) for answer in answers or [""])


def _spelt_out(ticket: str, answer: str) -> Record | None:
    """Spell an answer of a code out as the tablet wrote it down and sealed it; None when it is damaged."""
    try:
        key, seal, question, *values = answer.split(",")
        client_key = UUID(bytes=urlsafe_b64decode(f"{key}=="))
    except ValueError:
        return None
    fields = [f"client_key={client_key}", f"question={question}", *(f"value={value}" for value in values)]
    return Record(ticket, "&".join(fields), seal)


def _outcome(number: int, record: Record | None, classrooms: frozenset[UUID], foreign: str) -> Outcome:
    if record is None:
        return _refused(number, _damaged())
    try:
        ticket = read_ticket(record.ticket)
    except BadTicket:
        return _refused(number, _bad_ticket())
    if ticket.attempt.sitting.classroom_id not in classrooms:
        return _refused(number, foreign)
    try:
        fate = _record(ticket.attempt, ticket.issued_at, record)
    except Refused as reason:
        return _refused(number, str(reason), ticket.attempt)
    return Outcome(number, fate, attempt=ticket.attempt)


def _record(attempt: Attempt, issued_at: datetime, record: Record) -> Fate:
    """Store an answer whose seal is whole, as if the tablet had sent it itself."""
    if not is_sealed(record.ticket, record.body, record.seal):
        raise Refused(_("cette réponse a été modifiée après coup : l’élève la donne de nouveau depuis sa tablette."))
    fields, quiz = QueryDict(record.body), attempt.sitting.spec
    try:
        client_key, question = UUID(fields.get("client_key", "")), quiz.question(fields.get("question", ""))
    except (ValueError, KeyError):
        raise Refused(_("le quiz ne pose pas cette question.")) from None
    values = meant_by(attempt, question, quiz, fields.getlist("value")[:MOST_VALUES])
    try:
        receipt = record_answer(
            attempt=attempt, question=question, values=values, client_key=client_key, allowed_at=issued_at
        )
    except Unreadable:
        raise Refused(_("la réponse ne se lit pas : l’élève répond de nouveau à cette question.")) from None
    except KeyReused:
        raise Refused(_("une autre réponse est déjà arrivée à la place de celle-ci, et reste.")) from None
    except SittingClosed:
        if isinstance(question, Opinion):
            raise Refused(_("le quiz est fermé, et une position ne peut plus être prise.")) from None
        raise Refused(_("le quiz est fermé depuis trop longtemps.")) from None
    return Fate(receipt.value)
