"""Every word is in a French dictionary of the rectified spelling, or in the project's own list."""

import os

import pytest

from tools.texts.sources import phrases
from tools.texts.spelling import CURE, dictionary_is_there, own_lines, own_words, unknown_words, words_of

REQUIRED = os.environ.get("OKMILA_REQUIRE") == "all"
with_dictionary = pytest.mark.skipif(
    not REQUIRED and not dictionary_is_there(), reason=f"hunspell et son dictionnaire français : {CURE}"
)


@with_dictionary
def test_every_word_of_content_and_pages_is_spelled_right(texts):
    own = own_words()
    places = {word: text.file for text in [*texts, *phrases()] for word in words_of(text.text, own)}

    wrong = {word: places[word] for word in unknown_words(places, own)}

    assert wrong == {}


@with_dictionary
@pytest.mark.parametrize(
    ("word", "known"),
    [
        ("connaitre", True),
        ("connaître", False),
        ("aujourd'hui", True),
        ("l'école", True),
        ("demande-t-on", True),
        ("Éteindre", True),
        ("d'Ardo", True),
        ("perimètre", False),
        ("l'perimètre", False),
        ("elève-t-on", False),
    ],
)
def test_the_dictionary_takes_rectified_words_elisions_and_inversions(word, known):
    assert (unknown_words([word], frozenset({"Ardo"})) == []) is known


def test_own_words_stand_in_order_each_once():
    lines = own_lines()

    assert lines == sorted(set(lines), key=lambda line: (line.casefold(), line))


def test_words_are_taken_without_links_numbers_and_known_names():
    words = words_of(
        "L’eau de CO2 sur https://example.org, dit The Shift Project en P5.", frozenset({"The Shift Project"})
    )

    assert words == {"L'eau", "de", "sur", "dit", "en"}
