"""An export takes each school of a federation once, whoever stops or doubles the work, and is whole or not offered."""

import csv
import hashlib
import io
import zipfile
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate, now

from label.assessing import assess
from label.federation import line_of, read_line, write_line
from label.federation_export import (
    ask_export,
    digest_of,
    latest_export,
    lines_in_order,
    progress_of,
    work_for,
    write_lines,
)
from label.federation_files import KINDS, file_pieces
from label.grid import read_grid
from label.models import FederationExport, FederationLine
from tests.world import make_classroom, make_organisation, make_school, make_teacher

AROUND_A_LINE = 6
"""Where to begin, which school is next, and the line in its transaction."""
FORMULA = "=cmd|' /C calc'!A0"


def make_federation(count):
    """Make a federation of schools with one class each."""
    schools = [make_school() for _place in range(count)]
    for school in schools:
        make_classroom(make_teacher(school))
    return make_organisation(*schools)


def finish(organisation):
    export = ask_export(organisation=organisation)
    work_for(export, seconds=60)
    export.refresh_from_db()
    return export


def keys_of(export):
    return [read_line(line).key for line in lines_in_order(export)]


def test_a_finished_export_holds_the_line_of_each_school_of_the_federation_and_of_no_other(db):
    organisation = make_federation(3)
    make_school()

    export = finish(organisation)

    expected = [
        write_line(line_of(school, *assess(school, year=export.year_id, as_of=export.as_of)))
        for school in organisation.schools.order_by("key")
    ]
    assert sorted(lines_in_order(export)) == sorted(expected)
    assert (export.total, export.finished_at is not None) == (3, True)


def test_an_export_that_was_asked_for_is_asked_for_once(db):
    organisation = make_federation(2)

    first, second = ask_export(organisation=organisation), ask_export(organisation=organisation)

    assert (first, FederationExport.objects.count()) == (second, 1)


def test_a_new_export_begins_once_the_last_one_is_whole(db):
    organisation = make_federation(1)
    first = finish(organisation)

    second = finish(organisation)

    assert (first != second, digest_of(first) == digest_of(second)) == (True, True)
    assert latest_export(organisation) == second


def test_an_export_that_nobody_finished_in_a_week_is_begun_again(db):
    organisation = make_federation(2)
    old = ask_export(organisation=organisation)
    next(write_lines(old))
    FederationExport.objects.update(asked_at=now() - timedelta(days=8))

    new = ask_export(organisation=organisation)

    assert list(FederationExport.objects.all()) == [new]
    assert not FederationLine.objects.exists()


def test_the_state_of_another_day_is_another_export(db):
    organisation = make_federation(1)
    today = ask_export(organisation=organisation)

    other = ask_export(organisation=organisation, day=localdate() - timedelta(days=40))

    assert (today != other, other.as_of) == (True, localdate() - timedelta(days=40))


def test_work_that_stops_after_any_school_goes_on_where_it_was(db):
    organisation = make_federation(4)
    export = ask_export(organisation=organisation)

    reached = []
    while export.finished_at is None:
        work_for(export, seconds=0)
        export.refresh_from_db()
        reached.append(progress_of(export).done)

    assert reached == [1, 2, 3, 4, 4]
    assert sorted(keys_of(export)) == sorted(organisation.schools.values_list("key", flat=True))


def test_two_workers_never_write_a_line_twice(db):
    export = ask_export(organisation=make_federation(5))
    workers = [write_lines(export), write_lines(export)]

    for _turn in range(6):
        for worker in workers:
            next(worker, None)

    export.refresh_from_db()
    assert (len(keys_of(export)), len(set(keys_of(export)))) == (5, 5)
    assert export.finished_at is not None


def test_a_line_that_another_worker_wrote_meanwhile_stays_as_it_was(db):
    organisation = make_federation(1)
    export = ask_export(organisation=organisation)
    FederationLine.objects.create(school=organisation.schools.get(), export=export, facts="{}")

    work_for(export, seconds=60)

    assert FederationLine.objects.get().facts == "{}"


def test_a_school_that_joins_meanwhile_is_taken_and_one_that_leaves_is_not(db):
    organisation = make_federation(2)
    leaver = organisation.schools.first()
    export = ask_export(organisation=organisation)
    work_for(export, seconds=60)
    FederationExport.objects.update(finished_at=None)
    newcomer = make_school(organisation=organisation)
    leaver.organisation = None
    leaver.save()

    work_for(export, seconds=60)

    export.refresh_from_db()
    assert export.total == 2
    assert newcomer.key in keys_of(export)
    assert leaver.key not in keys_of(export)


