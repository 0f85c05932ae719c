"""Commands for those who install: schools, people, dossiers."""

from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from schools.models import Membership, Role, School
from tests.world import make_school


def run(*arguments: str, **options) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out, **options)
    return out.getvalue().strip()


def test_a_school_is_made_with_its_coordinator_and_a_password_told_once(db):
    told = run("create_school", "École d’à côté", locality="Mons", coordinator="coord@example.org", fase="1234")

    school = School.objects.get()
    member = Membership.objects.get()
    password = told.rpartition(" : ")[2]
    assert (school.key, school.fase, member.role) == ("ecole-d-a-cote", "1234", Role.COORDINATOR)
    assert member.user.check_password(password)


@pytest.mark.parametrize(("name", "key"), [("学校", None), ("École", "pas un slug"), ("École du Parc", None)])
def test_a_school_that_cannot_have_an_address_is_refused_and_nothing_is_made(db, name, key):
    make_school(key="ecole-du-parc")

    with pytest.raises(CommandError):
        run("create_school", name, locality="Mons", coordinator="coord@example.org", key=key)

    assert (School.objects.count(), Membership.objects.count()) == (1, 0)


def test_adding_somebody_twice_gives_one_role_and_no_second_password(db):
    make_school(key="parc")

    first, second = (run("add_member", "parc", "prof@example.org") for _time in range(2))

    assert ("mot de passe : " in first, "mot de passe : " in second) == (True, False)
    assert Membership.objects.get().role == Role.TEACHER


def test_a_dossier_written_twice_for_one_day_is_the_same(db, tmp_path):
    make_school(key="parc")
    options = {"year": 2026, "day": date(2026, 11, 23)}

    one, other = (Path(run("export_label", "parc", out=tmp_path / name, **options)) for name in ("a", "b"))

    assert (one.name, other.name) == ("dossier-parc-2026-2027.zip", "dossier-parc-2026-2027.zip")
    assert one.read_bytes() == other.read_bytes()
