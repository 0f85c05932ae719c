"""Public pages of facts: figures, référentiel, glossary."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from common.http import open_to_all
from library.models import Competence, Figure, Term
from library.specs import CompetenceSpec


@open_to_all
def figures(request: HttpRequest) -> HttpResponse:
    return render(request, "library/figures.html", {"figures": Figure.objects.published()})


@open_to_all
def figure_page(request: HttpRequest, key: str) -> HttpResponse:
    figure = get_object_or_404(Figure.objects.published(), key=key)
    return render(request, "library/figure.html", {"figure": figure})


@open_to_all
def competences(request: HttpRequest) -> HttpResponse:
    rows = [competence.spec for competence in Competence.objects.published()]
    dimensions: dict[str, list[CompetenceSpec]] = {}
    for row in rows:
        dimensions.setdefault(row.dimension, []).append(row)
    return render(request, "library/competences.html", {"dimensions": dimensions.items()})


@open_to_all
def terms(request: HttpRequest) -> HttpResponse:
    published = list(Term.objects.published())
    titles = {term.key: term.title for term in published}
    return render(request, "library/terms.html", {"terms": published, "titles": titles})