def test_a_school_that_left_is_not_read_any_more_in_older_exports(db):
    organisation = make_federation(2)
    export = finish(organisation)
    leaver = organisation.schools.first()

    call_command("join_federation", leaver.key, leave=True, stdout=StringIO())

    assert leaver.key not in keys_of(export)


def test_a_federation_without_a_school_is_finished_at_once(db):
    export = finish(make_organisation())

    assert (export.total, export.finished_at is not None) == (0, True)


def test_the_digest_is_that_of_the_file_of_lines_in_the_order_of_the_keys(db):
    organisation = make_organisation(make_school(key="b-2"), make_school(key="b_1"), make_school(key="a"))

    export = finish(organisation)

    content = b"".join(file_pieces("jsonl", lines_in_order(export), read_grid("fr")))
    assert keys_of(export) == sorted(["b-2", "b_1", "a"])
    assert digest_of(export) == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize("count", [1, 3])
def test_a_school_costs_the_same_number_of_queries_in_a_small_and_a_larger_federation(content, count):
    export = ask_export(organisation=make_federation(count))

    school = export.organisation.schools.first()
    with CaptureQueriesContext(connection) as alone:
        assess(school, year=export.year_id, as_of=export.as_of)

    with CaptureQueriesContext(connection) as queries:
        next(write_lines(export))

    assert len(queries) - len(alone) <= AROUND_A_LINE


def test_every_format_says_the_same_and_no_name_becomes_a_formula(db):
    organisation = make_organisation(make_school(key="x", name=FORMULA))
    export, grid = finish(organisation), read_grid("fr")

    files = {suffix: b"".join(file_pieces(suffix, lines_in_order(export), grid)) for suffix in KINDS}

    rows = list(csv.reader(io.StringIO(files["csv"].decode("utf-8-sig")), delimiter=";"))
    assert rows[0][:5] == ["clé", "école", "localité", "niveau", "points"]
    assert rows[1][:3] == ["x", f"'{FORMULA}", "Mons"]
    with zipfile.ZipFile(io.BytesIO(files["xlsx"])) as book, zipfile.ZipFile(io.BytesIO(files["ods"])) as sheet:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")
        assert b"table:formula" not in sheet.read("content.xml")
        assert b"cmd|" in sheet.read("content.xml")


def run(*words, **options):
    out = StringIO()
    call_command(*words, stdout=out, stderr=StringIO(), **options)
    return out.getvalue().strip()


def test_the_command_brings_a_federation_to_its_end_and_says_the_digest(db):
    organisation = make_federation(3)

    told = run("run_export", organisation.key)

    export = FederationExport.objects.get()
    assert told == f"{organisation.key}, {export.as_of} : 3 écoles, sha256 {digest_of(export)}"


def test_the_command_without_a_federation_finishes_what_waits_and_begins_nothing(db):
    waiting, idle = make_federation(1), make_federation(1)
    ask_export(organisation=waiting)

    told = run("run_export")

    assert told.startswith(waiting.key)
    assert not FederationExport.objects.filter(organisation=idle).exists()


def test_a_school_joins_a_federation_that_is_new_and_its_reader_gets_a_password_once(db):
    school = make_school(key="parc")

    run("join_federation", "parc", "hainaut", name="Écoles du Hainaut")
    first, second = (run("add_reader", "hainaut", "lecture@example.org") for _time in range(2))

    school.refresh_from_db()
    assert (school.organisation.name, school.organisation.readers.get().user.email) == (
        "Écoles du Hainaut",
        "lecture@example.org",
    )
    assert ("mot de passe : " in first, "mot de passe : " in second) == (True, False)


@pytest.mark.parametrize(
    "words",
    [
        ("join_federation", "inconnue", "hainaut"),
        ("join_federation", "parc", "inconnue"),
        ("join_federation", "parc"),
        ("add_reader", "inconnue", "lecture@example.org"),
        ("run_export", "inconnue"),
    ],
)
def test_a_key_that_nobody_has_is_refused_in_a_sentence(db, words):
    make_school(key="parc")

    with pytest.raises(CommandError):
        run(*words)
