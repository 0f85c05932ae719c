"""Which sequences train which competence: on its page, and in the print of the référentiel."""

from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from common.levels import Band
from library.models import Competence
from sequences.coverage import product_coverage
from sequences.models import Sequence
from tests.plain import tree

COVERAGE = "/sequences/par-competence/"
MOST_NODES = 300


def rows_of(page) -> dict[str, list[str]]:
    """Give what stands in the cells of each competence."""
    return {
        row.get("data-competence"): [cell.text_content().strip() for cell in row.findall("td")]
        for row in tree(page).xpath("//tr[@data-competence]")
    }


def test_the_table_says_what_the_documents_say(client, content):
    rows = rows_of(client.get(COVERAGE))

    sequences = {row.key.upper(): row.spec for row in Sequence.objects.published().select_related("current")}
    expected = {}
    for key in Competence.objects.published().values_list("key", flat=True):
        trained = {code: spec for code, spec in sequences.items() if key in spec.competences}
        cells = [", ".join(code for code, spec in trained.items() if band in spec.bands) for band in Band]
        expected[key] = [*cells, str(len(trained))]
    assert rows == expected


def test_knowing_comes_before_doing_and_doing_before_living(content):
    kinds = [row.spec.kind.value for _name, rows in product_coverage().dimensions for row in rows]

    firsts = list(dict.fromkeys(kinds))
    assert firsts == ["savoir", "savoir-faire", "compétence"]


def test_every_competence_stands_in_the_table_once(content):
    keys = [row.key for _name, rows in product_coverage().dimensions for row in rows]

    assert sorted(keys) == sorted(Competence.objects.published().values_list("key", flat=True))


def test_the_page_of_the_coverage_stays_light(client, content):
    page = client.get(COVERAGE)

    assert len(list(tree(page).iter())) <= MOST_NODES


@pytest.mark.parametrize("count", [1, 3])
def test_the_coverage_costs_the_same_for_a_long_list(client, content, count, django_assert_num_queries):
    kept = Competence.objects.published().values_list("pk", flat=True)[:count]
    Competence.objects.exclude(pk__in=list(kept)).delete()

    with django_assert_num_queries(2):
        page = client.get(COVERAGE)

    assert len(rows_of(page)) == count


def test_the_referential_prints_every_competence_and_every_sequence(client, content):
    response = client.get(reverse("referential_print"))

    text = "".join(page.extract_text() for page in PdfReader(BytesIO(response.content), strict=True).pages)
    flat = "".join(text.split())
    coverage = product_coverage()
    said = [row.spec.statement for _name, rows in coverage.dimensions for row in rows]
    said += [trainer.title for trainer in coverage.trainers]
    assert [words for words in said if "".join(words.split()) not in flat] == []


def test_the_matrix_is_one_page_at_the_end(client, content):
    response = client.get(reverse("referential_print"))

    pages = [page.extract_text() for page in PdfReader(BytesIO(response.content)).pages]
    dots = sum(len(row.trainers) for _name, rows in product_coverage().dimensions for row in rows)
    in_the_legend = 1
    assert [page.count("●") for page in pages] == [*[0] * (len(pages) - 1), dots + in_the_legend]
