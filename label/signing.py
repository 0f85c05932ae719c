"""The installation's own key: made once, kept outside the database, with which dossiers are signed.

The files are those that other tools read: PKCS 8 and SubjectPublicKeyInfo as RFC 8410 writes them for Ed25519.
"""

import base64
import binascii
import hashlib
import os
import re
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from nacl.exceptions import CryptoError
from nacl.signing import SigningKey, VerifyKey

KEY_BYTES = 32
SIGNATURE_BYTES = 64
FINGERPRINT_SIGNS = 64
GROUP_SIGNS = 4

_PRIVATE_START = bytes.fromhex("302e020100300506032b657004220420")
_PUBLIC_START = bytes.fromhex("302a300506032b6570032100")


@dataclass(frozen=True)
class PublicKey:
    """The half of a key that everybody may have."""

    raw: bytes

    @classmethod
    def from_pem(cls, content: bytes) -> "PublicKey":
        """Read a key from its file; raise ValueError unless the file is written as `pem` writes it."""
        key = cls(_from_pem(content, "PUBLIC KEY", _PUBLIC_START))
        if key.pem != content:
            raise ValueError("a key, but not written as it should be")
        return key

    @property
    def pem(self) -> bytes:
        return _pem("PUBLIC KEY", _PUBLIC_START + self.raw)

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of the key: what two people compare."""
        return hashlib.sha256(self.raw).hexdigest()

    def has_signed(self, message: bytes, signature: bytes) -> bool:
        """Tell whether the other half of this key made the signature of exactly this message."""
        try:
            VerifyKey(self.raw).verify(message, signature)
        except (CryptoError, ValueError):
            return False
        return True


@dataclass(frozen=True)
class PrivateKey:
    """The half of a key that signs; it never shows itself in a message."""

    seed: bytes = field(repr=False)

    @classmethod
    def from_pem(cls, content: bytes) -> "PrivateKey":
        """Read a key from its file; raise ValueError when the file is something else."""
        return cls(_from_pem(content, "PRIVATE KEY", _PRIVATE_START))

    @property
    def pem(self) -> bytes:
        return _pem("PRIVATE KEY", _PRIVATE_START + self.seed)

    @property
    def public(self) -> PublicKey:
        return PublicKey(SigningKey(self.seed).verify_key.encode())

    def sign(self, message: bytes) -> bytes:
        """Give the signature of a message: the same key and the same message always give the same one."""
        return SigningKey(self.seed).sign(message).signature


def installation_key() -> PrivateKey:
    """Give the key of this installation, made the first time that it is asked for; raise ImproperlyConfigured."""
    path = Path(settings.SIGNING_KEY)
    try:
        if not path.exists():
            _make(path)
        return PrivateKey.from_pem(path.read_bytes())
    except (OSError, ValueError) as error:
        raise ImproperlyConfigured(f"La clé de signature {path} ne se lit pas, ou ne peut pas s’écrire.") from error


def _make(path: Path) -> None:
    """Put a new key in its place whole, unless another process has just done so."""
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(PrivateKey(secrets.token_bytes(KEY_BYTES)).pem)
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)
    except FileExistsError:
        return
    finally:
        draft.unlink(missing_ok=True)


def fingerprint_groups(fingerprint: str) -> list[str]:
    """Cut a fingerprint in groups that two people can compare aloud."""
    return [fingerprint[start : start + GROUP_SIGNS] for start in range(0, len(fingerprint), GROUP_SIGNS)]


def clean_fingerprint(typed: str) -> str:
    """Read a fingerprint as it was meant, whatever stands between its groups; raise ValueError for another thing."""
    signs = re.sub(r"[\s:.-]", "", typed).lower()
    if not re.fullmatch(f"[0-9a-f]{{{FINGERPRINT_SIGNS}}}", signs):
        raise ValueError("not a fingerprint")
    return signs


def _pem(label: str, der: bytes) -> bytes:
    return f"-----BEGIN {label}-----\n{base64.b64encode(der).decode()}\n-----END {label}-----\n".encode()


def _from_pem(content: bytes, label: str, start: bytes) -> bytes:
    found = re.fullmatch(rf"\s*-----BEGIN {label}-----\s+(.*?)\s+-----END {label}-----\s*".encode(), content, re.DOTALL)
    if found is None:
        raise ValueError(f"no {label}")
    try:
        der = base64.b64decode(b"".join(found[1].split()), validate=True)
    except binascii.Error as error:
        raise ValueError(f"no {label}") from error
    if not der.startswith(start) or len(der) != len(start) + KEY_BYTES:
        raise ValueError("not an Ed25519 key")
    return der[len(start) :]
