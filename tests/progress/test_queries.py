"""Lists cost the same number of queries with one row and with three."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

from okmila.catalogue import Catalogue
from okmila.loading import load_catalogue
from progress.class_report import class_report
from progress.school_report import school_report
from quizzes.services import close_sitting
from schools.models import SchoolYear
from sequences.models import Assignment, Mode, Sequence
from tests.world import (
    live_sequence,
    live_step,
    make_assignment,
    make_attempt,
    make_classroom,
    make_coordinator,
    make_school,
    make_sitting,
    make_teacher,
    pupil_of,
    send,
    sign_in_pupil,
    take_stances,
    teacher_of,
)

COUNTS = (1, 3)


def measured(act, *args, **options):
    """Give what the act returns, and how many queries it took."""
    with CaptureQueriesContext(connection) as queries:
        result = act(*args, **options)
    return result, len(queries)


def few(catalogue, count):
    """Load only the first documents of each kind."""
    load_catalogue(
        Catalogue("fr", {kind: dict(list(files.items())[:count]) for kind, files in catalogue.files.items()})
    )


@pytest.mark.parametrize(
    ("page", "kind", "row_page"),
    [
        ("library", "sequences", "sequence_page"),
        ("cards", "cards", "card_page"),
        ("figures", "figures", "figure_page"),
    ],
)
def test_a_public_list_costs_the_same_for_one_and_three_documents(client, db, catalogue, page, kind, row_page):
    costs, shown = [], []

    for count in COUNTS:
        few(catalogue, count)
        answer, cost = measured(client.get, reverse(page))
        costs.append(cost)
        shown.append(sum(reverse(row_page, args=[key]) in answer.text for key in catalogue.of(kind)))

    assert shown == [1, 3]
    assert costs[0] == costs[1] > 0


def test_the_glossary_costs_the_same_for_one_and_three_words(client, db, catalogue):
    titles = [file.spec.title for file in catalogue.of("terms").values()]
    costs, shown = [], []

    for count in COUNTS:
        few(catalogue, count)
        answer, cost = measured(client.get, reverse("terms"))
        costs.append(cost)
        shown.append(sum(escape(title) in answer.text for title in titles[:3]))

    assert shown == [1, 3]
    assert costs[0] == costs[1] > 0


def test_the_list_of_classes_costs_the_same_for_one_and_three_classes(client, db):
    costs, shown = [], []

    for count in COUNTS:
        teacher = make_teacher()
        for _number in range(count):
            make_classroom(teacher)
        client.force_login(teacher)
        answer, cost = measured(client.get, reverse("classrooms"))
        costs.append(cost)
        shown.append(answer.text.count("data-classroom"))

    assert shown == [1, 3]
    assert costs[0] == costs[1] > 0


def test_the_list_of_pupils_costs_the_same_for_one_and_three_pupils(client, db):
    costs, shown = [], []

    for count in COUNTS:
        classroom = make_classroom(headcount=count)
        client.force_login(teacher_of(classroom))
        answer, cost = measured(client.get, reverse("classroom_pupils", args=[classroom.pk]))
        costs.append(cost)
        shown.append(answer.text.count("data-pupil"))

    assert shown == [1, 3]
    assert costs[0] == costs[1] > 0


def lived_class(count):
    """Make a class of so many pupils, who all took a quiz so many times."""
    classroom = make_classroom(headcount=count)
    assignment = make_assignment(classroom, "sq")
    for number in range(count):
        sitting = make_sitting(classroom, "petit-quiz")
        for place in range(1, count + 1):
            send(make_attempt(sitting, place), "un", "b")
        take_stances(sitting, "avis", ["croyance"] * count)
        close_sitting(sitting=sitting)
        live_step(assignment, "entrer", day=date(2026, 3, number + 1))
    return Assignment.objects.select_related("revision", "classroom").get(pk=assignment.pk)


def test_the_report_of_a_class_takes_the_same_queries_for_one_and_three_pupils_and_quizzes(small_content):
    costs, rows = [], []

    for count in COUNTS:
        assignment = lived_class(count)
        report, cost = measured(class_report, assignment)
        costs.append(cost)
        rows.append((len(report.rows), report.rows[0].cells[0].asked > 0, len(report.columns[0].lived)))

    assert rows == [(1, True, 1), (3, True, 3)]
    assert costs[0] == costs[1] <= 7


def test_the_page_of_a_class_costs_the_same_for_one_and_three_pupils(client, content):
    costs, shown = [], []

    for count in COUNTS:
        classroom = make_classroom(headcount=count)
        make_assignment(classroom, "sq05")
        sitting = make_sitting(classroom)
        for number in range(1, count + 1):
            make_attempt(sitting, number)
        client.force_login(teacher_of(classroom))
        answer, cost = measured(client.get, reverse("classroom_page", args=[classroom.pk]))
        costs.append(cost)
        shown.append(len(answer.context["report"].rows))

    assert shown == [1, 3]
    assert costs[0] == costs[1] > 0


def test_the_page_of_a_class_costs_the_same_for_one_and_three_sequences(client, content):
    costs, shown = [], []
    keys = list(Sequence.objects.values_list("key", flat=True))[:3]

    for count in COUNTS:
        classroom = make_classroom()
        for key in keys[:count]:
            make_assignment(classroom, key)
        client.force_login(teacher_of(classroom))
        answer, cost = measured(client.get, reverse("classroom_page", args=[classroom.pk]))
        costs.append(cost)
        shown.append(len(answer.context["assignments"]))

    assert shown == [1, 3]
    assert costs[0] == costs[1] > 0


def school_with(count):
    """Make a school whose so many classes have lived a whole sequence."""
    school = make_school()
    for _number in range(count):
        assignment = make_assignment(make_classroom(make_teacher(school)), "sq")
        live_sequence(assignment, day=SchoolYear.objects.current().first_day)
    return school


def test_the_report_of_a_school_takes_ten_queries_for_one_and_three_classes(small_content):
    costs, rows = [], []

    for count in COUNTS:
        school, year = school_with(count), SchoolYear.objects.current()
        report, cost = measured(school_report, school, year=year.start, as_of=year.last_day)
        costs.append(cost)
        rows.append([sequence.done for row in report.classes for sequence in row.complete])

    assert rows == [[4], [4, 4, 4]]
    assert costs == [10, 10]


@pytest.mark.parametrize("page", ["school_page", "school_label", "dossier"])
def test_a_page_of_a_school_costs_the_same_for_one_and_three_classes(client, small_content, page):
    costs = []

    for count in COUNTS:
        school = school_with(count)
        client.force_login(make_coordinator(school))
        answer, cost = measured(client.get, reverse(page, args=[school.key]))
        assert answer.status_code == 200
        costs.append(cost)

    assert costs[0] == costs[1] > 0


def test_the_page_of_an_assignment_costs_the_same_for_one_and_three_lived_steps(client, small_content):
    costs, shown = [], []

    for count in COUNTS:
        assignment = make_assignment(make_classroom(), "sq")
        for step in assignment.revision.spec.steps[:count]:
            live_step(assignment, step.key, mode=Mode.PAPER, day=date(2026, 3, 2))
        client.force_login(teacher_of(assignment.classroom))
        answer, cost = measured(client.get, reverse("assignment_page", args=[assignment.pk]))
        costs.append(cost)
        shown.append(
            sum(reverse("record_undo", args=[record.pk]) in answer.text for record in assignment.records.all())
        )

    assert shown == [1, 3]
    assert costs[0] == costs[1] > 0


def test_the_page_of_today_costs_the_same_for_one_and_three_quizzes(client, content):
    costs, shown = [], []

    for count in COUNTS:
        classroom = make_classroom(opened=True)
        for quiz in ("sq02-images", "sq05-quiz", "sq08-histoires")[:count]:
            make_attempt(make_sitting(classroom, quiz))
        sign_in_pupil(client, pupil_of(classroom))
        answer, cost = measured(client.get, reverse("pupil_today"))
        costs.append(cost)
        shown.append(answer.text.count("/eleve/quiz/"))

    assert shown == [1, 3]
    assert costs[0] == costs[1] > 0
