"""Answer sheets print whole, say what to do, and stay readable for pupils and for machines."""

from __future__ import annotations

from dataclasses import replace

import pytest
import zxingcpp

from printing.answer_sheet import AnswerSheet, answer_sheets_pdf
from printing.document import A4
from printing.sheet_geometry import SheetVariant, readable_id
from tests.scanning.camera import rendered
from tests.scanning.trials import make_questions

EDGE = 11 / 25.4 * 72
SHEET = AnswerSheet(
    "D’où vient mon téléphone ?",
    "P5-P6 A",
    123_456_789_012,
    make_questions(12, several=(4,)),
    number=12,
    qr_text="https://okmila.ecole.be/feuilles/03JXZ",
)


@pytest.fixture(params=SheetVariant)
def variant(request) -> SheetVariant:
    return request.param


def test_a_class_of_thirty_prints_one_page_for_each_pupil(printed):
    sheets = [replace(SHEET, number=number, sheet_id=number) for number in range(1, 31)]

    result = printed(answer_sheets_pdf(sheets, title="Feuilles"))

    assert result.pages == 30
    assert [page.extract_text().count("P5-P6 A") for page in result.reader.pages] == [1] * 30
    assert len(result.content) < 30 * 20_000


def test_the_same_sheets_give_the_same_bytes_and_embed_their_fonts(printed):
    first, second = (answer_sheets_pdf([SHEET], title="Feuilles") for _run in range(2))

    assert first == second
    assert len(first) < 100_000
    assert set(printed(first).fonts) == {"/AAAAAA+MilaLisible-Regular", "/AAAAAA+MilaLisible-Bold"}
    assert all(printed(first).fonts.values())


def test_a_sheet_says_whose_it_is_and_how_to_answer_and_correct(printed, variant):
    text = " ".join(printed(answer_sheets_pdf([replace(SHEET, variant=variant)], title="x")).text.split())

    words = ("D’où vient mon téléphone", "P5-P6 A", "12", "Noircis la case de ta réponse.", readable_id(SHEET.sheet_id))
    words += ("Pour corriger, barre la case et noircis l’autre.", "Cases carrées")
    assert [word for word in words if word not in text] == []
    assert "Noircis ton numéro" not in text


def test_a_blank_sheet_asks_for_the_number_and_speaks_of_squares_only_when_there_are_some(printed, variant):
    blank = replace(SHEET, number=None, questions=make_questions(12), variant=variant)

    text = " ".join(printed(answer_sheets_pdf([blank], title="x")).text.split())

    assert [word for word in ("Noircis ton numéro", "Dizaine", "Unité") if word not in text] == []
    assert "Cases carrées" not in text


@pytest.mark.parametrize("number", [None, 7, 999])
def test_every_word_stays_inside_the_page_and_as_large_as_promised(printed, variant, number):
    sheet = replace(SHEET, questions=make_questions(11, 6, (2,)), number=number, variant=variant)

    result = printed(answer_sheets_pdf([sheet], title="x"))

    assert result.texts_outside(EDGE, A4[0] - EDGE) == []
    promised = {SheetVariant.STANDARD: 8.5, SheetVariant.ADAPTED: 14, SheetVariant.LARGE: 18}
    assert min(result.sizes) >= promised[variant]


def test_naughty_titles_are_cut_and_stay_inside(printed, naughty, survivor, variant):
    sheet = replace(SHEET, quiz_title=naughty, class_label=naughty, variant=variant)

    result = printed(answer_sheets_pdf([sheet], title=naughty))

    assert survivor[:8] in result.flat
    assert result.texts_outside(EDGE, A4[0] - EDGE) == []


def test_several_pages_are_numbered(printed):
    result = printed(answer_sheets_pdf([replace(SHEET, questions=make_questions(41))], title="x"))

    texts = [" ".join(page.extract_text().split()) for page in result.reader.pages]
    assert ["page 1 sur 2" in texts[0], "page 2 sur 2" in texts[1]] == [True, True]


def test_a_telephone_reads_the_square_code():
    content = answer_sheets_pdf([SHEET], title="x")

    (code,) = zxingcpp.read_barcodes(rendered(content, 0, 200), formats=zxingcpp.BarcodeFormat.QRCode)

    assert code.text == SHEET.qr_text


def test_the_printed_page_is_black_white_and_grey():
    content = answer_sheets_pdf([SHEET], title="x")

    assert rendered(content, 0, 50).getextrema() == (0, 255)
