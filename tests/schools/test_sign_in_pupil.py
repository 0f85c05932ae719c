"""The pupils' way in: class code, own number, then pictures, PIN or badge."""

import re
from datetime import timedelta
from urllib.parse import urljoin, urlsplit

import pytest
from django.urls import reverse
from django.utils.timezone import now

from schools.models import Classroom
from schools.secrets import PICTURES, badge_of, pictures_of, pin_of
from schools.services import close_session, open_session, remove_pupil
from tests.plain import links, path_of, press, send, tree
from tests.schools.way_in import DOOR, NAMES, TODAY, failures_of, give_code, give_pin, is_in, wrong_pin
from tests.world import make_classroom, pupil_of, sign_in_pupil


@pytest.fixture
def classroom(db) -> Classroom:
    return make_classroom(opened=True)


@pytest.fixture
def pupil(classroom):
    return pupil_of(classroom)


def test_a_pupil_comes_in_by_code_number_and_pin(client, classroom, pupil):
    door = client.get(DOOR)
    names = press(client, door, "enter", code=classroom.join_code)
    secret = client.get(next(link for link in links(names) if link.startswith(f"{NAMES}1/")))

    today = press(client, secret, "enter", pin=pin_of(pupil))

    assert [path_of(page) for page in (door, names, secret, today)] == [DOOR, NAMES, f"{NAMES}1/", TODAY]
    assert (today.status_code, today.context["pupil"]) == (200, pupil)


def test_a_pupil_comes_in_by_four_taps_on_pictures(client, db):
    classroom = make_classroom(grades=("P1",), opened=True)
    pupil = pupil_of(classroom)
    give_code(client, classroom.join_code)
    page = client.get(reverse("pupil_secret", args=[1]))

    for name in pictures_of(pupil):
        page = send(client, page, tree(page).forms[-1], picture=name)

    assert (path_of(page), page.context["pupil"]) == (TODAY, pupil)


def test_a_pupil_comes_in_by_the_badge_alone(client, pupil):
    page = client.get(reverse("pupil_badge"))

    today = send(client, page, tree(page).get_element_by_id("badge-form"), token=badge_of(pupil))

    assert (path_of(today), today.context["pupil"]) == (TODAY, pupil)


def test_the_grid_of_pictures_offers_all_sixteen_at_every_tap(client, db):
    classroom = make_classroom(grades=("P1",), opened=True)
    give_code(client, classroom.join_code)
    first = client.get(reverse("pupil_secret", args=[1]))

    second = send(client, first, tree(first).forms[-1], picture="chat")

    offered = [{button.get("value") for button in tree(page).iter("button")} - {None} for page in (first, second)]
    assert offered == [set(PICTURES), set(PICTURES)]


def test_the_way_in_ends_where_the_pupil_wanted_to_go(client, classroom, pupil):
    wanted = "/eleve/aujourdhui/?retour=1"
    page = client.get(DOOR, {"suite": wanted})
    names = press(client, page, "enter", code=classroom.join_code)
    secret = client.get(next(link for link in links(names) if link.startswith(f"{NAMES}1/")))

    arrived = press(client, secret, "enter", pin=pin_of(pupil))

    assert arrived.wsgi_request.get_full_path() == wanted


@pytest.mark.parametrize(
    "spell",
    [
        str.lower,
        str.upper,
        lambda code: f"{code[:4]} {code[4:]}",
        lambda code: f"{code[:4]}-{code[4:]}",
        lambda code: f"  {' '.join(code)}  ",
        lambda code: f"{code[:2]}\u202f{code[2:5]}\u00a0–{code[5:]}".lower(),
    ],
    ids=["lower", "upper", "space", "hyphen", "spaced", "typeset"],
)
def test_a_code_opens_however_it_is_written(client, classroom, spell):
    page = give_code(client, spell(classroom.join_code))

    assert path_of(page) == NAMES


