"""The health page: fine or not, in a number and in JSON, and nothing private."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction

from sequences.models import Sequence
from tests.world import make_classroom, pupil_of, sign_in_pupil

ADDRESS = "/sante/"
ROOT = Path(__file__).resolve().parent.parent
ASK = """
import django
django.setup()
from django.test import Client
response = Client(headers={"host": "localhost"}).get("/sante/")
print(response.status_code, response.content.decode())
"""


def test_all_is_well_with_content_database_and_disk(client, content):
    response = client.get(ADDRESS)

    expected = {"base": True, "contenu": True, "disque": True, "version": settings.VERSION}
    assert (response.status_code, response["Content-Type"]) == (200, "application/json")
    assert response.json() == expected


def test_a_product_without_content_is_not_well(client, db):
    response = client.get(ADDRESS)

    assert (response.status_code, response.json()) == (
        503,
        {"base": True, "contenu": False, "disque": True, "version": settings.VERSION},
    )


def test_retired_content_is_no_content(client, content):
    Sequence.objects.update(retired_at="2026-01-05T00:00Z")

    response = client.get(ADDRESS)

    assert (response.status_code, response.json()["contenu"]) == (503, False)


def test_a_full_disk_is_not_well(client, content, monkeypatch):
    monkeypatch.setattr("okmila.views.LEAST_FREE_BYTES", 10**21)

    response = client.get(ADDRESS)

    assert (response.status_code, response.json()["disque"]) == (503, False)


def test_a_missing_table_is_not_well(client, content):
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE sequences_sequence RENAME TO sequences_elsewhere")
        response = client.get(ADDRESS)
        transaction.set_rollback(True)

    assert (response.status_code, response.json()) == (
        503,
        {"base": False, "contenu": False, "disque": True, "version": settings.VERSION},
    )


@pytest.mark.parametrize("url", ["postgres://personne@127.0.0.1:1/rien", "sqlite:////nulle/part/base.sqlite3"])
def test_a_database_that_does_not_answer_is_not_well_and_no_detail_is_told(tmp_path, url):
    variables = {"DATABASE_URL": url, "OKMILA_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "okmila.settings"}

    done = subprocess.run(
        [sys.executable, "-c", ASK], cwd=ROOT, env=os.environ | variables, capture_output=True, text=True
    )

    status, _space, body = done.stdout.strip().partition(" ")
    assert (status, json.loads(body)) == (
        "503",
        {"base": False, "contenu": False, "disque": True, "version": settings.VERSION},
    )


def test_the_health_page_costs_one_query(client, content, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get(ADDRESS)


def test_the_health_page_says_the_same_to_somebody_who_has_signed_in(client, content):
    anonymous = client.get(ADDRESS).content
    sign_in_pupil(client, pupil_of(make_classroom(opened=True)))

    known = client.get(ADDRESS).content

    assert known == anonymous
