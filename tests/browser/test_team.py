"""A coordinator invites a colleague, who joins; a federation's export gathers itself while its reader looks on."""

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from progress.nudges import nudge_classes
from schools.models import Invitation, User
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_pages import _cookies, _problems
from tests.world import make_classroom, make_coordinator, make_organisation, make_reader, make_school, make_teacher

PHRASE = "une phrase qui se retient"


def signed_in(user, site):
    client = Client()
    client.force_login(user)
    return _cookies(client, site)


@pytest.mark.parametrize("javascript", [True, False], ids=["with-scripts", "without"])
def test_a_colleague_joins_by_the_link_that_the_coordinator_copies(site, open_browser, javascript):
    school = make_school(name="École du Beffroi")
    host = open_browser(viewport=DESKTOP, javascript=javascript, cookies=signed_in(make_coordinator(school), site))
    guest = open_browser(viewport=PHONE, javascript=javascript)

    host.goto(f"{site}{reverse('school_team', args=[school.key])}")
    host.click("#invite")
    faults = _problems(host) if javascript else []
    guest.goto(host.input_value("#link"))
    faults += _problems(guest) if javascript else []
    guest.fill("#id_name", "Ada")
    guest.fill("#id_email", "ada@example.org")
    guest.fill("#id_password", PHRASE)
    guest.click("#join")

    expect(guest.locator(".messages")).to_contain_text("École du Beffroi")
    assert guest.url == f"{site}/classes/"
    assert faults == []
    assert User.objects.get(email="ada@example.org").check_password(PHRASE)
    assert Invitation.objects.get().accepted_by.name == "Ada"


def test_an_export_gathers_itself_until_its_files_are_there(site, open_browser):
    organisation = make_organisation(*(make_school() for _place in range(12)))
    page = open_browser(viewport=PHONE, cookies=signed_in(make_reader(organisation), site))

    page.goto(f"{site}/federation/")
    page.click("#ask")
    faults = _problems(page)
    expect(page.locator("#digest")).to_be_visible()

    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    lines = download.value.path().read_text("utf-8-sig").splitlines()
    assert len(lines) == 1 + 12
    assert faults == []


def test_a_kind_word_is_read_on_the_class_page_and_put_away(site, open_browser):
    school = make_school()
    teacher = make_teacher(school)
    classroom = make_classroom(teacher)
    nudge_classes(classrooms=[classroom], user=make_coordinator(school))
    page = open_browser(viewport=PHONE, cookies=signed_in(teacher, site))

    page.goto(f"{site}{reverse('classroom_page', args=[classroom.pk])}")
    faults = _problems(page)
    page.click("#nudge-seen")

    expect(page.locator("[data-nudge]")).to_have_count(0)
    assert faults == []
