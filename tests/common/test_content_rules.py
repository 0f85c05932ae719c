"""What a document must respect beyond the types of its fields: each rule gives its sentence."""

import pytest

from common.content import ContentError, read_file
from library.specs import FigureSpec
from quizzes.specs import QuizSpec
from sequences.specs import CardSpec, SequenceSpec
from tests.texts import (
    CARD,
    ESTIMATE,
    FIGURE,
    ORDERING,
    POSITION,
    QUIZ,
    QUIZ_HEAD,
    RECOGNITION,
    SEQUENCE,
    SEQUENCE_HEAD,
    SEVERAL,
    SINGLE,
    STEPS,
    STORY,
    TRUE_FALSE,
    WORKSHEET,
    spoiled,
    step,
)

RULE = "act_changes et fact_denied ne donnent pas cette stratégie ; relisez la règle de décision."
NO_STORY = "aucune histoire n’a la clé « sami »."


def sentences(folder, spec, text):
    path = folder / "essai.toml"
    path.write_text(text, encoding="utf-8")
    try:
        read_file(spec, path, source="essai.toml")
    except ContentError as error:
        return error.sentences()
    return []


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("value = 36.0", "value = 30.0", []),
        ("value = 36.0", "value = 60.0", []),
        ("value = 36.0", "value = 29.9", ["value : la valeur doit se trouver entre low et high."]),
        ("value = 36.0", "value = 60.1", ["value : la valeur doit se trouver entre low et high."]),
        ("value = 36.0", "value = nan", ["value : écrivez des nombres, ni inf ni nan."]),
        ("high = 60.0", "high = inf", ["value : écrivez des nombres, ni inf ni nan."]),
        ("low = 30.0", "low = 61.0", ["value : la valeur doit se trouver entre low et high."]),
        ("https://", "ftp://", ["url : donnez une adresse complète, qui commence par https://."]),
        ("https://", "", ["url : donnez une adresse complète, qui commence par https://."]),
        ('"solide"', '"solide"\nscale = "logarithmique"', []),
        (
            "low = 30.0",
            'low = 0.0\nscale = "logarithmique"',
            ["low : une échelle logarithmique demande une borne basse plus grande que zéro."],
        ),
    ],
)
def test_a_figure_holds_its_value_its_scale_and_its_address(tmp_path, right, wrong, told):
    text = spoiled(FIGURE, right, wrong)

    found = sentences(tmp_path, FigureSpec, text)

    assert found == [f"essai.toml, {sentence}" for sentence in told]


