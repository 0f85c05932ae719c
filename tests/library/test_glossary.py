"""Words of the glossary are linked once, where they are first said."""

import pytest

from library.glossary import Glossary


def linked(html: str, *words: str) -> list[str]:
    out = Glossary((f"mot-{place}", word) for place, word in enumerate(words)).link(html)
    return [piece.partition("</a>")[0].partition(">")[2] for piece in out.split("<a ")[1:]]


@pytest.mark.parametrize(
    ("html", "words", "expected"),
    [
        ("<p>Des serveurs, un serveur.</p>", ["serveur"], ["serveurs"]),
        ("<p>Serveur.</p>", ["serveur"], ["Serveur"]),
        ("<p>Deux centres de données.</p>", ["centre de données"], ["centres de données"]),
        ("<p>L’algorithme d’internet</p>", ["algorithme", "internet"], ["algorithme", "internet"]),
        ("<p>La minerai n’est pas une mine.</p>", ["mine"], ["mine"]),
        ("<h2>Une mine</h2><p>Rien.</p>", ["mine"], []),
        ('<p><a href="/x/">une mine</a> et une mine</p>', ["mine"], ["mine"]),
        ("<p>porte-données</p>", ["données"], []),
        (
            "<p>Un centre de données et des données.</p>",
            ["données", "centre de données"],
            ["centre de données", "données"],
        ),
    ],
)
def test_a_word_is_linked_as_it_is_said(html, words, expected):
    assert [text for text in linked(html, *words) if not text.startswith("une mine")] == expected


def test_a_page_links_a_word_once():
    glossary = Glossary([("mine", "mine")])

    first, second = glossary.link("<p>Une mine.</p>"), glossary.link("<p>Une mine.</p>")

    assert (first.count("<a"), second.count("<a")) == (1, 0)


def test_the_text_stays_the_same_but_for_the_links():
    html = "<p>Une <strong>mine</strong> &amp; des métaux : « l’eau ».</p>"

    out = Glossary([("mine", "mine"), ("metal", "métaux")]).link(html)

    assert (
        out.replace('<a class="word" href="/lexique/mine/">', "")
        .replace('<a class="word" href="/lexique/metal/">', "")
        .replace("</a>", "")
        == html
    )
