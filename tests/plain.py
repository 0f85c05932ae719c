"""A browser without scripts: reads a page as people see it, and sends its forms."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.test import Client
from lxml import html
from lxml.html import FormElement, HtmlElement, TextareaElement


def tree(page: HttpResponse) -> HtmlElement:
    """Give the page as a tree of elements."""
    return html.document_fromstring(page.content.decode())


def words(page: HttpResponse) -> str:
    """Give what a reader sees of the page, its spaces made plain."""
    return " ".join(tree(page).find("body").text_content().split())


def links(page: HttpResponse) -> list[str]:
    """Give every address that the page leads to, asks for or sends to."""
    return [value for element in tree(page).iter() for name, value in element.items() if name in _ADDRESSES]


_ADDRESSES = {"href", "src", "action", "formaction", "hx-get", "hx-post"}


def form_to(page: HttpResponse, address: str) -> FormElement:
    """Give the form that sends to an address."""
    return next(form for form in tree(page).forms if form.get("action") == address)


def press(client: Client, page: HttpResponse, button: str, **typed: str | Sequence[str]) -> HttpResponse:
    """Press the button of that id after typing or choosing values, and follow to the next page."""
    found = tree(page).get_element_by_id(button)
    return send(client, page, next(found.iterancestors("form")), **typed)


def send(client: Client, page: HttpResponse, form: FormElement, **typed: str | Sequence[str]) -> HttpResponse:
    """Send a form; what is typed takes the place of what the fields held."""
    data: dict[str, Any] = {}
    for name, value in form.form_values():
        held = value.removeprefix("\n") if isinstance(form.inputs[name], TextareaElement) else value
        data.setdefault(name, []).append(held)
    data |= {name: [value] if isinstance(value, str) else list(value) for name, value in typed.items()}
    address = form.get("action") or address_of(page)
    if form.method == "GET":
        return client.get(f"{address}?{urlencode(data, doseq=True)}", follow=True)
    return client.post(address, data, follow=True)


def follow(client: Client, page: HttpResponse, link: str) -> HttpResponse:
    """Follow the link of that id."""
    return client.get(tree(page).get_element_by_id(link).get("href"), follow=True)


def address_of(page: HttpResponse) -> str:
    """Give the address at which the browser has arrived."""
    return page.wsgi_request.get_full_path()


def path_of(page: HttpResponse) -> str:
    """Give the page's address without its parameters."""
    return page.wsgi_request.path
