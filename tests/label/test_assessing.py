"""A school is read and held against its grid in a fixed number of queries, declarations and readings included."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate, now

from label.assessing import assess, declared_by, has_reviewed_another
from label.judging import Declared, Piece
from label.models import Declaration, Evidence, Review, ReviewNote
from schools.models import SchoolYear
from sequences.models import SheetPrint
from tests.world import (
    live_sequence,
    make_assignment,
    make_classroom,
    make_commitment,
    make_discussion,
    make_school,
    make_teacher,
    make_year,
)

MOST_QUERIES = 15


@pytest.fixture
def year(db):
    return make_year(SchoolYear.objects.current().start)


def declare(school, year, code="A1", **fields):
    given = {"points": 2, "text": "Fait.", "dated_on": year.first_day} | fields
    return Declaration.objects.create(school=school, year=year, code=code, **given)


def prove(declaration, name="preuve.pdf", **fields):
    given = {"kind": "pdf", "size": 3, "sha256": name} | fields
    return Evidence.objects.create(school=declaration.school, declaration=declaration, name=name, **given)


def read_again(school, year, verdict, *, by=None, **fields):
    """Let another school read what a school declares."""
    number = Review.objects.count()
    given = {"expires_at": now(), "finished_at": now() + timedelta(minutes=number)} | fields
    review = Review.objects.create(school=school, year=year, digest=str(number), reviewing_school=by, **given)
    return ReviewNote.objects.create(school=school, review=review, code="A1", verdict=verdict)


def busy_school(year, count):
    """Make a school of so many classes, of so many pupils, that has something of everything."""
    school = make_school()
    for number in range(count):
        classroom = make_classroom(make_teacher(school), headcount=count)
        assignment = make_assignment(classroom, "sq")
        live_sequence(assignment, day=year.first_day)
        make_commitment(classroom)
        make_discussion(classroom)
        SheetPrint.objects.create(
            school=school,
            sequence=assignment.revision.parent,
            day=year.first_day + timedelta(days=number),
            variant="fiche",
            frugal=True,
        )
        prove(declare(school, year, f"F{number + 1}"))
        read_again(school, year, "d-accord")
    return school


def test_an_assessment_takes_the_same_queries_for_one_and_three_of_everything(small_content, year):
    costs, found = [], []

    for count in (1, 3):
        school = busy_school(year, count)
        with CaptureQueriesContext(connection) as queries:
            report, assessment = assess(school, year=year.start, as_of=localdate())
        costs.append(len(queries))
        found.append(
            (
                len(report.classes),
                report.teachers,
                len(report.prints),
                sum(item.points == 2 for item in assessment.criteria if item.declared),
            )
        )

    assert found == [(1, 1, 1, 1), (3, 3, 3, 3)]
    assert costs[0] == costs[1] <= MOST_QUERIES


def test_what_a_school_declares_comes_with_its_files_that_still_stand(year):
    school = make_school()
    declaration = declare(school, year, link="https://example.org/")
    prove(declaration)
    prove(declaration, "retiree.pdf", removed_at=now())
    prove(declare(make_school(), year))

    assert declared_by(school, year=year.start) == {
        "A1": Declared(
            2, "Fait.", year.first_day, "https://example.org/", (Piece("preuve.pdf", 3, "preuve.pdf", "pdf"),)
        )
    }


def test_another_year_s_declaration_is_not_this_year_s(year):
    school = make_school()
    declare(school, make_year(year.start - 1))

    assert declared_by(school, year=year.start) == {}


def test_the_last_reading_that_was_finished_gives_the_verdict(year):
    school = make_school()
    declare(school, year)
    read_again(school, year, "question")
    read_again(school, year, "d-accord")
    read_again(school, year, "question", finished_at=None)
    read_again(school, year, "question", withdrawn_at=now())

    assert declared_by(school, year=year.start)["A1"].verdict == "d-accord"


@pytest.mark.parametrize(
    ("back", "fields", "counts"),
    [
        (0, {}, True),
        (1, {}, True),
        (2, {}, False),
        (0, {"finished_at": None}, False),
        (0, {"withdrawn_at": now()}, False),
    ],
)
def test_a_school_has_read_another_one_to_the_end_this_year_or_the_year_before(year, back, fields, counts):
    reader = make_school()
    read_again(make_school(), make_year(year.start - back), "d-accord", by=reader, **fields)

    assert has_reviewed_another(reader, year=year.start) is counts
    assert not has_reviewed_another(make_school(), year=year.start)
