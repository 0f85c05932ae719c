"""The référentiel prints every step of every competence, and which sequence trains what."""

from __future__ import annotations

from printing.bands import Band
from printing.document import SIDE, Sheet
from printing.referential import CompetenceLine, ReferentialPages, SequenceColumn, referential_pdf

WIDE = Sheet("", "", wide=True).size


def make_referential(text: str = "Un œuf dort.", sequences: int = 12) -> ReferentialPages:
    columns = tuple(
        SequenceColumn(f"SQ{place + 1:02}", text, list(Band)[place * 6 // max(1, sequences)])
        for place in range(sequences)
    )
    line = CompetenceLine("CO1", "savoir", text, text, tuple((band, text) for band in Band), ("SQ01", "SQ03"))
    return ReferentialPages(text, text, (("Comprendre", (line, line)), ("Agir", (line,))), columns, "Crédit")


def test_the_same_values_give_the_same_bytes():
    assert referential_pdf(make_referential()) == referential_pdf(make_referential())


def test_every_font_is_inside_the_file(printed):
    fonts = printed(referential_pdf(make_referential())).fonts

    assert set(fonts) == {"/AAAAAA+MilaLisible-Regular", "/AAAAAA+MilaLisible-Bold"}
    assert all(fonts.values())


def test_the_pages_lie_on_their_long_side(printed):
    boxes = [page.mediabox for page in printed(referential_pdf(make_referential())).reader.pages]

    assert {(round(float(box.width)), round(float(box.height))) for box in boxes} == {(round(WIDE[0]), round(WIDE[1]))}


def test_naughty_texts_stay_readable_and_inside_the_margins(printed, naughty, survivor):
    result = printed(referential_pdf(make_referential(naughty)))

    assert result.flat.count(survivor) >= 10
    assert result.texts_outside(SIDE - 1, WIDE[0] - SIDE) == []


def test_very_long_texts_do_not_fail(printed):
    result = printed(referential_pdf(make_referential("Le long fleuve tranquille. " * 12)))

    assert result.pages > 4


def test_every_band_stands_above_its_column(printed):
    text = printed(referential_pdf(make_referential())).text

    assert [band for band in Band if text.count(band) < 3] == []


def test_the_matrix_has_one_dot_for_each_sequence_that_trains_a_competence(printed):
    page = printed(referential_pdf(make_referential())).reader.pages[-1].extract_text()

    in_the_legend = 1
    assert page.count("●") == 6 + in_the_legend


def test_a_band_that_no_sequence_touches_leaves_no_column(printed):
    page = printed(referential_pdf(make_referential(sequences=1))).reader.pages[-1].extract_text()

    assert ("P1-P2" in page, "S5-S6" in page) == (True, False)
