"""Public pages of facts: figures, référentiel, glossary, and the search over everything."""

import unicodedata
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.documents import specs_by_key
from common.http import open_to_all, page_or_partial
from library.equivalents import sentences
from library.models import Claim, Competence, Figure, SearchEntry, Term
from library.search import MOST_FOUND, PLACES, search
from library.specs import CompetenceKind, CompetenceSpec, FigureStatus

FIGURES_ON_A_PAGE = 18
TERMS_ON_A_PAGE = 30
LONGEST_SEARCH = 200
LONGEST_SUMMARY = 160
_KINDS = list(CompetenceKind)

KIND_NAMES = {
    "sequences": _("séquence"),
    "cards": _("fiche"),
    "games": _("jeu"),
    "quizzes": _("histoires"),
    "modules": _("formation"),
    "articles": _("article"),
    "claims": _("à vérifier"),
    "figures": _("chiffre"),
    "terms": _("lexique"),
    "competences": _("compétence"),
    "resources": _("ressource"),
    "charters": _("charte"),
}


@open_to_all
def figures(request: HttpRequest) -> HttpResponse:
    """The figures, some at a time; those of one status when one is asked for."""
    status = request.GET.get("solidite", "")
    shown = Figure.objects.published()
    if status in set(FigureStatus):
        shown = shown.filter(status=status)
    context = {"page": _page(request, shown, FIGURES_ON_A_PAGE), "statuses": list(FigureStatus), "status": status}
    return render(request, "library/figures.html", context)


def _page(request: HttpRequest, rows: QuerySet[Any], size: int) -> Page[Any]:
    return Paginator(rows, size).get_page(request.GET.get("page"))


@open_to_all
def figure_page(request: HttpRequest, key: str) -> HttpResponse:
    figure = get_object_or_404(Figure.objects.published(), key=key)
    spec = figure.spec
    others = specs_by_key(Figure.objects.published().filter(key__in=[item.other for item in spec.equivalents]))
    equivalents = [(sentence, other, others[other]) for sentence, other in sentences(spec, others)]
    claims = [claim for claim in Claim.objects.published() if key in claim.spec.figures]
    return render(
        request, "library/figure.html", {"figure": figure, "spec": spec, "equivalents": equivalents, "claims": claims}
    )


@open_to_all
def competences(request: HttpRequest) -> HttpResponse:
    """The référentiel, dimension after dimension: knowing comes before doing, and doing before living."""
    rows = [(row.key, row.spec) for row in Competence.objects.published()]
    by_kind = sorted(rows, key=lambda row: _KINDS.index(row[1].kind))
    dimensions: dict[str, list[tuple[str, CompetenceSpec]]] = {spec.dimension: [] for _key, spec in by_kind}
    for key, spec in rows:
        dimensions[spec.dimension].append((key, spec))
    return render(request, "library/competences.html", {"dimensions": dimensions.items()})


@open_to_all
def competence_page(request: HttpRequest, key: str) -> HttpResponse:
    competence = get_object_or_404(Competence.objects.published(), key=key)
    return render(request, "library/competence.html", {"competence": competence, "spec": competence.spec})


@open_to_all
def terms(request: HttpRequest) -> HttpResponse:
    rows = sorted(Term.objects.published().values_list("key", "title"), key=lambda row: sort_key(row[1]))
    pages = [rows[start : start + TERMS_ON_A_PAGE] for start in range(0, len(rows), TERMS_ON_A_PAGE)]
    number = _number(request.GET.get("page"), len(pages))
    keys = [key for key, _title in pages[number - 1]] if pages else []
    found = {term.key: term for term in Term.objects.published().filter(key__in=keys)}
    context = {
        "terms": [found[key] for key in keys],
        "pages": [(place, page[0][1], page[-1][1]) for place, page in enumerate(pages, 1)],
        "number": number,
        "count": len(rows),
    }
    return render(request, "library/terms.html", context)


def sort_key(title: str) -> str:
    """Order words as a French dictionary does, accents aside."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", title.casefold()) if not unicodedata.combining(sign))


def _number(text: str | None, last: int) -> int:
    number = int(text) if text and text.isdecimal() else 1
    return min(max(number, 1), max(last, 1))


@open_to_all
def term_page(request: HttpRequest, key: str) -> HttpResponse:
    term = get_object_or_404(Term.objects.published(), key=key)
    related = Term.objects.published().filter(key__in=term.spec.related)
    return render(request, "library/term.html", {"term": term, "spec": term.spec, "related": related})


@open_to_all
def search_page(request: HttpRequest) -> HttpResponse:
    """One box over everything: accents, capitals and plurals make no difference."""
    wanted = request.GET.get("q", "")[:LONGEST_SEARCH].strip()
    found = [(entry, _address(entry), shortened(entry.summary)) for entry in search(wanted)]
    context = {"wanted": wanted, "found": found, "kinds": KIND_NAMES, "full": len(found) == MOST_FOUND}
    return page_or_partial(request, "library/search.html", "results", context)


def shortened(text: str) -> str:
    """Cut a text between two words, at an ordinary space: « ? » stays with its word."""
    return text if len(text) <= LONGEST_SUMMARY else f"{text[:LONGEST_SUMMARY].rpartition(' ')[0]}…"


def _address(entry: SearchEntry) -> str:
    name, in_address = PLACES[entry.kind]
    return reverse(name, args=[entry.key]) if in_address else f"{reverse(name)}#{entry.key}"
