"""Comfort in a real browser: settings without leaving the page, the page read aloud, few words for the youngest."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from quizzes.models import Sitting
from quizzes.services import close_sitting
from schools.models import Pupil
from tests.browser.conftest import PHONE, TABLET
from tests.browser.steps import answer_question, enter_as, give_secret, start_quiz
from tests.world import answer_all, make_assignment, make_attempt, make_classroom, make_sitting, name_pupils, pupil_of

VOICE = (Path(__file__).parent / "voice.js").read_text(encoding="utf-8")
EVERYTHING = ("size-3", "airy", "strong", "calm")
MOST_WORDS = 8
WORD = re.compile(r"[^\W\d_][\w’'-]*")
AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture
def open_speaking(open_browser):
    """Give a function that opens a browser of a device with a French voice of its own."""

    def opener(**options) -> Page:
        page = open_browser(**options)
        page.add_init_script(VOICE)
        return page

    return opener


def choose(page: Page, *words: str) -> None:
    """Open the settings in place, and tap some of them."""
    page.click("#comfort")
    for word in words:
        page.locator(f"dialog .tile:has(input[value={word}])").click()


def look(page: Page) -> set[str]:
    return set(page.evaluate("[...document.documentElement.classList]"))


def sizes(page: Page) -> list[float]:
    return page.evaluate(
        "['html', 'body'].map(tag => parseFloat(getComputedStyle(document.querySelector(tag)).fontSize))"
    )


def enter_class(page: Page, site: str, *, grade: str = "P5", quiz: str = "sq05-quiz") -> Sitting:
    classroom = make_classroom(grades=(grade,), opened=True)
    sitting = make_sitting(classroom, quiz)
    enter_as(page, site, classroom, pupil_of(classroom))
    return sitting


def test_settings_are_taken_in_place_kept_and_lose_no_choice(site, open_browser):
    page = open_browser()
    sitting = enter_class(page, site)
    start_quiz(page)
    page.locator(".tile").first.click()
    before = sizes(page)

    choose(page, *EVERYTHING)
    page.click("#keep")
    at_once, kept = look(page), page.locator(".tile input").first.is_checked()
    expect(page.locator("dialog")).to_have_count(0)
    page.wait_for_timeout(300)
    page.reload()

    assert at_once >= set(EVERYTHING)
    assert kept
    assert look(page) == at_once
    assert all(now > 1.4 * was for was, now in zip(before, sizes(page), strict=True))
    assert Pupil.objects.get(classroom=sitting.classroom, number=1).comfort.startswith("size-3 airy strong calm")


def test_settings_need_no_javascript(site, open_browser):
    page = open_browser(javascript=False)
    enter_class(page, site)

    page.click("#comfort")
    page.locator(".tile:has(input[value=airy])").click()
    page.click("#keep")

    page.wait_for_url("**/aujourdhui/")
    assert "airy" in page.locator("html").get_attribute("class")


def test_the_settings_close_by_keyboard_and_give_the_focus_back(site, open_browser):
    page = open_browser()
    page.goto(f"{site}/eleve/")

    page.focus("#comfort")
    page.keyboard.press("Enter")
    page.locator("dialog").wait_for()
    page.keyboard.press("Escape")

    expect(page.locator("dialog")).to_have_count(0)
    expect(page.locator("#comfort")).to_be_focused()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_with_every_setting_nor_in_the_panel(site, open_speaking, dark):
    page = open_speaking(viewport=PHONE, dark=dark)
    enter_class(page, site, grade="P1", quiz="sq02-images")

    choose(page, *EVERYTHING)
    panel = _problems(page)
    page.click("#keep")
    start_quiz(page)

    assert (panel, _problems(page)) == ([], [])


def _problems(page: Page) -> list[str]:
    found = Axe().run(page, options=AXE).response["violations"]
    return [f"{item['id']}: {item['nodes'][0]['html'][:120]}" for item in found]


@pytest.mark.parametrize("grade", ["P1", "P5"])
def test_nothing_scrolls_sideways_with_large_and_airy_text(site, open_speaking, grade):
    page = open_speaking(viewport={"width": 320, "height": 640})
    quiz = {"P1": "sq02-images", "P5": "sq05-quiz"}[grade]
    wide = []
    page.goto(f"{site}/eleve/")
    choose(page, *EVERYTHING)
    page.click("#keep")
    page.wait_for_timeout(300)

    classroom = make_classroom(grades=(grade,), opened=True)
    make_sitting(classroom, quiz)
    for step in _way(page, site, classroom):
        page.locator("main").wait_for()
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            wide.append(step)

    assert "size-3" in look(page)
    assert wide == []


def _way(page: Page, site: str, classroom):
    """Walk from the door to the second question, stopping at every screen."""
    page.goto(f"{site}/eleve/")
    yield "door"
    page.fill("#id_code", classroom.join_code)
    page.click("#enter")
    yield "names"
    page.click(".names a >> nth=0")
    yield "secret"
    give_secret(page, classroom, pupil_of(classroom))
    yield "today"
    start_quiz(page)
    yield "question"
    answer_question(page)
    yield "answer"
    page.click("#comfort")
    page.locator("dialog").wait_for()
    yield "settings"
    page.keyboard.press("Escape")


def test_a_device_without_a_voice_shows_no_button_for_it(site, open_browser):
    page = open_browser()
    page.add_init_script("Object.defineProperty(window, 'speechSynthesis', {value: undefined})")
    page.goto(f"{site}/eleve/")

    page.click("#comfort")
    page.locator("dialog").wait_for()

    expect(page.locator("#listen")).to_be_hidden()
    expect(page.locator("#voice-setting")).to_be_hidden()


def test_a_voice_that_would_send_the_words_away_is_not_used(site, open_browser):
    page = open_browser()
    page.add_init_script(VOICE.replace("localService: true", "localService: false"))

    page.goto(f"{site}/eleve/")

    expect(page.locator("#listen")).to_be_hidden()


def test_the_question_is_read_before_its_choices_and_shows_what_is_read(site, open_speaking):
    page = open_speaking()
    enter_class(page, site)
    start_quiz(page)
    prompt = page.locator(".question-title").inner_text()
    choices = page.locator(".tile").all_inner_texts()

    page.click("#listen")
    lit = page.locator(".being-read").inner_text()
    while page.locator("#listen span").inner_text() == "Arrêter":
        page.evaluate("finishSentence()")

    said = page.evaluate("spoken.map(one => one.text)")
    assert _plain(lit) == _plain(prompt)
    assert [_plain(text) for text in said if _plain(text) in {_plain(prompt), *map(_plain, choices)}] == [
        _plain(text) for text in (prompt, *choices)
    ]
    assert page.evaluate("[...new Set(spoken.map(one => [one.voice.name, one.lang, one.rate].join()))]") == [
        "near,fr-BE,0.9"
    ]
    assert not any("Valider" in text for text in said)


def _plain(text: str) -> str:
    return " ".join(text.split())


def test_a_second_tap_stops_the_voice(site, open_speaking):
    page = open_speaking()
    enter_class(page, site)
    start_quiz(page)

    page.click("#listen")
    page.click("#listen")
    page.evaluate("finishSentence()")

    assert page.evaluate("spoken.length") == 1
    expect(page.locator("#listen")).to_have_text("Écouter")
    expect(page.locator(".being-read")).to_have_count(0)


def test_a_pupil_who_wants_no_voice_has_no_button_for_it(site, open_speaking):
    page = open_speaking()
    enter_class(page, site)

    choose(page, "silent")
    page.click("#keep")

    expect(page.locator("#listen")).to_be_hidden()


def test_the_youngest_read_eight_words_a_screen_at_most_and_may_listen_on_each(site, open_speaking):
    classroom = make_classroom(grades=("P1",), opened=True)
    name_pupils(classroom, "Lou", "Zoé", "Sam")
    make_assignment(classroom, "sq02")
    sitting = make_sitting(classroom, "sq02-images")
    quiz = sitting.revision.spec
    texts = [quiz.title, quiz.intro, quiz.closing, "Lou", "Zoé", "Sam"]
    texts.append(classroom.assignments.get().revision.spec.title)
    page = open_speaking(viewport=TABLET)
    counts, deaf = {}, []

    for screen in _screens_of_the_youngest(page, site, classroom):
        counts[screen] = _words_but(page, texts)
        if not page.locator("#listen").is_visible() or not page.locator("svg.drawing:visible").count():
            deaf.append(screen)

    assert {screen: found for screen, found in counts.items() if len(found) > MOST_WORDS} == {}
    assert deaf == []
    assert len(counts) == 10


def _screens_of_the_youngest(page: Page, site: str, classroom):
    page.goto(f"{site}/eleve/")
    yield "door"
    page.fill("#id_code", classroom.join_code)
    page.click("#enter")
    yield "names"
    page.click(".names a >> nth=0")
    yield "secret"
    page.locator("button[name=picture]").first.click()
    yield "secret, one tap"
    for _tap in range(3):
        page.locator("button[name=picture]").first.click()
    yield "secret, missed"
    give_secret(page, classroom, pupil_of(classroom))
    yield "today"
    sitting = page.locator("[data-start]").evaluate("one => one.closest('form').action")
    page.goto(sitting)
    yield "start"
    answer_all(make_attempt(classroom.sittings.get()))
    page.goto(f"{sitting}fin/")
    yield "end"
    page.goto(sitting)
    yield "start, done"
    close_sitting(sitting=classroom.sittings.get())
    page.goto(f"{site}/eleve/aujourdhui/")
    yield "nothing today"


def _words_but(page: Page, texts: list[str]) -> list[str]:
    """Give the visible words, without those of the quiz itself and of people's names."""
    page.evaluate("document.querySelectorAll('.unseen').forEach(one => { one.hidden = true; })")
    seen = _plain(page.evaluate("document.body.innerText"))
    for text in texts:
        seen = seen.replace(_plain(text), " ")
    return WORD.findall(seen)
