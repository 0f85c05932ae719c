"""What every answer of the product carries: strict headers, quiet caches, guarded cookies, no inline code."""

import re
from collections.abc import Iterator

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from lxml.html import HtmlElement

from quizzes.models import Attempt
from tests.pages import address, every_outcome
from tests.plain import tree
from tests.whole_world import World, make_world
from tests.world import PASSWORD, make_attempt, make_classroom, make_sitting, make_user, pupil_of, sign_in_pupil

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
    "manifest-src": "'self'",
    "worker-src": "'self'",
}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
FILES_OF_SCHOOLS = {"evidence_file", "evidence_thumbnail", "review_file", "review_thumbnail"}
NOTHING_RUNS = {"default-src": "'none'", "sandbox": ""}
SENSORS = {"camera", "geolocation", "microphone", "payment", "usb"}
READS_BADGES = re.compile(r"pupil_badge \(|bad badge")
LEFTOVERS = re.compile(r"\{\{|\{%|\{#")


@pytest.fixture
def world(content):
    return make_world()


@pytest.fixture
def answers_of_all(world) -> list[tuple[str, HttpResponse]]:
    """Every page in each of its outcomes, and those that need a step before them."""
    return [*every_outcome(world), *_after_the_code(), *_open_questions(), *_refused(world)]


def _after_the_code() -> Iterator[tuple[str, HttpResponse]]:
    """The numbers and the secrets of a class of the youngest and of one that uses PINs."""
    for grade in ("P1", "P5"):
        client, classroom = Client(), make_classroom(grades=(grade,), opened=True)
        client.post(reverse("pupil_door"), {"code": classroom.join_code})
        yield f"names {grade}", client.get(reverse("pupil_names"))
        yield f"secret {grade}", client.get(reverse("pupil_secret", args=[1]))


def _open_questions() -> Iterator[tuple[str, HttpResponse]]:
    """Every question of every shipped quiz, before its answer."""
    for quiz in ("sq02-images", "sq05-quiz", "sq08-histoires"):
        client, attempt = _started(quiz)
        for question in attempt.sitting.revision.spec.questions:
            yield (
                f"question {question.key}",
                client.get(reverse("quiz_question", args=[attempt.sitting_id, question.key])),
            )


def _started(quiz: str) -> tuple[Client, Attempt]:
    client, classroom = Client(), make_classroom(grades=("P5",), opened=True)
    attempt = make_attempt(make_sitting(classroom, quiz))
    sign_in_pupil(client, pupil_of(classroom))
    return client, attempt


def _refused(world: World) -> Iterator[tuple[str, HttpResponse]]:
    """Pages that answer a refusal."""
    client = world.clients["teacher"]
    yield "404", client.get("/nulle-part/")
    yield "bad class", client.post(reverse("classroom_new"), {"label": "", "headcount": "beaucoup"})
    yield "bad list", client.post(address("classroom_pupils", world), {"nicknames": " "})
    yield "bad record", client.post(address("step_record", world), {"mode": "papier", "present": "61"})
    yield "bad sign-in", Client().post(reverse("sign_in"), {"username": "x@example.org", "password": "faux"})
    yield "bad code", Client().post(reverse("pupil_door"), {"code": "ZZZZ ZZZZ"})
    yield "bad badge", Client().post(reverse("pupil_badge"), {"token": "faux"})
    yield "bad ticket", Client().post(reverse("answers"), {"ticket": "faux"})
    yield "bad host", Client(headers={"host": "ailleurs.example"}).get("/")
    yield "no token", Client(enforce_csrf_checks=True).post(reverse("pupil_door"), {"code": "ZZZZ ZZZZ"})


def _html(responses: list[tuple[str, HttpResponse]]) -> list[tuple[str, HttpResponse]]:
    return [(name, page) for name, page in responses if page["Content-Type"].startswith("text/html") and page.content]


def _policy(response: HttpResponse) -> dict[str, str]:
    directives = (part.strip().partition(" ") for part in response["Content-Security-Policy"].split(";"))
    return {name: sources for name, _space, sources in directives if name}


def test_every_answer_carries_the_strict_policy_and_files_of_schools_a_stricter_one(answers_of_all):
    other = {name: _policy(response) for name, response in answers_of_all if _policy(response) != POLICY}

    assert {name.partition(" (")[0] for name in other} == FILES_OF_SCHOOLS
    assert all(policy == NOTHING_RUNS for policy in other.values())


