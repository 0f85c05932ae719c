"""What people do in the browser, in their own words."""

from playwright.sync_api import Page, expect

from schools.models import Classroom, Pupil
from schools.secrets import PICTURES, pictures_of, pin_of
from tests.world import PASSWORD


def sign_in(page: Page, site: str, email: str) -> None:
    page.goto(f"{site}/connexion/")
    page.fill("#id_username", email)
    page.fill("#id_password", PASSWORD)
    page.click("#enter")


def enter_as(page: Page, site: str, classroom: Classroom, pupil: Pupil) -> None:
    """Sign a pupil in by class code, number and secret."""
    page.goto(f"{site}/eleve/")
    page.fill("#id_code", classroom.join_code.lower())
    page.click("#enter")
    page.click(f".names a:has-text('{pupil.number}') >> nth=0")
    give_secret(page, classroom, pupil)


def give_secret(page: Page, classroom: Classroom, pupil: Pupil) -> None:
    if classroom.uses_pictures:
        for name in pictures_of(pupil):
            page.get_by_role("button", name=PICTURES[name], exact=True).click()
    else:
        page.fill("#pin", pin_of(pupil))
        page.click("#enter")
    page.wait_for_url("**/aujourdhui/")


def start_quiz(page: Page) -> None:
    page.click("[data-start]")
    expect(page.locator("#answer-form")).to_be_visible()


def choose(page: Page) -> None:
    """Choose some answer to whatever kind of question is on the screen."""
    if page.locator("#order").count():
        page.locator("button[data-move='1']").first.click()
    elif page.locator("#guess").count():
        page.fill("#guess", "40")
    elif page.locator("#text").count():
        page.fill("#text", "Je répare 🙂")
    elif page.locator("#answer-form select").count():
        for choice in page.locator("#answer-form select").all():
            choice.select_option(index=2)
    else:
        page.locator(".tile").first.click()


def answer_question(page: Page) -> None:
    """Answer the question on the screen, and wait for what it explains."""
    choose(page)
    page.click("#send")
    expect(page.locator("#next")).to_be_visible()


def go_on(page: Page, link: str) -> None:
    """Follow a link to another screen."""
    left = page.url
    page.click(link)
    page.wait_for_url(lambda address: address != left)


def take_quiz(page: Page) -> int:
    """Answer every question up to the end screen; give the number answered."""
    answered = 0
    while "/question/" in page.url or "/histoire/" in page.url:
        if page.locator("#answer-form").count():
            answer_question(page)
            answered += 1
        go_on(page, "#next")
    return answered
