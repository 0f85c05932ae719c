"""Error pages: in French, with a way out, and the one for our own faults needs no database."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path, reverse

from common.http import open_to_all
from okmila.urls import handler400, handler403, handler404, handler500  # noqa: F401
from tests.plain import tree
from tests.world import make_coordinator, make_teacher


@open_to_all
def broken(_request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError("mot de passe : escargot")


urlpatterns = [path("en-panne/", broken), path("", include("okmila.urls"))]
"""The product's addresses, and one that fails."""


def page_of(kind: str) -> HttpResponse:
    """Meet an error of one kind."""
    if kind == "no such page":
        return Client().get("/nulle-part/")
    if kind == "another role":
        client = Client()
        client.force_login(make_teacher())
        return client.get(reverse("schools"))
    if kind == "another class":
        client = Client()
        client.force_login(make_coordinator())
        return client.get(reverse("school_page", args=["ailleurs"]))
    if kind == "an old page":
        return Client(enforce_csrf_checks=True).post(reverse("pupil_door"), {"code": "ABCDEFGH"})
    if kind == "a strange host":
        return Client(headers={"host": "ailleurs.example"}).get("/")
    return Client().post(reverse("pupil_door"), {f"champ{number}": "1" for number in range(501)})


KINDS = {
    "no such page": 404,
    "another role": 403,
    "another class": 404,
    "an old page": 403,
    "a strange host": 400,
    "too many fields": 400,
}


@pytest.mark.parametrize(("kind", "status"), KINDS.items())
def test_an_error_has_its_number_and_a_page_of_ours(db, kind, status):
    page = page_of(kind)

    assert page.status_code == status
    assert tree(page).get("lang") == "fr"
    assert "OK Mila" in tree(page).findtext(".//title")
    assert reverse("home") in tree(page).xpath("//main//a/@href")


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        ("no such page", "Cette page n’existe pas"),
        ("another role", "Cette page demande un autre rôle"),
        ("an old page", "Cette page était ouverte depuis trop longtemps"),
        ("a strange host", "Cette demande ne se lit pas"),
    ],
)
def test_an_error_says_in_french_what_happened(db, kind, title):
    page = page_of(kind)

    assert tree(page).findtext(".//main//h1") == title
    assert tree(page).find_class("lead")[0].text_content().strip()


def test_a_fault_of_ours_has_a_french_page_without_a_query(settings):
    settings.ROOT_URLCONF = __name__
    client = Client(raise_request_exception=False)

    page = client.get("/en-panne/")

    assert (page.status_code, tree(page).get("lang")) == (500, "fr")
    assert tree(page).findtext(".//main//h1") == "Une panne de notre côté"
    assert "/" in tree(page).xpath("//main//a/@href")


def test_a_fault_of_ours_tells_nothing_of_itself(settings):
    settings.ROOT_URLCONF = __name__
    client = Client(raise_request_exception=False)

    page = client.get("/en-panne/")

    assert not any(word in page.text for word in ("escargot", "ZeroDivisionError", "Traceback", __file__))


def test_a_fault_of_ours_keeps_the_strict_headers(settings):
    settings.ROOT_URLCONF = __name__
    client = Client(raise_request_exception=False)

    page = client.get("/en-panne/")

    assert "default-src 'none'" in page["Content-Security-Policy"]
    assert (page["Cache-Control"], page["X-Content-Type-Options"]) == ("no-store", "nosniff")


def test_an_unknown_address_is_answered_without_a_query(client):
    page = client.get("/nulle-part/")

    assert page.status_code == 404
