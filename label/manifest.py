"""The manifest of a dossier: what it lists, who vouches for it, and how it reads back."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings

from label.signing import PrivateKey

MANIFEST, SIGNATURE, PUBLIC_KEY = "manifest.json", "manifest.sig", "cle-publique.pem"
SEAL = (MANIFEST, SIGNATURE, PUBLIC_KEY)
"""The three files that vouch for the others, always last."""
MOST_JSON = 5_000_000
LONGEST_SHOWN = 80
SPACES = "\u00a0\u202f"
"""Spaces of French typography, which Python does not hold for printable."""
FIRST_YEAR, LAST_YEAR = 1980, 2107
"""The years that a zip can write."""


@dataclass(frozen=True)
class About:
    """Whose dossier it is, of which day, judged by which grid."""

    school: str
    year: int
    as_of: date
    grid_title: str
    grid_version: str


@dataclass(frozen=True)
class Manifest:
    """What a dossier says of itself."""

    school: str
    school_year: str
    day: date
    grid: str
    fingerprint: str
    files: Mapping[str, tuple[int, str]]

    @classmethod
    def read(cls, content: bytes) -> "Manifest":
        """Read the manifest; raise ValueError when it is not one."""
        try:
            listed = read_json(content)
            grid, key, files = listed["grille"], listed["clé"], listed["fichiers"]
            day = date.fromisoformat(listed["état au"])
            if not FIRST_YEAR <= day.year <= LAST_YEAR:
                raise ValueError(day)
            return cls(
                school=shown(listed["école"]),
                school_year=shown(listed["année scolaire"]),
                day=day,
                grid=shown(f"{grid['titre']}, {grid['version']}"),
                fingerprint=str(key["empreinte"]),
                files={name: (int(told["octets"]), str(told["sha256"])) for name, told in files.items()},
            )
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError("not a manifest") from error


def sealed(files: Mapping[str, bytes], about: About, key: PrivateKey) -> Mapping[str, bytes]:
    """Give the files with the manifest that lists them, its signature and the key that checks it."""
    manifest = _manifest(files, about, key.public.fingerprint)
    return {**files, MANIFEST: manifest, SIGNATURE: key.sign(manifest), PUBLIC_KEY: key.public.pem}


def _manifest(files: Mapping[str, bytes], about: About, fingerprint: str) -> bytes:
    listed: dict[str, Any] = {
        "produit": {"nom": "OK Mila", "version": settings.VERSION},
        "école": about.school,
        "année scolaire": f"{about.year}-{about.year + 1}",
        "état au": about.as_of.isoformat(),
        "grille": {"titre": about.grid_title, "version": about.grid_version},
        "clé": {"algorithme": "Ed25519", "empreinte": fingerprint},
        "fichiers": {
            name: {"octets": len(content), "sha256": hashlib.sha256(content).hexdigest()}
            for name, content in files.items()
        },
    }
    return json.dumps(listed, ensure_ascii=False, indent=2, sort_keys=True).encode() + b"\n"


def read_json(content: bytes) -> Any:
    """Read a JSON of reasonable size; raise ValueError for anything else."""
    if len(content) > MOST_JSON:
        raise ValueError("too long")
    try:
        return json.loads(content.decode())
    except RecursionError as error:
        raise ValueError("too deep") from error


def shown(text: object) -> str:
    """Write a text of the dossier so that it can neither fill nor steer a page or a terminal."""
    return "".join(
        sign if sign.isprintable() or sign in SPACES else "\N{REPLACEMENT CHARACTER}"
        for sign in str(text)[:LONGEST_SHOWN]
    )
