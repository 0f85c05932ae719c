"""The decision rule of the three strategies, and that every shipped story obeys it."""

import pytest

from quizzes.strategies import STRATEGY_NAMES, Strategy, strategy_of


@pytest.mark.parametrize(
    ("act_changes", "fact_denied", "strategy"),
    [
        (True, False, Strategy.BEHAVIOUR),
        (True, True, Strategy.BEHAVIOUR),
        (False, True, Strategy.BELIEF),
        (False, False, Strategy.RATIONALISATION),
    ],
)
def test_the_act_is_looked_at_first_then_the_fact(act_changes, fact_denied, strategy):
    assert strategy_of(act_changes=act_changes, fact_denied=fact_denied) is strategy


def test_each_strategy_has_its_own_words():
    assert {strategy: bool(str(name)) for strategy, name in STRATEGY_NAMES.items()} == dict.fromkeys(Strategy, True)
    assert len({str(name) for name in STRATEGY_NAMES.values()}) == 3


def test_every_statement_of_the_shipped_stories_shows_the_strategy_it_stands_for(catalogue):
    stories = [story for file in catalogue.of("quizzes").values() for story in file.spec.scenarios]

    shown = [
        strategy_of(act_changes=statement.act_changes, fact_denied=statement.fact_denied)
        for story in stories
        for statement in map(story.statement, Strategy)
    ]

    assert shown == list(Strategy) * len(stories)
    assert stories
