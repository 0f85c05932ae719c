"""What moved between two askings: recomputed from the raw rows in a slow way, on classes drawn at random."""

from itertools import product
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from common.actions import ActionLevel
from progress.change import ChangeReport, Move, Stance, change_of
from progress.change_words import sides, spoken
from progress.flow import PERSON, bands, flow_svg, posts
from quizzes.kinds import SKIPPED, Lever, Position, Scale
from quizzes.positions import SMALLEST_GROUP
from quizzes.strategies import Strategy
from tests.pairs import lived_pair, rows_of
from tests.world import make_classroom

STEPS = ["pas-du-tout", "plutot-pas", "entre", "plutot", "tout-a-fait", SKIPPED]
ALLOWED = {"avis": list(Strategy), "aide": list(ActionLevel), "phrase": STEPS}
WORDS = ["changer ce qu’on fait", "changer ce qu’on croit", "se trouver une raison"]


class Story:
    """What `change_of` asks of a story."""

    title, level = "Milo", ActionLevel.SOCIETAL


class Quiz:
    """What `change_of` asks of a quiz: one question of each kind of opinion."""

    title = "Je sais, mais…"

    def __init__(self):
        self.questions = (
            Position("avis", "Que dirais-tu ?", "milo"),
            Lever("aide", "Et pour l’aider ?", "milo"),
            Scale("phrase", "Réparer, c’est bien."),
        )

    def scenario(self, _key):
        return Story


QUIZ = Quiz()


def slowly(rows, question: str, options: list[str]) -> list[list[int]] | None:
    """Count every cell by looking at every pair of rows; None where too few people said both."""
    told = [row for row in rows if row[0] == question and row[3] != SKIPPED]
    couples = [
        (first[3], last[3])
        for first, last in product(told, told)
        if first[2] == "before" and last[2] == "after" and first[1] == last[1]
    ]
    if len(couples) < 5:
        return None
    kept = [option for option in options if option != SKIPPED]
    return [[sum(couple == (line, column) for couple in couples) for column in kept] for line in kept]


def drawn_rows(seed: int) -> list[tuple[str, str, str, str]]:
    """Draw a class of up to 26 in which some are absent once, and some pass."""
    draw = Random(seed)
    rows = []
    for person, question, phase in product(range(draw.randint(0, 26)), ALLOWED, ("before", "after")):
        if draw.random() < 0.85:
            rows.append((question, f"{question}-{person}", phase, str(draw.choice(ALLOWED[question]))))
    draw.shuffle(rows)
    return rows


def counted(report: ChangeReport) -> dict[str, list[list[int]]]:
    kinds = {"position": "avis", "levier": "aide", "echelle": "phrase"}
    return {kinds[move.kind]: [list(line) for line in move.counts] for move in report.moves}


@settings(max_examples=1000, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(min_value=0))
def test_the_tables_of_a_thousand_classes_agree_with_a_slow_count(seed):
    rows = drawn_rows(seed)

    report = change_of(QUIZ, rows)

    expected = {question: slowly(rows, question, options) for question, options in ALLOWED.items()}
    assert counted(report) == {question: table for question, table in expected.items() if table is not None}


@settings(max_examples=200, deadline=None)
@given(st.integers(min_value=0))
def test_every_total_of_a_report_follows_from_its_tables_alone(seed):
    report = change_of(QUIZ, drawn_rows(seed))

    by_kind = {move.kind: move for move in report.moves}
    for kind, shifts in (("position", report.strategies), ("levier", report.levers)):
        move = by_kind.get(kind)
        assert [shift.before for shift in shifts] == [sum(line) for line in move.counts] if move else shifts == ()
    behaviour = by_kind["position"].after[0] if report.levels else 0
    assert sum(level.after for level in report.levels) == behaviour
    assert all(move.same + move.other == move.people >= SMALLEST_GROUP for move in report.moves)


@pytest.mark.parametrize("seed", range(30))
def test_a_closed_pair_is_told_as_its_raw_rows_say(small_content, seed):
    draw = Random(seed)
    classroom = make_classroom(headcount=8)
    said = [[draw.choice([*Strategy, ""]) for _number in range(8)] for _end in range(2)]
    pair = lived_pair(classroom, {"avis": said[0]}, {"avis": said[1]}, "petit-quiz")
    raw = [
        ("avis", str(number), phase, str(stance))
        for phase, stances in zip(("before", "after"), said, strict=True)
        for number, stance in enumerate(stances)
        if stance
    ]

    report = change_of(pair.revision.spec, rows_of(pair))

    table = slowly(raw, "avis", list(Strategy))
    assert [[list(line) for line in move.counts] for move in report.moves] == ([table] if table else [])


def move_of(*counts: tuple[int, ...]) -> Move:
    stances = tuple(Stance(key.value, words) for key, words in zip(Strategy, WORDS, strict=True))
    return Move("position", "Milo", "individuel", stances, counts)


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        (((11, 0, 0), (4, 0, 0), (3, 0, 0)), "11 disent la même chose, 7 disent autre chose."),
        (((1, 0, 0), (17, 0, 0), (0, 0, 0)), "1 dit la même chose, 17 disent autre chose."),
        (((17, 0, 0), (1, 0, 0), (0, 0, 0)), "17 disent la même chose, 1 dit autre chose."),
        (((18, 0, 0), (0, 0, 0), (0, 0, 0)), "tous disent la même chose."),
        (((0, 18, 0), (0, 0, 0), (0, 0, 0)), "tous disent autre chose."),
    ],
)
def test_the_sentence_counts_people_in_good_french(counts, sentence):
    move = move_of(*counts)

    assert sides(move) == f"Sur 18 élèves qui ont répondu deux fois, {sentence}"


@pytest.mark.parametrize(("people", "word"), [(5, "Nous sommes peu"), (19, "Nous sommes peu"), (20, "Ces nombres")])
def test_a_small_class_is_told_that_its_numbers_prove_nothing(people, word):
    report = ChangeReport("Je sais", (move_of((people, 0, 0), (0, 0, 0), (0, 0, 0)),), (), (), ())

    sentences = spoken(report)

    assert sentences[-1].startswith(word)
    assert not any("%" in sentence for sentence in sentences)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.integers(min_value=0, max_value=9), min_size=9, max_size=9).filter(any))
def test_the_bands_of_a_plot_leave_and_arrive_within_their_stances(cells):
    move = move_of(tuple(cells[:3]), tuple(cells[3:6]), tuple(cells[6:]))

    found = list(bands(move))

    unit = PERSON / move.people
    left, right = posts(move.before), posts(move.after)
    assert {(band.line, band.column): band.count for band in found} == {
        (place // 3, place % 3): count for place, count in enumerate(cells) if count
    }
    assert all(left[band.line].top - 0.01 <= band.left for band in found)
    assert all(
        band.right + band.count * unit <= right[band.column].top + right[band.column].height + 0.01 for band in found
    )


def test_the_plot_says_in_shapes_and_words_what_its_colours_say():
    svg = flow_svg(move_of((5, 2, 0), (1, 4, 0), (0, 0, 6)), "Sur 18 élèves…")

    assert [svg.count(words) for words in WORDS] == [2, 2, 2]
    assert [svg.count(f"{shape} ") for shape in "●■▲"] == [2, 2, 2]
    assert (svg.count('class="flow-same'), svg.count('class="flow-other')) == (3, 2)
    assert "%" not in svg
