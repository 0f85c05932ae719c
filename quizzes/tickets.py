"""Answer tickets: signed permission to add answers to one attempt, and to do nothing else.

An answer travels with its ticket and not with the session, so that an expired session or a rotated token can lose no
answer. The ticket is void once the pupil's secret is renewed; after the closing of its sitting it brings only what was
cut off, and for a time (`services.LATE_FOR`). It carries the instant of its making, by the server's clock.

An answer that travels by hand carries a seal as well: with each ticket the tablet gets a key that stands in no file,
and the server finds it again from the ticket. Who changes the answer on its way cannot make the seal anew.
"""

import hmac
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.timezone import now

from quizzes.models import Attempt

SALT = "quizzes.ticket"
SEAL_SALT = "quizzes.seal"
SEAL_BYTES = 16
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


def seal_key(ticket: str) -> str:
    """Give the key of a ticket's seals: one block of text, which goes to the tablet and into no file."""
    return salted_hmac(SEAL_SALT, ticket, algorithm="sha256").hexdigest()


def seal_of(ticket: str, body: str) -> str:
    """Seal the body of an answer as the tablet does (`seal.js`)."""
    digest = hmac.digest(seal_key(ticket).encode(), body.encode(), "sha256")
    return urlsafe_b64encode(digest[:SEAL_BYTES]).decode().rstrip("=")


def is_sealed(ticket: str, body: str, seal: str) -> bool:
    """Tell whether an answer is still what the tablet wrote down."""
    return constant_time_compare(seal_of(ticket, body), seal)
