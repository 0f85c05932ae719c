"""A page whose scripts have not come yet takes no answer that a cut network would lose."""

from playwright.sync_api import expect

from tests.browser.steps import enter_as, start_quiz
from tests.world import make_classroom, make_sitting, pupil_of

SAID = "getComputedStyle(document.getElementById('answer-form'), '::after').content"


def begun(page, site):
    classroom = make_classroom(headcount=1, opened=True)
    make_sitting(classroom)
    enter_as(page, site, classroom, pupil_of(classroom))
    start_quiz(page)


def test_no_answer_is_taken_before_the_outbox_is_there(site, open_browser):
    page = open_browser()
    begun(page, site)
    expect(page.locator("#send")).to_be_visible()

    page.route("**/outbox*.js", lambda route: route.abort())
    page.reload()

    expect(page.locator("#send")).to_be_hidden()
    assert "recharge-la" in page.evaluate(SAID)


def test_without_scripts_the_answer_is_given_by_its_form(site, open_browser):
    page = open_browser(javascript=False)
    begun(page, site)

    expect(page.locator("#send")).to_be_visible()
    assert page.get_by_text("recharge-la").count() == 0
