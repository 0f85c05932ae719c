"""Who gets what: one table of pages and roles, in `tests/pages.py`."""

from copy import deepcopy

import pytest
from django.urls import reverse

from schools.models import SchoolYear
from tests.pages import PAGES, address, all_rows, named_pages, outcome, undone
from tests.whole_world import ROLES, World, make_world
from tests.world import make_classroom, make_coordinator, make_school, teacher_of

POSTED = [name for name, page in PAGES.items() if page.post]


@pytest.fixture
def world(content):
    return make_world()


def test_every_named_address_stands_in_the_table():
    names = named_pages()

    assert names == set(PAGES)


def test_every_page_that_only_takes_posts_says_what_a_post_gives():
    post_only = {name for name, page in PAGES.items() if "405" in page.get}

    assert post_only <= set(POSTED)


def told(world: World, name: str, *, post: bool = False) -> str:
    """Say what each role gets of a page, in the words of the table; each time from the same world."""
    got = []
    for client in world.clients.values():
        cookies = deepcopy(client.cookies)
        with undone():
            wanted = address(name, world)
            got.append(outcome(client.post(wanted, PAGES[name].data(world)) if post else client.get(wanted)))
        client.cookies = cookies
    return " ".join(got)


def test_each_role_gets_from_each_page_what_the_table_says(world):
    got = {name: told(world, name) for name in PAGES}

    assert got == {name: page.get for name, page in PAGES.items()}


def test_each_role_gets_from_each_post_what_the_table_says(world):
    got = {name: told(world, name, post=True) for name in POSTED}

    assert got == {name: PAGES[name].post for name in POSTED}


def test_no_get_of_anybody_changes_a_row(world):
    before = all_rows()

    for client in world.clients.values():
        for name in PAGES:
            client.get(address(name, world))

    assert all_rows() == before


def test_no_refused_post_changes_a_row(world):
    before = all_rows()

    for name in POSTED:
        for role, expected in zip(ROLES, PAGES[name].post.split(), strict=True):
            if not expected.startswith("→"):
                world.clients[role].post(address(name, world), PAGES[name].data(world))

    assert all_rows() == before


def test_a_page_of_adults_comes_back_after_the_sign_in(client, world):
    wanted = [address(name, world) for name, page in PAGES.items() if "in" in page.get.split()]

    led = [client.get(page)["Location"] for page in wanted]

    assert led == [f"/connexion/?next={page}" for page in wanted]


def test_a_page_of_pupils_comes_back_after_their_sign_in(client, world):
    names = [name for name, page in PAGES.items() if page.get.startswith("door")]
    forgetful = {"pupil_names", "pupil_secret"}

    led = {name: client.get(address(name, world))["Location"] for name in names}

    assert led == {name: "/eleve/" if name in forgetful else f"/eleve/?suite={address(name, world)}" for name in names}


def test_the_first_page_of_a_school_year_is_read_without_writing(client, db):
    client.force_login(make_coordinator())

    client.get("/ecole/")

    assert not SchoolYear.objects.exists()


def test_a_teacher_who_left_the_school_sees_its_classes_no_more(client, db):
    classroom = make_classroom()
    mover = teacher_of(classroom)
    mover.memberships.update(school=make_school())
    client.force_login(mover)

    statuses = [
        client.get(reverse(name, args=[classroom.pk])).status_code for name in ("classroom_page", "classroom_pupils")
    ]

    assert statuses == [404, 404]
