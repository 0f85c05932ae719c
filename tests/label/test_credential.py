"""The credential that a label body could sign: the fields that Open Badges 3.0 asks for, a school and nobody else."""

import json
import re
from dataclasses import replace
from datetime import date

import pytest

from label.credential import Award, LabelBody, school_credential

BODY = LabelBody("Un label", "https://label.example.org")
AWARD = Award(
    school="École du Test",
    school_url="https://ecole.example.org",
    level="Élan",
    rule="Au moins 42 points, dont 5 par axe.",
    grid_title="Sobriété numérique à l’école",
    grid_version="2027.1",
    awarded_on=date(2027, 6, 30),
    dossier_digest="ab" * 32,
)
REQUIRED = {
    (): {"@context", "id", "type", "name", "credentialSubject", "issuer", "validFrom"},
    ("issuer",): {"id", "type"},
    ("credentialSubject",): {"id", "type", "achievement"},
    ("credentialSubject", "achievement"): {"id", "type", "name", "description", "criteria"},
    ("evidence", 0): {"type"},
}
"""What the published JSON schema of AchievementCredential 3.0 requires, with the subject's id that its validator asks.

The schema also asks for a proof, which only the label body can add.
"""

ALLOWED_SUBJECT = {"id", "type", "achievement", "identifier", "narrative", "result", "source", "term"}
URI = re.compile(r"(https://|urn:uuid:|ni:///sha-256;)[\x21-\x7e]+")
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def part(credential, path):
    for step in path:
        credential = credential[step]
    return credential


@pytest.mark.parametrize("path", REQUIRED)
def test_every_field_that_the_standard_requires_is_there(path):
    credential = school_credential(AWARD, BODY)

    assert REQUIRED[path] - set(part(credential, path)) == set()


def test_types_addresses_and_instants_are_those_of_the_standard():
    credential = school_credential(AWARD, BODY)
    subject = credential["credentialSubject"]
    identified = [credential, credential["issuer"], subject, subject["achievement"], *credential["evidence"]]

    assert credential["@context"] == [
        "https://www.w3.org/ns/credentials/v2",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    ]
    assert [item["type"] for item in identified] == [
        ["VerifiableCredential", "OpenBadgeCredential"],
        ["Profile"],
        ["AchievementSubject"],
        ["Achievement"],
        ["Evidence"],
    ]
    assert [item["id"] for item in identified if not URI.fullmatch(item["id"])] == []
    assert [credential[name] for name in ("validFrom", "validUntil") if not INSTANT.fullmatch(credential[name])] == []
    assert set(subject) <= ALLOWED_SUBJECT


def test_it_is_left_unsigned_and_issued_by_the_label_body():
    credential = school_credential(AWARD, BODY)

    assert "proof" not in credential
    assert credential["issuer"] == {
        "id": "https://label.example.org",
        "type": ["Profile"],
        "name": "Un label",
        "url": "https://label.example.org",
    }


def test_it_names_the_school_the_level_the_grid_and_the_dossier():
    text = json.dumps(school_credential(AWARD, BODY), ensure_ascii=False)

    assert [
        word for word in ("École du Test", "Élan", "2027.1", AWARD.rule, AWARD.dossier_digest) if word not in text
    ] == []


def test_the_same_award_gives_the_same_credential_and_another_dossier_another_one():
    first, again = school_credential(AWARD, BODY), school_credential(AWARD, BODY)
    other = school_credential(replace(AWARD, dossier_digest="cd" * 32), BODY)

    assert first == again
    assert (first["id"] == other["id"], first["evidence"] == other["evidence"]) == (False, False)
    assert first["credentialSubject"]["achievement"] == other["credentialSubject"]["achievement"]


@pytest.mark.parametrize(
    ("awarded", "until"),
    [
        (date(2027, 6, 30), "2029-06-30T00:00:00Z"),
        (date(2028, 2, 29), "2030-02-28T00:00:00Z"),
        (date(2026, 2, 28), "2028-02-28T00:00:00Z"),
    ],
)
def test_it_is_valid_for_two_years(awarded, until):
    assert school_credential(replace(AWARD, awarded_on=awarded), BODY)["validUntil"] == until
