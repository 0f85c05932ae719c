"""Pebbles say where each answer stands, in shape and in words: on the server, still on the tablet, or not given."""

import pytest
from playwright.sync_api import Page, expect

from quizzes.models import Answer
from tests.browser.steps import choose, enter_as, go_on, start_quiz
from tests.world import make_classroom, make_sitting, pupil_of

STONES = """() => Array.from(document.querySelectorAll("[data-stone]"),
  (stone) => ["done", "here", "waiting"].filter((name) => stone.classList.contains(name)).join(" "))"""
DOTTED = "getComputedStyle(document.querySelector('.pebble.waiting')).strokeDasharray"


@pytest.fixture
def page(site, open_browser):
    """A tablet in the first question of a quiz, with the rest of it prepared."""
    classroom = make_classroom(opened=True)
    make_sitting(classroom)
    page = open_browser()
    enter_as(page, site, classroom, pupil_of(classroom))
    start_quiz(page)
    page.wait_for_load_state("networkidle")
    return page


def give(page: Page) -> None:
    choose(page)
    page.click("#send")


def words(page: Page) -> str:
    return page.locator("#pebbles").get_attribute("aria-label").replace("\u00a0", " ")


def test_an_answer_that_waits_is_dotted_and_said_until_its_receipt(page):
    total = len(page.evaluate(STONES))
    open_ones = [""] * (total - 2)
    held = []
    page.route("**/eleve/reponses/", lambda route: held.append(route))

    before = (page.evaluate(STONES), words(page))
    give(page)
    expect(page.locator(".pebble.waiting")).to_have_count(1)
    during = (page.evaluate(STONES), words(page), page.evaluate(DOTTED), Answer.objects.count())
    held[0].continue_()
    expect(page.locator("#next")).to_be_visible()
    after = (page.evaluate(STONES), words(page))

    assert before == (["here", *open_ones, ""], f"Question 1 sur {total}, faites : 0")
    assert during[:2] == (
        ["here waiting", *open_ones, ""], f"Question 1 sur {total}, faites : 0, en attente sur cette tablette : 1",
    )  # fmt: skip
    assert (during[2] != "none", during[3]) == (True, 0)
    assert after == (["here", *open_ones, ""], f"Question 1 sur {total}, faites : 1")


def test_without_the_network_every_screen_and_the_end_say_what_waits(page):
    give(page)
    go_on(page, "#next")
    page.wait_for_load_state("networkidle")
    total = len(page.evaluate(STONES))
    told = []

    page.context.set_offline(True)
    while not page.locator("#local-end").count():
        told.append((page.evaluate(STONES), words(page)))
        give(page)
        go_on(page, "#onward")
    end = (page.evaluate(STONES), words(page))
    page.context.set_offline(False)
    expect(page.locator("#local-end")).to_be_hidden(timeout=40_000)

    for place, (stones, said) in enumerate(told):
        assert stones == ["done", *["waiting"] * place, "here", *[""] * (total - place - 2)]
        assert said == f"Question {place + 2} sur {total}, faites : 1" + (
            f", en attente sur cette tablette : {place}" if place else ""
        )
    assert end == (
        ["done", *["waiting"] * (total - 1)],
        f"Questions : {total}, faites : 1, en attente sur cette tablette : {total - 1}",
    )


def test_the_end_without_the_network_turns_a_pebble_dark_with_each_receipt(page):
    total = len(page.evaluate(STONES))
    page.context.set_offline(True)
    while not page.locator("#local-end").count():
        give(page)
        go_on(page, "#onward")
    let_through = []

    def one_more(route):
        let_through.append(route)
        route.continue_() if len(let_through) == 1 else route.abort()

    page.route("**/eleve/reponses/", one_more)
    page.context.set_offline(False)
    expect(page.locator(".pebble.done")).to_have_count(1, timeout=40_000)
    stones, said, stored = page.evaluate(STONES), words(page), Answer.objects.count()
    states = page.locator("[data-state]").all_inner_texts()

    assert (stones, stored) == (["done", *["waiting"] * (total - 1)], 1)
    assert said == f"Questions : {total}, faites : 1, en attente sur cette tablette : {total - 1}"
    assert ["attente" in state for state in states] == [False, *[True] * (total - 1)]


def test_another_page_of_the_same_tablet_follows(page, site):
    total = len(page.evaluate(STONES))
    other = page.context.new_page()
    other.goto(page.url)
    page.context.route("**/eleve/reponses/", lambda route: route.abort())

    give(page)
    expect(other.locator(".pebble.waiting")).to_have_count(1)

    assert words(other) == f"Question 1 sur {total}, faites : 0, en attente sur cette tablette : 1"
