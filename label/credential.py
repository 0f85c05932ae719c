"""An Open Badges 3.0 credential for a school, left unsigned: only the label body may award and sign it."""

import base64
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.utils.translation import gettext as _

CONTEXT = ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"]
YEARS_VALID = 2


@dataclass(frozen=True)
class LabelBody:
    """Who awards the label: the body that will sign, not this product."""

    name: str
    url: str


@dataclass(frozen=True)
class Award:
    """What a school would be given, and the dossier that it stands on."""

    school: str
    school_url: str
    level: str
    rule: str
    grid_title: str
    grid_version: str
    awarded_on: date
    dossier_digest: str


def school_credential(award: Award, issuer: LabelBody) -> dict[str, Any]:
    """Prepare the credential of a school, never of a person: the same award always gives the same one."""
    words = {"level": award.level, "school": award.school, "grid": award.grid_title, "version": award.grid_version}
    name = _("%(grid)s : niveau %(level)s") % words
    return {
        "@context": CONTEXT,
        "id": _urn(issuer.url, award.school_url, award.level, award.dossier_digest),
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": name,
        "description": _("%(school)s a atteint le niveau %(level)s de la grille « %(grid)s », version %(version)s.")
        % words,
        "issuer": {"id": issuer.url, "type": ["Profile"], "name": issuer.name, "url": issuer.url},
        "validFrom": _instant(award.awarded_on),
        "validUntil": _instant(_years_later(award.awarded_on)),
        "credentialSubject": {
            "id": award.school_url,
            "type": ["AchievementSubject"],
            "achievement": {
                "id": _urn(issuer.url, award.grid_title, award.grid_version, award.level),
                "type": ["Achievement"],
                "name": name,
                "description": _("Niveau %(level)s de la grille « %(grid)s », version %(version)s.") % words,
                "criteria": {"narrative": award.rule},
            },
        },
        "evidence": [
            {
                "id": _content_address(award.dossier_digest),
                "type": ["Evidence"],
                "name": _("Dossier signé de l’école"),
                "narrative": _("Empreinte SHA-256 du dossier : %(digest)s.") % {"digest": award.dossier_digest},
            }
        ],
    }


def _urn(*parts: str) -> str:
    return uuid5(NAMESPACE_URL, "\n".join(parts)).urn


def _content_address(digest: str) -> str:
    """Name a content by its SHA-256, as RFC 6920 does."""
    return f"ni:///sha-256;{base64.urlsafe_b64encode(bytes.fromhex(digest)).decode().rstrip('=')}"


def _instant(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _years_later(day: date) -> date:
    """Give the same day when the label ends; a 29 February ends on the 28th."""
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + YEARS_VALID, day=28 if is_leap_day else day.day)
