"""Positions without a pupil: a pseudonym under a key that is erased when the sitting, or its pair, closes."""

import hmac

from quizzes.models import Position, Sitting

SMALLEST_GROUP = 5
"""Nothing is shown about fewer people than this."""


def pseudonym(sitting: Sitting, pupil_id: object) -> str | None:
    """Give the pupil's pseudonym in a running sitting, the same one at both ends of a pair; None once it is closed."""
    key = _key(sitting)
    if key is None:
        return None
    return hmac.new(key, str(pupil_id).encode(), "sha256").hexdigest()


def _key(sitting: Sitting) -> bytes | None:
    """Give the key of a running sitting; a pair's key outlives its first end, and opens nothing there any more."""
    key = (sitting.pair.key if sitting.is_running else None) if sitting.pair else sitting.position_key
    return None if key is None else bytes(key)


def stances_of(sitting: Sitting, pupil_id: object) -> dict[str, str]:
    """Give what a pupil said so far, by question, while the sitting runs; afterwards nothing can be found."""
    name = pseudonym(sitting, pupil_id)
    if name is None:
        return {}
    return dict(Position.objects.filter(sitting=sitting, pseudonym=name).values_list("question", "stance"))
