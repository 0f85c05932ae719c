"""One search over everything, the same on both engines."""

import pytest
from django.urls import reverse

from library.models import SearchEntry
from library.search import MOST_FOUND, Entry, index, search, stem
from library.views import shortened


def keys(text: str) -> list[str]:
    return [entry.key for entry in search(text)]


@pytest.fixture
def three_entries(db):
    index(
        [
            Entry("terms", "cle", "la clé de l’école", "", "Une clé ouvre. Les appareils électriques attendent."),
            Entry("figures", "eau", "L’eau d’un centre de données", "", "Des litres d’eau pour refroidir une machine."),
            Entry("cards", "animaux", "Compter les animaux", "", "Une caméra regarde un animal, sans électricité."),
        ],
        language="fr",
    )


@pytest.mark.parametrize(
    ("said", "meant"),
    [("électricité", "ELECTRICITE"), ("animaux", "animal"), ("appareils", "appareil"), ("réparer", "réparation")],
)
def test_accents_capitals_and_endings_make_no_difference(said, meant):
    assert stem(said) == stem(meant)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ANIMAL", ["animaux"]),
        ("ecole", ["cle"]),
        ("l’eau des machines", ["eau"]),
        ("electricit", ["animaux"]),
        ("refroi", ["eau"]),
        ("dinosaure", []),
        ("", []),
        ("de la", []),
        ("?!… \" ' ; -- NOT AND (", []),
        ("🐌", []),
    ],
)
def test_the_search_finds_what_was_meant(three_entries, text, found):
    assert keys(text) == found


def test_a_title_weighs_more_than_a_mention(db):
    index(
        [
            Entry("terms", "mention", "Autre chose", "", "Un escargot passe. Un autre escargot aussi."),
            Entry("terms", "title", "Escargot", "", "Un animal."),
        ],
        language="fr",
    )

    assert keys("escargots") == ["title", "mention"]


def test_when_no_document_has_all_words_those_that_have_some_come(three_entries):
    assert set(keys("caméra litres dinosaure")) == {"animaux", "eau"}


def test_indexing_again_forgets_what_has_left(three_entries):
    index([Entry("terms", "cle", "la clé", "", "")], language="fr")

    assert (keys("clé"), keys("animal"), SearchEntry.objects.count()) == (["cle"], [], 1)


def test_every_kind_of_document_is_found_and_its_page_exists(client, content):
    kinds = set(SearchEntry.objects.values_list("kind", flat=True))

    for kind in kinds:
        entry = SearchEntry.objects.filter(kind=kind).first()
        page = client.get(reverse("search"), {"q": entry.title})
        address = next(address for found, address, _summary in page.context["found"] if found == entry)
        assert client.get(address.partition("#")[0]).status_code == 200

    assert kinds >= {"sequences", "cards", "games", "quizzes", "modules", "articles", "claims", "figures", "terms"}


def test_the_search_tells_no_answer_of_a_quiz(content):
    known = set(SearchEntry.objects.filter(kind="quizzes").values_list("key", flat=True))

    assert known
    assert all("histoires" in key for key in known)


def test_a_search_costs_two_queries_however_much_it_finds(client, content, django_assert_num_queries):
    for text in ("bouleau", "vidéo"):
        with django_assert_num_queries(2):
            client.get(reverse("search"), {"q": text}, headers={"HX-Request": "true"})


def test_the_words_of_the_magazine_lead_to_their_claim(content):
    found = [(entry.kind, entry.key) for entry in search("Starter Pack")]

    assert ("claims", "starter-packs") in found[:3]


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("Un escargot passe.", "Un escargot passe."),
        (f"{'mot ' * 38}fini\u00a0? Encore un mot.", f"{'mot ' * 38}fini\u00a0?…"),
        (f"{'mot ' * 39}fini\u00a0? Encore.", f"{('mot ' * 39).strip()}…"),
    ],
)
def test_a_summary_is_cut_between_two_words(text, short):
    assert shortened(text) == short


def test_a_full_list_says_that_there_is_more(client, db):
    index((Entry("terms", f"mot-{n}", "vidéo", "", "") for n in range(MOST_FOUND + 1)), language="fr")

    page = client.get(reverse("search"), {"q": "vidéo"})

    assert "Les 40 meilleures réponses\u00a0; un mot de plus en laisse moins" in page.text
