"""Where a class stands: a cell for each pupil and quiz, what was hard, what the class would say."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from progress.class_report import Cell, HardQuestion, Lived, State, class_report
from quizzes.kinds import Recognition
from quizzes.models import Attempt, Sitting
from quizzes.positions import SMALLEST_GROUP
from quizzes.services import close_sitting
from quizzes.strategies import STRATEGY_NAMES, Strategy
from schools.services import remove_pupil
from sequences.models import Mode
from sequences.services import undo_record
from tests.world import (
    live_step,
    make_assignment,
    make_attempt,
    make_classroom,
    make_sitting,
    pupil_of,
    send,
    take_stances,
)

ASKED = 6
"""Marked questions of the small quiz."""
NOT_STARTED = Cell(State.NOT_STARTED)


@pytest.fixture
def assignment(small_content):
    return make_assignment(make_classroom(headcount=3), "sq")


def sitting_of(assignment):
    return make_sitting(assignment.classroom, "petit-quiz")


def finish(attempt, *, choice="a", recognised="croyance"):
    """Answer every question; all are right unless told otherwise."""
    for question, values in {
        "cable": ["vrai"],
        "un": [choice],
        "plusieurs": ["a", "b"],
        "ordre": ["a", "b", "c"],
        "combien": ["45"],
        "avis": ["croyance"],
        "facon": [recognised],
    }.items():
        send(attempt, question, *values)


def cells(report):
    return [row.cells for row in report.rows]


def older(sitting, minutes):
    """Move a sitting and its attempts back in time, so that the order of two sittings is sure."""
    back = timedelta(minutes=minutes)
    Sitting.objects.filter(pk=sitting.pk).update(opened_at=sitting.opened_at - back)
    for attempt in sitting.attempts.all():
        Attempt.objects.filter(pk=attempt.pk).update(started_at=attempt.started_at - back)


def test_a_class_that_has_done_nothing_has_a_column_for_each_step_and_a_row_for_each_pupil(assignment):
    report = class_report(assignment)

    assert [(column.number, column.step.key, column.lived, column.running) for column in report.columns] == [
        (1, "entrer", (), False),
        (2, "chercher", (), False),
        (3, "parler", (), False),
        (4, "garder", (), False),
    ]
    assert [row.pupil.number for row in report.rows] == [1, 2, 3]
    assert cells(report) == [(NOT_STARTED,)] * 3
    assert (report.hard, report.stances, report.waiting_positions, report.done) == ((), (), 0, 0)


def test_a_cell_says_finished_under_way_or_not_started_with_what_is_wholly_right(assignment):
    sitting = sitting_of(assignment)
    finish(make_attempt(sitting, 1), choice="b")
    under_way = make_attempt(sitting, 2)
    send(under_way, "cable", "vrai")
    send(under_way, "plusieurs", "a")

    report = class_report(assignment)

    assert cells(report) == [
        (Cell(State.FINISHED, 5, ASKED),),
        (Cell(State.UNDER_WAY, 1, ASKED),),
        (NOT_STARTED,),
    ]
    assert [row.cells[0].state for row in report.rows] == [State.FINISHED, State.UNDER_WAY, State.NOT_STARTED]


def test_an_attempt_without_an_answer_is_under_way(assignment):
    make_attempt(sitting_of(assignment), 1)

    assert cells(class_report(assignment))[0] == (Cell(State.UNDER_WAY, 0, ASKED),)


def test_a_finished_attempt_is_not_hidden_by_one_that_has_only_begun(assignment):
    first = sitting_of(assignment)
    finish(make_attempt(first, 1))
    finish(make_attempt(first, 2))
    older(first, 10)
    second = sitting_of(assignment)
    send(make_attempt(second, 1), "un", "b")
    make_attempt(second, 2)

    report = class_report(assignment)

    assert cells(report) == [
        (Cell(State.FINISHED, 6, ASKED),),
        (Cell(State.FINISHED, 6, ASKED),),
        (NOT_STARTED,),
    ]


def test_the_hardest_three_questions_are_told_hardest_first_with_their_answers(small_content):
    assignment = make_assignment(make_classroom(headcount=6), "sq")
    sitting = sitting_of(assignment)
    given = [("b", "comportement"), ("b", "croyance"), ("a", "croyance")] * 2
    for number, (choice, recognised) in enumerate(given, 1):
        finish(make_attempt(sitting, number), choice=choice, recognised=recognised)

    report = class_report(assignment)

    assert report.hard == (
        HardQuestion("Lequel\u202f?", 1 / 3, 6),
        HardQuestion("C’est faux.", 2 / 3, 6),
    )


def test_at_most_three_questions_are_called_hard_in_a_fixed_order(small_content):
    assignment = make_assignment(make_classroom(headcount=5), "sq")
    sitting = sitting_of(assignment)
    wrong = {"cable": ["faux"], "un": ["b"], "plusieurs": ["c"], "ordre": ["c", "b", "a"]}
    for number in range(1, 6):
        for question, values in wrong.items():
            send(make_attempt(sitting, number), question, *values)

    report = class_report(assignment)

    assert [(question.prompt, question.share) for question in report.hard] == [
        ("Dans quel ordre\u202f?", 0),
        ("Lequel\u202f?", 0),
        ("Lesquels\u202f?", 0),
    ]


def test_a_hard_statement_is_quoted_once(content):
    assignment = make_assignment(make_classroom(headcount=5), "sq08")
    sitting = make_sitting(assignment.classroom, "sq08-histoires")
    asked = next(item for item in sitting.revision.spec.questions if isinstance(item, Recognition))
    for number in range(1, 6):
        wrong = next(item.value for item in Strategy if item is not asked.strategy)
        send(make_attempt(sitting, number), asked.key, wrong)

    (question,) = class_report(assignment).hard

    assert question.prompt.count("«") == 1


def test_four_answers_call_no_question_hard(small_content):
    assignment = make_assignment(make_classroom(headcount=4), "sq")
    sitting = sitting_of(assignment)
    for number in range(1, 5):
        send(make_attempt(sitting, number), "un", "b")

    assert class_report(assignment).hard == ()


def test_a_question_that_seven_in_ten_got_right_is_not_hard(small_content):
    assignment = make_assignment(make_classroom(headcount=10), "sq")
    sitting = sitting_of(assignment)
    for number in range(1, 11):
        attempt = make_attempt(sitting, number)
        send(attempt, "un", "a" if number <= 7 else "b")
        send(attempt, "cable", "vrai" if number <= 6 else "faux")

    report = class_report(assignment)

    assert [(question.share, question.answers) for question in report.hard] == [(0.6, 10)]


def test_a_lived_step_is_told_with_its_day_its_mode_and_its_presences(assignment):
    live_step(assignment, "entrer", mode=Mode.PAPER, present=3, day=date(2026, 3, 2))
    live_step(assignment, "entrer", mode=Mode.NO_SCREEN, present=2, day=date(2026, 3, 9))
    undo_record(record=live_step(assignment, "parler", day=date(2026, 3, 9)))

    report = class_report(assignment)

    assert [column.lived for column in report.columns] == [
        (Lived(date(2026, 3, 2), "papier", 3), Lived(date(2026, 3, 9), "sans écran", 2)),
        (),
        (),
        (),
    ]
    assert report.done == 1


def test_a_column_runs_while_its_quiz_takes_answers(assignment):
    sitting = sitting_of(assignment)
    before = [column.running for column in class_report(assignment).columns]

    close_sitting(sitting=sitting)

    assert before == [False, True, False, False]
    assert [column.running for column in class_report(assignment).columns] == [False] * 4


def test_a_pupil_who_left_has_no_row(assignment):
    finish(make_attempt(sitting_of(assignment), 2))
    remove_pupil(pupil=pupil_of(assignment.classroom, 2))

    report = class_report(assignment)

    assert [row.pupil.number for row in report.rows] == [1, 3]
    assert cells(report) == [(NOT_STARTED,)] * 2


@pytest.mark.parametrize("headcount", [0, 1])
def test_a_class_of_none_or_one_has_its_report(small_content, headcount):
    assignment = make_assignment(make_classroom(headcount=headcount), "sq")

    report = class_report(assignment)

    assert cells(report) == [(NOT_STARTED,)] * headcount
    assert [row.cells[0].state for row in report.rows] == [State.NOT_STARTED] * headcount


def test_another_class_with_the_same_sequence_is_not_counted(assignment):
    other = make_assignment(make_classroom(headcount=3), "sq")
    finish(make_attempt(sitting_of(other), 1))

    assert cells(class_report(assignment)) == [(NOT_STARTED,)] * 3


@pytest.fixture
def big(small_content):
    return make_assignment(make_classroom(headcount=12), "sq")


@pytest.mark.parametrize(("count", "shown"), [(0, []), (4, []), (5, [5]), (6, [6])])
def test_stances_are_shown_from_five_on(big, count, shown):
    sitting = sitting_of(big)
    take_stances(sitting, "avis", ["croyance"] * count)
    close_sitting(sitting=sitting)

    report = class_report(big)

    assert [stances.total for stances in report.stances] == shown
    assert report.waiting_positions == 0


def test_stances_are_counted_by_strategy_under_the_name_of_the_story(big):
    sitting = sitting_of(big)
    take_stances(sitting, "avis", ["croyance"] * 4 + ["comportement"] * 3)
    close_sitting(sitting=sitting)

    (stances,) = class_report(big).stances

    counts = {Strategy.BEHAVIOUR: 3, Strategy.BELIEF: 4, Strategy.RATIONALISATION: 0}
    assert stances.story == "Lina"
    assert stances.counts == tuple((item, str(STRATEGY_NAMES[item]), counts[item]) for item in Strategy)


def test_stances_of_a_running_sitting_are_only_said_to_wait(big):
    take_stances(sitting_of(big), "avis", ["croyance"] * 7)

    report = class_report(big)

    assert (report.stances, report.waiting_positions) == ((), 7)


def test_a_stance_is_in_no_cell_and_makes_no_question_hard(big):
    sitting = sitting_of(big)
    take_stances(sitting, "avis", ["rationalisation"] * 12)
    close_sitting(sitting=sitting)

    report = class_report(big)

    assert cells(report) == [(Cell(State.UNDER_WAY, 0, ASKED),)] * 12
    assert report.hard == ()


@settings(max_examples=15, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    sittings=st.lists(
        st.tuples(st.lists(st.sampled_from([item.value for item in Strategy]), max_size=7), st.booleans()), max_size=3
    )
)
def test_whatever_was_said_nothing_is_published_about_fewer_than_five(small_content, sittings):
    assignment = make_assignment(make_classroom(headcount=7), "sq")
    for said, closed in sittings:
        sitting = sitting_of(assignment)
        take_stances(sitting, "avis", said)
        if closed:
            close_sitting(sitting=sitting)

    report = class_report(assignment)

    totals = [len(said) for said, closed in sittings if closed and len(said) >= SMALLEST_GROUP]
    assert [stances.total for stances in report.stances] == totals[-1:]
    assert report.waiting_positions == sum(len(said) for said, closed in sittings if not closed)
