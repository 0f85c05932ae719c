"""Content files checked against each other, without a database."""

import pytest

from okmila.catalogue import CatalogueError, read_catalogue
from tests.texts import (
    CARD,
    ESTIMATE,
    FIGURE,
    QUIZ,
    QUIZ_HEAD,
    SEQUENCE,
    TERM,
    spoiled,
    write_catalogue,
)


def read(folder, changes=None):
    root, drawings = write_catalogue(folder, changes)
    return read_catalogue(root, language="fr", illustrations=drawings)


def sentences(folder, changes):
    with pytest.raises(CatalogueError) as refused:
        read(folder, changes)
    return refused.value.sentences


def test_a_right_catalogue_holds_every_kind(tmp_path):
    catalogue = read(tmp_path)

    assert {kind: list(files) for kind, files in catalogue.files.items()} == {
        "figures": ["video"],
        "competences": ["ur1"],
        "terms": ["reseau"],
        "claims": ["deux-et-deux"],
        "articles": ["trois-idees"],
        "resources": ["un-cours"],
        "charters": ["charte"],
        "quizzes": ["petit-quiz"],
        "cards": ["smartphones"],
        "games": ["le-jeu"],
        "sequences": ["sq"],
        "modules": ["pourquoi"],
        "label": [],
    }


def test_the_files_of_the_product_are_right(catalogue):
    empty = [kind for kind, files in catalogue.files.items() if not files]

    assert empty == []


@pytest.mark.parametrize(
    ("name", "text", "place", "folder"),
    [
        ("terms/reseau", TERM + 'related = ["inconnu"]\n', "related[1]", "fixtures/fr/terms"),
        ("quizzes/petit-quiz", 'terms = ["inconnu"]\n' + QUIZ, "terms[1]", "fixtures/fr/terms"),
        (
            "quizzes/petit-quiz",
            QUIZ + 'figure = "inconnu"\n',
            "questions[1].figure",
            "fixtures/fr/figures",
        ),
        (
            "quizzes/petit-quiz",
            QUIZ + 'picture = { name = "inconnu", alt = "Rien." }\n',
            "questions[1].picture.name",
            "les illustrations",
        ),
        ("cards/smartphones", spoiled(CARD, '"video"', '"inconnu"'), "back.figure", "fixtures/fr/figures"),
        ("cards/smartphones", spoiled(CARD, '"escargot"', '"inconnu"'), "picture.name", "les illustrations"),
        ("sequences/sq", spoiled(SEQUENCE, '"petit-quiz"', '"inconnu"'), "steps[2].quiz", "fixtures/fr/quizzes"),
        ("sequences/sq", spoiled(SEQUENCE, '["ur1"]', '["inconnu"]'), "competences[1]", "fixtures/fr/competences"),
        ("sequences/sq", spoiled(SEQUENCE, '["video"]', '["inconnu"]'), "figures[1]", "fixtures/fr/figures"),
        ("sequences/sq", spoiled(SEQUENCE, '["smartphones"]', '["inconnu"]'), "cards[1]", "fixtures/fr/cards"),
        ("sequences/sq", spoiled(SEQUENCE, '["reseau"]', '["reseau", "inconnu"]'), "terms[2]", "fixtures/fr/terms"),
        ("sequences/sq", spoiled(SEQUENCE, '"escargot"', '"inconnu"'), "picture.name", "les illustrations"),
    ],
)
def test_a_reference_to_nothing_is_refused_with_the_folder_where_it_should_be(tmp_path, name, text, place, folder):
    told = sentences(tmp_path, {name: text})

    assert told == [
        f"fixtures/fr/{name}.toml, {place} : « inconnu » n’existe pas dans {folder} ; "
        "corrigez la clé ou ajoutez le fichier."
    ]


@pytest.mark.parametrize(("low", "high"), [("31.0", "60.0"), ("30.0", "59.0"), ("0.0", "100.0")])
def test_an_estimate_is_marked_by_the_range_of_its_figure(tmp_path, low, high):
    text = spoiled(spoiled(QUIZ_HEAD + ESTIMATE, "low = 30.0", f"low = {low}"), "high = 60.0", f"high = {high}")

    told = sentences(tmp_path, {"quizzes/petit-quiz": text})

    assert told == [
        "fixtures/fr/quizzes/petit-quiz.toml, questions[1].low : la fourchette doit être celle du chiffre : 30 à 60."
    ]


def test_an_estimate_with_the_range_of_its_figure_is_right(tmp_path):
    catalogue = read(tmp_path, {"quizzes/petit-quiz": QUIZ_HEAD + ESTIMATE})

    question = catalogue.of("quizzes")["petit-quiz"].spec.questions[0]
    assert (question.figure, question.low, question.high) == ("video", 30.0, 60.0)


def test_mistakes_of_several_files_are_all_told(tmp_path):
    changes = {
        "figures/video": spoiled(FIGURE, "year = 2020", 'year = "2020"'),
        "terms/reseau": "titre",
        "cards/smartphones": spoiled(CARD, '"escargot"', '"inconnu"'),
    }

    told = sentences(tmp_path, changes)

    assert [sentence.partition(" : ")[0] for sentence in told] == [
        "fixtures/fr/figures/video.toml, year",
        "fixtures/fr/terms/reseau.toml, racine",
        "fixtures/fr/cards/smartphones.toml, picture.name",
    ]


def test_a_file_with_a_mistake_still_exists_for_those_that_refer_to_it(tmp_path):
    told = sentences(tmp_path, {"figures/video": spoiled(FIGURE, "year = 2020", "year = true")})

    assert told == ["fixtures/fr/figures/video.toml, year : un nombre entier est attendu ici, et non True."]


def test_a_missing_file_is_told_by_each_that_refers_to_it(tmp_path):
    told = sentences(tmp_path, {"figures/video": None})

    assert [sentence.partition(" : ")[0] for sentence in told] == [
        "fixtures/fr/cards/smartphones.toml, back.figure",
        "fixtures/fr/sequences/sq.toml, figures[1]",
    ]


def test_the_name_of_a_file_can_stand_in_an_address(tmp_path):
    told = sentences(tmp_path, {"terms/le réseau": TERM})

    assert [sentence.partition(", ")[0] for sentence in told] == ["fixtures/fr/terms/le réseau.toml"]


def test_a_title_too_long_for_the_database_is_a_mistake(tmp_path):
    told = sentences(tmp_path, {"terms/reseau": spoiled(TERM, "réseau", "é" * 201)})

    assert [sentence.partition(" : ")[0] for sentence in told] == ["fixtures/fr/terms/reseau.toml, title"]
