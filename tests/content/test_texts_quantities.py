"""What a pupil reads as a quantity is a figure with its source, or stands in a short list with its reason."""

from dataclasses import fields, is_dataclass
from math import isclose
from typing import get_args, get_type_hints

import pytest

from library.equivalents import sentences
from okmila.catalogue import KINDS
from quizzes.kinds import Question
from sequences.exercises import Exercise
from sequences.games import Print
from tools.texts.passages import Passage, holds_text, readers
from tools.texts.quantities import (
    backing,
    bare_numbers,
    is_backed,
    loosely,
    numbers_in,
    read_exceptions,
    unbacked,
    value_of,
    wrong_sums,
)

N, W = "\u202f", "\u00a0"


def passage(text, file="quizzes/essai"):
    return Passage(file, "prompt", text, for_pupils=True, bands=(), figures=frozenset())


def formats():
    """Give every dataclass that a content file can hold."""
    waiting, found = [*KINDS.values()], set()
    while waiting:
        cls = waiting.pop()
        if cls not in found:
            found.add(cls)
            waiting += [inner for hint in get_type_hints(cls).values() for inner in dataclasses_in(hint)]
            waiting += getattr(cls, "VARIANTS", {}).values()
    return found


def dataclasses_in(hint):
    inner = [found for part in get_args(hint) for found in dataclasses_in(part)]
    return [hint, *inner] if is_dataclass(hint) else inner


def test_each_text_of_each_format_is_known_to_be_for_pupils_or_for_staff():
    bases = {Question, Exercise, Print}

    forgotten = [
        f"{cls.__name__}.{field.name}"
        for cls in formats() - bases
        for field in fields(cls)
        if holds_text(get_type_hints(cls)[field.name]) and field.name not in frozenset().union(*readers(cls))
    ]

    assert forgotten == []


def test_pupils_read_no_quantity_without_a_figure_or_a_reason(catalogue):
    bare = [
        (one.passage.file, one.passage.place, one.written, one.around)
        for one in unbacked(catalogue, read_exceptions())
        if one.passage.for_pupils
    ]

    assert bare == []


def test_each_exception_has_a_reason_and_still_serves(catalogue, texts):
    numbers = backing(catalogue)
    idle = []
    for one in read_exceptions():
        said = [text.text for text in texts if text.file == one.file]
        idle += [(one.file, text) for text in one.texts if not any(loosely(text).search(line) for line in said)]
        if one.figure and one.figure not in numbers:
            idle.append((one.file, one.figure))

    assert idle == []
    assert [one.file for one in read_exceptions() if not one.reason.endswith(".")] == []


def test_each_exception_that_claims_a_sum_is_proved_by_it():
    wrong = [
        (text, one.proved)
        for one in read_exceptions()
        if one.proved is not None
        for text in one.texts
        if not any(isclose(one.proved, number, rel_tol=0.1) for number in numbers_in(text))
    ]

    assert wrong == []


def test_every_sum_written_in_a_text_is_right(texts):
    wrong = [(text.file, text.place, line) for text in texts for line in wrong_sums(text.text)]

    assert wrong == []


def test_every_equivalent_of_every_figure_can_be_reckoned_and_said(catalogue):
    figures = {key: file.spec for key, file in catalogue.of("figures").items()}

    said = [pair for figure in figures.values() for pair in sentences(figure, figures)]

    assert len(said) == sum(len(figure.equivalents) for figure in figures.values()) > 0
    assert [words for words, _key in said if "{n}" in words or not numbers_in(words)] == []


def numbers_of_source(figure, figures):
    """Give the bounds of the figures of the same source, and what the title already says."""
    found = [number for one in figures.values() if one.url == figure.url for number in (one.value, one.low, one.high)]
    return found + numbers_in(figure.title)


def test_the_sentence_of_a_figure_gives_only_numbers_of_its_source(catalogue):
    figures = {key: file.spec for key, file in catalogue.of("figures").items()}

    strange = [
        (key, bare.written)
        for key, figure in figures.items()
        for bare in bare_numbers(passage(figure.simple), known=numbers_of_source(figure, figures))
    ]

    assert strange == []


@pytest.mark.parametrize(
    "text",
    [
        f"Une heure de vidéo émet 45{W}g.",
        f"On compte 12{N}500 serveurs.",
        f"C’est 87{W}% des élèves.",
        f"Il y en a 3{W}millions.",
        "Cela vaut 370 ménages.",
    ],
)
def test_a_bare_quantity_is_found(text):
    assert len(list(bare_numbers(passage(text), known=[36, 30, 60]))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Depuis 2019, on le sait.",
        "Le 14 juin, on l’a corrigé.",
        "Lila a 12 ans.",
        f"Discutez pendant 15{W}min.",
        "Fais l’exercice 14.",
        "Regarde les documents 13 et 14.",
        "Prenez 24 cartes.",
        "Les P5 et la feuille A4 parlent de CO2.",
        "Trois, 4 ou 5 ?",
        f"Une heure de vidéo émet de 30 à 60{W}g.",
        "Une étude dit 0,036 kilos.",
    ],
)
def test_a_date_an_age_a_duration_a_number_of_things_or_a_figure_is_no_bare_quantity(text):
    assert list(bare_numbers(passage(text), known=[36, 30, 60])) == []


def test_a_wrong_number_beside_a_figure_is_found():
    found = list(bare_numbers(passage(f"Une heure émet de 30 à 66{W}g."), known=[36, 30, 60]))

    assert [one.written for one in found] == ["66"]


def test_an_exempt_passage_hides_only_its_own_number():
    found = bare_numbers(passage(f"J’ai mis 70, puis 75{W}g."), known=[], exempt=["J'ai mis 70"])

    assert [one.written for one in found] == ["75"]


@pytest.mark.parametrize(
    ("number", "known", "backed"),
    [(22, 22.3, True), (370, 367.7, True), (3200, 3.2, True), (380, 367.7, False), (5, 4.8, False), (0.3, 0.3, True)],
)
def test_a_number_may_be_rounded_or_told_in_another_decimal_unit(number, known, backed):
    assert is_backed(number, [known]) is backed


@pytest.mark.parametrize(
    ("text", "right"),
    [
        (f"7 × 10{W}kg = 70{W}kg", True),
        (f"3{N}200{W}: 40 = 80", True),
        (f"3{N}200{W}: 36 ≈ 90", True),
        (f"300 × 10{N}700 kWh ≈ 3{N}200 MWh", True),
        ("200 + 200 + 200 = 600", True),
        (f"7 × 10{W}kg = 80{W}kg", False),
        (f"3{N}200{W}: 40 = 90", False),
        ("Une heure = 60 minutes", True),
    ],
)
def test_a_sum_in_a_text_is_reckoned_again(text, right):
    assert (list(wrong_sums(text)) == []) is right


@pytest.mark.parametrize(("written", "value"), [(f"1{N}287", 1287), ("0,24", 0.24), (f"2{W}415{W}000", 2415000)])
def test_a_french_number_is_read(written, value):
    assert value_of(written) == value
