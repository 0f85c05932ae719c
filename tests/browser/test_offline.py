"""Cuts, lost replies, closings and expired sessions, as a pupil meets them."""

import re

from playwright.sync_api import expect

from quizzes.models import Answer, Attempt, Position
from quizzes.services import close_sitting
from schools.models import Role
from schools.secrets import pin_of
from tests.browser.conftest import DESKTOP
from tests.browser.steps import choose, enter_as, give_secret, go_on, sign_in, start_quiz
from tests.world import PASSWORD, make_classroom, make_school, make_sitting, make_user, pupil_of


def test_an_answer_given_during_a_network_cut_waits_and_is_stored_once(site, open_browser):
    classroom = make_classroom(opened=True)
    make_sitting(classroom)
    page = open_browser()
    enter_as(page, site, classroom, pupil_of(classroom))
    start_quiz(page)

    expect(page.locator("#way-out")).to_be_hidden()
    page.context.set_offline(True)
    page.locator(".tile").first.click()
    page.click("#send")
    expect(page.locator("#save-state")).to_contain_text("attente")
    before = Answer.objects.count()
    page.context.set_offline(False)
    expect(page.locator("#next")).to_be_visible(timeout=15_000)

    assert before == 0
    assert Answer.objects.count() == 1


def test_a_reply_lost_after_the_commit_doubles_nothing(site, open_browser):
    classroom = make_classroom(opened=True)
    make_sitting(classroom)
    page = open_browser()
    enter_as(page, site, classroom, pupil_of(classroom))
    start_quiz(page)
    lost = []

    def lose_the_first_reply(route):
        if lost:
            route.continue_()
            return
        lost.append(route.fetch())
        route.abort()

    page.route("**/eleve/reponses/", lose_the_first_reply)
    page.locator(".tile").first.click()
    page.click("#send")
    expect(page.locator("#next")).to_be_visible(timeout=15_000)

    assert lost[0].status == 200
    assert Answer.objects.count() == 1


def test_an_answer_sent_after_the_session_expired_is_kept_and_found_again(site, open_browser):
    classroom = make_classroom(opened=True)
    make_sitting(classroom)
    pupil = pupil_of(classroom)
    page = open_browser()
    enter_as(page, site, classroom, pupil)
    start_quiz(page)

    page.context.clear_cookies()
    page.locator(".tile").first.click()
    page.click("#send")
    page.click("#outbox-door a")
    page.wait_for_url(re.compile(r"/eleve/\?suite="))
    page.fill("#id_code", classroom.join_code)
    page.click("#enter")
    page.click(".names a >> nth=0")
    page.fill("#pin", pin_of(pupil))
    page.click("#enter")

    expect(page.locator("#next")).to_be_visible()
    assert Answer.objects.count() == 1


def test_two_pupils_of_one_tablet_keep_their_own_answers_through_an_outage(site, open_browser):
    classroom = make_classroom(opened=True)
    make_sitting(classroom)
    page = open_browser()
    page.route("**/eleve/reponses/", lambda route: route.abort())

    for number in (1, 2):
        if number == 1:
            enter_as(page, site, classroom, pupil_of(classroom, number))
        else:
            page.on("dialog", lambda dialog: dialog.accept())
            page.click("#not-me")
            page.click(".names a >> nth=1")
            give_secret(page, classroom, pupil_of(classroom, number))
        start_quiz(page)
        page.locator(".tile").first.click()
        page.click("#send")
        expect(page.locator("#save-state")).to_contain_text("attente")
    before = Answer.objects.count()
    page.unroute("**/eleve/reponses/")
    expect(page.locator("#next")).to_be_visible(timeout=15_000)

    assert before == 0
    assert sorted(Answer.objects.values_list("attempt__pupil__number", flat=True)) == [1, 2]


def test_a_pupil_whose_quiz_closes_is_told_and_shown_the_way_out(site, open_browser):
    classroom = make_classroom(grades=("S1",), opened=True)
    sitting = make_sitting(classroom, "sq08-histoires")
    page = open_browser()
    enter_as(page, site, classroom, pupil_of(classroom))
    start_quiz(page)
    close_sitting(sitting=sitting)

    page.locator(".tile").first.click()
    page.click("#send")
    expect(page.locator("#answer-error")).to_contain_text("ne peut plus être prise")
    page.click("#way-out a")

    page.wait_for_url("**/fin/")
    assert Position.objects.count() == 0


def test_the_whole_quiz_goes_on_without_the_network_and_is_explained_when_it_comes_back(site, open_browser):
    classroom = make_classroom(opened=True)
    sitting = make_sitting(classroom)
    page = open_browser()
    enter_as(page, site, classroom, pupil_of(classroom))
    start_quiz(page)
    page.wait_for_load_state("networkidle")

    page.context.set_offline(True)
    while not page.locator("#local-end").count():
        choose(page)
        page.click("#send")
        go_on(page, "#onward")
    states = page.locator("[data-state]").all_inner_texts()
    before = Answer.objects.count()
    page.context.set_offline(False)
    expect(page.get_by_text("Te voilà au bout")).to_be_visible(timeout=40_000)
    page.get_by_label("Question 1", exact=True).click()
    expect(page.locator(".result")).to_be_visible()

    assert (before, len(states)) == (0, len(sitting.revision.spec.questions))
    assert all("attente" in state for state in states)
    assert Attempt.objects.get().finished_at is not None
    assert Attempt.objects.get().waiting == 0


def test_going_back_without_the_network_shows_what_was_chosen(site, open_browser):
    classroom = make_classroom(opened=True)
    make_sitting(classroom)
    page = open_browser()
    enter_as(page, site, classroom, pupil_of(classroom))
    start_quiz(page)
    page.wait_for_load_state("networkidle")

    page.context.set_offline(True)
    page.locator(".tile").nth(1).click()
    page.click("#send")
    page.click("#onward")
    page.click("#back")

    expect(page.locator(".tile input").nth(1)).to_be_checked()
    expect(page.locator(".tile input").nth(1)).to_be_disabled()


def test_a_pupil_gives_the_teacher_a_file_of_what_cannot_leave(site, open_browser):
    school = make_school(key="ecole-des-essais")
    teacher = make_user(school, Role.TEACHER)
    teacher.set_password(PASSWORD)
    teacher.save()
    classroom = make_classroom(teacher, opened=True)
    make_sitting(classroom)
    page, desk = open_browser(), open_browser(viewport=DESKTOP)
    enter_as(page, site, classroom, pupil_of(classroom))
    start_quiz(page)
    page.route("**/eleve/reponses/", lambda route: route.abort())

    page.locator(".tile").first.click()
    page.click("#send")
    with page.expect_download(timeout=40_000) as download:
        page.click("#outbox-make", timeout=40_000)
    sign_in(desk, site, teacher.email)
    desk.goto(f"{site}/classes/{classroom.pk}/reponses/")
    desk.set_input_files("#id_file", download.value.path())
    desk.click("#bring")
    expect(desk.locator("[data-outcome]")).to_contain_text("nouvelles : 1")
    page.unroute("**/eleve/reponses/")
    expect(page.locator("#next")).to_be_visible(timeout=40_000)

    assert Answer.objects.count() == 1
