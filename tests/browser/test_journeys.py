"""A class lives a sequence, from the teacher's sign-in to the school's dossier."""

import io
import json
import zipfile

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from quizzes.models import Answer, Attempt
from schools.models import Classroom, Role
from schools.secrets import badge_of
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.steps import answer_question, enter_as, give_secret, go_on, sign_in, start_quiz, take_quiz
from tests.world import (
    PASSWORD,
    make_assignment,
    make_classroom,
    make_school,
    make_sitting,
    make_user,
    pupil_of,
)

QUESTIONS = 10


def _with_password(user):
    user.set_password(PASSWORD)
    user.save()
    return user


def test_a_class_lives_a_sequence_from_sign_in_to_the_dossier(site, open_browser):
    school = make_school(key="ecole-des-essais")
    teacher = _with_password(make_user(school, Role.TEACHER))
    coordinator = _with_password(make_user(school, Role.COORDINATOR))
    desk = open_browser(viewport=DESKTOP)

    sign_in(desk, site, teacher.email)
    desk.click("text=Créer ma première classe")
    desk.fill("#id_label", "P5 « Les Curieux »")
    desk.check("input[value=P5]")
    desk.fill("#id_headcount", "3")
    desk.click("#create")
    desk.fill("#id_nicknames", "Zoé\nD’Artagnan\nMila 🐌")
    desk.click("#save-list")
    expect(desk.locator("[data-pupil]")).to_have_count(3)
    desk.goto(f"{site}/sequences/sq05/")
    desk.click("#assign")
    desk.locator("[data-step=enquete] summary, [data-step=enquete] form").first.wait_for()
    classroom = Classroom.objects.get()
    quiz_step = next(step for step in classroom.assignments.get().revision.spec.steps if step.quiz)
    line = desk.locator(f"[data-step={quiz_step.key}]")
    line.locator("summary").click()
    line.locator(f"#launch-{quiz_step.key}").click()
    desk.click("#open")
    expect(desk.locator(".code")).to_be_visible()
    classroom.refresh_from_db()
    for number in (1, 2, 3):
        tablet = open_browser()
        enter_as(tablet, site, classroom, pupil_of(classroom, number))
        start_quiz(tablet)
        assert take_quiz(tablet) == QUESTIONS
    desk.click("text=Suivre la classe")
    expect(desk.locator("td.state-fini")).to_have_count(3)
    assignment = classroom.assignments.get()
    for step in assignment.revision.spec.steps:
        desk.goto(f"{site}/attributions/{assignment.pk}/")
        record = desk.locator(f"#record-{step.key}")
        if not record.is_visible():
            desk.locator(f"[data-step={step.key}] summary").click()
        desk.fill(f"#id_{step.key}_present", "3")
        record.click()
        expect(desk.locator(f"[data-step={step.key}] .sticker")).to_have_count(1)
    worksheet = desk.request.get(f"{site}/sequences/sq05/fiche.pdf")
    office = open_browser(viewport=DESKTOP)
    sign_in(office, site, coordinator.email)
    office.goto(f"{site}/ecole/")
    office.click("#as-table")
    expect(office.locator("[data-classroom]")).to_contain_text("Terminé")
    dossier = office.request.get(f"{site}/ecole/ecole-des-essais/dossier.zip")

    archive = zipfile.ZipFile(io.BytesIO(dossier.body()))
    criteria = {row["code"]: row for row in json.loads(archive.read("criteres.json"))["critères"]}
    assert Answer.objects.count() == 3 * QUESTIONS
    assert worksheet.body().startswith(b"%PDF-")
    assert (criteria["C1"]["numérateur"], criteria["C1"]["dénominateur"]) == (1, 1)
    assert "Artagnan" not in archive.read("criteres.json").decode()


@pytest.mark.parametrize(
    ("quiz", "grade"),
    [
        ("sq02-images", "P1"),
        ("sq05-quiz", "P5"),
        ("sq06-quiz", "P6"),
        ("sq07-quiz", "S1"),
        ("sq08-histoires", "S1"),
        ("histoires-p56-appareils", "P6"),
    ],
)
def test_a_pupil_without_javascript_answers_every_question(site, open_browser, quiz, grade):
    classroom = make_classroom(grades=(grade,), opened=True)
    sitting = make_sitting(classroom, quiz)
    page = open_browser(viewport=PHONE, javascript=False)

    enter_as(page, site, classroom, pupil_of(classroom))
    start_quiz(page)
    answered = take_quiz(page)

    assert answered == len(sitting.revision.spec.questions)
    assert Attempt.objects.get(sitting=sitting).finished_at is not None


