"""A position carries no pupil and no time, and nobody can link it to one once the sitting is closed."""

import pytest
from django.db import IntegrityError, connection, models, transaction

from quizzes.models import Answer, Attempt, Position, Sitting
from quizzes.positions import pseudonym, stances_of
from quizzes.services import close_sitting, progress_of
from schools.models import Pupil
from tests.world import make_attempt, make_classroom, make_sitting, pupil_of, send, take_stances

STANCES = ["comportement", "croyance", "rationalisation", "croyance", "comportement", "croyance", "croyance"]


@pytest.fixture
def sitting(small_content):
    return make_sitting(make_classroom(headcount=len(STANCES)), "petit-quiz")


def test_a_position_holds_a_school_a_sitting_a_pseudonym_and_a_stance_only():
    names = {field.name for field in Position._meta.get_fields()}

    assert names == {"id", "school", "sitting", "pseudonym", "question", "stance"}


def test_a_position_leads_to_no_pupil_attempt_or_person():
    related = {field.related_model.__name__ for field in Position._meta.get_fields() if field.is_relation}
    timed = [field for field in Position._meta.get_fields() if isinstance(field, models.DateField | models.TimeField)]

    assert related == {"School", "Sitting"}
    assert timed == []


@pytest.mark.parametrize("model", [Pupil, Attempt, Answer])
def test_no_pupil_attempt_or_answer_leads_to_a_position(model):
    related = {field.related_model for field in model._meta.get_fields() if field.is_relation}

    assert Position not in related


def test_the_number_of_a_position_is_random(sitting):
    take_stances(sitting, "avis", STANCES)

    versions = {position.id.version for position in Position.objects.all()}

    assert versions == {4}


def test_a_pseudonym_is_the_same_for_a_pupil_and_differs_between_pupils_and_sittings(sitting):
    other = make_sitting(sitting.classroom, "petit-quiz")
    first, second = pupil_of(sitting.classroom, 1), pupil_of(sitting.classroom, 2)

    names = [pseudonym(sitting, first.pk), pseudonym(sitting, second.pk), pseudonym(other, first.pk)]

    assert len(set(names)) == 3
    assert pseudonym(Sitting.objects.get(pk=sitting.pk), first.pk) == names[0]
    assert [len(name) for name in names] == [64, 64, 64]


def test_a_pupil_finds_the_own_positions_while_the_sitting_runs(sitting):
    take_stances(sitting, "avis", STANCES)

    found = [stances_of(sitting, pupil.pk)["avis"] for pupil in sitting.classroom.pupils.all()]

    assert found == STANCES


def test_closing_a_sitting_erases_its_key(sitting):
    take_stances(sitting, "avis", STANCES)

    close_sitting(sitting=sitting)

    assert Sitting.objects.filter(pk=sitting.pk).values_list("position_key").get() == (None,)
    assert Position.objects.count() == len(STANCES)


def test_after_the_closing_no_position_is_anybodys(sitting):
    take_stances(sitting, "avis", STANCES)

    closed = close_sitting(sitting=sitting)

    pupils = list(closed.classroom.pupils.all())
    assert [stances_of(closed, pupil.pk) for pupil in pupils] == [{}] * len(STANCES)
    assert [pseudonym(closed, pupil.pk) for pupil in pupils] == [None] * len(STANCES)
    assert progress_of(Attempt.objects.select_related("sitting").get(pupil=pupils[0])).stances == {}


def test_the_database_refuses_a_closed_sitting_that_keeps_its_key(sitting):
    closed = close_sitting(sitting=sitting)

    with pytest.raises(IntegrityError), transaction.atomic():
        Sitting.objects.filter(pk=closed.pk).update(position_key=b"x" * 32)

    assert Sitting.objects.get(pk=sitting.pk).position_key is None


def test_the_database_refuses_two_positions_of_one_pseudonym_on_one_question(sitting):
    send(make_attempt(sitting), "avis", "croyance")
    position = Position.objects.get()

    position.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        position.save(force_insert=True)

    assert Position.objects.count() == 1


def test_a_position_is_in_no_answer_and_earns_no_mark(sitting):
    take_stances(sitting, "avis", STANCES)

    answers = Answer.objects.filter(attempt__sitting=sitting)

    assert list(answers) == []
    assert not hasattr(Position, "mark")


def test_after_the_closing_the_table_no_longer_tells_the_order_of_arrival(small_content):
    sitting = make_sitting(make_classroom(headcount=12), "petit-quiz")
    take_stances(sitting, "avis", ["croyance"] * 12)
    arrived = [pseudonym(sitting, pupil.pk) for pupil in sitting.classroom.pupils.all()]

    close_sitting(sitting=sitting)

    place = "rowid" if connection.vendor == "sqlite" else "ctid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pseudonym FROM quizzes_position ORDER BY {place}")  # noqa: S608
        kept = [row[0] for row in cursor.fetchall()]
    assert kept != arrived
