"""The badge read by the tablet's camera, in the page: nothing is sent but the token, and the camera goes off again."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from schools.secrets import badge_of
from tests.world import make_assignment, make_classroom, pupil_of

DETECTOR = (Path(__file__).parent / "detector.js").read_text(encoding="utf-8")
TRACKS = "streams.flatMap(stream => stream.getTracks()).map(track => track.readyState)"


@pytest.fixture
def badge_page(site, open_browser):
    """Give a function that opens the badge's page on a tablet that reads codes, with codes laid before its camera."""

    def opener(*laid: str, failure: str = "") -> Page:
        page = open_browser()
        page.context.grant_permissions(["camera"], origin=site)
        page.add_init_script(DETECTOR)
        page.goto(f"{site}/eleve/badge/")
        page.evaluate("([laid, failure]) => Object.assign(window, {laid, failure})", [list(laid), failure])
        return page

    return opener


def test_a_badge_shown_to_the_camera_lets_its_pupil_in_and_sends_its_token_alone(site, badge_page):
    classroom = make_classroom(opened=True)
    make_assignment(classroom)
    token = badge_of(pupil_of(classroom, 2))
    page = badge_page(f"http://une-autre-adresse.example/eleve/badge/#{token}")
    sent = []
    page.on("request", lambda request: sent.append((request.method, request.url, request.post_data or "")))

    page.click("#camera-start")
    page.wait_for_url("**/aujourdhui/")

    posts = [data for method, _url, data in sent if method == "POST"]
    assert [sorted(field.partition("=")[0] for field in data.split("&")) for data in posts] == [
        ["csrfmiddlewaretoken", "token"]
    ]
    assert not any(token in url for _method, url, _data in sent)
    expect(page.locator(".pupil-head strong")).to_contain_text("2")


def test_the_camera_goes_off_when_it_is_stopped_and_asks_for_no_sound(badge_page):
    page = badge_page()
    page.click("#camera-start")
    page.locator("#camera-picture").wait_for()
    expect(page.locator("#camera-state")).to_have_text("Montre le carré de ton badge.")

    page.click("#camera-stop")

    assert page.evaluate(TRACKS) == ["ended"]
    assert page.evaluate("asked.audio") is False
    expect(page.locator("#camera")).to_be_hidden()
    expect(page.locator("#camera-start")).to_be_focused()


def test_the_camera_goes_off_when_the_page_is_left(badge_page):
    page = badge_page()
    page.click("#camera-start")
    expect(page.locator("#camera-state")).to_have_text("Montre le carré de ton badge.")

    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")

    assert page.evaluate(TRACKS) == ["ended"]


def test_another_code_is_no_badge_and_the_camera_goes_on(badge_page):
    page = badge_page("https://ailleurs.example/promo#abcdefghijklmnop", "du texte")

    page.click("#camera-start")

    expect(page.locator("#camera-state")).to_contain_text("n’est pas un badge")
    assert page.evaluate(TRACKS) == ["live"]


@pytest.mark.parametrize(
    ("failure", "words"),
    [
        ("NotAllowedError", "la tablette a dit non"),
        ("NotFoundError", "n’a pas de caméra"),
        ("NotReadableError", "ne répond pas"),
    ],
)
def test_a_camera_that_does_not_come_is_explained_and_can_be_tried_again(badge_page, failure, words):
    page = badge_page(failure=failure)

    page.click("#camera-start")

    expect(page.locator("#camera-state")).to_contain_text(words)
    expect(page.locator("#camera-start")).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False])
def test_where_codes_cannot_be_read_the_page_says_how_to_use_the_tablet_s_own_camera(site, open_browser, javascript):
    page = open_browser(javascript=javascript)
    page.add_init_script("delete window.BarcodeDetector")

    page.goto(f"{site}/eleve/badge/")

    expect(page.locator("#by-hand")).to_contain_text("Ouvre l’appareil photo de la tablette.")
    expect(page.locator("#camera-start")).to_be_hidden()


def test_no_other_page_may_use_the_camera(site, open_browser):
    page, may = open_browser(), []

    for address in ("/eleve/badge/", "/eleve/", "/"):
        page.goto(site + address)
        may.append(page.evaluate("document.featurePolicy.allowsFeature('camera')"))

    assert may == [True, False, False]
