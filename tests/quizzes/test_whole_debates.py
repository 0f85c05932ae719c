"""Which classes have lived a whole debate: two votes on one question, each by three fifths of the class."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from quizzes.results import classes_that_debated
from schools.models import Classroom
from tests.quizzes.debates import count, go, make_debate, whole_debate
from tests.world import make_classroom, make_teacher

pytestmark = pytest.mark.django_db


def debated() -> set:
    return set(classes_that_debated(Classroom.objects.all(), until=localdate()))


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ({"A": 3, "B": 3}, {"A": 6}, True),
        ({"A": 3, "B": 2}, {"A": 6}, False),
        ({"A": 10}, {"B": 5}, False),
        ({"A": 10}, {}, False),
    ],
)
def test_both_votes_need_three_fifths_of_the_class(first, second, whole):
    classroom = make_classroom(headcount=10)

    whole_debate(classroom, first, second)

    assert debated() == ({classroom.pk} if whole else set())


def test_one_vote_alone_is_no_debate():
    debate = go(make_debate(make_classroom(headcount=10)), "avancer")
    count(debate, A=10)
    go(debate, "fermer")

    assert debated() == set()


def test_two_votes_that_were_voided_count_for_nothing():
    debate = go(make_debate(make_classroom(headcount=10)), "avancer")
    count(debate, A=10)
    go(debate, "avancer", "avancer")
    count(debate, A=10)
    go(debate, "avancer", "annuler", "fermer")

    assert debated() == set()


def test_a_debate_counts_from_its_day_on():
    classroom = make_classroom(headcount=5)
    whole_debate(classroom, {"A": 5}, {"B": 5})

    assert classes_that_debated([classroom], until=localdate() - timedelta(days=1)) == frozenset()


@pytest.mark.parametrize("number", [1, 3])
def test_the_price_does_not_grow_with_the_classes(number, django_assert_num_queries):
    teacher = make_teacher()
    for _turn in range(number):
        whole_debate(make_classroom(teacher, headcount=5), {"A": 5}, {"A": 4})

    with django_assert_num_queries(1):
        found = classes_that_debated(Classroom.objects.all(), until=localdate())

    assert len(found) == number
