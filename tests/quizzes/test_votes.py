"""A debate goes on as its teacher says, takes each vote once, and ends in counts alone."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils.timezone import now

from quizzes.ballots import ballots_of
from quizzes.models import Debate, Stage, Vote, VoteCount, VoteRound, Way
from quizzes.results import compare, live_state, silent_numbers
from quizzes.votes import (
    Moved,
    VoteRefused,
    add_to_count,
    cast_vote,
    count_votes,
    move,
    moves_of,
    open_round,
    set_present,
    start_debate,
    voter,
)
from schools.models import MAX_HEADCOUNT
from sequences.services import archive_classroom
from tests.quizzes.debates import count, go, make_debate, make_story_debate, pass_round, vote
from tests.world import make_classroom, pupil_of, teacher_of

pytestmark = pytest.mark.django_db


def fresh(debate: Debate) -> Debate:
    return Debate.objects.select_related("classroom", "revision").get(pk=debate.pk)


def standing(debate: Debate, number: int) -> VoteRound:
    return debate.rounds.get(question=debate.question, number=number, voided_at=None)


def counts_of(debate: Debate, number: int) -> dict[tuple[str, str], int]:
    rows = VoteCount.objects.filter(round=standing(debate, number))
    return {(row.way, row.choice): row.count for row in rows}


def test_a_debate_goes_through_its_moments_and_ends():
    debate = make_debate(make_classroom())

    seen = [fresh(debate).stage]
    for _step in range(5):
        seen.append(go(debate, "avancer").stage)

    assert seen == list(Stage)
    assert moves_of(fresh(debate))[0] == "fermer"
    assert go(debate, "fermer").closed_at is not None


def test_starting_twice_is_the_same_debate():
    classroom = make_classroom()

    first, second = make_debate(classroom), make_debate(classroom, "Une autre phrase.")

    assert (first.pk, Debate.objects.count()) == (second.pk, 1)


def test_a_class_cannot_have_two_debates_open():
    classroom = make_classroom()
    make_debate(classroom)

    with pytest.raises(IntegrityError), transaction.atomic():
        Debate.objects.create(
            school=classroom.school, classroom=classroom, statement="Deux.", present=3, question="phrase"
        )


def test_a_second_click_moves_nothing():
    debate = make_debate(make_classroom())
    version = debate.version
    move(debate=debate, action="avancer", version=version)

    with pytest.raises(Moved):
        move(debate=debate, action="avancer", version=version)

    assert fresh(debate).stage == Stage.VOTE_1


def test_what_is_not_offered_moves_nothing():
    debate = make_debate(make_classroom())

    for action in ("reculer", "annuler", "retablir", "suivante", "precedente", "rouvrir", "inconnu"):
        go(debate, action)

    assert (fresh(debate).stage, fresh(debate).version) == (Stage.ASK, debate.version)


def test_a_vote_counts_once_and_may_change_until_the_round_ends():
    debate = go(make_debate(make_classroom()), "avancer")

    for choice in ("accord", "desaccord", "accord", "desaccord"):
        vote(debate, 1, choice)

    assert list(Vote.objects.values_list("way", "choice")) == [(Way.TABLETS, "desaccord")]


def test_nobody_votes_outside_a_vote():
    debate = make_debate(make_classroom())
    pupil = pupil_of(debate.classroom)

    def attempt():
        cast_vote(debate=debate, pupil=pupil, question="phrase", number=1, choice="accord")

    for actions in ((), ("avancer", "pause"), ("reprendre", "avancer"), ("avancer", "avancer"), ("fermer",)):
        go(debate, *actions)
        with pytest.raises(VoteRefused):
            attempt()

    assert not Vote.objects.exists()


@pytest.mark.parametrize(
    ("question", "number", "choice"), [("phrase", 2, "accord"), ("autre", 1, "accord"), ("phrase", 1, "inconnu")]
)
def test_a_vote_for_something_else_is_refused(question, number, choice):
    debate = go(make_debate(make_classroom()), "avancer")

    with pytest.raises(VoteRefused):
        cast_vote(debate=debate, pupil=pupil_of(debate.classroom), question=question, number=number, choice=choice)


def test_a_ballot_paper_counts_once():
    debate = go(make_debate(make_classroom()), "avancer")
    paper = uuid4()

    pass_round(debate, "accord", paper)
    pass_round(debate, "desaccord", paper)
    pass_round(debate, "desaccord")

    assert sorted(Vote.objects.values_list("choice", flat=True)) == ["accord", "desaccord"]


def test_there_are_never_more_voices_than_pupils():
    debate = go(make_debate(make_classroom(headcount=3)), "avancer")
    count(debate, Way.HANDS, A=2)
    vote(debate, 1, "accord")

    with pytest.raises(VoteRefused, match="3 élèves"):
        vote(debate, 2, "accord")
    with pytest.raises(VoteRefused, match="3 élèves"):
        pass_round(debate, "accord")
    with pytest.raises(VoteRefused, match="3 élèves"):
        count(debate, Way.CARDS, A=1)
    with pytest.raises(VoteRefused, match="3 élèves"):
        add_to_count(debate=debate, way=Way.HANDS, choice="accord", step=1)

    assert live_state(fresh(debate), ballots_of(debate)).given == 3
    assert counts_of(debate, 1) == {(Way.HANDS, "accord"): 2}


def test_writing_counts_again_replaces_them():
    debate = go(make_debate(make_classroom(headcount=10)), "avancer")

    count(debate, Way.CARDS, A=4, B=3)
    count(debate, Way.CARDS, A=5)
    add_to_count(debate=debate, way=Way.CARDS, choice="desaccord", step=1)
    add_to_count(debate=debate, way=Way.CARDS, choice="accord", step=-1)

    assert counts_of(debate, 1) == {(Way.CARDS, "accord"): 4, (Way.CARDS, "desaccord"): 1}


def test_a_count_never_falls_below_none():
    debate = go(make_debate(make_classroom(headcount=10)), "avancer")

    add_to_count(debate=debate, way=Way.CARDS, choice="accord", step=-1)

    assert counts_of(debate, 1) == {(Way.CARDS, "accord"): 0}


def test_whoever_votes_is_present():
    debate = go(make_debate(make_classroom(headcount=5)), "avancer")
    set_present(debate=debate, present=1)

    count(debate, A=3)

    assert fresh(debate).present == 3


@pytest.mark.parametrize(("said", "kept"), [(0, 1), (4, 4), (99, 5)])
def test_present_pupils_are_some_of_the_class(said, kept):
    debate = make_debate(make_classroom(headcount=5))

    set_present(debate=debate, present=said)

    assert fresh(debate).present == kept


def test_comparing_leaves_counts_and_no_voter():
    debate = go(make_debate(make_classroom(headcount=6)), "avancer")
    vote(debate, 1, "accord")
    pass_round(debate, "desaccord")
    go(debate, "avancer", "avancer")
    vote(debate, 1, "desaccord")
    go(debate, "avancer")

    assert not Vote.objects.exists()
    assert set(VoteRound.objects.values_list("key", flat=True)) == {None}
    assert counts_of(debate, 1) == {(Way.TABLETS, "accord"): 1, (Way.PASSED, "desaccord"): 1}
    assert counts_of(debate, 2) == {(Way.TABLETS, "desaccord"): 1}


@pytest.mark.parametrize("action", ["fermer", "suivante"])
def test_leaving_a_question_erases_its_voters(content, action):
    debate = go(make_story_debate(make_classroom(headcount=6)), "avancer")
    vote(debate, 1, ballots_of(debate)[0].choices[0].key)

    go(debate, action)

    assert not Vote.objects.exists()
    assert not VoteRound.objects.exclude(key=None).exists()
    assert VoteCount.objects.get().count == 1


def test_going_back_keeps_the_votes_that_were_given():
    debate = go(make_debate(make_classroom()), "avancer")
    vote(debate, 1, "accord")

    go(debate, "avancer", "reculer")
    vote(debate, 2, "accord")

    assert (fresh(debate).stage, Vote.objects.count(), VoteRound.objects.count()) == (Stage.VOTE_1, 2, 1)


def test_a_shown_result_cannot_be_voted_on_again():
    debate = go(make_debate(make_classroom()), "avancer", "avancer", "avancer", "avancer")

    go(debate, "reculer")

    assert fresh(debate).stage == Stage.COMPARE


def test_a_voided_vote_is_set_aside_and_comes_back_while_nobody_voted_anew():
    debate = go(make_debate(make_classroom()), "avancer")
    vote(debate, 1, "accord")

    go(debate, "annuler")
    empty = open_round(fresh(debate)).votes.count()
    go(debate, "retablir")

    assert empty == 0
    assert open_round(fresh(debate)).votes.count() == 1


def test_a_voided_vote_stays_aside_once_somebody_votes_anew():
    debate = go(make_debate(make_classroom()), "avancer")
    vote(debate, 1, "accord")
    go(debate, "annuler")
    vote(debate, 2, "desaccord")

    go(debate, "retablir")

    assert list(open_round(fresh(debate)).votes.values_list("choice", flat=True)) == ["desaccord"]


def test_a_voided_second_vote_comes_back_with_its_result():
    debate = go(make_debate(make_classroom(headcount=6)), "avancer", "avancer", "avancer")
    count(debate, A=6)
    go(debate, "avancer", "annuler")
    voided = fresh(debate).stage

    go(debate, "retablir")

    assert (voided, fresh(debate).stage) == (Stage.VOTE_2, Stage.COMPARE)
    assert counts_of(debate, 2) == {(Way.CARDS, "accord"): 6}


def test_a_voided_vote_counts_nowhere():
    debate = go(make_debate(make_classroom(headcount=9)), "avancer")
    count(debate, A=9)
    go(debate, "annuler")
    count(debate, B=7)
    go(debate, "avancer", "avancer")
    count(debate, B=8)
    go(debate, "avancer")

    held = fresh(debate)
    shown = compare(ballots_of(held)[0], held.rounds.filter(voided_at=None))

    assert [result.counts for result in shown.rounds] == [(0, 7), (0, 8)]


def test_questions_can_be_skipped_and_come_back_to(content):
    debate = make_story_debate(make_classroom(headcount=6))
    keys = [ballot.key for ballot in ballots_of(debate)]

    go(debate, "suivante", "precedente", "suivante")

    assert (fresh(debate).question, fresh(debate).stage) == (keys[1], Stage.ASK)


def test_coming_back_to_a_question_shows_what_was_voted(content):
    debate = go(make_story_debate(make_classroom(headcount=6)), *["avancer"] * 5)
    go(debate, "avancer", "precedente")

    assert fresh(debate).stage == Stage.COMPARE


def test_a_question_left_after_its_first_vote_goes_on_with_the_discussion(content):
    debate = go(make_story_debate(make_classroom(headcount=6)), "avancer", "suivante", "precedente")

    assert fresh(debate).stage == Stage.DISCUSS
    assert "reculer" not in moves_of(fresh(debate))


def test_a_pause_gives_a_discussion_its_time_back():
    debate = go(make_debate(make_classroom()), "avancer", "avancer")
    end = fresh(debate).discuss_until

    go(debate, "pause")
    Debate.objects.filter(pk=debate.pk).update(paused_at=now() - timedelta(seconds=90))
    go(debate, "reprendre")

    assert (fresh(debate).discuss_until - end).total_seconds() == pytest.approx(90, abs=2)


def test_a_closed_debate_opens_again_unless_another_runs():
    classroom = make_classroom()
    first = go(make_debate(classroom), "fermer")
    reopened = go(first, "rouvrir").closed_at
    go(first, "fermer")
    make_debate(classroom, "Une autre phrase.")

    assert reopened is None
    assert go(first, "rouvrir").closed_at is not None


def test_silent_tablets_are_told_by_number_alone():
    debate = go(make_debate(make_classroom(headcount=4)), "avancer")
    vote(debate, 2, "accord")
    taking = open_round(fresh(debate))

    assert silent_numbers(taking, debate.classroom.pupils.present()) == (1, 3, 4)


def test_a_voter_has_another_name_in_each_round():
    debate = go(make_debate(make_classroom()), "avancer")
    pupil = pupil_of(debate.classroom)
    first = voter(open_round(fresh(debate)), pupil.pk)
    go(debate, "avancer", "avancer")

    assert voter(open_round(fresh(debate)), pupil.pk) != first


def test_the_largest_class_votes_to_the_last_pupil():
    debate = go(make_debate(make_classroom(headcount=MAX_HEADCOUNT)), "avancer")

    count_votes(debate=debate, way=Way.TYPED, counts={"accord": 30, "desaccord": 30})

    assert live_state(fresh(debate), ballots_of(debate)).given == MAX_HEADCOUNT


def test_a_debate_needs_a_subject():
    classroom = make_classroom()

    with pytest.raises(IntegrityError), transaction.atomic():
        start_debate(classroom=classroom, teacher=teacher_of(classroom))


def test_a_debate_left_open_gives_way_the_next_day():
    classroom = make_classroom()
    left = go(make_debate(classroom), "avancer")
    vote(left, 1, "accord")
    Debate.objects.update(opened_at=now() - timedelta(days=1))

    started = make_debate(classroom, "Une autre phrase.")

    assert (started.pk == left.pk, fresh(left).closed_at is None) == (False, False)
    assert not Vote.objects.exists()


def test_a_class_put_away_leaves_no_debate_open():
    debate = go(make_debate(make_classroom()), "avancer")
    vote(debate, 1, "accord")

    archive_classroom(classroom=debate.classroom)

    assert fresh(debate).closed_at is not None
    assert not Vote.objects.exists()
