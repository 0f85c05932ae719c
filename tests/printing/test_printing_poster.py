"""A poster of commitments says everything, whatever its length, in letters that are read from three metres."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from reportlab.lib.pagesizes import A3, A4

from printing.bands import Band
from printing.poster import (
    EDGE,
    FOOT,
    HEIGHT,
    LETTERS,
    SHAPES,
    SMALL,
    Poster,
    PosterLine,
    PosterSize,
    Reach,
    poster_pdf,
)
from printing.text import BOLD, REGULAR, width_of

FONTS = {"/AAAAAA+MilaLisible-Regular", "/AAAAAA+MilaLisible-Bold"}
TEXT = "Nous demandons une réparation avant de demander du neuf."
MOST, LONGEST, LONGEST_GROUP = 12, 300, 60
"""What the forms let people type: a test of `progress` holds them equal."""
POINT = 25.4 / 72
CAPITAL = 0.66
"""How tall a capital is, as a part of the size of its letters."""
READ_AT_3_METRES = 4.4
"""Millimetres that a good eye needs for a capital at three metres (five minutes of arc)."""


def make_line(text: str = TEXT, carried_by: str = "toute la classe", reach: Reach = Reach.INTERPERSONAL) -> PosterLine:
    return PosterLine(text, carried_by, reach, "28 septembre 2027")


def make_poster(*lines: PosterLine, **fields) -> Poster:
    given = {"title": "Nos engagements", "owner": "P5 B – Mme Lambert", "year": "2026-2027"} | fields
    return Poster(lines=lines or (make_line(),), **given)


def flat(text: str) -> str:
    return "".join(text.replace("□", "").split())


def pieces(content: bytes) -> list[tuple[str, float, float, float, float]]:
    """Give each piece of text of the A3 pages: its words, left, right, base line and size of letters."""
    found = []

    def note(text: str, cm: list[float], matrix: list[float], font: dict[str, str], size: float) -> None:
        line = text.strip()
        if line and font is not None:
            x, y = matrix[4] * cm[0] + matrix[5] * cm[2] + cm[4], matrix[4] * cm[1] + matrix[5] * cm[3] + cm[5]
            name = BOLD if "Bold" in font["/BaseFont"] else REGULAR
            found.append((line, x, x + width_of(line, name, size * abs(matrix[0])), y, size * abs(matrix[3])))

    for page in PdfReader(BytesIO(content)).pages:
        page.extract_text(visitor_text=note)
    return found


def test_the_same_poster_gives_the_same_bytes_with_its_fonts_inside(printed, tablet):
    poster = make_poster(illustration=tablet, band=Band.P5_P6, note="Adoptée.")

    first, second = poster_pdf(poster), poster_pdf(poster)

    assert first == second
    assert set(printed(first).fonts) == FONTS
    assert all(printed(first).fonts.values())


@pytest.mark.parametrize(("size", "paper"), [(PosterSize.A3, A3), (PosterSize.A4, A4)])
def test_a_poster_fills_the_paper_that_is_asked_for(size, paper):
    reader = PdfReader(BytesIO(poster_pdf(make_poster(), size)))

    assert [(round(page.mediabox.width), round(page.mediabox.height)) for page in reader.pages] == [
        (round(paper[0]), round(paper[1]))
    ]
    assert reader.metadata.title == "Nos engagements – P5 B – Mme Lambert"


@pytest.mark.parametrize("reach", Reach)
def test_a_level_of_action_is_a_shape_and_a_word(printed, reach):
    text = printed(poster_pdf(make_poster(make_line(reach=reach)))).text

    assert reach.value in text
    assert len({shape.dots for shape in SHAPES.values()}) == len(Reach)


def test_three_promises_fit_one_page_with_room_for_names_and_no_name(printed):
    result = printed(poster_pdf(make_poster(*[make_line(reach=reach) for reach in Reach])))

    said = ("l’équipe", "Nos prénoms", "bilan le 28 septembre 2027")
    assert (result.pages, [words in result.text for words in said]) == (1, [False, True, True])
    assert result.text.count("Qui s’en charge") == 3


def test_a_single_promise_is_written_in_the_largest_letters():
    found = pieces(poster_pdf(make_poster(make_line("Nous réparons."))))

    assert [size for words, *_place, size in found if words == "Nous réparons."] == [LETTERS[0]]


def test_letters_are_large_enough_for_three_metres():
    posters = [poster_pdf(make_poster(*[make_line("Nous partageons. " * 17)] * count)) for count in (1, 5, MOST)]

    sizes = [size for poster in posters for *_words, base, size in pieces(poster) if base > FOOT]
    assert min(sizes) * CAPITAL * POINT >= READ_AT_3_METRES
    assert min(LETTERS) * CAPITAL * POINT >= 1.9 * READ_AT_3_METRES
    assert min(LETTERS) > SMALL


WORDS = st.lists(st.text("abcdéèœçàWmil’-,?«»!()ÉGM", min_size=1, max_size=30), min_size=1, max_size=60).map(" ".join)


def typed(longest: int) -> st.SearchStrategy[str]:
    """Give what people may type: words of any length, up to one single word as wide as letters can be."""
    wide = st.integers(1, longest).map(lambda length: "W" * length)
    return (WORDS.map(lambda words: words[:longest].strip() or "a")) | wide


LINES = st.builds(
    PosterLine, typed(LONGEST), typed(LONGEST_GROUP), st.sampled_from(Reach), st.just("28 septembre 2027")
)


@settings(max_examples=40, deadline=None)
@given(st.lists(LINES, min_size=1, max_size=MOST), typed(120), typed(200) | st.just(""))
def test_nothing_is_cut_and_nothing_leaves_the_page_whatever_people_type(lines, owner, note):
    content = poster_pdf(make_poster(*lines, owner=owner, note=note))

    found = pieces(content)
    text = flat("".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages))
    said = [part for line in lines for part in (line.text, line.carried_by)] + [owner, note]
    assert [part for part in said if flat(part) not in text] == []
    outside = [
        words
        for words, left, right, base, size in found
        if left < EDGE - 1 or right > A3[0] - EDGE + 1 or base < 20 or base + size > HEIGHT - EDGE + 2
    ]
    assert outside == []


@settings(max_examples=15, deadline=None)
@given(st.lists(LINES, min_size=1, max_size=MOST))
def test_texts_do_not_lie_over_each_other(lines):
    content = poster_pdf(make_poster(*lines))

    for page in PdfReader(BytesIO(content)).pages:
        rows = []
        page.extract_text(visitor_text=lambda text, cm, tm, _font, size, rows=rows: rows.append((text, cm, tm, size)))
        bases = sorted(
            (cm[5] + tm[4] * cm[1] + tm[5] * cm[3], size * abs(tm[3]))
            for text, cm, tm, size in rows
            if text.strip() and cm[4] + tm[4] * cm[0] > EDGE + 100
        )
        close = [(low, high) for (low, _s), (high, _t) in pairwise(bases) if 1 < high - low < 16]
        assert close == []


def test_naughty_texts_stay_readable(printed, naughty, survivor):
    result = printed(poster_pdf(make_poster(make_line(naughty[:300], naughty[:60]), owner=naughty[:60] or "P1")))

    assert survivor[:12] in result.flat
    assert result.texts_outside(EDGE - 1, A3[0] - EDGE + 1) == []
