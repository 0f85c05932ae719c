"""Public pages to read: articles, claims to check, outside resources, the charter."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from common.documents import specs_by_key
from common.http import open_to_all, pdf_response
from library.glossary import glossary_of
from library.models import Article, Charter, Claim, Figure, Resource
from library.pdf import article_pdf_of, charter_pdf_of, claim_pdf_of
from library.reading import ArticleSpec, ClaimSpec, Scope


@open_to_all
def articles(request: HttpRequest) -> HttpResponse:
    """Where everything that helps to understand is reached from."""
    return render(request, "library/articles.html", {"articles": Article.objects.published()})


def _with_facts(spec: ArticleSpec | ClaimSpec) -> dict[str, Any]:
    """Give a text with the words and the figures that it rests on."""
    figures = Figure.objects.published().filter(key__in=spec.figures)
    return {"spec": spec, "glossary": glossary_of(spec.terms), "figures": specs_by_key(figures)}


@open_to_all
def article_page(request: HttpRequest, key: str) -> HttpResponse:
    article = get_object_or_404(Article.objects.published(), key=key)
    return render(request, "library/article.html", {"article": article, **_with_facts(article.spec)})


@open_to_all
def article_print(request: HttpRequest, key: str) -> HttpResponse:
    article = get_object_or_404(Article.objects.published(), key=key)
    return pdf_response(article_pdf_of(article), f"article-{key}")


@open_to_all
def claims(request: HttpRequest) -> HttpResponse:
    return render(request, "library/claims.html", {"claims": Claim.objects.published()})


@open_to_all
def claim_page(request: HttpRequest, key: str) -> HttpResponse:
    claim = get_object_or_404(Claim.objects.published(), key=key)
    return render(request, "library/claim.html", {"claim": claim, **_with_facts(claim.spec)})


@open_to_all
def claim_print(request: HttpRequest, key: str) -> HttpResponse:
    claim = get_object_or_404(Claim.objects.published(), key=key)
    return pdf_response(claim_pdf_of(claim), f"a-verifier-{key}")


@open_to_all
def resources(request: HttpRequest) -> HttpResponse:
    return render(request, "library/resources.html", {"resources": Resource.objects.published()})


@open_to_all
def charter(request: HttpRequest) -> HttpResponse:
    """The charter's lines for a class and for a school."""
    row = Charter.objects.published().first()
    lines = [(scope, [line for line in row.spec.lines if line.scope is scope]) for scope in Scope] if row else []
    context = {"charter": row, "spec": row.spec if row else None, "lines": lines}
    return render(request, "library/charter.html", context)


@open_to_all
def charter_print(request: HttpRequest) -> HttpResponse:
    """The charter as two posters to sign, and the pages of its review."""
    row = Charter.objects.published().first()
    if row is None:
        raise Http404
    return pdf_response(charter_pdf_of(row), "charte")
