"""What a debate shows: whole, hidden until its time, and never so little that it tells of one child."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.ballots import Ballot, BallotChoice, ballots_of
from quizzes.models import Debate, Way
from quizzes.positions import SMALLEST_GROUP
from quizzes.results import Comparison, RoundResult, is_whole_class, live_state, tabulate
from quizzes.votes import SECRET_WAYS
from tests.quizzes.debates import count, go, make_debate, make_story_debate, vote
from tests.world import make_classroom


def ballot(*, opinion: bool = True) -> Ballot:
    choices = tuple(BallotChoice(letter.lower(), letter, letter) for letter in "ABC")
    return Ballot("q", "", "", "?", choices, is_opinion=opinion)


COUNTS = st.dictionaries(
    st.sampled_from([way.value for way in Way]),
    st.dictionaries(st.sampled_from("abc"), st.integers(0, 30)),
)


@given(COUNTS)
def test_a_result_is_never_about_fewer_than_five(by_way):
    result = tabulate(ballot(), 1, by_way)

    assert result.shown == 0 or result.shown >= SMALLEST_GROUP


@given(COUNTS)
def test_taking_the_public_counts_away_never_leaves_one_to_four_secret_voices(by_way):
    result = tabulate(ballot(), 1, by_way)
    public = sum(sum(counts.values()) for way, counts in by_way.items() if way not in SECRET_WAYS)

    assert not 0 < result.shown - public < SMALLEST_GROUP


@given(COUNTS)
def test_knowledge_is_counted_whole(by_way):
    result = tabulate(ballot(opinion=False), 1, by_way)

    assert result.shown == result.total == sum(sum(counts.values()) for counts in by_way.values())


@given(COUNTS)
def test_every_shown_count_is_the_sum_of_its_ways(by_way):
    result = tabulate(ballot(), 2, by_way)
    if not result.is_shown:
        return
    kept = [way for way in by_way if not (result.kept_back and way in SECRET_WAYS)]

    assert result.counts == tuple(sum(by_way[way].get(key, 0) for way in kept) for key in "abc")


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=3, max_size=3))
def test_the_voices_that_moved_are_never_overstated(pairs):
    """Whatever the moves behind two results, at least that many voices moved: never more than any story of them."""
    first, second = zip(*pairs, strict=True)
    shown = Comparison(ballot(), (RoundResult(1, first, sum(first)), RoundResult(2, second, sum(second))))
    stayed = sum(min(before, after) for before, after in pairs)
    fewest_moves = min(sum(first), sum(second)) - stayed

    expected = fewest_moves if sum(first) and sum(second) else 0
    assert shown.moved == expected


@pytest.mark.parametrize(
    ("total", "headcount", "whole"), [(0, 0, False), (14, 24, False), (15, 25, True), (3, 5, True), (2, 5, False)]
)
def test_a_whole_class_is_three_fifths(total, headcount, whole):
    assert is_whole_class(total, headcount) is whole


@pytest.mark.django_db
def test_results_are_not_even_read_before_they_are_compared():
    debate = go(make_debate(make_classroom(headcount=8)), "avancer")
    count(debate, A=5, B=3)

    for actions in ((), ("avancer",), ("avancer",)):
        debate = go(debate, *actions)
        assert live_state(debate, ballots_of(debate)).comparison is None
    debate = go(debate, "avancer")

    assert live_state(debate, ballots_of(debate)).comparison.rounds[0].counts == (5, 3)


@pytest.mark.django_db
def test_few_secret_voices_stay_out_beside_counted_hands():
    debate = go(make_debate(make_classroom(headcount=12)), "avancer")
    count(debate, A=6, B=2)
    vote(debate, 1, "desaccord")
    go(debate, "avancer", "avancer", "avancer")

    first = live_state(Debate.objects.get(pk=debate.pk), ballots_of(debate)).comparison.rounds[0]

    assert first == RoundResult(1, (6, 2), total=9, kept_back=1)


@pytest.mark.django_db
def test_a_story_is_a_ballot_of_three_ways_whose_names_come_last(content):
    debate = make_story_debate(make_classroom(), doubt=True)

    first = ballots_of(debate)[0]

    assert {choice.key for choice in first.choices[:3]} == {"comportement", "croyance", "rationalisation"}
    assert [choice.letter for choice in first.choices] == ["A", "B", "C", "D"]
    assert first.choices[3].key == "doute"
    assert first.title
    assert first.lead
    assert first.around
    assert first.is_opinion


@pytest.mark.django_db
def test_the_order_of_the_ways_is_drawn_for_each_debate(content):
    classroom = make_classroom()
    orders = set()
    for _turn in range(24):
        debate = make_story_debate(classroom)
        orders.add(ballots_of(debate)[0].keys)
        go(debate, "fermer")

    assert len(orders) > 1


@pytest.mark.django_db
def test_a_knowledge_quiz_is_voted_on_with_its_right_answer_kept(content):
    debate = make_story_debate(make_classroom(), "sq05-quiz")

    ballots = ballots_of(debate)

    assert ballots
    assert not any(ballot.is_opinion for ballot in ballots)
    assert all(sum(choice.right for choice in ballot.choices) == 1 for ballot in ballots)
