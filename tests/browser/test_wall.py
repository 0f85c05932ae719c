"""The wall shows every ballot of the product whole, in letters that are read from eight metres."""

from collections.abc import Iterator

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from quizzes.ballots import Ballot, ballots_of
from quizzes.models import Debate, Quiz, Stage, VoteRound
from quizzes.results import Comparison, LiveState, RoundResult
from tests.browser.test_pages import _cookies
from tests.quizzes.debates import make_debate
from tests.world import make_classroom, teacher_of

FAULTS = """
cases => cases.flatMap(([name, html]) => {
  document.querySelector("#live").outerHTML = html;
  const root = document.documentElement, found = new Set();
  const least = innerHeight / 25 - 0.1;
  if (root.scrollHeight > innerHeight) found.add(`${root.scrollHeight - innerHeight} px too high`);
  if (root.scrollWidth > innerWidth) found.add(`${root.scrollWidth - innerWidth} px too wide`);
  const walker = document.createTreeWalker(document.querySelector("#live"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode, parent = text.parentElement;
    if (!text.data.trim() || parent.closest("noscript, title, desc, .unseen")) continue;
    const drawn = parent.closest("svg");
    const scale = drawn ? Math.abs(parent.getScreenCTM().a) : 1;
    const size = parseFloat(getComputedStyle(parent).fontSize) * scale;
    if (size < least) found.add(`${size.toFixed(1)} px: ${text.data.trim().slice(0, 40)}`);
    const range = document.createRange();
    range.selectNodeContents(text);
    const box = range.getBoundingClientRect();
    if (box.right > innerWidth + 1 || box.bottom > innerHeight + 1 || box.left < -1 || box.top < -1)
      found.add(`off the wall: ${text.data.trim().slice(0, 40)}`);
  }
  return found.size ? [[name, [...found]]] : [];
})
"""
LONGEST_STATEMENT = ("Mieux vaut réparer un vieil appareil que d’en acheter un neuf, même quand cela coute cher. " * 3)[
    :200
]


def ballots() -> Iterator[tuple[Debate, Ballot]]:
    """Give every question of the product that a class can vote on, and the longest sentence that can be typed."""
    sentence = Debate(statement=LONGEST_STATEMENT, doubt=True, present=24)
    yield sentence, ballots_of(sentence)[0]
    for quiz in Quiz.objects.published().select_related("current").order_by("key"):
        debate = Debate(revision=quiz.current, doubt=True, present=24)
        for ballot in ballots_of(debate):
            yield debate, ballot


def moments(debate: Debate, ballot: Ballot) -> Iterator[tuple[str, str]]:
    """Draw the wall at each moment of a ballot."""
    places = range(len(ballot.choices))
    rounds = [RoundResult(number, tuple(11 + place for place in places), 60) for number in (1, 2)]
    for stage in Stage:
        votes = stage in (Stage.VOTE_1, Stage.VOTE_2)
        compared = Comparison(ballot, tuple(rounds)) if stage in (Stage.COMPARE, Stage.EXPLAIN) else None
        debate.stage, debate.question = stage, ballot.key
        debate.discuss_until = now() if stage is Stage.DISCUSS else None
        state = LiveState(debate, ballot, 1, 1, VoteRound() if votes else None, 23, compared)
        context = {"debate": debate, "state": state, "version": "1.1", "corners": stage is Stage.DISCUSS}
        title = str(debate.revision.parent.key) if debate.revision else "phrase"
        yield f"{title} {ballot.key} {stage}", render_to_string("quizzes/projector.html#live", context)


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080)], ids=lambda size: f"{size[0]}×{size[1]}")
def test_every_ballot_stands_on_the_wall_whole_and_large(site, open_browser, size):
    debate = make_debate(make_classroom())
    staff = Client()
    staff.force_login(teacher_of(debate.classroom))
    cases = [drawn for held, ballot in ballots() for drawn in moments(held, ballot)]
    page = open_browser(viewport={"width": size[0], "height": size[1]}, cookies=_cookies(staff, site))
    page.route("**/live.js", lambda route: route.abort())
    page.goto(site + reverse("debate_projector", args=[debate.pk]))

    faults = dict(page.evaluate(FAULTS, cases))

    assert len(cases) > 500
    assert faults == {}, faults
