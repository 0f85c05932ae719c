"""An export that is killed at any statement goes on where it was: each school once, and the same digest."""

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from label.federation_export import ask_export, digest_of, work_for
from label.models import FederationExport, FederationLine
from tests.world import make_classroom, make_organisation, make_school, make_teacher

SCHOOLS, KILLS = 30, 5
STATEMENTS_A_SCHOOL = 12
ENDED = 0


@pytest.fixture
def organisation(transactional_db):
    schools = [make_school() for _place in range(SCHOOLS)]
    make_classroom(make_teacher(schools[0]))
    return make_organisation(*schools)


def database_url() -> str:
    """Give the address of the database of this test, for another process."""
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{database['NAME']}"
    who = f"{database['USER']}:{database['PASSWORD']}".rstrip(":")
    return f"postgres://{who}@{database['HOST']}:{database['PORT']}/{database['NAME']}"


def run(organisation, statement: int, moment: str = "after") -> int:
    """Work on the export in a process of its own; give how it ended."""
    words = ["-m", "tests.label.dying_export", organisation.key, str(statement), moment]
    environment = os.environ | {"DATABASE_URL": database_url(), "OKMILA_DATA": str(settings.DATA_DIR)}
    done = subprocess.run([sys.executable, *words], cwd=Path(settings.BASE_DIR), env=environment, capture_output=True)
    return done.returncode


def test_an_export_that_is_killed_again_and_again_ends_as_one_that_was_not(organisation):
    whole = ask_export(organisation=organisation)
    work_for(whole, seconds=600)
    draw = random.Random(7)
    longest = STATEMENTS_A_SCHOOL * SCHOOLS // KILLS // 2

    ends = [run(organisation, draw.randint(4, longest), draw.choice(("before", "after"))) for _time in range(KILLS)]
    last = run(organisation, 0)

    killed = FederationExport.objects.get(asked_at__gt=whole.asked_at)
    schools = FederationLine.objects.filter(export=killed).values_list("school", flat=True)
    assert (ends, last) == ([-signal.SIGKILL] * KILLS, ENDED)
    assert sorted(schools) == sorted(organisation.schools.values_list("pk", flat=True))
    assert (killed.finished_at is not None, digest_of(killed)) == (True, digest_of(whole))