def test_a_double_tap_back_and_reload_change_nothing(site, open_browser):
    classroom = make_classroom(opened=True)
    make_sitting(classroom)
    page = open_browser()
    enter_as(page, site, classroom, pupil_of(classroom))
    start_quiz(page)

    page.locator(".tile").first.click()
    page.dblclick("#send")
    expect(page.locator("#next")).to_be_visible()
    page.go_back()
    page.reload()
    page.go_forward()
    page.reload()

    assert Answer.objects.count() == 1


def test_a_second_tablet_shows_the_same_state(site, open_browser):
    classroom = make_classroom(opened=True)
    sitting = make_sitting(classroom)
    first, second = open_browser(), open_browser(viewport=PHONE)
    for page in (first, second):
        enter_as(page, site, classroom, pupil_of(classroom))
    start_quiz(first)
    start_quiz(second)

    answer_question(first)
    second.locator(".tile").nth(1).click()
    second.click("#send")
    expect(second.locator("#next")).to_be_visible()

    assert Attempt.objects.filter(sitting=sitting).count() == 1
    assert Answer.objects.count() == 1
    assert first.locator(".tile").all_inner_texts() == second.locator(".tile").all_inner_texts()


def test_the_next_pupil_is_in_by_two_taps_and_sees_nothing_of_the_first(site, open_browser):
    classroom = make_classroom(opened=True, grades=("P1",))
    make_sitting(classroom, "sq02-images")
    page = open_browser()
    enter_as(page, site, classroom, pupil_of(classroom, 1))
    start_quiz(page)
    answer_question(page)

    page.click("#not-me")
    page.click(".names a >> nth=1")
    give_secret(page, classroom, pupil_of(classroom, 2))

    expect(page.locator("[data-start]")).to_have_text("Commencer")


def test_the_ordering_question_works_by_keyboard(site, open_browser):
    classroom = make_classroom(opened=True)
    make_sitting(classroom)
    page = open_browser()
    enter_as(page, site, classroom, pupil_of(classroom))
    start_quiz(page)
    while not page.locator("#order").count():
        answer_question(page)
        go_on(page, "#next")
    words = page.locator("#order .words")
    before = words.all_inner_texts()

    page.locator("button[data-move='1']").first.focus()
    page.keyboard.press("Enter")
    after = words.all_inner_texts()
    page.locator("#send").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#next")).to_be_visible()

    assert after == [before[1], before[0], *before[2:]]


def test_the_library_filters_at_once_and_keeps_its_address(site, open_browser):
    page = open_browser(viewport=DESKTOP)
    page.goto(f"{site}/sequences/")

    page.select_option("#id_band", "S1-S2")
    expect(page.locator("[data-sequence]")).to_have_count(2)
    page.go_back()
    page.wait_for_load_state()

    expect(page.locator("[data-sequence]")).to_have_count(12)


def test_a_badge_lets_its_pupil_in_and_leaves_no_token_in_the_address(site, open_browser):
    classroom = make_classroom(opened=True)
    make_assignment(classroom)
    page = open_browser()

    token = badge_of(pupil_of(classroom, 2))
    page.goto(f"{site}/eleve/badge/#{token}")
    page.wait_for_url("**/aujourdhui/")

    assert token not in page.url
    expect(page.locator(".pupil-head strong")).to_contain_text("2")


def test_a_list_sent_after_the_sign_in_has_expired_is_still_there(site, open_browser):
    school = make_school(key="ecole-des-essais")
    teacher = _with_password(make_user(school, Role.TEACHER))
    classroom = make_classroom(teacher, headcount=3)
    desk = open_browser(viewport=DESKTOP)
    sign_in(desk, site, teacher.email)
    desk.goto(f"{site}/classes/{classroom.pk}/eleves/")
    Session.objects.all().delete()

    desk.fill("#id_nicknames", "Zoé\nD’Artagnan\nMila 🐌")
    desk.click("#save-list")
    desk.fill("#id_username", teacher.email)
    desk.fill("#id_password", PASSWORD)
    desk.click("#enter")

    expect(desk.locator("#id_nicknames")).to_have_value("Zoé\nD’Artagnan\nMila 🐌")
    desk.click("#save-list")
    expect(desk.locator("[data-pupil]")).to_have_count(3)
    assert set(classroom.pupils.values_list("nickname", flat=True)) == {"Zoé", "D’Artagnan", "Mila 🐌"}
