"""The référentiel seen from the sequences: what trains what, on a page and on paper."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from common.http import open_to_all, pdf_response
from common.levels import Band
from sequences.coverage import product_coverage
from sequences.pdf_referential import referential_pdf_of


@open_to_all
def coverage(request: HttpRequest) -> HttpResponse:
    """Competences on the left, sequences by age on the right."""
    context = {"coverage": product_coverage(), "bands": list(Band)}
    return render(request, "sequences/coverage.html", context)


@open_to_all
def referential_print(request: HttpRequest) -> HttpResponse:
    return pdf_response(referential_pdf_of(product_coverage()), "referentiel")
