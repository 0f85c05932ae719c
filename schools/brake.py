"""Slows down whoever guesses an adult's password; per address typed, never per network, which a school shares."""

import hashlib
from datetime import timedelta

from django.db import transaction
from django.utils.timezone import now

from schools.models import SignInBrake

FREE_FAILURES = 5
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=15)
MEMORY = timedelta(days=1)


def _digest(address: str) -> str:
    return hashlib.sha256(address.strip().lower().encode()).hexdigest()


def seconds_to_wait(address: str) -> int:
    """Give the seconds until this address may be tried again, 0 when it may."""
    brake = SignInBrake.objects.filter(pk=_digest(address), waits_until__gt=now()).first()
    return int((brake.waits_until - now()).total_seconds()) + 1 if brake and brake.waits_until else 0


@transaction.atomic
def note_failure(address: str) -> None:
    """Count a wrong password; from the fifth on each doubles the wait, up to a quarter of an hour."""
    SignInBrake.objects.filter(last_at__lt=now() - MEMORY).delete()
    brake, _created = SignInBrake.objects.select_for_update().get_or_create(pk=_digest(address))
    brake.failures = min(brake.failures + 1, 1000)
    if brake.failures >= FREE_FAILURES:
        brake.waits_until = now() + min(FIRST_WAIT * 2 ** min(brake.failures - FREE_FAILURES, 10), LONGEST_WAIT)
    brake.save()


def forget_failures(address: str) -> None:
    """Forget what was missed, once the right password came."""
    SignInBrake.objects.filter(pk=_digest(address)).delete()
