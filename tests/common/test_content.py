"""A mistake in a content file becomes a French sentence with the file, the place and the cure."""

import tomllib

import pytest

from common.content import ContentError, ContentFile, Picture, fingerprint, from_document, read_file, to_document
from common.levels import Band
from library.specs import CompetenceSpec, FigureSpec, TermSpec
from quizzes.specs import QuizSpec
from sequences.specs import CardSpec, SequenceSpec
from tests.texts import CARD, COMPETENCE, FIGURE, QUIZ, SEQUENCE, TERM, spoiled


def read(folder, spec, text, *, encoding="utf-8"):
    path = folder / "essai.toml"
    path.write_text(text, encoding=encoding)
    return read_file(spec, path, source="essai.toml")


def sentences(folder, spec, text, **options):
    with pytest.raises(ContentError) as refused:
        read(folder, spec, text, **options)
    return refused.value.sentences()


def test_a_right_file_gives_its_key_its_document_and_its_references(tmp_path):
    text = TERM + 'related = ["terminal"]\n'

    file = read(tmp_path, TermSpec, text)

    assert file == ContentFile(
        key="essai",
        source="essai.toml",
        spec=TermSpec(
            title="réseau",
            simple="Les câbles et les antennes.",
            full="Les câbles, les antennes et les boitiers.",
            bands=(Band.P12,),
            related=("terminal",),
        ),
        references=(("terms", "terminal", "related[1]"),),
    )


@pytest.mark.parametrize(
    ("spec", "text"),
    [
        (TermSpec, TERM),
        (FigureSpec, FIGURE),
        (CompetenceSpec, COMPETENCE),
        (QuizSpec, QUIZ),
        (CardSpec, CARD),
        (SequenceSpec, SEQUENCE),
    ],
)
def test_the_smallest_document_of_each_kind_is_right(tmp_path, spec, text):
    assert isinstance(read(tmp_path, spec, text).spec, spec)


@pytest.mark.parametrize(
    ("spec", "text", "sentence"),
    [
        (
            TermSpec,
            TERM + 'titel = "x"\n',
            "essai.toml, titel : champ inconnu ; écrivez « title ».",
        ),
        (
            TermSpec,
            TERM + 'zzz = "x"\n',
            "essai.toml, zzz : champ inconnu ; les champs possibles sont title, simple, full, bands, related.",
        ),
        (
            CardSpec,
            spoiled(CARD, 'alt = "Un téléphone."', 'alt = "Un téléphone.", legende = "x"'),
            "essai.toml, picture.legende : champ inconnu ; les champs possibles sont name, alt.",
        ),
        (
            CardSpec,
            spoiled(CARD, 'text = "Trois ?"', 'texte = "Trois ?", text = "Trois ?"'),
            "essai.toml, questions[3].texte : champ inconnu ; écrivez « text ».",
        ),
        (
            QuizSpec,
            spoiled(QUIZ, "correct = true", "corect = true\ncorrect = true"),
            "essai.toml, questions[1].corect : champ inconnu ; écrivez « correct ».",
        ),
    ],
)
def test_an_unknown_field_is_refused_with_the_near_name_or_all_names(tmp_path, spec, text, sentence):
    assert sentences(tmp_path, spec, text) == [sentence]


@pytest.mark.parametrize(
    ("spec", "text", "place"),
    [
        (TermSpec, spoiled(TERM, 'title = "réseau"\n', ""), "title"),
        (CardSpec, spoiled(CARD, ', alt = "Un téléphone."', ""), "picture.alt"),
        (CardSpec, spoiled(CARD, ', text = "Quatre ?"', ""), "questions[4].text"),
        (QuizSpec, spoiled(QUIZ, "reason", "# reason"), "questions[1].reason"),
        (SequenceSpec, spoiled(SEQUENCE, ', answer = "Rien.", lines', ", lines"), "worksheet.adapted[1].answer"),
    ],
)
def test_a_missing_field_is_named_where_it_should_stand(tmp_path, spec, text, place):
    told = sentences(tmp_path, spec, text)

    assert told == [f"essai.toml, {place} : champ obligatoire absent ; ajoutez-le."]


