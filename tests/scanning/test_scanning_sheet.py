"""What pupils darken is read as they meant it, and whatever is unclear goes to a person."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from printing.sheet_geometry import SheetVariant
from scanning.sheet import Answer, SheetProblem, State, read_sheet
from tests.scanning.trials import SHEET, Tally, make_questions, picture_of, read, run

SAMPLE = 6
SEED = 4


def answers_of(reading) -> dict[int, tuple[str, State]]:
    """Give the answers that are not empty."""
    return {answer.question: (answer.letters, answer.state) for answer in reading.answers if answer.letters}


def states_of(reading) -> dict[tuple[int, str], State]:
    """Give the bubbles that are not empty."""
    return {(mark.question, mark.choice): mark.state for mark in reading.marks if mark.state is not State.EMPTY}


def test_a_sample_of_the_bench_is_read_without_one_sure_mistake():
    total = Tally()

    for index in range(SAMPLE):
        total.add(run(SEED, index))

    assert (total.sheets, total.unread, total.wrong) == (SAMPLE, 0, [])
    assert total.marks > 100
    assert total.share(State.SURE, of_clean=True) >= 0.99
    assert total.share(State.DOUBTFUL, of_clean=False) <= 0.005


def test_every_clean_way_of_marking_is_a_sure_answer():
    ways = ("full", "overfull", "light", "partial", "scribble", "tick", "cross")
    marks = {(number, "B"): [way] for number, way in enumerate(ways, 1)}

    reading = read(picture_of(SHEET, marks), SHEET)

    assert answers_of(reading) == dict.fromkeys(range(1, 8), ("B", State.SURE))
    assert reading.answers[7] == Answer(8, "", State.EMPTY)
    assert (reading.sheet_id, reading.page, reading.number, reading.number_state) == (
        SHEET.sheet_id,
        1,
        None,
        State.EMPTY,
    )
    assert reading.crops == ()


def test_a_mark_that_is_crossed_out_gives_way_to_the_other_one():
    marks = {(1, "A"): ["full", "strike"], (1, "C"): ["full"], (8, "A"): ["full", "strike"], (8, "D"): ["full"]}

    reading = read(picture_of(SHEET, marks), SHEET)

    assert answers_of(reading) == {1: ("C", State.SURE), 8: ("D", State.SURE)}
    assert states_of(reading)[1, "A"] is State.CROSSED


def test_a_crossed_out_mark_alone_two_marks_and_a_cross_beside_a_mark_go_to_a_person():
    marks = {
        (1, "A"): ["full", "strike"],
        (2, "A"): ["full"],
        (2, "B"): ["full"],
        (3, "A"): ["full"],
        (3, "D"): ["cross"],
    }

    reading = read(picture_of(SHEET, marks), SHEET)

    assert answers_of(reading) == {
        1: ("A", State.DOUBTFUL),
        2: ("AB", State.DOUBTFUL),
        3: ("AD", State.DOUBTFUL),
    }
    assert [crop.question for crop in reading.crops] == [1, 2, 3]


def test_a_question_with_several_answers_takes_them_all():
    reading = read(picture_of(SHEET, {(8, "A"): ["full"], (8, "C"): ["tick"]}), SHEET)

    assert answers_of(reading) == {8: ("AC", State.SURE)}


def test_what_a_rubber_leaves_is_never_a_sure_mark():
    marks = {(number, "A"): ["erased"] for number in range(1, 8)} | {(1, "B"): ["full"]}

    reading = read(picture_of(SHEET, marks), SHEET)

    assert [place for place, state in states_of(reading).items() if state is State.SURE] == [(1, "B")]


def test_a_small_trace_beside_one_clear_mark_does_not_spoil_the_answer():
    reading = read(picture_of(SHEET, {(1, "A"): ["dots"], (1, "B"): ["full"]}), SHEET)

    assert answers_of(reading) == {1: ("B", State.SURE)}


def test_the_crop_of_a_doubtful_question_is_a_small_picture_of_its_row():
    reading = read(picture_of(SHEET, {(2, "A"): ["full"], (2, "B"): ["full"]}), SHEET)

    (crop,) = reading.crops
    image = Image.open(BytesIO(crop.content))
    assert (image.format, image.mode, len(crop.content) < 6_000) == ("JPEG", "L", True)
    assert image.width > 3 * image.height


@pytest.mark.parametrize("variant", SheetVariant)
@pytest.mark.parametrize(("digits", "number"), [("27", 27), ("09", 9), (" 7", 7), ("30", 30)])
def test_the_number_of_a_blank_sheet_is_read(variant, digits, number):
    blank = replace(SHEET, number=None, variant=variant)
    marks = {(place, digit): ["full"] for place, digit in zip((-1, -2), digits, strict=True) if digit != " "}

    reading = read(picture_of(blank, marks), blank)

    assert (reading.number, reading.number_state) == (number, State.SURE)


@pytest.mark.parametrize(
    "marks", [{}, {(-1, "2"): ["full"]}, {(-2, "3"): ["full"], (-2, "5"): ["full"]}, {(-2, "0"): ["full"]}]
)
def test_a_number_that_is_missing_or_double_goes_to_a_person(marks):
    blank = replace(SHEET, number=None)

    reading = read(picture_of(blank, marks), blank)

    assert (reading.number, reading.number_state) == (None, State.DOUBTFUL)
    assert [crop.question for crop in reading.crops] == [0]


def test_sheets_and_pages_are_told_apart_in_any_order():
    long = replace(SHEET, sheet_id=7, questions=make_questions(41))
    pictures = [picture_of(long, {(41, "D"): ["full"]}, page=2), picture_of(SHEET), picture_of(long)]

    readings = [read(picture, SHEET, long) for picture in pictures]

    assert [(reading.sheet_id, reading.page) for reading in readings] == [(7, 2), (SHEET.sheet_id, 1), (7, 1)]
    assert answers_of(readings[0]) == {41: ("D", State.SURE)}


def test_the_same_page_twice_gives_the_same_reading():
    picture = picture_of(SHEET, {(1, "A"): ["full"]})

    assert read(picture, SHEET) == read(picture.copy(), SHEET)


def test_a_sheet_that_nobody_knows_and_a_page_without_targets_say_what_to_do():
    stranger = replace(SHEET, sheet_id=1)

    problems = [read(picture_of(stranger), SHEET), read(Image.new("L", (800, 1100), 240), SHEET)]

    assert problems == [SheetProblem.UNKNOWN_SHEET, SheetProblem.NO_SHEET]
    assert "Vérifiez" in problems[0].message
    assert "Reprenez la photo" in problems[1].message


def test_a_sheet_without_its_strip_is_never_guessed():
    picture = picture_of(SHEET)
    picture.paste(255, (150, round(275 / 297 * picture.height), 1100, round(284 / 297 * picture.height)))

    assert read_sheet(picture, lambda *_known: SHEET.geometries[0]) is SheetProblem.NO_SHEET
