"""The geometry of an answer sheet holds together, and its strip never tells something else than what was printed."""

from __future__ import annotations

from itertools import combinations
from math import dist

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from printing.sheet_geometry import (
    LARGEST_ID,
    LAYOUTS,
    MARKERS,
    MOST_PAGES,
    STRIP_CELLS,
    STRIP_HEIGHT,
    STRIP_MIDDLE,
    SheetQuestion,
    SheetVariant,
    geometries_of,
    id_of,
    read_strip,
    readable_id,
    strip_of,
)
from tests.scanning.trials import make_questions

IDS = st.integers(0, LARGEST_ID)
PAGES = st.integers(1, MOST_PAGES)
VARIANTS = st.sampled_from(SheetVariant)
FEW = settings(max_examples=25, deadline=None, database=None)


@given(IDS, PAGES)
@FEW
def test_a_strip_tells_its_sheet_and_its_page(sheet_id, page):
    assert read_strip(strip_of(sheet_id, page)) == (sheet_id, page)


@given(IDS, PAGES, st.sets(st.integers(0, STRIP_CELLS - 1), min_size=1, max_size=3))
@FEW
def test_a_strip_with_up_to_three_misread_cells_tells_nothing(sheet_id, page, misread):
    cells = [cell != (place in misread) for place, cell in enumerate(strip_of(sheet_id, page))]

    assert read_strip(cells) is None


@given(IDS, PAGES)
@FEW
def test_a_strip_read_backwards_tells_nothing_else(sheet_id, page):
    assert read_strip(strip_of(sheet_id, page)[::-1]) in {None, (sheet_id, page)}


@pytest.mark.parametrize(("sheet_id", "page"), [(-1, 1), (LARGEST_ID + 1, 1), (5, 0), (5, MOST_PAGES + 1)])
def test_a_number_that_no_strip_can_hold_is_refused(sheet_id, page):
    with pytest.raises(ValueError, match="No strip"):
        strip_of(sheet_id, page)


@given(IDS)
@FEW
def test_the_number_that_people_read_can_be_typed_back_as_they_please(sheet_id):
    typed = readable_id(sheet_id).lower().replace("0", "o").replace("1", "l").replace("-", " ")

    assert id_of(typed) == sheet_id


@pytest.mark.parametrize("typed", ["", "ABCDE", "ABCDE-ABCDU", "ZZZZZ-ZZZZZ", "ABCDE-ABCDEF"])
def test_what_cannot_be_a_number_is_none(typed):
    assert id_of(typed) is None


@given(st.integers(1, 60), st.integers(1, 6), VARIANTS, st.booleans())
@FEW
def test_every_choice_has_one_bubble_that_touches_no_other(count, letters, variant, blank):
    pages = geometries_of(make_questions(count, letters), variant, blank=blank)

    found = [(bubble.question, bubble.choice) for page in pages for bubble in page.bubbles]
    assert found == [(number, letter) for number in range(1, count + 1) for letter in "ABCDEF"[:letters]]
    for page in pages:
        near = combinations([bubble for bubble in page.bubbles if bubble.question < page.questions[0].number + 3], 2)
        assert all(dist((a.x, a.y), (b.x, b.y)) > 3 * LAYOUTS[variant].radius for a, b in near)


@given(st.integers(1, 60), st.integers(1, 6), VARIANTS)
@FEW
def test_a_crossing_out_stays_between_the_targets_and_above_the_strip(count, letters, variant):
    (left, top), (right, _top), (_right, bottom), _corner = MARKERS

    for page in geometries_of(make_questions(count, letters), variant, blank=True):
        for bubble in page.bubbles + page.digits:
            reach = bubble.radius * 1.6
            assert left < bubble.x - bubble.radius < bubble.x + reach < right
            assert top + 8 < bubble.y - reach < bubble.y + reach < min(bottom, STRIP_MIDDLE - STRIP_HEIGHT)


def test_forty_questions_of_six_choices_fit_one_page_and_larger_letters_take_more():
    pages = {variant: len(geometries_of(make_questions(40, 6), variant)) for variant in SheetVariant}

    assert pages == {SheetVariant.STANDARD: 1, SheetVariant.ADAPTED: 2, SheetVariant.LARGE: 4}


def test_pages_share_the_questions_in_order_and_only_a_blank_sheet_has_digits():
    questions = make_questions(41)

    first, second = geometries_of(questions)
    (blank,) = geometries_of(questions[:3], blank=True)

    assert first.questions + second.questions == questions
    assert [(page.page, page.pages, page.digits) for page in (first, second)] == [(1, 2, ()), (2, 2, ())]
    assert [(digit.question, digit.choice) for digit in blank.digits] == [
        (p, str(d)) for p in (1, 0) for d in range(10)
    ]


def test_a_sheet_without_questions_has_no_page():
    assert geometries_of(()) == ()


@pytest.mark.parametrize("letters", ["", "ABCDEFG", "AA"])
def test_a_question_without_clear_choices_is_refused(letters):
    with pytest.raises(ValueError, match="different letters"):
        SheetQuestion(1, letters)


def test_more_pages_than_a_strip_can_tell_are_refused():
    with pytest.raises(ValueError, match="at most 15 pages"):
        geometries_of(make_questions(601))