@pytest.mark.parametrize(
    ("spec", "text", "sentence"),
    [
        (
            TermSpec,
            spoiled(TERM, 'title = "réseau"', "title = 3"),
            "title : un texte entre guillemets est attendu ici, et non 3.",
        ),
        (
            CompetenceSpec,
            spoiled(COMPETENCE, 'code = "UR1"', "code = 1"),
            "code : un texte entre guillemets est attendu ici, et non 1.",
        ),
        (
            FigureSpec,
            spoiled(FIGURE, "year = 2020", "year = 2020.5"),
            "year : un nombre entier est attendu ici, et non 2020.5.",
        ),
        (
            FigureSpec,
            spoiled(FIGURE, "year = 2020", "year = true"),
            "year : un nombre entier est attendu ici, et non True.",
        ),
        (FigureSpec, spoiled(FIGURE, "low = 30.0", 'low = "30"'), "low : un nombre est attendu ici, et non '30'."),
        (FigureSpec, spoiled(FIGURE, "low = 30.0", "low = true"), "low : un nombre est attendu ici, et non True."),
        (
            FigureSpec,
            spoiled(FIGURE, "checked_on = 2026-11-23", 'checked_on = "2026-11-23"'),
            "checked_on : une date comme 2026-11-23 est attendue ici, et non '2026-11-23'.",
        ),
        (
            QuizSpec,
            spoiled(QUIZ, "correct = true", 'correct = "vrai"'),
            "questions[1].correct : true ou false est attendu ici, et non 'vrai'.",
        ),
        (
            QuizSpec,
            spoiled(QUIZ, "correct = true", "correct = 1"),
            "questions[1].correct : true ou false est attendu ici, et non 1.",
        ),
        (
            TermSpec,
            spoiled(TERM, 'bands = ["P1-P2"]', 'bands = "P1-P2"'),
            "bands : une liste entre crochets est attendue ici, et non 'P1-P2'.",
        ),
        (
            TermSpec,
            TERM + "related = [4]\n",
            "related[1] : un texte entre guillemets est attendu ici, et non 4.",
        ),
        (
            CardSpec,
            spoiled(CARD, '{ name = "escargot", alt = "Un téléphone." }', '"escargot"'),
            "picture : une table est attendue ici, et non 'escargot'.",
        ),
        (
            QuizSpec,
            QUIZ + 'picture = "escargot"\n',
            "questions[1].picture : une table est attendue ici, et non 'escargot'.",
        ),
    ],
)
def test_a_value_of_the_wrong_type_is_refused_with_what_is_expected(tmp_path, spec, text, sentence):
    assert sentences(tmp_path, spec, text) == [f"essai.toml, {sentence}"]


def test_a_whole_number_may_stand_for_a_decimal_one(tmp_path):
    figure = read(tmp_path, FigureSpec, spoiled(FIGURE, "low = 30.0", "low = 30")).spec

    assert (figure.low, type(figure.low)) == (30.0, float)


@pytest.mark.parametrize(
    ("spec", "text", "sentence"),
    [
        (
            TermSpec,
            spoiled(TERM, "P1-P2", "P1-P3"),
            "bands[1] : « P1-P3 » n’existe pas ici ; choisissez parmi « P1-P2 », « P3-P4 », « P5-P6 », « S1-S2 », "
            "« S3-S4 », « S5-S6 ».",
        ),
        (
            FigureSpec,
            spoiled(FIGURE, "solide", "sûr"),
            "status : « sûr » n’existe pas ici ; choisissez parmi « solide », « estimation », « contesté », "
            "« périmé ».",
        ),
        (
            CardSpec,
            spoiled(CARD, "tier = 4", "tier = 5"),
            "questions[4].tier : « 5 » n’existe pas ici ; choisissez parmi « 1 », « 2 », « 3 », « 4 ».",
        ),
        (
            QuizSpec,
            spoiled(QUIZ, 'kind = "vrai-faux"', 'kind = "vrai-fau"'),
            "questions[1].kind : « vrai-fau » n’existe pas ici ; choisissez parmi « choix », « choix-multiple », "
            "« vrai-faux », « ordre », « estimation », « appariement », « images », « plan », « position », "
            "« reconnaissance », « levier », « echelle », « texte-court ».",
        ),
        (
            SequenceSpec,
            spoiled(SEQUENCE, 'kind = "lire"', 'kind = "chanter"'),
            "worksheet.standard[1].kind : « chanter » n’existe pas ici ; choisissez parmi « lire », « cocher », "
            "« écrire », « numéroter », « compléter », « dessiner », « relier ».",
        ),
    ],
)
def test_a_word_outside_its_list_is_refused_with_the_list(tmp_path, spec, text, sentence):
    assert sentences(tmp_path, spec, text) == [f"essai.toml, {sentence}"]


