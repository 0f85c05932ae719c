"""Short texts are read by the teacher of the class only; scales are counted by steps, never under five."""

import pytest
from django.urls import reverse

from progress.class_report import Cell, State, class_report
from progress.texts import AskedText, PupilText, QuizTexts, texts_of_class
from quizzes.services import close_sitting
from schools.services import remove_pupil
from tests.plain import words
from tests.progress.test_queries import measured
from tests.world import (
    make_assignment,
    make_attempt,
    make_classroom,
    make_coordinator,
    make_sitting,
    make_teacher,
    pupil_of,
    send,
    take_stances,
    teacher_of,
)


@pytest.fixture
def assignment(younger_content):
    return make_assignment(make_classroom(headcount=8), "sq")


@pytest.fixture
def sitting(assignment):
    return make_sitting(assignment.classroom, "petit-quiz")


def texts_page(sitting):
    return reverse("classroom_texts", args=[sitting.classroom.pk, "petit-quiz"])


def test_a_teacher_reads_the_texts_under_the_numbers_of_the_pupils(client, sitting):
    send(make_attempt(sitting, 2), "mots", "Je prête 🙂 <b>.")
    send(make_attempt(sitting, 1), "mots", "Je répare.")
    client.force_login(teacher_of(sitting.classroom))

    page = client.get(texts_page(sitting))

    asked = AskedText("Qu’en dis-tu\u202f?", (PupilText(1, "Je répare."), PupilText(2, "Je prête 🙂 <b>.")))
    assert page.context["read"] == QuizTexts("Un quiz", (asked,))
    assert "n° 2 Je prête 🙂 <b>." in words(page)


def test_the_latest_text_of_those_who_are_still_there_is_read(sitting):
    again = make_sitting(sitting.classroom, "petit-quiz")
    for number, held, text in ((1, sitting, "Avant"), (1, again, "Après"), (2, sitting, "Parti")):
        send(make_attempt(held, number), "mots", text)
    remove_pupil(pupil=pupil_of(sitting.classroom, 2))

    read = texts_of_class(sitting.classroom, "petit-quiz")

    assert read.asked[0].texts == (PupilText(1, "Après"),)


def test_texts_are_for_the_teachers_of_the_class_only(client, sitting):
    school = sitting.classroom.school
    statuses = []

    for person in (teacher_of(sitting.classroom), make_teacher(school), make_coordinator(school)):
        client.force_login(person)
        statuses.append(client.get(texts_page(sitting)).status_code)

    assert statuses == [200, 404, 403]


def test_a_quiz_that_the_class_never_took_has_no_texts(client, younger_content):
    classroom = make_classroom()
    client.force_login(teacher_of(classroom))

    page = client.get(reverse("classroom_texts", args=[classroom.pk, "petit-quiz"]))

    assert page.status_code == 404


def test_texts_cost_the_same_for_one_and_three_pupils(sitting):
    costs, shown = [], []

    for numbers in ((1,), (2, 3)):
        for number in numbers:
            send(make_attempt(sitting, number), "mots", "Je répare.")
        read, cost = measured(texts_of_class, sitting.classroom, "petit-quiz")
        costs.append(cost)
        shown.append(len(read.asked[0].texts))

    assert shown == [1, 3]
    assert costs[0] == costs[1] <= 3


def test_the_page_of_the_class_leads_to_the_texts(client, assignment, sitting):
    client.force_login(teacher_of(sitting.classroom))

    page = client.get(reverse("classroom_page", args=[sitting.classroom.pk]))

    assert texts_page(sitting) in page.text


def test_no_report_on_a_pupil_holds_an_opinion_or_a_mark_for_a_text(assignment, sitting):
    for number in range(1, 8):
        attempt = make_attempt(sitting, number)
        send(attempt, "image", "b")
        send(attempt, "accord", "plutot-pas")
        send(attempt, "mots", "Je répare.")
    close_sitting(sitting=sitting)

    report = class_report(assignment)

    assert [row.cells for row in report.rows] == [(Cell(State.UNDER_WAY, right=1, asked=3),)] * 7 + [
        (Cell(State.NOT_STARTED),)
    ]
    assert "mots" not in repr(report.rows)
    assert report.hard == ()


def test_a_hard_question_is_never_a_text(assignment, sitting):
    for number in range(1, 7):
        attempt = make_attempt(sitting, number)
        send(attempt, "image", "a")
        send(attempt, "mots", "Je répare.")

    report = class_report(assignment)

    assert [(question.prompt, question.share) for question in report.hard] == [("Quelle image\u202f?", 0.0)]


def test_the_distribution_of_a_scale_is_shown_by_steps_once_closed(assignment, sitting):
    take_stances(sitting, "accord", ["pas-du-tout", *["plutot-pas"] * 2, *["tout-a-fait"] * 2, "passe"])
    waiting = class_report(assignment)

    close_sitting(sitting=sitting)

    shown = class_report(assignment).stances
    assert (waiting.stances, waiting.waiting_positions) == ((), 6)
    assert [(row.story, [count for *_words, count in row.counts]) for row in shown] == [
        ("Es-tu d’accord\u202f?", [1, 2, 0, 2, 1])
    ]


@pytest.mark.parametrize("stances", [["plutot"] * 4, ["plutot"] * 4 + ["passe"] * 4])
def test_a_scale_is_not_shown_under_five_who_said_something(assignment, sitting, stances):
    take_stances(sitting, "accord", stances)

    close_sitting(sitting=sitting)

    assert class_report(assignment).stances == ()


def test_the_bars_of_a_scale_are_drawn_in_words(client, assignment, sitting):
    take_stances(sitting, "accord", ["pas-du-tout", *["plutot-pas"] * 2, *["tout-a-fait"] * 2])
    close_sitting(sitting=sitting)
    client.force_login(teacher_of(sitting.classroom))

    page = client.get(reverse("classroom_page", args=[sitting.classroom.pk]))

    assert 'aria-label="Pas du tout d’accord : 1, Plutôt pas d’accord : 2,' in page.text.replace("\xa0", " ")
