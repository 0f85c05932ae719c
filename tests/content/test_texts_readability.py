"""What pupils read by themselves is easy enough for the youngest it is written for."""

import pytest

from common.levels import Band
from tools.texts.passages import Passage
from tools.texts.readability import LIMITS, Line, measure, report, sentences_of, syllables_in


def test_each_file_is_easy_enough_for_its_band(texts):
    hard = [f"{line.file} : {fault}" for line in report(texts) for fault in line.faults()]

    assert hard == []


def test_every_quiz_and_every_sequence_is_measured(catalogue, texts):
    measured = {line.file for line in report(texts)}

    expected = {f"{kind}/{key}" for kind in ("quizzes", "sequences") for key in catalogue.of(kind)}
    assert expected - measured == set()


def test_limits_grow_with_the_bands():
    limits = [LIMITS[band] for band in Band]

    assert [limit.ease for limit in limits] == sorted((limit.ease for limit in limits), reverse=True)
    assert [limit.mean for limit in limits] == sorted(limit.mean for limit in limits)
    assert [limit.longest for limit in limits] == sorted(limit.longest for limit in limits)


def test_an_easy_text_scores_higher_than_a_hard_one():
    easy = measure(["Le chat dort. Il a chaud. La nuit est douce."])
    hard = measure(["L’obsolescence programmée préoccupe considérablement les administrations internationales."])

    assert easy.score > 100
    assert hard.score < 20


def test_a_hard_text_is_told_with_its_band():
    text = "Voici une très longue phrase qui ne finit pas" + " et qui continue encore" * 10 + "."
    line = report([Passage("quizzes/essai", "prompt", text, for_pupils=True, bands=(Band.P12,), figures=frozenset())])

    assert [type(one) for one in line] == [Line]
    assert [fault.partition(" mots")[0] for fault in line[0].faults()] == ["une phrase de 49"]


def test_what_the_teacher_reads_or_says_is_not_measured():
    def said(place, *, for_pupils):
        return Passage("sequences/essai", place, "Bonjour à toutes et à tous.", for_pupils, (Band.P12,), frozenset())

    lines = report([said("steps[1].unfolding", for_pupils=False), said("steps[1].say[1]", for_pupils=True)])

    assert lines == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Un. Deux ! Trois ?", 3),
        ("« Un. » Deux…", 2),
        ("- un mot\n- deux mots", 2),
        ("Il pèse 3,2 kg.", 1),
        ("", 0),
    ],
)
def test_a_text_is_cut_into_sentences(text, count):
    assert len(sentences_of(text)) == count


@pytest.mark.parametrize(("word", "count"), [("eau", 1), ("l’eau", 1), ("numérique", 3), ("porte-monnaie", 3)])
def test_syllables_are_counted_without_what_is_elided(word, count):
    assert syllables_in(word) in {count, count + 1}
