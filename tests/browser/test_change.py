"""In a real browser: a class answers before and after, and a sentence of one's own stays on its tablet."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from quizzes.models import Phase, SittingPair
from tests.browser.steps import enter_as, sign_in, start_quiz, take_quiz
from tests.browser.test_pages import AXE
from tests.pairs import end_of, say
from tests.world import PASSWORD, live_sequence, make_assignment, make_classroom, make_sitting, pupil_of, teacher_of

SENTENCE = "Moi, je couperais la lecture automatique dès demain."
OTHERS = {
    "lina-1": ["", "croyance", "croyance", "rationalisation", "comportement", "croyance"],
    "sami-1": ["", "comportement", "croyance", "rationalisation", "comportement", "croyance"],
}
OTHERS_AFTER = {
    "lina-1": ["", "comportement", "croyance", "rationalisation", "comportement", "comportement"],
    "sami-1": ["", "comportement", "croyance", "comportement", "comportement", "croyance"],
}


def _teacher(classroom):
    teacher = teacher_of(classroom)
    teacher.set_password(PASSWORD)
    teacher.save()
    return teacher


def _clean(page) -> None:
    assert [item["id"] for item in Axe().run(page, options=AXE).response["violations"]] == []


def test_a_class_says_it_before_and_after_and_reads_what_moved(site, open_browser):
    classroom = make_classroom(grades=("S1",), headcount=6, opened=True)
    assignment = make_assignment(classroom, "sq08")
    desk, tablet = open_browser(), open_browser()
    sign_in(desk, site, _teacher(classroom).email)

    desk.goto(f"{site}/classes/{classroom.pk}/avant-apres/")
    _clean(desk)
    desk.select_option("#id_quiz", "sq08-histoires")
    desk.click("#start")
    pair = SittingPair.objects.get()
    enter_as(tablet, site, classroom, pupil_of(classroom))
    start_quiz(tablet)
    asked_before = take_quiz(tablet)
    say(end_of(pair, Phase.BEFORE), OTHERS)
    desk.reload()
    desk.click(f"#close-before-{pair.pk}")
    live_sequence(assignment)
    desk.click(f"#open-after-{pair.pk}")
    tablet.goto(f"{site}/eleve/aujourdhui/")
    start_quiz(tablet)
    asked_after = take_quiz(tablet)
    say(end_of(pair, Phase.AFTER), OTHERS_AFTER)
    desk.reload()
    _clean(desk)
    desk.click(f"#close-{pair.pk}")

    expect(desk.locator("svg.flow")).to_have_count(2)
    expect(desk.locator(".read-aloud p").first).to_contain_text("Sur 6 élèves qui ont répondu deux fois")
    _clean(desk)
    assert (asked_before, asked_after) == (6, 6)


def test_a_sentence_of_one_s_own_never_leaves_the_tablet_and_no_other_pupil_sees_it(site, open_browser):
    classroom = make_classroom(grades=("S1",), headcount=2, opened=True)
    make_sitting(classroom, "sq08-histoires")
    tablet = open_browser()
    sent: list[str] = []
    tablet.on("request", lambda request: sent.append(f"{request.url} {request.post_data or ''} {request.headers}"))
    enter_as(tablet, site, classroom, pupil_of(classroom, 1))
    _to_debrief(tablet)

    tablet.fill("#own-words", SENTENCE)
    expect(tablet.locator("#own-state")).to_contain_text("Gardé ici")
    _clean(tablet)
    debrief = tablet.url
    tablet.reload()
    expect(tablet.locator("#own-words")).to_have_value(SENTENCE)
    given = _rescued(tablet)
    tablet.click("#not-me")
    enter_as(tablet, site, classroom, pupil_of(classroom, 2))
    _to_debrief(tablet)
    other = tablet.input_value("#own-words")
    tablet.click("#not-me")
    enter_as(tablet, site, classroom, pupil_of(classroom, 1))
    tablet.goto(debrief)
    again = tablet.input_value("#own-words")
    tablet.click("#own-erase")
    tablet.reload()

    assert (other, again) == ("", SENTENCE)
    expect(tablet.locator("#own-words")).to_have_value("")
    assert '"ticket"' in given
    assert "couperais" not in given
    assert [line for line in sent if "couperais" in line] == []
    assert "couperais" not in tablet.content()


def _rescued(page) -> str:
    """Answer the next question without the network, and give the text that the tablet would hand to the teacher."""
    page.click("#next")
    expect(page.locator("#answer-form")).to_be_visible()
    page.context.set_offline(True)
    page.locator(".tile").first.click()
    page.click("#send")
    page.evaluate("document.getElementById('outbox-make').click()")
    expect(page.locator("#outbox-text")).not_to_have_value("")
    text = page.input_value("#outbox-text")
    page.context.set_offline(False)
    expect(page.locator("#next")).to_be_visible()
    return text


def _to_debrief(page) -> None:
    """Go through the first story without a page load, up to its debrief."""
    start_quiz(page)
    while "/histoire/" not in page.url:
        page.locator(".tile").first.click()
        page.click("#send")
        expect(page.locator("#next")).to_be_visible()
        left = page.url
        page.click("#next")
        page.wait_for_url(lambda address, left=left: address != left)
    expect(page.locator("#own-sentence")).to_be_visible()


def test_without_scripts_there_is_no_place_for_a_sentence(site, open_browser):
    classroom = make_classroom(grades=("S1",), headcount=1, opened=True)
    make_sitting(classroom, "sq08-histoires")
    tablet = open_browser(javascript=False)
    enter_as(tablet, site, classroom, pupil_of(classroom))
    tablet.click("[data-start]")

    while "/histoire/" not in tablet.url:
        if tablet.locator("#answer-form").count():
            tablet.locator(".tile").first.click()
            tablet.click("#send")
        tablet.click("#next")

    expect(tablet.locator("#own-sentence")).to_be_hidden()
