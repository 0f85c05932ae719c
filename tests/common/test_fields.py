"""A set of words in one column, which both database engines store and search alike."""

import pytest
from django.conf import settings
from django.db import connection

from common.fields import WordSetField
from library.models import Term

ON_SQLITE = "sqlite" in settings.DATABASES["default"]["ENGINE"]


@pytest.fixture
def make_term(db):
    def make(key, *words):
        return Term.objects.create(key=key, title=key, bands=words, document={}, fingerprint="")

    return make


def keys_having(word):
    return sorted(Term.objects.filter(bands__has=word).values_list("key", flat=True))


@pytest.mark.parametrize("words", [(), ("P1-P2",), ("P1-P2", "S1-S2"), ("b", "a"), ("é%_\\",)])
def test_a_set_of_words_comes_back_in_its_order(make_term, words):
    term = make_term("x", *words)

    term.refresh_from_db()

    assert term.bands == words


def test_a_set_is_stored_between_bars(make_term):
    make_term("deux", "P1-P2", "S1-S2")
    make_term("vide")

    with connection.cursor() as cursor:
        cursor.execute("SELECT key, bands FROM library_term ORDER BY key")
        rows = cursor.fetchall()

    assert rows == [("deux", "|P1-P2|S1-S2|"), ("vide", "")]


def test_rows_are_found_by_a_whole_word(make_term):
    make_term("premier", "P1-P2")
    make_term("dernier", "S5-S6", "P1-P2")
    make_term("autre", "P3-P4")
    make_term("plus-long", "P1-P21")
    make_term("vide")

    found = {word: keys_having(word) for word in ("P1-P2", "P3-P4", "P1", "2", "S1-S2")}

    assert found == {"P1-P2": ["dernier", "premier"], "P3-P4": ["autre"], "P1": [], "2": [], "S1-S2": []}


def test_signs_that_mean_something_to_the_database_are_plain_signs_in_a_word(make_term):
    make_term("pourcent", "a%b")
    make_term("souligne", "a_b")
    make_term("oblique", "a\\b")
    make_term("apostrophe", "a'b")
    make_term("simple", "axb")

    found = {word: keys_having(word) for word in ("a%b", "a_b", "a\\b", "a'b", "axb", "%", "_", "a%", "\\")}

    assert found == {
        "a%b": ["pourcent"],
        "a_b": ["souligne"],
        "a\\b": ["oblique"],
        "a'b": ["apostrophe"],
        "axb": ["simple"],
        "%": [],
        "_": [],
        "a%": [],
        "\\": [],
    }


def test_a_word_is_found_in_its_own_case_only(make_term):
    make_term("majuscule", "UR1")
    make_term("minuscule", "ur1")

    assert (keys_having("UR1"), keys_having("ur1")) == (["majuscule"], ["minuscule"])


def test_a_set_is_serialised_as_it_is_stored(make_term):
    term = make_term("deux", "P1-P2", "S1-S2")
    field = Term._meta.get_field("bands")

    text = field.value_to_string(term)

    assert isinstance(field, WordSetField)
    assert (text, field.to_python(text)) == ("|P1-P2|S1-S2|", ("P1-P2", "S1-S2"))
