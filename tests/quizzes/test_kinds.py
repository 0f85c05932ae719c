"""Each kind of question reads a response, refuses what is none, and marks it; a position can never be marked."""

import pytest

from quizzes.kinds import (
    Choice,
    Estimate,
    Item,
    MarkedQuestion,
    Option,
    Ordering,
    Position,
    Question,
    Recognition,
    SeveralChoices,
    SingleChoice,
    TrueFalse,
    Unreadable,
)
from quizzes.strategies import STRATEGY_NAMES, Strategy

CHOICES = tuple(Choice(key, key.upper(), feedback=f"dit de {key}") for key in "abcde")
SINGLE = SingleChoice("q", "Lequel ?", "Voilà.", choices=CHOICES, correct="b")
SEVERAL = SeveralChoices("q", "Lesquels ?", "Voilà.", choices=CHOICES, correct=("a", "b", "c"))
TRUE = TrueFalse("q", "Vrai ?", "Voilà.", correct=True)
FALSE = TrueFalse("q", "Vrai ?", "Voilà.", correct=False)
ORDER = Ordering("q", "Dans quel ordre ?", "Voilà.", items=tuple(Item(key, key.upper()) for key in "abcd"))
GUESS = Estimate("q", "Combien ?", "Voilà.", figure="f", low=30, high=60, minimum=0, maximum=2000, step=10, unit="g")
OPINION = Position("q", "Que dirais-tu ?", scenario="lina")
RECOGNITION = Recognition("q", "Que fait-elle ?", "Voilà.", scenario="lina", strategy=Strategy.BELIEF)


class Stories:
    """One story, whose statements say the name of their strategy."""

    def scenario(self, key):
        assert key == "lina"
        return self

    def statement(self, strategy):
        return Choice(strategy.value, f"dit {strategy.value}")


@pytest.mark.parametrize(
    ("question", "values", "response"),
    [
        (SINGLE, ["b"], "b"),
        (SEVERAL, ["c", "a"], ["a", "c"]),
        (SEVERAL, ["a", "a"], ["a"]),
        (TRUE, ["vrai"], True),
        (TRUE, ["faux"], False),
        (ORDER, ["d", "c", "b", "a"], ["d", "c", "b", "a"]),
        (GUESS, ["45"], 45.0),
        (GUESS, ["45,5"], 45.5),
        (GUESS, ["45.5"], 45.5),
        (GUESS, ["1 500"], 1500.0),
        (GUESS, ["1\u202f500"], 1500.0),
        (GUESS, [" 0 "], 0.0),
        (GUESS, ["2000"], 2000.0),
        (OPINION, ["rationalisation"], "rationalisation"),
        (RECOGNITION, ["comportement"], "comportement"),
    ],
)
def test_the_values_of_a_form_become_the_response_to_store(question, values, response):
    read = question.read(values)

    assert (read, type(read)) == (response, type(response))


@pytest.mark.parametrize(
    ("question", "values"),
    [
        (SINGLE, []),
        (SINGLE, [""]),
        (SINGLE, ["z"]),
        (SINGLE, ["a", "b"]),
        (SEVERAL, []),
        (SEVERAL, [""]),
        (SEVERAL, ["a", "z"]),
        (TRUE, []),
        (TRUE, ["Vrai"]),
        (TRUE, ["True"]),
        (TRUE, ["vrai", "faux"]),
        (ORDER, []),
        (ORDER, ["a", "b", "c"]),
        (ORDER, ["a", "b", "c", "c"]),
        (ORDER, ["a", "b", "c", "d", "d"]),
        (ORDER, ["a", "b", "c", "z"]),
        (GUESS, []),
        (GUESS, [""]),
        (GUESS, ["beaucoup"]),
        (GUESS, ["-1"]),
        (GUESS, ["2000,1"]),
        (GUESS, ["nan"]),
        (GUESS, ["inf"]),
        (GUESS, ["1e9"]),
        (OPINION, []),
        (OPINION, ["autre"]),
        (OPINION, ["croyance", "comportement"]),
        (RECOGNITION, [""]),
        (RECOGNITION, ["belief"]),
    ],
)
def test_what_is_no_answer_is_refused_with_words_for_the_pupil(question, values):
    with pytest.raises(Unreadable) as refused:
        question.read(values)

    assert str(refused.value).endswith(".")


