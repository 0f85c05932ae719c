"""Answer tickets: signed permission to add answers to one attempt, and to do nothing else.

An answer travels with its ticket and not with the session, so that an expired session or a rotated token can lose no
answer. The ticket is void once its sitting is closed or the pupil's secret renewed.
"""

from datetime import timedelta
from uuid import UUID

from django.core import signing

from quizzes.models import Attempt

SALT = "quizzes.ticket"
LIFETIME = timedelta(days=14)


class BadTicket(Exception):
    """The ticket was not made here, is too old, or its attempt is gone."""


def issue_ticket(attempt: Attempt) -> str:
    """Sign a ticket for one attempt."""
    return signing.dumps([attempt.pk.hex, attempt.pupil_id.hex, attempt.pupil.secret_version], salt=SALT)


def attempt_of(ticket: str) -> Attempt:
    """Give the attempt that a ticket opens, with its sitting, revision and pupil; raise BadTicket."""
    try:
        attempt_id, pupil_id, version = signing.loads(ticket, salt=SALT, max_age=LIFETIME)
        attempts = Attempt.objects.select_related("pupil", "sitting__revision").defer("sitting__revision__document")
        return attempts.get(pk=UUID(attempt_id), pupil_id=UUID(pupil_id), pupil__secret_version=version)
    except (signing.BadSignature, ValueError, Attempt.DoesNotExist) as error:
        raise BadTicket from error
