"""Every page in a real browser: nothing for axe to find, within the budget, no sideways scroll, large targets."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page

from quizzes.models import Sitting
from quizzes.pairs import close_before
from quizzes.votes import ballot_now
from sequences.services import launch_quiz
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.ecoindex import Weight, ecoindex, weigh
from tests.pages import PAGES, address
from tests.pairs import make_pair, told_pair
from tests.quizzes.debates import count, go, make_story_debate, vote
from tests.whole_world import ROLES, TEACHER, World, make_world
from tests.world import (
    answer_all,
    make_assignment,
    make_attempt,
    make_classroom,
    make_sitting,
    pupil_of,
    sign_in_pupil,
    teacher_of,
)

PUPIL_PAGES = re.compile("^(pupil_|quiz_)(?!page|act|add|key)")
NOT_HTML = {"health", "quiz_prepared", "webmanifest", "service_worker", "class_pulse", "debate_pulse"} | {
    "evidence_file",
    "evidence_thumbnail",
    "review_file",
    "review_thumbnail",
}
FILES = (".pdf", ".zip", ".csv")
AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
SMALLEST_TARGET = 44
SMALL_TARGETS = """(least) => Array.from(document.querySelectorAll("a, button, .tile, input:not([type=hidden])"))
  .filter((target) => !target.matches(".tile input"))
  .map((target) => [target.innerText, target.getBoundingClientRect()])
  .filter(([, box]) => box.width && box.height && Math.min(box.width, box.height) < least)
  .map(([words, box]) => [words, box.width, box.height])"""


@dataclass(frozen=True)
class Stop:
    """A page and the person who opens it."""

    name: str
    address: str
    cookies: tuple[dict[str, str], ...]

    @property
    def is_for_pupils(self) -> bool:
        return bool(PUPIL_PAGES.match(self.name)) and self.name not in {"pupil_page"}


@pytest.fixture
def world(site):
    return make_world()


def tour(world: World, site: str) -> Iterator[Stop]:
    """Give every page that somebody can read, with the cookies of the first role that may; then the states between."""
    for name, page in PAGES.items():
        role = next((role for role, word in zip(ROLES, page.get.split(), strict=True) if word == "200"), None)
        if role is None or name in NOT_HTML or address(name, world).endswith(FILES):
            continue
        yield Stop(name, address(name, world), _cookies(world.clients[role], site))
    yield from _between(site)
    yield from _changes(site)
    teacher = _cookies(world.clients[TEACHER], site)
    yield Stop("missing page", "/nulle-part/", ())
    yield Stop("forbidden page", "/ecole/", teacher)


def _changes(site: str) -> Iterator[Stop]:
    """Give a pair that is told, and one that waits for its second asking."""
    classroom = make_classroom(grades=("S1",), headcount=7, opened=True)
    staff = Client()
    staff.force_login(teacher_of(classroom))
    pair = told_pair(classroom)
    close_before(pair=make_pair(classroom))
    yield Stop("change_report told", reverse("change_report", args=[pair.pk]), _cookies(staff, site))
    yield Stop("classroom_change between", reverse("classroom_change", args=[classroom.pk]), _cookies(staff, site))


def _between(site: str) -> Iterator[Stop]:
    """Give the states that no address shows: the way in, each kind of question unanswered, full and empty classes."""
    crowd = make_classroom(grades=("P1",), headcount=40, opened=True)
    empty = make_classroom(teacher_of(crowd), headcount=0)
    door, staff = Client(), Client()
    door.post(reverse("pupil_door"), {"code": crowd.join_code})
    yield Stop("pupil_names of 40", reverse("pupil_names"), _cookies(door, site))
    yield Stop("pupil_secret pictures", reverse("pupil_secret", args=[1]), _cookies(door, site))
    staff.force_login(teacher_of(crowd))
    sitting = launch_quiz(assignment=make_assignment(crowd, "sq02"), step="quiz-images", teacher=teacher_of(crowd))
    for classroom in (crowd, empty):
        yield Stop(
            f"class of {classroom.headcount}", reverse("classroom_page", args=[classroom.pk]), _cookies(staff, site)
        )
        yield Stop(
            f"list of {classroom.headcount}", reverse("classroom_pupils", args=[classroom.pk]), _cookies(staff, site)
        )
    yield from _open_questions(sitting, site)
    yield from _debates(site)
    for quiz, grade in (
        ("sq05-quiz", "P5"),
        ("sq08-histoires", "S1"),
        ("sq06-quiz", "P6"),
        ("sq07-quiz", "S1"),
        ("histoires-p56-appareils", "P6"),
    ):
        yield from _open_questions(make_sitting(make_classroom(grades=(grade,), opened=True), quiz), site)


def _open_questions(sitting: Sitting, site: str) -> Iterator[Stop]:
    """Give the first question of each kind, unanswered and answered."""
    tablet = Client()
    sign_in_pupil(tablet, pupil_of(sitting.classroom))
    make_attempt(sitting)
    cookies = _cookies(tablet, site)
    yield Stop("pupil_today waiting", reverse("pupil_today"), cookies)
    yield Stop("quiz_start new", reverse("quiz_start", args=[sitting.pk]), cookies)
    kinds = {question.kind: question for question in reversed(sitting.revision.spec.questions)}
    other = Client()
    sign_in_pupil(other, pupil_of(sitting.classroom, 2))
    answer_all(make_attempt(sitting, 2))
    for kind, question in kinds.items():
        address = reverse("quiz_question", args=[sitting.pk, question.key])
        yield Stop(f"quiz_question {kind}", address, cookies)
        yield Stop(f"quiz_question {kind} answered", address, _cookies(other, site))


def _debates(site: str) -> Iterator[Stop]:
    """Give a debate of a full class on stories: open, at its vote on every kind of tablet, compared, and closed."""
    classroom = make_classroom(grades=("S1",), headcount=40, opened=True)
    staff, tablet, urn = Client(), Client(), Client()
    staff.force_login(teacher_of(classroom))
    sign_in_pupil(tablet, pupil_of(classroom))
    urn.post(reverse("pupil_door"), {"code": classroom.join_code})
    yield Stop("debates before the first", reverse("debates", args=[classroom.pk]), _cookies(staff, site))
    debate = go(make_story_debate(classroom, doubt=True), "avancer")
    vote(debate, 1, ballot_now(debate).choices[0].key)
    led = reverse("debate_page", args=[debate.pk])
    yield Stop("debate_page of 40 voting", led, _cookies(staff, site))
    yield Stop("pupil_vote on a story", reverse("pupil_vote"), _cookies(tablet, site))
    yield Stop("pupil_urn on a story", reverse("pupil_urn"), _cookies(urn, site))
    yield Stop("pupil_urn thanks", f"{reverse('pupil_urn')}?merci=1", _cookies(urn, site))
    count(debate, A=12, B=8, C=9, D=4)
    go(debate, "avancer", "avancer")
    count(debate, A=15, B=7, C=12, D=2)
    go(debate, "avancer")
    yield Stop("debate_page compared", led, _cookies(staff, site))
    yield Stop("debate_projector compared", f"{led}projecteur/", _cookies(staff, site))
    go(debate, "fermer")
    yield Stop("debate_page closed", led, _cookies(staff, site))
    yield Stop("pupil_vote of nothing", reverse("pupil_vote"), _cookies(tablet, site))


def _cookies(client, site: str) -> tuple[dict[str, str], ...]:
    return tuple({"name": name, "value": morsel.value, "url": site} for name, morsel in client.cookies.items())


def _problems(page: Page) -> list[str]:
    found = Axe().run(page, options=AXE).response["violations"]
    return [f"{item['id']}: {item['nodes'][0]['html'][:120]}" for item in found]


def visits(world: World, site: str, page: Page) -> Iterator[Stop]:
    """Open every stop of the tour in one page, each with the cookies of its own person and of nobody else."""
    for stop in tour(world, site):
        _become(page, stop)
        page.goto(site + stop.address)
        yield stop


def _become(page: Page, stop: Stop) -> None:
    page.context.clear_cookies()
    page.context.add_cookies(list(stop.cookies))


@pytest.mark.parametrize(("viewport", "dark"), [(DESKTOP, False), (PHONE, True)], ids=["desktop-light", "phone-dark"])
def test_axe_finds_nothing_on_any_page(site, world, open_browser, viewport, dark):
    faults = {}
    page = open_browser(viewport=viewport, dark=dark)
    for stop in visits(world, site, page):
        problems = _problems(page)
        if problems:
            faults[stop.name] = problems

    assert faults == {}


def test_every_page_keeps_its_budget(site, world, open_browser):
    over = {}
    page = open_browser(viewport={"width": 1920, "height": 1080})
    for stop in tour(world, site):
        page.goto("about:blank")
        _become(page, stop)
        weight = weigh(page, site + stop.address)
        least = 90 if stop.is_for_pupils else 80
        if ecoindex(weight) < least or weight.elements > 300 or weight.requests > 12 or weight.kilobytes > 150:
            over[stop.name] = (round(ecoindex(weight), 1), weight)

    assert over == {}


def test_no_page_scrolls_sideways_on_a_narrow_screen(site, world, open_browser):
    wide = []
    page = open_browser(viewport={"width": 320, "height": 640})
    for stop in visits(world, site, page):
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            wide.append(stop.name)

    assert wide == []


def test_pupils_targets_are_large(site, world, open_browser):
    small = {}
    page = open_browser(viewport=PHONE)
    for stop in visits(world, site, page):
        if stop.is_for_pupils and (found := page.evaluate(SMALL_TARGETS, SMALLEST_TARGET)):
            small[stop.name] = found

    assert small == {}


def test_the_formula_gives_the_published_grades():
    assert [round(ecoindex(Weight(*figures)), 1) for figures in ((250, 8, 60), (300, 12, 150), (693, 78, 2420))] == [
        85.7,
        82.8,
        43.7,
    ]
