"""Answer tickets: signed permission to add answers to one attempt, and to do nothing else.

An answer travels with its ticket and not with the session, so that an expired session or a rotated token can lose no
answer. The ticket is void once the pupil's secret is renewed; after the closing of its sitting it brings only what was
cut off, and for a time (`services.LATE_FOR`). It carries the instant of its making, by the server's clock.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.core import signing
from django.utils.timezone import now

from quizzes.models import Attempt

SALT = "quizzes.ticket"
LIFETIME = timedelta(days=14)


class BadTicket(Exception):
    """The ticket was not made here, is too old, or its attempt is gone."""


@dataclass(frozen=True)
class Ticket:
    """What a good ticket opens, and since when."""

    attempt: Attempt
    issued_at: datetime


def issue_ticket(attempt: Attempt) -> str:
    """Sign a ticket for one attempt."""
    content = [attempt.pk.hex, attempt.pupil_id.hex, attempt.pupil.secret_version, now().timestamp()]
    return signing.dumps(content, salt=SALT)


def read_ticket(ticket: str) -> Ticket:
    """Give what a ticket opens, the attempt with its sitting, revision and pupil; raise BadTicket."""
    try:
        attempt_id, pupil_id, version, issued = signing.loads(ticket, salt=SALT, max_age=LIFETIME)
        attempts = Attempt.objects.select_related("pupil", "sitting__revision").defer("sitting__revision__document")
        attempt = attempts.get(pk=UUID(attempt_id), pupil_id=UUID(pupil_id), pupil__secret_version=version)
        return Ticket(attempt, datetime.fromtimestamp(issued, UTC))
    except (signing.BadSignature, ValueError, TypeError, Attempt.DoesNotExist) as error:
        raise BadTicket from error