@pytest.mark.parametrize(("right", "wrong"), [("tier = 4", "tier = 3"), ("tier = 1", "tier = 2")])
def test_a_card_has_one_question_for_each_tier_in_order(tmp_path, right, wrong):
    text = spoiled(CARD, right, wrong)

    found = sentences(tmp_path, CardSpec, text)

    assert found == ["essai.toml, questions : une fiche a quatre questions, du palier 1 au palier 4."]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (SINGLE, []),
        (spoiled(SINGLE, 'correct = "a"', 'correct = "z"'), ["correct : aucune réponse ne porte la clé « z »."]),
        (
            spoiled(SINGLE, 'key = "b"', 'key = "a"'),
            ["choices : deux réponses portent la même clé ; donnez-en une différente à chacune."],
        ),
        (spoiled(SINGLE, ', { key = "b", text = "Celui-là" }', ""), ["choices : proposez au moins deux réponses."]),
        (SEVERAL, []),
        (
            spoiled(SEVERAL, 'correct = ["a", "b"]', 'correct = ["a", "b", "c"]'),
            ["correct : donnez les clés des bonnes réponses, et laissez au moins une réponse fausse."],
        ),
        (
            spoiled(SEVERAL, 'correct = ["a", "b"]', "correct = []"),
            ["correct : donnez les clés des bonnes réponses, et laissez au moins une réponse fausse."],
        ),
        (
            spoiled(SEVERAL, 'correct = ["a", "b"]', 'correct = ["a", "z"]'),
            ["correct : donnez les clés des bonnes réponses, et laissez au moins une réponse fausse."],
        ),
        (
            spoiled(SEVERAL, 'key = "c"', 'key = "b"'),
            [
                "choices : deux réponses portent la même clé ; donnez-en une différente à chacune.",
                "correct : donnez les clés des bonnes réponses, et laissez au moins une réponse fausse.",
            ],
        ),
        (ORDERING, []),
        (
            spoiled(ORDERING, 'key = "c"', 'key = "b"'),
            ["items : deux réponses portent la même clé ; donnez-en une différente à chacune."],
        ),
        (
            spoiled(ORDERING, ', { key = "c", text = "C" }', ""),
            ["items : il faut au moins trois éléments à ordonner."],
        ),
        (ESTIMATE, []),
        (spoiled(ESTIMATE, "step = 10.0", "step = 0.0"), ["step : le pas doit être plus grand que zéro."]),
        (
            spoiled(ESTIMATE, "minimum = 0.0", "minimum = 31.0"),
            ["low : la fourchette doit tenir entre minimum et maximum."],
        ),
        (
            spoiled(ESTIMATE, "maximum = 100.0", "maximum = 59.0"),
            ["low : la fourchette doit tenir entre minimum et maximum."],
        ),
        (
            spoiled(ESTIMATE, "low = 30.0", "low = 61.0"),
            ["low : la fourchette doit tenir entre minimum et maximum."],
        ),
    ],
)
def test_a_question_can_be_answered(tmp_path, text, told):
    found = sentences(tmp_path, QuizSpec, QUIZ_HEAD + text)

    assert found == [f"essai.toml, questions[1].{sentence}" for sentence in told]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (QUIZ, []),
        (QUIZ_HEAD + POSITION + RECOGNITION + STORY, []),
        (QUIZ_HEAD + "questions = []\n", ["questions : un quiz a au moins une question."]),
        (
            QUIZ + TRUE_FALSE,
            ["questions : la clé « cable » sert 2 fois ; chaque question et chaque histoire a la sienne."],
        ),
        (
            QUIZ_HEAD + spoiled(TRUE_FALSE, "cable", "lina") + STORY,
            ["questions : la clé « lina » sert 2 fois ; chaque question et chaque histoire a la sienne."],
        ),
        (QUIZ_HEAD + spoiled(POSITION, '"lina"', '"sami"') + STORY, [f"questions[1].scenario : {NO_STORY}"]),
        (QUIZ + spoiled(RECOGNITION, '"lina"', '"sami"') + STORY, [f"questions[2].scenario : {NO_STORY}"]),
    ],
)
def test_a_quiz_has_questions_with_their_own_keys_and_known_stories(tmp_path, text, told):
    found = sentences(tmp_path, QuizSpec, text)

    assert found == [f"essai.toml, {sentence}" for sentence in told]


@pytest.mark.parametrize("key", ["lina-croyance", "comportement", "lina-belief", "behaviour-2", "rationalisation"])
def test_a_question_of_recognition_does_not_give_its_answer_away_in_its_address(tmp_path, key):
    found = sentences(tmp_path, QuizSpec, QUIZ_HEAD + spoiled(RECOGNITION, '"facon"', f'"{key}"') + STORY)

    assert [sentence.partition(" : ")[0] for sentence in found] == ["essai.toml, questions[1].key"]


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("act_changes = true, fact_denied = false", "act_changes = true, fact_denied = true", []),
        ("act_changes = true, fact_denied = false", "act_changes = false, fact_denied = false", ["behaviour"]),
        ("act_changes = false, fact_denied = true", "act_changes = true, fact_denied = true", ["belief"]),
        ("act_changes = false, fact_denied = true", "act_changes = false, fact_denied = false", ["belief"]),
        (
            '"J\'ai le droit.", act_changes = false, fact_denied = false',
            '"J\'ai le droit.", act_changes = false, fact_denied = true',
            ["rationalisation"],
        ),
        (
            '"J\'ai le droit.", act_changes = false, fact_denied = false',
            '"J\'ai le droit.", act_changes = true, fact_denied = false',
            ["rationalisation"],
        ),
    ],
)
def test_each_statement_of_a_story_shows_its_strategy_by_the_decision_rule(tmp_path, right, wrong, told):
    text = QUIZ_HEAD + POSITION + spoiled(STORY, right, wrong)

    found = sentences(tmp_path, QuizSpec, text)

    assert found == [f"essai.toml, scenarios[1].{name} : {RULE}" for name in told]


