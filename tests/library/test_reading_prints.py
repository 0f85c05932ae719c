"""Articles, claims and the charter open as PDFs that lose nothing of what their pages say."""

from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from library.models import Article, Charter, Claim
from library.reading import Scope
from tests.plain import links


def open_pdf(client, name: str, *args: str) -> PdfReader:
    response = client.get(reverse(name, args=args))
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    return PdfReader(BytesIO(response.content), strict=True)


def letters(text: str) -> str:
    """Give the text without its spaces and the marks of Markdown."""
    return "".join(text.replace("*", "").split())


def text_of(reader: PdfReader) -> str:
    return letters("".join(page.extract_text() for page in reader.pages))


def test_every_shipped_article_prints_its_title_and_its_parts(client, content):
    missing = {}
    for article in Article.objects.published():
        text = text_of(open_pdf(client, "article_print", article.key))
        said = [article.spec.title, *(part.title for part in article.spec.parts)]
        missing[article.key] = [words for words in said if letters(words) not in text]

    assert set(map(tuple, missing.values())) == {()}


def test_every_shipped_claim_prints_its_questions_and_its_verdict(client, content):
    missing = {}
    for claim in Claim.objects.published():
        text = text_of(open_pdf(client, "claim_print", claim.key))
        said = [claim.spec.claim, *claim.spec.questions, claim.spec.honest, claim.spec.verdict.value]
        missing[claim.key] = [words for words in said if letters(words) not in text]

    assert set(map(tuple, missing.values())) == {()}


def test_the_charter_is_one_page_to_sign_for_a_class_and_one_for_the_school(client, content):
    spec = Charter.objects.published().get().spec

    pages = [letters(page.extract_text()) for page in open_pdf(client, "charter_print").pages]

    for page, scope in zip(pages, Scope, strict=False):
        assert [line.key for line in spec.lines if (letters(line.text) in page) != (line.scope is scope)] == []


@pytest.mark.parametrize("name", ["article_print", "claim_print"])
def test_a_print_of_what_is_unknown_is_not_found(client, db, name):
    response = client.get(reverse(name, args=["nulle-part"]))

    assert response.status_code == 404


def test_without_a_charter_there_is_none_to_print(client, db):
    response = client.get(reverse("charter_print"))

    assert response.status_code == 404


def test_a_print_is_the_same_each_time(client, content):
    address = reverse("claim_print", args=["equivalent-aviation"])

    first, second = (client.get(address).content for _time in range(2))

    assert first == second


@pytest.mark.parametrize(
    ("page", "args", "print_name"),
    [
        ("article_page", ["cycle-de-vie-de-l-ia"], "article_print"),
        ("claim_page", ["equivalent-aviation"], "claim_print"),
        ("charter", [], "charter_print"),
        ("competences", [], "referential_print"),
        ("coverage", [], "referential_print"),
    ],
)
def test_a_page_leads_to_its_print(client, content, page, args, print_name):
    shown = client.get(reverse(page, args=args))

    printed_args = args if print_name in {"article_print", "claim_print"} else []
    assert reverse(print_name, args=printed_args) in links(shown)
