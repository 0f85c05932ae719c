"""The pages of what there is to know: honest about what was opened, in the order of the référentiel."""

from django.urls import reverse

from library.models import Resource
from tests.plain import tree


def test_a_resource_says_whether_its_link_was_opened_again(client, content):
    page = tree(client.get(reverse("resources")))

    for row in Resource.objects.published():
        (said,) = page.xpath(f"//section[@id='{row.key}']")
        assert ("lien non rouvert" in said.text_content()) is not row.spec.reopened
        assert ("vérifié le" in said.text_content()) is row.spec.reopened


def test_what_cannot_be_opened_says_so(content):
    closed = {row.key for row in Resource.objects.published() if not row.spec.reopened}

    assert closed >= {"educonetimpact", "mooc-numerique-responsable", "charte-nr-isit-be"}


def test_the_referential_goes_from_knowing_to_living(client, content):
    page = tree(client.get(reverse("competences")))

    codes = page.xpath("//tbody/tr/th/text()")
    assert codes[::4] == ["CO1", "CO5", "SO3", "UR4", "AG4"]
