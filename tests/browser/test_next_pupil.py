"""Two pupils on one tablet whose pages are kept for a cut: the second never sees a page of the first."""

import json

import pytest
from playwright.sync_api import Error, Page

from tests.browser.conftest import TABLET
from tests.browser.steps import choose, enter_as, give_secret
from tests.world import make_classroom, make_sitting, name_pupils, pupil_of

FIRST, SECOND = "Zoé-la-première", "Noé-le-second"
LARGE = 'class="size-3 '
STORED = "data-stored-here"
KEPT = """async () => {
  const texts = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const key of await cache.keys()) {
      const kept = await cache.match(key);
      if (/html|json/.test(kept.headers.get("Content-Type"))) texts.push(await kept.text());
    }
  }
  return texts.join(" ");
}"""


@pytest.fixture
def classroom(site):
    classroom = make_classroom(opened=True)
    name_pupils(classroom, FIRST, SECOND)
    make_sitting(classroom)
    classroom.pupils.filter(number=1).update(comfort="size-3")
    return classroom


@pytest.fixture
def page(browser, site, classroom):
    """A tablet that keeps pages, as where the address is secure; a first pupil has answered a question on it."""
    context = browser.new_context(viewport=TABLET, service_workers="allow")
    context.set_default_timeout(10_000)
    page = context.new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    enter_as(page, site, classroom, pupil_of(classroom, 1))
    page.click("[data-start]")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.reload(wait_until="networkidle")
    page.locator(".tile").first.click()
    page.click("#send")
    page.locator("#next").wait_for()
    page.reload(wait_until="networkidle")
    yield page
    context.close()


def cut(page: Page) -> None:
    page.context.set_offline(True)


def visit(page: Page, address: str) -> str:
    """Open an address without the network, and give what the page says, seen or not."""
    try:
        page.goto(address, timeout=3_000)
    except Error:
        return ""
    page.wait_for_timeout(300)
    return page.content()


def back(page: Page, times: int) -> list[str]:
    seen = []
    for _time in range(times):
        try:
            page.go_back(timeout=3_000)
        except Error:
            continue
        page.wait_for_timeout(200)
        seen.append(page.content())
    return seen


def traces(texts: list[str], classroom) -> list[str]:
    """Give what of the first pupil stands in some texts: name, identity, settings."""
    marks = (FIRST, str(pupil_of(classroom, 1).pk), LARGE, STORED)
    return [mark for mark in marks if any(mark in text for text in texts)]


def test_a_page_that_is_kept_opens_again_for_its_own_pupil(page, classroom):
    address = page.url
    cut(page)

    text = visit(page, address)

    assert traces([text], classroom) == [FIRST, str(pupil_of(classroom, 1).pk), LARGE, STORED]


@pytest.mark.parametrize(
    ("leaves_from", "second"),
    [("the settings", "not here yet"), ("the question", "signed in"), ("the pupil's own page", "in the quiz")],
)
def test_the_next_pupil_finds_no_page_of_the_one_before(page, site, classroom, leaves_from, second):
    answered = page.url
    start = "/".join(answered.split("/")[:6]) + "/"
    if leaves_from != "the question":
        page.goto(f"{site}/eleve/{'aujourdhui' if 'own' in leaves_from else 'confort'}/", wait_until="networkidle")

    page.click("#not-me")
    page.locator(".names").wait_for()
    if second != "not here yet":
        page.click(".names a >> nth=1")
        give_secret(page, classroom, pupil_of(classroom, 2))
    if second == "in the quiz":
        page.click("[data-start]")
        page.locator("#answer-form").wait_for()
        page.wait_for_load_state("networkidle")
    kept = page.evaluate(KEPT)
    cut(page)
    seen = [visit(page, address) for address in (answered, start, f"{start}tout/", f"{start}fin/")]
    seen += back(page, 6)

    assert traces([kept, *seen], classroom) == []
    assert any(SECOND in text for text in seen) == (second == "in the quiz")


def test_the_next_pupil_s_outbox_names_only_their_own_answers(page, site, classroom):
    page.click("#next")
    page.locator("#answer-form").wait_for()
    page.context.route("**/eleve/reponses/", lambda route: route.abort())
    choose(page)
    page.click("#send")
    page.locator("#save-state:has-text('attente')").wait_for()

    page.click("#not-me")
    page.click(".names a >> nth=1")
    give_secret(page, classroom, pupil_of(classroom, 2))
    page.click("[data-start]")
    page.locator("#answer-form").wait_for()
    page.wait_for_load_state("networkidle")

    line = page.locator("#save-state").inner_text()
    held = [json.loads(text) for text in page.evaluate(
        "Object.keys(localStorage).filter((name) => name.startsWith('okmila:')).map((name) => localStorage[name])"
    )]  # fmt: skip
    assert (line, page.locator(".pebble.waiting").count()) == ("", 0)
    assert [record["pupil"] for record in held] == [str(pupil_of(classroom, 1).pk)]