@pytest.mark.parametrize("alt", ["", "   "])
def test_an_empty_alternative_text_is_refused(tmp_path, alt):
    told = sentences(tmp_path, CardSpec, spoiled(CARD, "Un téléphone.", alt))

    assert told == [
        "essai.toml, picture.alt : texte de remplacement vide ; décrivez l’image en quelques mots.",
    ]


@pytest.mark.parametrize(
    ("text", "line"), [('title = "réseau"\nsimple = non\n', "line 2"), (TERM + 'title = "encore"\n', "line 6")]
)
def test_a_file_that_is_no_toml_is_refused_with_its_line(tmp_path, text, line):
    with pytest.raises(tomllib.TOMLDecodeError, match=line) as refused:
        tomllib.loads(text)

    told = sentences(tmp_path, TermSpec, text)

    assert told == [f"essai.toml, racine : le TOML ne se lit pas ({refused.value}) ; corrigez la ligne indiquée."]


def test_a_file_in_another_encoding_is_refused(tmp_path):
    told = sentences(tmp_path, TermSpec, TERM, encoding="latin-1")

    assert told == ["essai.toml, racine : le fichier n’est pas en UTF-8 ; enregistrez-le dans cet encodage."]


def test_every_mistake_of_shape_in_a_file_is_told(tmp_path):
    text = spoiled(spoiled(TERM, 'title = "réseau"\n', ""), "P1-P2", "P9") + 'realted = ["x"]\nzzz = 1\n'

    told = sentences(tmp_path, TermSpec, text)

    assert [sentence.partition(" : ")[0] for sentence in told] == [
        "essai.toml, realted",
        "essai.toml, zzz",
        "essai.toml, title",
        "essai.toml, bands[1]",
    ]


def test_a_mistake_in_a_part_does_not_hide_a_mistake_of_the_whole(tmp_path):
    text = spoiled(CARD, "Un téléphone.", "").replace("tier = 4", "tier = 3")

    told = sentences(tmp_path, CardSpec, text)

    assert [sentence.partition(" : ")[0] for sentence in told] == ["essai.toml, picture.alt", "essai.toml, questions"]


def test_a_kind_of_the_wrong_type_is_refused_like_an_unknown_one(tmp_path):
    told = sentences(tmp_path, QuizSpec, spoiled(QUIZ, '"vrai-faux"', '["vrai-faux"]'))

    assert [sentence.partition(" : ")[0] for sentence in told] == ["essai.toml, questions[1].kind"]


def test_a_missing_kind_is_told_as_missing(tmp_path):
    told = sentences(tmp_path, QuizSpec, spoiled(QUIZ, 'kind = "vrai-faux"\n', ""))

    assert "None" not in told[0]


def test_a_date_with_an_hour_is_refused(tmp_path):
    told = sentences(tmp_path, FigureSpec, spoiled(FIGURE, "2026-11-23", "2026-11-23T10:00:00"))

    assert [sentence.partition(" : ")[0] for sentence in told] == ["essai.toml, checked_on"]


def test_a_tier_is_never_true_or_false(tmp_path):
    told = sentences(tmp_path, CardSpec, spoiled(CARD, "tier = 1", "tier = true"))

    assert [sentence.partition(" : ")[0] for sentence in told] == ["essai.toml, questions[1].tier"]


def test_a_stored_document_that_no_longer_fits_is_refused():
    document = {"name": "escargot", "legend": "Un téléphone."}

    with pytest.raises(ContentError) as refused:
        from_document(Picture, document)

    assert refused.value.sentences() == [
        "document enregistré, legend : champ inconnu ; les champs possibles sont name, alt.",
        "document enregistré, alt : champ obligatoire absent ; ajoutez-le.",
    ]


def test_a_stored_document_with_a_broken_date_is_refused_as_content(tmp_path):
    document = to_document(read(tmp_path, FigureSpec, FIGURE).spec) | {"checked_on": "2026-13-45"}

    with pytest.raises(ContentError):
        from_document(FigureSpec, document)


def test_the_fingerprint_of_a_document_does_not_depend_on_the_order_of_its_fields():
    one, other = {"a": 1, "b": ["é"]}, {"b": ["é"], "a": 1}

    assert fingerprint(one) == fingerprint(other)
    assert fingerprint(one) != fingerprint({"a": 1, "b": ["e"]})