def test_every_answer_carries_the_strict_headers(answers_of_all):
    found = {name: {header: response.get(header) for header in HEADERS} for name, response in answers_of_all}

    assert {name: headers for name, headers in found.items() if headers != HEADERS} == {}


def test_every_answer_switches_the_sensors_off(answers_of_all):
    off = {
        name: set(re.findall(r"([a-z-]+)=\(\)", response["Permissions-Policy"])) for name, response in answers_of_all
    }

    bare = {name: SENSORS - features for name, features in off.items() if not features >= SENSORS}
    assert {name: left for name, left in bare.items() if not READS_BADGES.match(name)} == {}
    assert set(map(frozenset, bare.values())) == {frozenset({"camera"})}


def test_the_page_that_reads_badges_keeps_the_camera_to_itself(client, db):
    page = client.get(reverse("pupil_badge"))

    assert re.findall(r"([a-z-]+)=\(([^)]+)\)", page["Permissions-Policy"]) == [("camera", "self")]


def test_no_answer_stays_in_a_cache(answers_of_all):
    kept = [name for name, response in answers_of_all if "no-store" not in response["Cache-Control"]]

    assert kept == []


def test_no_page_holds_inline_code(answers_of_all):
    inline = {name: _inline(tree(page)) for name, page in _html(answers_of_all)}

    assert {name: found for name, found in inline.items() if found} == {}


def _inline(page: HtmlElement) -> list[str]:
    """Give what the policy would block: code and styles that stand in the page."""
    found = [element.tag for element in page.iter("script", "style") if element.tag == "style" or element.text]
    for element in page.iter():
        for name, value in element.items():
            if name == "style" or name.startswith(("on", "hx-on")) or value.strip().startswith("javascript:"):
                found.append(f"{element.tag} {name}")
    return found


def test_no_page_shows_the_marks_of_its_template(answers_of_all):
    leftovers = {name: LEFTOVERS.findall(page.text) for name, page in _html(answers_of_all)}

    assert {name: found for name, found in leftovers.items() if found} == {}


def test_every_script_and_style_sheet_comes_from_the_product(answers_of_all):
    foreign = {
        f"{name}: {address}"
        for name, page in _html(answers_of_all)
        for element in tree(page).iter("script", "link", "img", "iframe")
        if not (address := element.get("src") or element.get("href") or "").startswith(
            ("/static/", "data:", "/manifest.webmanifest")
        )
        and not (address.startswith("/") and address.endswith("/vignette/"))
    }

    assert foreign == set()


def test_cookies_of_adults_are_out_of_reach_of_scripts_and_of_other_sites(client, db):
    user = make_user()
    user.set_password(PASSWORD)
    user.save()
    client.get(reverse("sign_in"))

    client.post(reverse("sign_in"), {"username": user.email, "password": PASSWORD})

    assert _guards(client) == {"session": (True, "Lax", "/"), "csrf": (True, "Lax", "/")}


def test_cookies_of_pupils_are_out_of_reach_of_scripts_and_of_other_sites(client, db):
    classroom = make_classroom(opened=True)
    client.post(reverse("pupil_door"), {"code": classroom.join_code})
    door = _guards(client)

    sign_in_pupil(client, pupil_of(classroom))

    assert door == {"porte": (True, "Lax", "/")}
    assert _guards(client)["eleve"] == (True, "Lax", "/")


def test_cookies_of_pupils_travel_encrypted_where_the_site_is(client, db, settings):
    settings.HTTPS, settings.COOKIE_PREFIX, settings.PUPIL_COOKIE_NAME = True, "__Host-", "__Host-eleve"
    classroom = make_classroom(opened=True)
    client.post(reverse("pupil_door"), {"code": classroom.join_code})

    sign_in_pupil(client, pupil_of(classroom))

    assert {name: bool(cookie["secure"]) for name, cookie in client.cookies.items()} == {
        "__Host-porte": True,
        "__Host-eleve": True,
    }


def _guards(client: Client) -> dict[str, tuple[bool, str, str]]:
    return {
        name: (bool(cookie["httponly"]), cookie["samesite"], cookie["path"]) for name, cookie in client.cookies.items()
    }


@pytest.mark.parametrize("target", ["https://ailleurs.example/", "//ailleurs.example/", "/\\ailleurs.example"])
def test_the_sign_in_of_adults_leads_to_no_other_site(client, db, target):
    user = make_user(None)
    user.set_password(PASSWORD)
    user.save()

    response = client.post(f"{reverse('sign_in')}?next={target}", {"username": user.email, "password": PASSWORD})

    assert (response.status_code, response["Location"]) == (302, reverse("home"))