@pytest.mark.parametrize(
    ("steps", "told"),
    [
        (spoiled(STEPS, 'phase = "trace"\nperiod = 1\nminutes = 10', 'phase = "trace"\nperiod = 1\nminutes = 20'), []),
        (
            spoiled(STEPS, 'phase = "trace"\nperiod = 1\nminutes = 10', 'phase = "trace"\nperiod = 1\nminutes = 21'),
            ["steps : la période 1 dure 51 minutes ; elle doit en durer de 1 à 50."],
        ),
        (
            spoiled(STEPS, '"garder"', '"entrer"'),
            ["steps : la clé « entrer » sert 2 fois ; chaque étape a la sienne."],
        ),
        (spoiled(STEPS, '"accroche"', '"trace"'), ["steps : il manque une étape de : accroche."]),
        (
            step("seule", "trace"),
            ["steps : il manque une étape de : accroche, débat, recherche."],
        ),
        (
            "steps = []\n",
            [
                "steps : une séquence a au moins une étape.",
                "steps : la période 1 dure 0 minutes ; elle doit en durer de 1 à 50.",
                "steps : il manque une étape de : accroche, débat, recherche, trace.",
            ],
        ),
    ],
)
def test_a_sequence_has_every_phase_and_fills_its_periods(tmp_path, steps, told):
    found = sentences(tmp_path, SequenceSpec, SEQUENCE_HEAD + steps + WORKSHEET)

    assert found == [f"essai.toml, {sentence}" for sentence in told]


def test_each_period_of_a_sequence_has_its_minutes(tmp_path):
    found = sentences(tmp_path, SequenceSpec, spoiled(SEQUENCE, "periods = 1", "periods = 2"))

    assert found == ["essai.toml, steps : la période 2 dure 0 minutes ; elle doit en durer de 1 à 50."]


@pytest.mark.parametrize("period", [0, 2])
def test_a_step_stands_in_a_period_that_the_sequence_has(tmp_path, period):
    lost = step("perdue", "trace", period=period, minutes=500)

    found = sentences(tmp_path, SequenceSpec, SEQUENCE_HEAD + STEPS + lost + WORKSHEET)

    assert len(found) == 1


@pytest.mark.parametrize("minutes", [0, -5])
def test_a_step_lasts_at_least_one_minute(tmp_path, minutes):
    text = SEQUENCE_HEAD + STEPS + step("instant", "trace", minutes=minutes) + WORKSHEET

    found = sentences(tmp_path, SequenceSpec, text)

    assert len(found) == 1


def test_a_table_to_fill_in_has_rows_as_wide_as_its_columns(tmp_path):
    table = 'kind = "compléter", instruction = "Remplis.", answer = "Rien.", columns = ["A", "B"]'
    sheet = spoiled(
        WORKSHEET,
        'standard = [{ kind = "lire", instruction = "Lis.", answer = "Rien.", text = "Un texte." }]',
        f'standard = [{{ {table}, rows = [["a", ""], ["b"]] }}]',
    )

    found = sentences(tmp_path, SequenceSpec, SEQUENCE_HEAD + STEPS + sheet)

    assert found == ["essai.toml, worksheet.standard[1].rows[2] : cette ligne a 1 cases ; il en faut 2."]


def test_the_key_of_a_question_can_stand_in_an_address(tmp_path):
    found = sentences(tmp_path, QuizSpec, QUIZ_HEAD + spoiled(TRUE_FALSE, '"cable"', '"un câble"'))

    assert len(found) == 1


def test_the_key_of_a_step_can_stand_in_an_address(tmp_path):
    found = sentences(tmp_path, SequenceSpec, spoiled(SEQUENCE, '"garder"', '"garder une trace"'))

    assert len(found) == 1
