"""A class debates in real browsers: one teacher, one wall, eight pupils who vote in their own ways."""

from collections.abc import Mapping

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from quizzes.models import Debate, Vote, VoteCount, VoteRound, Way
from quizzes.results import live_state
from quizzes.votes import ballot_now, ballots_of
from tests.browser.conftest import DESKTOP, PHONE, TABLET
from tests.browser.test_pages import _cookies, _problems
from tests.quizzes.debates import count, go, make_debate, make_story_debate, tablet_in, urn_in
from tests.world import make_classroom, teacher_of

WALL = {"width": 1280, "height": 720}
SLOW = 30_000
"""A tablet asks every few seconds; a busy machine takes its time."""


@pytest.fixture
def classroom(site):
    made = make_classroom(grades=("S1",), headcount=8, opened=True)
    for pupil in made.pupils.all():
        type(pupil).objects.filter(pk=pupil.pk).update(nickname=f"Zéphyrine{pupil.number}")
    return made


@pytest.fixture
def screens(site, classroom, open_browser):
    """Give a function that opens one of the pages of a debate as the person whose page it is."""
    staff = Client()
    staff.force_login(teacher_of(classroom))

    def opener(debate: Debate, who: str, **options) -> Page:
        pages = {"desk": "debate_page", "wall": "debate_projector"}
        if who in pages:
            cookies, address = _cookies(staff, site), reverse(pages[who], args=[debate.pk])
        elif who == "urn":
            cookies, address = _cookies(urn_in(debate), site), reverse("pupil_urn")
        else:
            cookies, address = _cookies(tablet_in(debate, int(who)), site), reverse("pupil_vote")
        viewport = {"desk": PHONE, "wall": WALL}.get(who, TABLET)
        page = open_browser(**({"viewport": viewport, "cookies": cookies} | options))
        page.goto(site + address)
        return page

    return opener


def press_on(desk: Page, words: str) -> None:
    """Press the big button, and wait until it says what comes next."""
    desk.click("#go")
    expect(desk.locator("#go")).to_have_text(words, timeout=SLOW)


def vote_on(tablet: Page, choice: str) -> None:
    """Press a ballot as soon as it is there, and wait for the receipt."""
    tablet.click(f"#vote-{choice}", timeout=SLOW)
    expect(tablet.locator(f"#vote-{choice}")).to_have_attribute("aria-pressed", "true", timeout=SLOW)


def drop_in(urn: Page, *choices: str) -> None:
    """Let one voter after the other vote on the tablet that is passed round."""
    for choice in choices:
        if urn.locator("#next-voter").count():
            urn.click("#next-voter")
        urn.click(f"#vote-{choice}", timeout=SLOW)
        expect(urn.get_by_text("C’est voté. Merci.")).to_be_visible(timeout=SLOW)


def count_on(desk: Page, choice: str, times: int) -> None:
    field = desk.locator(f"#n-{choice}")
    for number in range(times):
        desk.click(f"#more-{choice}")
        expect(field).to_have_value(str(number + 1), timeout=SLOW)


def shows(wall: Page, given: int) -> None:
    expect(wall.locator(".given strong")).to_have_text(str(given), timeout=SLOW)


def reaches(desk: Page, stage: str) -> None:
    expect(desk.locator("[aria-current=step]")).to_have_text(stage, timeout=SLOW)


def voices(debate: Debate, number: int) -> Mapping[str, int]:
    """Give what a finished round holds by choice, whichever way it was given."""
    found: dict[str, int] = {}
    for row in VoteCount.objects.filter(round__debate=debate, round__number=number, round__voided_at=None):
        found[row.choice] = found.get(row.choice, 0) + row.count
    return {choice: total for choice, total in found.items() if total}


def drawn(page: Page) -> list[int]:
    return [int(text) for text in page.locator(".vote-count").all_text_contents()]


