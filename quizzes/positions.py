"""Positions without a pupil: a pseudonym under a key that is erased when the sitting closes."""

import hmac

from quizzes.models import Position, Sitting

SMALLEST_GROUP = 5
"""Nothing is shown about fewer people than this."""


def pseudonym(sitting: Sitting, pupil_id: object) -> str | None:
    """Give the pupil's pseudonym in a running sitting; None once the key has been erased."""
    if sitting.position_key is None:
        return None
    return hmac.new(bytes(sitting.position_key), str(pupil_id).encode(), "sha256").hexdigest()


def stances_of(sitting: Sitting, pupil_id: object) -> dict[str, str]:
    """Give what a pupil said so far, by question, while the sitting runs; afterwards nothing can be found."""
    name = pseudonym(sitting, pupil_id)
    if name is None:
        return {}
    return dict(Position.objects.filter(sitting=sitting, pseudonym=name).values_list("question", "stance"))
