"""In a real browser: a coordinator declares and proves, another school reads, and the plan takes shape."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils.timezone import localdate
from playwright.sync_api import expect

from label.evidence import MOST_PIECES
from label.models import Evidence, Review, ReviewNote
from label.planning import MOST_ACTIONS
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.ecoindex import ecoindex, weigh
from tests.browser.steps import sign_in
from tests.browser.test_pages import AXE
from tests.label.dossiers import PDF, make_action, make_declaration, make_evidence, make_plan, picture
from tests.world import PASSWORD, make_coordinator, make_school

LEAST_ECOINDEX, FEW, FEW_REQUESTS = 80, 300, 12


def _coordinator(school=None):
    user = make_coordinator(school)
    user.set_password(PASSWORD)
    user.save()
    return user


def _clean(page) -> None:
    assert [item["id"] for item in Axe().run(page, options=AXE).response["violations"]] == []


def _file(name, content):
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


@pytest.mark.parametrize("javascript", [True, False])
def test_a_school_declares_with_a_good_and_a_bad_file_and_loses_no_word(site, open_browser, javascript):
    school = make_school()
    desk = open_browser(viewport=PHONE, javascript=javascript)
    sign_in(desk, site, _coordinator(school).email)

    desk.goto(f"{site}/ecole/{school.key}/label/A1/")
    desk.check("#id_points_2")
    desk.fill("#id_text", "Deux adultes et six élèves 🐌")
    desk.fill("#id_dated_on", "2999-01-01")
    photo = picture("JPEG", (900, 700))
    desk.set_input_files("#id_proofs", [_file("réunion.jpg", photo), _file("virus.pdf", b"MZ")])
    desk.click("#save")
    expect(desk.locator("#id_dated_on_error")).to_contain_text("dans le futur")
    expect(desk.locator("#id_proofs_error")).to_contain_text("virus.pdf")
    expect(desk.locator("#id_text")).to_have_value("Deux adultes et six élèves 🐌")
    desk.fill("#id_dated_on", localdate().isoformat())
    desk.click("#save")

    expect(desk.locator("[data-piece]")).to_have_count(1)
    expect(desk.locator("[data-piece] img")).to_be_visible()
    expect(desk.locator(".messages")).to_contain_text("C’est enregistré")
    assert Evidence.objects.get().name == "réunion.jpg"


def test_a_file_is_taken_away_and_comes_back_by_the_button_beside_the_message(site, open_browser):
    school = make_school()
    evidence = make_evidence(make_declaration(school))
    desk = open_browser()
    sign_in(desk, site, _coordinator(school).email)

    desk.goto(f"{site}/ecole/{school.key}/label/A1/")
    with desk.expect_download() as download:
        desk.click("[data-piece] a")
    desk.click(f"#remove-{evidence.pk}")
    expect(desk.locator("[data-piece]")).to_have_count(0)
    desk.click(".messages button")

    expect(desk.locator("[data-piece]")).to_have_count(1)
    assert (download.value.suggested_filename, download.value.path().read_bytes()) == ("charte.pdf", PDF)


def test_another_school_reads_asks_and_is_answered(site, open_browser):
    school, reader = make_school(), _coordinator()
    make_evidence(make_declaration(school, "A1"), "réunion.png", picture("PNG"))
    make_declaration(school, "F1", link="https://ecole.example.org/inventaire")
    desk, tablet = open_browser(), open_browser(viewport=PHONE)
    sign_in(desk, site, _coordinator(school).email)

    desk.goto(f"{site}/ecole/{school.key}/relectures/")
    desk.click("#invite")
    _clean(desk)
    tablet.goto(desk.input_value("#link"))
    tablet.fill("#id_username", reader.email)
    tablet.fill("#id_password", PASSWORD)
    tablet.click("#enter")
    _clean(tablet)
    tablet.click("#start-review")
    _clean(tablet)
    tablet.click("#read-next")
    _clean(tablet)
    with tablet.expect_download() as download:
        tablet.click("[data-piece] a")
    tablet.check("#id_verdict_1")
    tablet.click("#note")
    expect(tablet.locator("#id_comment_error")).to_be_visible()
    tablet.fill("#id_comment", "Qui anime les réunions ?")
    tablet.click("#note")
    tablet.check("#id_verdict_0")
    tablet.click("#note")
    tablet.click("#finish")
    expect(tablet.locator(".advice")).to_contain_text("Relecture terminée")
    desk.goto(f"{site}/ecole/{school.key}/relectures/")
    desk.click("text=question sur A1")
    _clean(desk)
    desk.click("[data-note] a")
    desk.fill("#id_answer", "La directrice.")
    desk.click("#answer")

    expect(desk.locator("[data-note]")).to_contain_text("La directrice.")
    assert download.value.suggested_filename == "réunion.png"
    assert Review.objects.get().reviewer == reader
    assert set(ReviewNote.objects.values_list("code", "verdict")) == {("A1", "question"), ("F1", "d-accord")}


def test_a_plan_is_written_and_its_first_action_noted_by_keyboard(site, open_browser):
    school = make_school()
    desk = open_browser()
    sign_in(desk, site, _coordinator(school).email)
    desk.goto(f"{site}/ecole/{school.key}/plan/")
    _clean(desk)

    desk.click("#edit-plan")
    desk.fill("#id_state_of_play", "Trente ordinateurs.")
    desk.click("#save-plan")
    desk.focus("#add-action")
    desk.keyboard.press("Enter")
    desk.select_option("#id_axis", "F")
    desk.fill("#id_text", "Inventorier les ordinateurs.")
    desk.fill("#id_due_on", localdate().isoformat())
    desk.click("#save-action")
    _clean(desk)
    desk.click("[data-action] a")
    _clean(desk)
    desk.check("#id_state_2")
    desk.click("#review-action")

    expect(desk.locator("[data-action].faite")).to_have_count(1)
    expect(desk.locator("svg.timeline-plot .mark-faite")).to_have_count(1)


def test_the_fullest_pages_stay_light(site, open_browser):
    school = make_school()
    declaration, plan = make_declaration(school), make_plan(school)
    for number in range(MOST_PIECES):
        make_evidence(declaration, f"{number}.png", picture("PNG", (300 + number, 200)))
    for number in range(MOST_ACTIONS):
        make_action(plan, f"Action {number}", axis="ABCDEF"[number % 6])
    desk = open_browser(viewport=DESKTOP)
    sign_in(desk, site, _coordinator(school).email)

    weights = [weigh(desk, f"{site}/ecole/{school.key}/{page}/") for page in ("label/A1", "plan", "plan/imprimer")]

    assert [weight for weight in weights if weight.elements > FEW or weight.requests > FEW_REQUESTS] == []
    assert min(ecoindex(weight) for weight in weights) > LEAST_ECOINDEX