def test_a_number_copied_with_a_no_break_space_is_read():
    try:
        read = GUESS.read(["1\u00a0500"])
    except Unreadable:
        read = None

    assert read == 1500.0


def test_a_guess_outside_its_limits_is_told_the_limits():
    with pytest.raises(Unreadable) as refused:
        GUESS.read(["5000"])

    assert str(refused.value) == "Choisis un nombre entre 0 et 2\u202f000."


@pytest.mark.parametrize(
    ("question", "response", "mark"),
    [
        (SINGLE, "b", 1),
        (SINGLE, "a", 0),
        (SEVERAL, ["a", "b", "c"], 1),
        (SEVERAL, ["a", "b"], 2 / 3),
        (SEVERAL, ["a"], 1 / 3),
        (SEVERAL, ["a", "b", "c", "d"], 2 / 3),
        (SEVERAL, ["a", "d"], 0),
        (SEVERAL, ["d", "e"], 0),
        (SEVERAL, ["a", "b", "c", "d", "e"], 1 / 3),
        (TRUE, True, 1),
        (TRUE, False, 0),
        (FALSE, False, 1),
        (FALSE, True, 0),
        (ORDER, ["a", "b", "c", "d"], 1),
        (ORDER, ["b", "c", "d", "a"], 2 / 3),
        (ORDER, ["b", "a", "c", "d"], 1 / 3),
        (ORDER, ["d", "c", "b", "a"], 0),
        (ORDER, ["a", "c", "b", "d"], 0),
        (GUESS, 30, 1),
        (GUESS, 60, 1),
        (GUESS, 45.0, 1),
        (GUESS, 29.9, 0),
        (GUESS, 60.1, 0),
        (RECOGNITION, "croyance", 1),
        (RECOGNITION, "comportement", 0),
    ],
)
def test_a_response_earns_its_share(question, response, mark):
    assert question.mark(response) == mark


def test_a_position_has_nothing_that_could_mark_it():
    assert not hasattr(OPINION, "mark")
    assert not isinstance(OPINION, MarkedQuestion)
    assert not {"correct", "reason", "strategy", "mark"} & set(vars(OPINION))


def test_every_other_kind_is_marked():
    marked = {name for name, kind in Question.VARIANTS.items() if issubclass(kind, MarkedQuestion)}

    assert set(Question.VARIANTS) - marked == {"position", "levier", "echelle", "texte-court"}


@pytest.mark.parametrize("kind", [Question, MarkedQuestion])
def test_a_kind_that_cannot_read_or_mark_cannot_be_made(kind):
    with pytest.raises(TypeError, match="abstract"):
        kind("q", "Alors ?")


@pytest.mark.parametrize(
    ("question", "options"),
    [
        (
            SINGLE,
            [Option(key, key.upper(), feedback=f"dit de {key}", right=key == "b") for key in "abcde"],
        ),
        (
            SEVERAL,
            [Option(key, key.upper(), feedback=f"dit de {key}", right=key in "abc") for key in "abcde"],
        ),
        (TRUE, [Option("vrai", "Vrai", right=True), Option("faux", "Faux")]),
        (FALSE, [Option("vrai", "Vrai"), Option("faux", "Faux", right=True)]),
        (ORDER, [Option(key, key.upper(), right=True) for key in "abcd"]),
        (GUESS, []),
        (OPINION, [Option(strategy.value, f"dit {strategy.value}") for strategy in Strategy]),
    ],
)
def test_a_page_offers_the_options_in_the_order_of_the_file(question, options):
    assert list(question.options(Stories())) == options


def test_a_recognition_offers_the_three_strategies_in_the_words_of_pupils():
    offered = [(option.key, option.text, option.right) for option in RECOGNITION.options(Stories())]

    assert offered == [(item.value, str(STRATEGY_NAMES[item]), item is Strategy.BELIEF) for item in Strategy]


@pytest.mark.parametrize("question", [SINGLE, SEVERAL, TRUE, FALSE, ORDER, RECOGNITION])
def test_the_right_options_together_are_a_whole_answer(question):
    right = [option.key for option in question.options(Stories()) if option.right]

    assert question.mark(question.read(right)) == 1
