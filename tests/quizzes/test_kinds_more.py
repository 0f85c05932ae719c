"""The younger kinds of question: pairs, pictures, a plan, a scale and a short text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.content import Picture
from quizzes.kinds import MarkedQuestion, Opinion, Question, Unreadable
from quizzes.kinds_more import (
    LONGEST_TEXT,
    PLAN_SIDE,
    Axis,
    Cell,
    Matching,
    Pair,
    PictureChoice,
    PictureTile,
    Placement,
    Scale,
    ShortText,
)

PAIRS = Matching("q", "Qui ?", "Voilà.", pairs=tuple(Pair(key, f"gauche {key}", f"droite {key}") for key in "abcd"))
TILES = tuple(PictureTile(key, Picture("escargot", f"Image {key}."), feedback=f"dit de {key}") for key in "abc")
PICTURES = PictureChoice("q", "Laquelle ?", "Voilà.", choices=TILES, correct="b")
ACROSS, UP = Axis("utile", "gadget"), Axis("léger", "lourd")
PLAN = Placement("q", "Où ?", "Voilà.", across=ACROSS, up=UP, zone=(Cell(5, 4), Cell(5, 5)))
FIVE, FOUR = Scale("q", "D’accord ?"), Scale("q", "D’accord ?", steps=4)
TEXT = ShortText("q", "Qu’en dis-tu ?")


@pytest.mark.parametrize(
    ("question", "values", "response"),
    [
        (PAIRS, ["b", "a", "a", "d"], ["b", "a", "a", "d"]),
        (PICTURES, ["c"], "c"),
        (PLAN, ["1", "5"], [1, 5]),
        (FIVE, ["entre"], "entre"),
        (FOUR, ["passe"], "passe"),
        (TEXT, ["Je répare."], "Je répare."),
        (TEXT, ["  Je répare.\r\nJe prête.  "], "Je répare.\nJe prête."),
        (TEXT, ["🙂"], "🙂"),
        (TEXT, ["👩🏽‍🔧"], "👩🏽‍🔧"),
        (TEXT, ["e\u0301te\u0301"], "été"),
        (TEXT, ["Bon\x00jour\tà tous"], "Bonjour à tous"),
        (TEXT, ["x" * LONGEST_TEXT], "x" * LONGEST_TEXT),
    ],
)
def test_the_values_of_a_form_become_the_response_to_store(question, values, response):
    assert question.read(values) == response


@pytest.mark.parametrize(
    ("question", "values"),
    [
        (PAIRS, []),
        (PAIRS, ["a", "b", "c"]),
        (PAIRS, ["a", "b", "c", ""]),
        (PAIRS, ["a", "b", "c", "z"]),
        (PAIRS, ["a", "b", "c", "d", "d"]),
        (PICTURES, []),
        (PICTURES, ["a", "b"]),
        (PICTURES, ["z"]),
        (PLAN, []),
        (PLAN, ["3"]),
        (PLAN, ["3", ""]),
        (PLAN, ["0", "3"]),
        (PLAN, ["6", "3"]),
        (PLAN, ["3", "3", "3"]),
        (PLAN, ["trois", "3"]),
        (FIVE, []),
        (FIVE, ["6"]),
        (FOUR, ["entre"]),
        (FIVE, ["plutot", "entre"]),
        (TEXT, []),
        (TEXT, [""]),
        (TEXT, [" \n\t\u00a0\u202f"]),
        (TEXT, ["\u200b\u200d\ufeff"]),
        (TEXT, ["\x00"]),
        (TEXT, ["un", "deux"]),
        (TEXT, ["x" * (LONGEST_TEXT + 1)]),
    ],
)
def test_what_is_no_answer_is_refused_with_words_for_the_pupil(question, values):
    with pytest.raises(Unreadable) as refused:
        question.read(values)

    assert str(refused.value).endswith(".")


def test_a_text_that_is_too_long_is_told_by_how_much():
    with pytest.raises(Unreadable) as refused:
        TEXT.read(["é" * (LONGEST_TEXT + 12)])

    assert "280" in str(refused.value)
    assert "12" in str(refused.value)


@given(st.text())
def test_whatever_is_written_is_kept_tidy_or_refused(typed):
    try:
        kept = TEXT.read([typed])
    except Unreadable:
        kept = ""

    assert len(kept) <= LONGEST_TEXT
    assert kept == kept.strip()
    assert "\x00" not in kept
    assert not kept or TEXT.read([kept]) == kept


@pytest.mark.parametrize(
    ("question", "response", "mark"),
    [
        (PAIRS, ["a", "b", "c", "d"], 1),
        (PAIRS, ["a", "b", "d", "c"], 1 / 2),
        (PAIRS, ["a", "a", "a", "a"], 1 / 4),
        (PAIRS, ["b", "c", "d", "a"], 0),
        (PICTURES, "b", 1),
        (PICTURES, "a", 0),
        (PLAN, [5, 5], 1),
        (PLAN, [5, 4], 1),
        (PLAN, [4, 3], 0.5),
        (PLAN, [5, 3], 0.5),
        (PLAN, [4, 5], 0.5),
        (PLAN, [3, 5], 0),
        (PLAN, [5, 2], 0),
        (PLAN, [1, 1], 0),
    ],
)
def test_a_response_earns_its_share(question, response, mark):
    assert question.mark(response) == mark


@given(st.lists(st.sampled_from("abcd"), min_size=4, max_size=4))
def test_the_mark_of_pairs_is_their_share(response):
    assert PAIRS.mark(PAIRS.read(response)) == sum(map(str.__eq__, response, "abcd")) / 4


@given(*[st.integers(1, PLAN_SIDE)] * 4)
def test_a_place_is_worth_more_the_nearer_it_is(across, up, right_across, right_up):
    question = Placement("q", "Où ?", "Voilà.", across=ACROSS, up=UP, zone=(Cell(right_across, right_up),))

    mark = question.mark(question.read([str(across), str(up)]))

    gap = max(abs(across - right_across), abs(up - right_up))
    assert mark == (1 if gap == 0 else 0.5 if gap == 1 else 0)


@pytest.mark.parametrize("question", [FIVE, FOUR, TEXT])
def test_what_is_thought_or_written_has_nothing_that_could_mark_it(question):
    assert not hasattr(question, "mark")
    assert not isinstance(question, MarkedQuestion)
    assert not {"correct", "reason", "right", "zone", "mark"} & set(vars(question))


def test_a_scale_is_an_opinion_and_a_text_is_not():
    assert isinstance(FIVE, Opinion)
    assert not isinstance(TEXT, Opinion)


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        (FIVE, "pas-du-tout plutot-pas entre plutot tout-a-fait passe"),
        (FOUR, "pas-du-tout plutot-pas plutot tout-a-fait passe"),
    ],
)
def test_a_scale_offers_its_steps_in_order_and_a_way_not_to_say(question, keys):
    options = question.options(None)

    assert [option.key for option in options] == keys.split()
    assert len({option.text for option in options}) == len(options)
    assert not any(option.right for option in options)


@pytest.mark.parametrize("question", [PAIRS, PICTURES])
def test_the_right_options_together_are_a_whole_answer(question):
    right = [option.key for option in question.options(None) if option.right]

    assert question.mark(question.read(right)) == 1


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (PAIRS, tuple(f"gauche {key} → droite {key}" for key in "abcd")),
        (PICTURES, ("Image b.",)),
        (
            PLAN,
            (
                "tout à fait «\u00a0gadget\u00a0», plutôt «\u00a0lourd\u00a0»",
                "tout à fait «\u00a0gadget\u00a0», tout à fait «\u00a0lourd\u00a0»",
            ),
        ),
    ],
)
def test_what_is_right_can_be_read_aloud(question, words):
    assert question.right_words(None) == words


def pairs(*sides):
    return Matching("q", "Qui ?", "Voilà.", pairs=tuple(Pair(str(n), *side) for n, side in enumerate(sides)))


def plan(*zone):
    return Placement("q", "Où ?", "Voilà.", across=ACROSS, up=UP, zone=tuple(Cell(*cell) for cell in zone))


EVERYWHERE = [(across, up) for across in (1, 3, 5) for up in (1, 3, 5)]


@pytest.mark.parametrize(
    ("thing", "places"),
    [
        (PAIRS, []),
        (PICTURES, []),
        (PLAN, []),
        (FIVE, []),
        (pairs(("a", "b"), ("c", "d")), ["pairs"]),
        (pairs(("a", "x"), ("b", "x"), ("c", "y")), ["pairs"]),
        (pairs(("a", ""), ("b", "x"), ("c", "y")), ["pairs"]),
        (PictureChoice("q", "?", "!", choices=TILES, correct="z"), ["correct"]),
        (PictureChoice("q", "?", "!", choices=TILES[:1], correct="a"), ["choices"]),
        (PictureChoice("q", "?", "!", choices=TILES[:2] * 2, correct="a"), ["choices"]),
        (PictureTile("a", Picture("escargot", "Une."), text="un deux trois"), []),
        (PictureTile("a", Picture("escargot", "Une."), text="un deux trois quatre"), ["text"]),
        (plan(), ["zone"]),
        (plan(*EVERYWHERE), ["zone"]),
        (Cell(1, 5), []),
        (Cell(0, 3), ["across"]),
        (Cell(3, 6), ["across"]),
        (Axis("utile", "utile"), ["low"]),
        (Axis("", "utile"), ["low"]),
        (Axis("utile", "x" * 23), ["low"]),
        (Scale("q", "?", steps=3), ["steps"]),
        (Scale("q", "?", steps=6), ["steps"]),
    ],
)
def test_a_spoiled_question_is_told_in_french(thing, places):
    problems = list(thing.problems())

    assert [problem.place for problem in problems] == places
    assert all(problem.message.endswith(".") for problem in problems)


def test_every_kind_has_its_two_template_pieces(settings):
    folder = settings.BASE_DIR / "templates" / "quizzes"

    wanted = {f"_{moment}_{kind.piece}.html" for kind in Question.VARIANTS.values() for moment in ("ask", "told")}

    assert wanted == {path.name for moment in ("ask", "told") for path in folder.glob(f"_{moment}_*.html")}
