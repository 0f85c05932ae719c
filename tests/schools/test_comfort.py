"""Reading settings: kept for the pupil on every tablet, for the tablet before anybody signs in, and for nobody else."""

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from schools.comfort import SETTINGS, read_comfort, typed_comfort
from schools.models import Classroom, Pupil
from schools.secrets import PICTURES
from tests.pages import all_rows
from tests.plain import follow, path_of, press, send, tree, words
from tests.schools.way_in import DOOR, NAMES, TODAY, give_code
from tests.world import make_assignment, make_attempt, make_classroom, make_sitting, pupil_of, sign_in_pupil, teacher_of

COMFORT = "/eleve/confort/"
USUAL = "size-1 tight soft lively spoken"
LARGE = "size-3 airy strong calm silent"
ASKED = {"size": "size-3", "spacing": "airy", "contrast": "strong", "motion": "calm", "voice": "silent"}
FORGED = ("<script>", "size-9", "size-3 airy", '" onload="x', "SIZE-3", "é" * 500)

properties = hypothesis_settings(database=None, deadline=None, max_examples=60)


@pytest.fixture
def classroom(content) -> Classroom:
    return make_classroom(opened=True)


def look(client, address: str = TODAY) -> str:
    """Give the words that the page's root carries."""
    return tree(client.get(address, follow=True)).get("class", "")


def test_a_pupil_finds_the_settings_again_on_another_tablet(classroom):
    first, second = Client(), Client()
    sign_in_pupil(first, pupil_of(classroom))

    page = press(first, first.get(COMFORT), "keep", **ASKED)
    press(first, first.get(TODAY), "not-me")
    sign_in_pupil(second, pupil_of(classroom))

    assert (path_of(page), page.status_code) == (TODAY, 200)
    assert (look(first, NAMES), look(second)) == ("", LARGE)


def test_two_pupils_of_one_tablet_have_each_their_own(client, classroom):
    looks = []
    for number, size in ((1, "size-3"), (2, "size-2")):
        sign_in_pupil(client, pupil_of(classroom, number))
        client.post(COMFORT, {"size": size})

    for number in (1, 2, 3):
        sign_in_pupil(client, pupil_of(classroom, number))
        looks.append(look(client))

    assert looks == [USUAL.replace("size-1", "size-3"), USUAL.replace("size-1", "size-2"), ""]


def test_the_tablet_keeps_its_own_settings_before_the_sign_in_and_for_who_has_chosen_none(client, classroom):
    client.post(COMFORT, ASKED)
    before = look(client, DOOR)
    sign_in_pupil(client, pupil_of(classroom, 1))
    nothing_chosen = look(client)

    client.post(COMFORT, {"size": "size-1"})

    own = look(client)
    press(client, client.get(TODAY), "not-me")
    assert (before, nothing_chosen, own, look(client, NAMES)) == (LARGE, LARGE, USUAL, LARGE)


def test_the_tablet_s_cookie_says_nothing_about_anybody(client, classroom):
    client.post(COMFORT, ASKED)

    cookie = client.cookies["confort"]
    assert (cookie.value, cookie["httponly"], cookie["samesite"], cookie["path"]) == (LARGE, True, "Lax", "/")
    assert not Pupil.objects.exclude(comfort="").exists()


def test_a_pupil_s_settings_leave_no_cookie_behind(client, classroom):
    sign_in_pupil(client, pupil_of(classroom))

    client.post(COMFORT, ASKED)

    assert "confort" not in client.cookies


@pytest.mark.parametrize("next_one", [2, None], ids=["another pupil", "nobody"])
def test_a_form_left_open_never_writes_over_the_settings_of_the_next_one(client, classroom, next_one):
    sign_in_pupil(client, pupil_of(classroom))
    left_open = client.get(COMFORT)
    client.post(reverse("pupil_leave"))
    if next_one:
        sign_in_pupil(client, pupil_of(classroom, next_one))

    page = press(client, left_open, "keep", **ASKED)

    assert (page.status_code, tree(page).get("class")) == (200, None)
    assert not Pupil.objects.exclude(comfort="").exists()


def test_the_settings_page_shows_what_is_chosen(client, classroom):
    sign_in_pupil(client, pupil_of(classroom))
    client.post(COMFORT, ASKED)

    page = tree(client.get(COMFORT))

    assert [radio.get("value") for radio in page.xpath("//input[@type='radio'][@checked]")] == LARGE.split()


@pytest.mark.parametrize("value", FORGED)
def test_a_forged_setting_counts_as_the_usual_one(client, classroom, value):
    sign_in_pupil(client, pupil_of(classroom))

    response = client.post(COMFORT, dict.fromkeys(ASKED, value))

    assert (response.status_code, look(client)) == (302, USUAL)


