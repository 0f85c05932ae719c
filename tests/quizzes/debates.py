"""Debates for tests, made as a teacher makes them."""

from collections.abc import Mapping
from uuid import uuid4

from django.test import Client
from django.urls import reverse

from quizzes.models import Debate, Quiz, Way
from quizzes.votes import ballot_now, cast_vote, count_votes, drop_vote, move, open_round, start_debate
from schools.models import Classroom
from tests.world import pupil_of, sign_in_pupil, teacher_of


def make_debate(classroom: Classroom, statement: str = "Mieux vaut réparer que racheter.", **fields) -> Debate:
    """Open a debate on a sentence."""
    return start_debate(classroom=classroom, teacher=teacher_of(classroom), statement=statement, **fields)


def make_story_debate(classroom: Classroom, quiz: str = "histoires-s12-ecrans", **fields) -> Debate:
    """Open a debate on one of the product's quizzes; needs the `content` fixture."""
    row = Quiz.objects.published().select_related("current").get(key=quiz)
    return start_debate(classroom=classroom, teacher=teacher_of(classroom), revision=row.published_revision, **fields)


def go(debate: Debate, *actions: str) -> Debate:
    """Make a debate go on, one move after the other."""
    for action in actions:
        debate = move(debate=debate, action=action, version=Debate.objects.get(pk=debate.pk).version)
    return debate


def vote(debate: Debate, number: int, choice: str) -> None:
    """Let the pupil of that number vote in the round that runs."""
    taking = open_round(Debate.objects.get(pk=debate.pk))
    assert taking is not None
    pupil = pupil_of(debate.classroom, number)
    cast_vote(debate=debate, pupil=pupil, question=taking.question, number=taking.number, choice=choice)


def pass_round(debate: Debate, choice: str, paper=None) -> None:
    """Let somebody vote on the tablet that is passed round."""
    taking = open_round(Debate.objects.get(pk=debate.pk))
    assert taking is not None
    drop_vote(
        debate=debate, ballot_paper=paper or uuid4(), question=taking.question, number=taking.number, choice=choice
    )


def count(debate: Debate, way: Way = Way.CARDS, **counts: int) -> None:
    """Write down what the teacher counts, by letter."""
    letters = {choice.letter: choice.key for choice in ballot_now(Debate.objects.get(pk=debate.pk)).choices}
    count_votes(debate=debate, way=way, counts={letters[letter]: number for letter, number in counts.items()})


def whole_debate(classroom: Classroom, first: Mapping[str, int], second: Mapping[str, int]) -> Debate:
    """Let a class vote twice on a sentence and close."""
    debate = go(make_debate(classroom), "avancer")
    count(debate, **first)
    go(debate, "avancer", "avancer")
    count(debate, **second)
    return go(debate, "avancer", "avancer", "fermer")


def tablet_in(debate: Debate, number: int = 1) -> Client:
    """Give the tablet of a pupil of the class, signed in."""
    tablet = Client()
    sign_in_pupil(tablet, pupil_of(debate.classroom, number))
    return tablet


def urn_in(debate: Debate) -> Client:
    """Give the tablet that is passed round, at which the class's code was typed."""
    tablet = Client()
    tablet.post(reverse("pupil_door"), {"code": debate.classroom.join_code})
    return tablet
