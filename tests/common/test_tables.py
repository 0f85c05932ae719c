"""Tables for spreadsheets, in which no text can become a formula."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from common.tables import Table, csv_bytes, guarded

OWASP_AND_ASVS = ["=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠"]


@pytest.mark.parametrize("start", OWASP_AND_ASVS)
def test_a_text_that_a_spreadsheet_would_compute_gets_an_apostrophe(start):
    assert guarded(f"{start}cmd|' /C calc'!A0") == f"'{start}cmd|' /C calc'!A0"


@pytest.mark.parametrize("cell", ["", "P5B", "a=b", "l’école", " =1", "'=1", 0, -3, 2.5, -0.5, None, True])
def test_other_texts_and_numbers_pass_as_they_are(cell):
    assert guarded(cell) is cell


def test_a_table_is_what_a_french_spreadsheet_reads():
    content = csv_bytes(("nom", "nombre"), [("=1+1", -3), ("P5;B", 2), ('dit "oui"', "")])

    assert content == ('\ufeffnom;nombre\r\n\'=1+1;-3\r\n"P5;B";2\r\n"dit ""oui""";\r\n').encode()


def test_a_table_without_rows_has_its_header():
    assert csv_bytes(("a", "b"), []) == "\ufeffa;b\r\n".encode()


@settings(max_examples=200, deadline=None, database=None)
@given(st.lists(st.tuples(st.text(st.characters(exclude_categories=["Cs"])), st.integers()), max_size=5))
def test_every_table_reads_back_and_no_text_of_it_is_a_formula(rows):
    content = csv_bytes(("texte", "nombre"), rows)

    read = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert read == [["texte", "nombre"], *([guarded(text), str(number)] for text, number in rows)]
    assert not any(text.startswith(tuple(OWASP_AND_ASVS)) for text, _number in read)


def test_a_column_is_as_wide_as_its_longest_line_within_bounds():
    table = Table(
        "t", ("n", "un intitulé long", "texte"), [(1, "", "a" * 300), (None, "漢字" * 10, "ligne\nseconde ligne")]
    )

    assert table.widths() == [9, 42, 48]


def test_a_row_is_as_high_as_its_text_folded_to_the_width():
    table = Table("t", ("n", "texte"), [(1, "court"), (2, "un\r\ndeux\ntrois"), (3, "a" * 300), (4, "")])

    assert table.heights() == [1, 3, 7, 1]


@pytest.mark.parametrize("row", [(1,), (1, 2, 3)])
def test_a_row_that_does_not_match_the_header_is_refused(row):
    with pytest.raises(ValueError, match="argument"):
        Table("t", ("a", "b"), [row]).widths()