@pytest.mark.parametrize("value", FORGED[:2] + FORGED[3:])
def test_a_forged_cookie_is_not_read(client, db, value):
    client.cookies["confort"] = value.encode("ascii", "replace").decode()

    page = client.get(DOOR)

    assert (page.status_code, tree(page).get("class")) == (200, None)


@properties
@given(st.text(max_size=200))
def test_whatever_is_written_only_known_words_reach_a_page(text):
    known = {choice.word for setting in SETTINGS for choice in setting.choices}

    read = read_comfort(text)

    assert set(read.split()) <= known
    assert read_comfort(read) == read
    assert typed_comfort(dict.fromkeys(ASKED, text)).split()[0].startswith("size-")


def test_all_settings_together_fit_in_their_column():
    longest = " ".join(max((choice.word for choice in setting.choices), key=len) for setting in SETTINGS)

    assert len(longest) <= Pupil._meta.get_field("comfort").max_length
    assert read_comfort(LARGE) == LARGE


def test_nobody_else_sees_a_pupil_s_settings(client, classroom):
    make_assignment(classroom)
    sign_in_pupil(client, pupil_of(classroom))
    client.post(COMFORT, ASKED)
    staff, neighbour = Client(), Client()
    staff.force_login(teacher_of(classroom))
    sign_in_pupil(neighbour, pupil_of(classroom, 2))

    pages = [staff.get(reverse(name, args=[classroom.pk])) for name in ("classroom_page", "classroom_pupils")]
    pages += [staff.get(reverse("pupil_page", args=[pupil_of(classroom).pk])), neighbour.get(TODAY)]

    assert [page.status_code for page in pages] == [200] * 4
    assert not any("size-3" in page.text or "airy" in page.text for page in pages)


def test_the_settings_lead_back_to_where_the_pupil_was(client, classroom):
    sitting = make_sitting(classroom)
    make_attempt(sitting)
    sign_in_pupil(client, pupil_of(classroom))
    question = reverse("quiz_question", args=[sitting.pk, sitting.revision.spec.questions[0].key])

    page = press(client, follow(client, client.get(question), "comfort"), "keep", size="size-2")

    assert (path_of(page), page.status_code) == (question, 200)


@pytest.mark.parametrize("wanted", ["https://ailleurs.example/", "//ailleurs.example/eleve/", "/classes/"])
def test_the_settings_lead_to_pages_of_pupils_only(client, db, wanted):
    response = client.post(COMFORT, {"suite": wanted})

    assert response["Location"] == DOOR


def test_looking_at_the_settings_writes_nothing(client, classroom):
    sign_in_pupil(client, pupil_of(classroom))
    before = all_rows()

    client.get(COMFORT)

    assert all_rows() == before


def test_every_page_of_pupils_leads_to_the_settings(client, db):
    classroom = make_classroom(opened=True)

    pages = [client.get(DOOR), give_code(client, classroom.join_code), client.get(f"{NAMES}1/")]
    pages.append(client.get(reverse("pupil_badge")))

    assert [tree(page).get_element_by_id("comfort").get("href") for page in pages] == [
        f"{COMFORT}?suite={path_of(page)}" for page in pages
    ]


def test_the_sixteen_pictures_stand_elsewhere_at_every_display(client, db):
    classroom = make_classroom(grades=("P1",), opened=True)
    give_code(client, classroom.join_code)
    page, orders = client.get(f"{NAMES}1/"), []

    for _time in range(4):
        orders.append(tuple(button.get("value") for button in tree(page).xpath("//button[@name='picture']")))
        page = client.get(f"{NAMES}1/")
    tapped = send(client, page, tree(page).forms[-1], picture="chat")

    orders.append(tuple(button.get("value") for button in tree(tapped).xpath("//button[@name='picture']")))
    assert len(set(orders)) == 5
    assert all(set(order) == set(PICTURES) for order in orders)


def test_after_a_tap_the_keyboard_is_at_the_pictures_again_and_on_none_of_them(client, db):
    classroom = make_classroom(grades=("P1",), opened=True)
    give_code(client, classroom.join_code)
    page = client.get(f"{NAMES}1/")

    tapped = send(client, page, tree(page).forms[-1], picture="chat")

    held = tree(tapped).xpath("//*[@autofocus]")
    assert [(element.tag, element.get("role"), element.get("tabindex")) for element in held] == [("div", "group", "-1")]


def test_the_youngest_see_short_words_for_who_they_are_not(client, content):
    young, older = make_classroom(grades=("P1",), opened=True), make_classroom(grades=("P5",), opened=True)
    texts = []

    for classroom in (young, older):
        sign_in_pupil(client, pupil_of(classroom))
        texts.append(words(client.get(TODAY)).partition(" 1 ")[0])

    assert [text.split(" 1")[0] for text in texts] == ["Pas moi", "Ce n’est pas moi"]
