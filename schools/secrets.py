"""Class codes, and the pupils' secrets: pictures, PIN and badge.

A pupil's secrets are derived from the installation's pupil key, the pupil's id and a version: the database alone opens
nothing, a badge can be printed again without changing, and raising the version voids the old ones. See
docs/decisions/0003-secrets-derives.md.
"""

import base64
import hashlib
import hmac
import secrets
import unicodedata
from collections.abc import Iterator

from django.conf import settings

from schools.models import Pupil

CODE_ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 8
PIN_LENGTH = 6
PICTURE_COUNT = 4
BADGE_BYTES = 16

PICTURES: dict[str, str] = {
    "chat": "le chat",
    "arbre": "l’arbre",
    "soleil": "le soleil",
    "velo": "le vélo",
    "poisson": "le poisson",
    "pomme": "la pomme",
    "maison": "la maison",
    "ballon": "le ballon",
    "fleur": "la fleur",
    "lune": "la lune",
    "bateau": "le bateau",
    "livre": "le livre",
    "oiseau": "l’oiseau",
    "cle": "la clé",
    "champignon": "le champignon",
    "parapluie": "le parapluie",
}
"""The sixteen pictures of the sign-in grid, with the words that name them."""


def new_class_code() -> str:
    """Make a class code: 8 of 31 signs that no one confuses, 39.6 bits."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))


def clean_class_code(typed: str) -> str:
    """Read a code as it was meant: capitals, without spaces, hyphens or accents."""
    plain = unicodedata.normalize("NFKD", typed.upper())
    return "".join(sign for sign in plain if sign in CODE_ALPHABET)[: CODE_LENGTH + 1]


def shown_class_code(code: str) -> str:
    """Write a code in two groups of four, easier to copy from the board."""
    return f"{code[:4]} {code[4:]}"


def _stream(pupil: Pupil, purpose: str) -> Iterator[int]:
    """Give an endless stream of bytes that only the holder of the pupil key can make."""
    counter = 0
    while True:
        message = f"{purpose}:{pupil.pk}:{pupil.secret_version}:{counter}".encode()
        yield from hmac.digest(settings.PUPIL_KEY.encode(), message, "sha256")
        counter += 1


def _below(stream: Iterator[int], bound: int) -> int:
    """Draw a number under `bound` (256 at most) without favouring any."""
    ceiling = 256 - 256 % bound
    return next(byte % bound for byte in stream if byte < ceiling)


def pictures_of(pupil: Pupil) -> tuple[str, ...]:
    """Give the pupil's four different pictures, in order."""
    stream = _stream(pupil, "pictures")
    left = list(PICTURES)
    return tuple(left.pop(_below(stream, len(left))) for _ in range(PICTURE_COUNT))


def pin_of(pupil: Pupil) -> str:
    """Give the pupil's six digits, at least four of them different."""
    stream = _stream(pupil, "pin")
    while True:
        pin = "".join(str(_below(stream, 10)) for _ in range(PIN_LENGTH))
        if len(set(pin)) >= PICTURE_COUNT:
            return pin


def badge_of(pupil: Pupil) -> str:
    """Give the 128-bit token of the pupil's badge, safe in an address."""
    stream = _stream(pupil, "badge")
    token = bytes(next(stream) for _ in range(BADGE_BYTES))
    return base64.urlsafe_b64encode(token).rstrip(b"=").decode()


def badge_digest(token: str) -> str:
    """Give what the database keeps of a badge: a hash is enough for 128 random bits."""
    return hashlib.sha256(token.encode()).hexdigest()


def same(given: str, expected: str) -> bool:
    """Compare two secrets in a time that tells nothing."""
    return hmac.compare_digest(given.encode(), expected.encode())
