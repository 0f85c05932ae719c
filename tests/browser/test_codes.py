"""The code of a tablet without a network, read back from its picture, and brought in by a teacher's phone."""

import hashlib
import hmac
import io
from base64 import urlsafe_b64encode
from random import Random

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect

from quizzes.models import Answer, Attempt
from schools.models import Role
from tests.browser.conftest import PHONE
from tests.browser.steps import choose, enter_as, give_secret, go_on, sign_in, start_quiz
from tests.world import PASSWORD, make_classroom, make_school, make_sitting, make_user, pupil_of

READY = "() => performance.getEntriesByType('resource').some(({ name }) => name.includes('lean-qr'))"


@pytest.fixture
def classroom(site):
    """A class whose teacher can sign in, and which takes a quiz."""
    teacher = make_user(make_school(key="ecole-des-essais"), Role.TEACHER)
    teacher.set_password(PASSWORD)
    teacher.save()
    classroom = make_classroom(teacher, opened=True)
    make_sitting(classroom)
    return classroom


def cut_off(page: Page) -> None:
    """Cut the network once everything that a tablet needs without it has come."""
    page.wait_for_function(READY)
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)


def answer_everything(page: Page) -> None:
    while not page.locator("#local-end").count():
        choose(page)
        page.click("#send")
        go_on(page, "#onward")


def codes_of(page: Page) -> list[str]:
    """Ask for the codes, and read each from its picture."""
    page.click("#outbox-make", timeout=60_000)
    count = int(page.locator("#code-count").inner_text().rpartition(" ")[2])
    read = []
    for _part in range(count):
        picture = Image.open(io.BytesIO(page.locator("#code-picture").screenshot()))
        read.append(zxingcpp.read_barcode(picture).text)
        if count > 1:
            page.click("#code-next")
    return read


def given_on(page: Page) -> int:
    return page.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('okmila:')).length")


def test_a_whole_quiz_without_the_network_travels_by_code_to_a_phone_that_is_not_signed_in(
    site, open_browser, classroom
):
    page, phone = open_browser(), open_browser(viewport=PHONE)
    enter_as(page, site, classroom, pupil_of(classroom))
    start_quiz(page)
    cut_off(page)
    answer_everything(page)
    given = given_on(page)

    codes = codes_of(page)
    phone.goto(codes[0])
    phone.fill("#id_username", classroom.teachers.get().email)
    phone.fill("#id_password", PASSWORD)
    phone.click("#enter")
    waiting = Answer.objects.count()
    phone.click("#bring")
    for code in (*codes[1:], *codes):
        phone.goto("about:blank")
        phone.goto(code)
        expect(phone.locator("#brought")).to_be_visible()
    expect(phone.locator("[data-known] b")).not_to_have_text("0")
    stored = Answer.objects.count()
    page.context.set_offline(False)
    expect(page.get_by_text("Te voilà au bout")).to_be_visible(timeout=40_000)

    assert (len(codes) <= 2, waiting, stored) == (True, 0, given)
    assert Answer.objects.count() == given
    assert Attempt.objects.get().finished_at is not None


def test_a_code_that_was_changed_is_refused_with_the_reason(site, open_browser, classroom):
    page, phone = open_browser(), open_browser(viewport=PHONE)
    enter_as(page, site, classroom, pupil_of(classroom))
    start_quiz(page)
    cut_off(page)
    page.locator(".tile").first.click()
    page.click("#send")
    (code,) = codes_of(page)
    sign_in(phone, site, classroom.teachers.get().email)

    phone.goto(code[:-1] + ("2" if code[-1] == "1" else "1"))

    expect(phone.locator("[data-refusal]")).to_contain_text("modifiée après coup")
    assert Answer.objects.count() == 0


def test_a_code_holds_the_answers_of_the_pupil_who_asks_alone(site, open_browser, classroom):
    page, phone = open_browser(), open_browser(viewport=PHONE)
    page.route("**/eleve/reponses/", lambda route: route.abort())
    page.on("dialog", lambda dialog: dialog.accept())
    enter_as(page, site, classroom, pupil_of(classroom, 1))
    start_quiz(page)
    page.locator(".tile").first.click()
    page.click("#send")
    expect(page.locator("#save-state")).to_contain_text("attente")
    page.click("#not-me")
    page.click(".names a >> nth=1")
    give_secret(page, classroom, pupil_of(classroom, 2))
    start_quiz(page)
    page.wait_for_function(READY)
    page.locator(".tile").nth(1).click()
    page.click("#send")

    codes = codes_of(page)
    text = page.locator("#outbox-text").input_value()
    sign_in(phone, site, classroom.teachers.get().email)
    phone.goto(codes[0])
    expect(phone.locator("[data-new] b")).to_have_text("1")

    assert (given_on(page), len(codes), len(text.splitlines())) == (2, 1, 2)
    assert list(Answer.objects.values_list("attempt__pupil__number", flat=True)) == [2]


def test_the_tablet_seals_as_the_server_does(site, open_browser):
    page, chance = open_browser(), Random(2026)
    page.goto(f"{site}/eleve/")
    page.add_script_tag(url="/static/okmila/js/seal.js")
    cases = [(chance.randbytes(32).hex(), "é🐌&a=1" * chance.randrange(3) + "x" * length) for length in range(140)]

    seals = page.evaluate("(cases) => cases.map(([key, text]) => okmilaSeal.of(key, text))", cases)

    assert seals == [
        urlsafe_b64encode(hmac.digest(key.encode(), text.encode(), hashlib.sha256)[:16]).decode().rstrip("=")
        for key, text in cases
    ]


def test_no_key_of_a_seal_stays_in_what_the_tablet_keeps_or_gives(site, open_browser, classroom):
    page = open_browser()
    enter_as(page, site, classroom, pupil_of(classroom))
    start_quiz(page)
    key = page.locator("[name=ticket]").get_attribute("data-seal")
    cut_off(page)
    page.locator(".tile").first.click()
    page.click("#send")

    codes = codes_of(page)
    kept = page.evaluate("JSON.stringify(Object.entries(localStorage))")
    text = page.locator("#outbox-text").input_value()

    assert len(key) == 64
    assert [key in where for where in (kept, text, *codes)] == [False] * 3