def test_a_class_votes_in_its_own_ways_talks_and_votes_again(classroom, screens):
    debate = make_story_debate(classroom)
    a, b, c = (choice.key for choice in ballot_now(debate).choices)
    desk, wall, urn = (screens(debate, who) for who in ("desk", "wall", "urn"))
    one, two, three = (screens(debate, str(number)) for number in (1, 2, 3))
    expect(wall.get_by_text(ballot_now(debate).title)).to_be_visible()
    expect(one.get_by_text("Le vote va s’ouvrir ici.")).to_be_visible()

    press_on(desk, "Arrêter le vote et discuter")
    vote_on(one, a)
    vote_on(two, b)
    one.reload()
    expect(one.locator(f"#vote-{a}")).to_have_attribute("aria-pressed", "true")
    vote_on(one, b)
    three.locator(f"#vote-{a}").wait_for(timeout=SLOW)
    three.context.set_offline(True)
    three.click(f"#vote-{a}")
    expect(three.locator("#live-state")).to_contain_text("attend le réseau", timeout=SLOW)
    drop_in(urn, a, c)
    count_on(desk, c, 2)
    desk.click(f"#less-{c}")
    expect(desk.locator(f"#n-{c}")).to_have_value("1", timeout=SLOW)
    shows(wall, 5)
    three.context.set_offline(False)
    expect(three.locator(f"#vote-{a}")).to_have_attribute("aria-pressed", "true", timeout=SLOW)
    expect(three.locator("#live-state")).to_be_empty()
    shows(wall, 6)
    late = screens(debate, "4")
    vote_on(late, a)
    desk.click(f"#more-{c}")
    expect(desk.locator(f"#n-{c}")).to_have_value("2", timeout=SLOW)
    shows(wall, 8)
    hidden = [page.content() for page in (desk, wall, one)]

    press_on(desk, "Ouvrir le second vote")
    expect(one.get_by_text("Discutez à deux.")).to_be_visible(timeout=SLOW)
    expect(wall.locator("#countdown")).to_be_visible(timeout=SLOW)
    second_desk = screens(debate, "desk", viewport=DESKTOP)
    press_on(second_desk, "Arrêter le vote et comparer")
    reaches(desk, "second vote")
    for tablet in (one, two, three, late):
        vote_on(tablet, b)
    drop_in(urn, b, a)
    count_on(desk, b, 1)
    count_on(desk, c, 1)
    shows(wall, 8)
    hidden += [page.content() for page in (desk, wall, one)]
    press_on(second_desk, "Passer à l’explication")

    expect(wall.locator("svg.votes")).to_be_visible(timeout=SLOW)
    expect(desk.locator("svg.votes")).to_be_visible(timeout=SLOW)
    expect(one.get_by_text("Regarde le tableau.")).to_be_visible(timeout=SLOW)
    assert not any("vote-bar" in source or 'svg class="votes"' in source for source in hidden)
    first, second = {a: 2 + 1, b: 2, c: 1 + 2}, {b: 4 + 1 + 1, a: 1, c: 1}
    assert (voices(debate, 1), voices(debate, 2)) == (first, second)
    assert drawn(wall) == drawn(desk) == [number for key in (a, b, c) for number in (first[key], second[key])]
    assert not Vote.objects.exists()
    assert not VoteRound.objects.exclude(key=None).exists()
    assert "Zéphyrine" not in wall.content()
    assert classroom.label not in wall.content()
    press_on(desk, "Question suivante")
    expect(wall.locator(".told")).to_have_count(3, timeout=SLOW)
    reaches(second_desk, "explication")
    second_desk.click("#move-fermer")
    expect(wall.get_by_text("on s’est écouté")).to_be_visible(timeout=SLOW)
    expect(one.get_by_text("Pas de vote en ce moment.")).to_be_visible(timeout=SLOW)
    expect(desk.get_by_text("Débat fermé le")).to_be_visible(timeout=SLOW)