def test_a_code_that_opens_nothing_is_answered_alike_whatever_the_reason(client, db):
    closed, expired = make_classroom(opened=True), make_classroom(opened=True)
    codes = {"unknown": "ZZZZ2222", "closed": closed.join_code, "expired": expired.join_code}
    close_session(classroom=closed)
    Classroom.objects.filter(pk=expired.pk).update(open_until=now() - timedelta(seconds=1))
    codes |= {"short": "AB2", "long": "ABCDEFGH2", "signs": "«@#»", "zeros": "00000000", "formula": "=A1&'<b>'"}

    answers = {kind: client.post(DOOR, {"code": code}) for kind, code in codes.items()}

    bodies = {_without_echo(page.text) for page in answers.values()}
    assert {page.status_code for page in answers.values()} == {422}
    assert len(bodies) == 1


def _without_echo(text: str) -> str:
    """Take out what differs by itself: the form's token and the code that was typed."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", text)
    return re.sub(r'(name="code") value="[^"]*"', r"\1", text)


def test_a_refused_code_is_still_in_its_field(client, db):
    page = client.post(DOOR, {"code": "<b>2222"})

    assert tree(page).get_element_by_id("id_code").value == "<b>2222"


def test_the_numbers_of_a_class_are_shown_to_nobody_without_its_code(client, classroom):
    page = client.get(NAMES, follow=True)

    assert path_of(page) == DOOR


def test_a_number_that_is_not_in_the_class_is_not_found(client, classroom, pupil):
    remove_pupil(pupil=pupil)
    give_code(client, classroom.join_code)

    statuses = [client.get(reverse("pupil_secret", args=[number])).status_code for number in (0, 1, 2, 61)]

    assert statuses == [404, 404, 200, 404]


def test_a_wrong_secret_says_so_and_lets_the_pupil_try_again(client, classroom, pupil):
    give_code(client, classroom.join_code)

    page = give_pin(client, pupil, wrong_pin(pupil))

    assert (path_of(page), page.context["missed"], page.context["waits"]) == (f"{NAMES}1/", True, 0)
    assert path_of(press(client, page, "enter", pin=pin_of(pupil))) == TODAY


def test_wrong_pictures_are_answered_after_the_fourth_and_not_before(client, db):
    classroom = make_classroom(grades=("P1",), opened=True)
    pupil = pupil_of(classroom)
    give_code(client, classroom.join_code)
    page, counts = client.get(reverse("pupil_secret", args=[1])), []

    for name in reversed(pictures_of(pupil)):
        page = send(client, page, tree(page).forms[-1], picture=name)
        counts.append(failures_of(pupil))

    assert (counts, page.context["missed"]) == ([0, 0, 0, 1], True)


def test_a_pupil_who_leaves_the_class_is_signed_out(client, pupil):
    sign_in_pupil(client, pupil)

    remove_pupil(pupil=pupil)

    assert not is_in(client)


def test_closing_the_class_signs_its_pupils_out(client, classroom, pupil):
    sign_in_pupil(client, pupil)

    close_session(classroom=classroom)

    assert not is_in(client)


def test_opening_the_class_again_brings_no_old_session_back(client, classroom, pupil):
    sign_in_pupil(client, pupil)
    give_code(client, classroom.join_code)
    close_session(classroom=classroom)

    open_session(classroom=classroom)

    assert not is_in(client)
    assert path_of(client.get(NAMES, follow=True)) == DOOR


def test_the_end_of_the_opening_signs_pupils_out_and_voids_badges(client, classroom, pupil):
    sign_in_pupil(client, pupil)
    Classroom.objects.update(open_until=now() - timedelta(seconds=1))

    page = client.post(reverse("pupil_badge"), {"token": badge_of(pupil)})

    assert (page.status_code, is_in(client)) == (422, False)


def test_a_class_stays_open_four_hours_at_most(classroom):
    left = classroom.open_until - now()

    assert timedelta(hours=3, minutes=59) < left <= timedelta(hours=4)


def test_a_cookie_that_was_written_by_hand_opens_nothing(client, classroom, pupil):
    client.cookies["eleve"] = f"{pupil.pk}:{classroom.opening}:{pupil.secret_version}"
    client.cookies["porte"] = f"{classroom.pk}:{classroom.opening}"

    pages = [path_of(client.get(address, follow=True)) for address in (TODAY, NAMES)]

    assert pages == [DOOR, DOOR]


def test_not_me_shows_the_numbers_and_signs_the_pupil_out(client, pupil):
    sign_in_pupil(client, pupil)
    today = client.get(TODAY)

    page = press(client, today, "not-me")

    assert (path_of(page), page.status_code, is_in(client)) == (NAMES, 200, False)


def test_the_next_pupil_is_two_taps_and_a_secret_away(client, classroom, pupil):
    sign_in_pupil(client, pupil)
    names = press(client, client.get(TODAY), "not-me")
    secret = client.get(next(link for link in links(names) if link.startswith(f"{NAMES}2/")))

    page = press(client, secret, "enter", pin=pin_of(pupil_of(classroom, 2)))

    assert (path_of(page), page.context["pupil"].number) == (TODAY, 2)


def test_not_me_leaves_to_the_next_pupil_nothing_of_the_first(client, content, classroom, pupil):
    classroom.pupils.filter(pk=pupil.pk).update(nickname="Zébulon")
    sign_in_pupil(client, pupil_of(classroom))
    press(client, client.get(TODAY), "not-me")
    give_pin(client, pupil_of(classroom, 2), pin_of(pupil_of(classroom, 2)))

    pages = [client.get(TODAY), client.get(reverse("pupil_badge")), client.get("/eleve/nulle-part/")]

    assert not any("Zébulon" in page.text or str(pupil.pk) in page.text for page in pages)
    assert not any(str(pupil.pk) in cookie.value for cookie in client.cookies.values())


BAD_DESTINATIONS = (
    "https://ailleurs.example/eleve/",
    "//ailleurs.example/eleve/",
    "///ailleurs.example",
    "\\\\ailleurs.example",
    "/\\ailleurs.example",
    "http:ailleurs.example",
    "javascript:alert(1)",
    "/connexion/",
    "/classes/",
    "eleve/aujourdhui/",
    "/eleves/",
    "/eleve",
    " /eleve/aujourdhui/",
    "\t//ailleurs.example/eleve/",
    "https://testserver/eleve/",
)
CLIMBING = ("/eleve/../connexion/", "/eleve/..\\connexion/", "/eleve/%2e%2e/connexion/", "/eleve/a/../../classes/")


@pytest.mark.parametrize("wanted", BAD_DESTINATIONS)
def test_the_way_in_leads_to_pages_of_pupils_only(client, classroom, pupil, wanted):
    badge = client.post(reverse("pupil_badge"), {"token": badge_of(pupil), "suite": wanted})
    signed_in = client.get(DOOR, {"suite": wanted})
    client.cookies.clear()
    code = client.post(DOOR, {"code": classroom.join_code, "suite": wanted})
    pin = client.post(f"{NAMES}1/", {"pin": pin_of(pupil), "suite": wanted})

    assert [response["Location"] for response in (badge, signed_in, code, pin)] == [TODAY, TODAY, NAMES, TODAY]


@pytest.mark.parametrize("wanted", CLIMBING)
def test_the_way_in_does_not_climb_out_of_the_pupils_pages(client, pupil, wanted):
    response = client.post(reverse("pupil_badge"), {"token": badge_of(pupil), "suite": wanted})

    assert _as_a_browser_goes(response["Location"]).startswith("/eleve/")


def _as_a_browser_goes(location: str) -> str:
    """Resolve an address as the URL standard says: backslashes are slashes, and %2e is a dot."""
    plain = location.replace("\\", "/").replace("%5C", "/").replace("%2e", ".").replace("%2E", ".")
    return urlsplit(urljoin("http://testserver/eleve/badge/", plain)).path