def test_a_double_click_moves_the_class_once(classroom, screens):
    debate = make_debate(classroom)
    desk = screens(debate, "desk")

    desk.dblclick("#go")

    reaches(desk, "premier vote")
    desk.wait_for_timeout(500)
    assert Debate.objects.get(pk=debate.pk).stage == "vote-1"


def test_a_pause_and_a_voided_vote_reach_every_screen(classroom, screens):
    debate = go(make_debate(classroom), "avancer")
    desk, wall, tablet = screens(debate, "desk"), screens(debate, "wall"), screens(debate, "1")
    vote_on(tablet, "accord")

    desk.click("#move-pause")
    expect(wall.get_by_role("heading", name="Pause")).to_be_visible(timeout=SLOW)
    expect(tablet.get_by_text("Pause. Regarde le tableau.")).to_be_visible(timeout=SLOW)
    desk.click("#go")
    shows(wall, 1)
    desk.click("#move-annuler")
    shows(wall, 0)
    expect(tablet.locator("[aria-pressed]")).to_have_count(0, timeout=SLOW)
    desk.click("#move-retablir")
    shows(wall, 1)

    expect(tablet.locator("#vote-accord")).to_have_attribute("aria-pressed", "true", timeout=SLOW)


def test_a_vote_that_comes_too_late_says_so_and_counts_nowhere(classroom, screens):
    debate = go(make_debate(classroom), "avancer")
    tablet = screens(debate, "1")
    tablet.context.set_offline(True)
    tablet.click("#vote-accord")
    go(debate, "avancer")

    tablet.context.set_offline(False)

    expect(tablet.get_by_role("alert")).to_contain_text("Aucun vote n’est ouvert", timeout=SLOW)
    assert not Vote.objects.exists()


def test_a_round_needs_no_script(classroom, screens):
    debate = make_debate(classroom)
    desk, tablet, urn = (screens(debate, who, javascript=False) for who in ("desk", "1", "urn"))

    desk.click("#go")
    tablet.reload()
    tablet.click("#vote-accord")
    urn.reload()
    urn.click("#vote-desaccord")
    told = urn.get_by_text("C’est voté. Merci.").count()
    urn.click("#next-voter")
    urn.click("#vote-desaccord")
    desk.click("text=mains levées")
    desk.click("#more-accord")
    desk.fill("#n-accord", "4")
    desk.click("#write-counts")
    desk.click("#go")
    desk.click("#go")
    tablet.reload()
    tablet.click("#vote-desaccord")
    desk.click("#go")

    assert told == 1
    assert voices(debate, 1) == {"accord": 5, "desaccord": 2}
    assert voices(debate, 2) == {"desaccord": 1}
    assert list(VoteCount.objects.filter(way=Way.HANDS).values_list("count", flat=True)) == [4]


@pytest.mark.parametrize(("viewport", "dark"), [(DESKTOP, False), (PHONE, True)], ids=["desktop-light", "phone-dark"])
def test_axe_finds_nothing_at_any_moment_of_a_debate(classroom, screens, viewport, dark):
    debate = make_story_debate(classroom, doubt=True)
    pages = {who: screens(debate, who, viewport=viewport, dark=dark) for who in ("desk", "wall", "1", "urn")}
    faults = {}
    for actions in ((), ("avancer",), ("pause",), ("reprendre", "avancer"), ("avancer",), ("avancer",), ("avancer",)):
        debate = go(debate, *actions)
        state = live_state(debate, ballots_of(debate))
        if state.is_voting and debate.paused_at is None:
            count(debate, A=3, B=2, C=1)
        for who, page in pages.items():
            page.reload()
            problems = _problems(page)
            if problems:
                faults[f"{who} {debate.stage} {actions}"] = problems
    go(debate, "fermer")
    for who, page in pages.items():
        page.reload()
        problems = _problems(page)
        if problems:
            faults[f"{who} closed"] = problems

    assert faults == {}
