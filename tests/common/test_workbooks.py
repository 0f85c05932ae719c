"""Workbooks: the same table in XLSX and ODS, typed, the same bytes on any day, without a formula."""

import io
import re
import subprocess
import sys
import zipfile
from datetime import date
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import load_workbook

from common.opendocument import MIMETYPE, ods_bytes
from common.tables import DANGEROUS_STARTS, Table
from common.workbooks import xlsx_bytes

WRITERS = [xlsx_bytes, ods_bytes]
FORMULA = "=cmd|' /C calc'!A0"
CRITERIA = Table(
    "Critères",
    ("code", "critère", "numérateur", "jour", "note"),
    [
        ("C1", "Couverture & <âges>", 3, date(2026, 11, 23), None),
        ("C2", FORMULA, -2.5, None, "deux  espaces, puis\nune ligne"),
        ("C3", "https://example.org", 0, date(1999, 12, 31), "'=1+1"),
    ],
)
ACTIVITIES = Table("Activités", ("classe", "présences"), [("P5B", 20), ("P6", "moins de 5")])
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cn"]), min_size=1, max_size=40)
NUMBERS = st.integers(-(2**53), 2**53) | st.floats(-1e12, 1e12).map(lambda number: float(f"{number:.15g}"))


def read(content):
    """Give what another program's reader finds: sheets by name."""
    workbook = load_workbook(io.BytesIO(content))
    return {name: workbook.get_sheet_by_name(name).to_python() for name in workbook.sheet_names}


def parts(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {entry.filename: (archive.read(entry), entry.date_time) for entry in archive.infolist()}


def blank(cell):
    return "" if cell is None else cell


@pytest.mark.parametrize("write", WRITERS)
def test_another_reader_finds_each_cell_with_its_type(write):
    sheets = read(write(CRITERIA, ACTIVITIES))

    assert sheets == {
        table.title: [list(table.header), *([blank(cell) for cell in row] for row in table.rows)]
        for table in (CRITERIA, ACTIVITIES)
    }
    assert [type(cell) for cell in sheets["Critères"][1][:4]] == [str, str, float, date]


@pytest.mark.parametrize("write", WRITERS)
def test_a_table_without_rows_keeps_its_header(write):
    assert read(write(Table("Vide", ("a", "b"), []))) == {"Vide": [["a", "b"]]}


@pytest.mark.parametrize("write", WRITERS)
@settings(max_examples=15, deadline=None, database=None)
@given(rows=st.lists(st.tuples(TEXTS, NUMBERS), min_size=1, max_size=20))
def test_every_table_reads_back(write, rows):
    sheets = read(write(Table("t", ("texte", "nombre"), rows)))

    assert [row[1] for row in sheets["t"][1:]] == [number for _text, number in rows]
    assert [row[0] for row in sheets["t"][1:]] == [text for text, _number in rows]


@pytest.mark.parametrize("write", WRITERS)
@pytest.mark.parametrize("start", DANGEROUS_STARTS)
def test_no_text_is_a_formula_or_a_link(write, start):
    files = parts(write(Table("t", ("texte",), [(f"{start}1+1",), ("https://example.org",), ("mailto:a@b.be",)])))

    text = b"".join(content for name, (content, _day) in files.items() if name.endswith((".xml", ".rels")))
    assert re.findall(rb"<f>|<f |table:formula|<hyperlink|xlink:href|TargetMode", text) == []


@pytest.mark.parametrize("write", WRITERS)
@pytest.mark.parametrize("text", ["\0", "\x0b", "\ud800", "\ufffe"])
def test_a_sign_that_xml_forbids_is_replaced(write, text):
    assert read(write(Table("t", ("texte",), [(f"a{text}b",)])))["t"][1] == ["a\ufffdb"]


@pytest.mark.parametrize("write", WRITERS)
def test_a_number_that_would_be_rounded_stays_whole_as_a_text(write):
    assert read(write(Table("t", ("n",), [(2**53,), (2**53 + 1,)])))["t"][1:] == [[float(2**53)], [str(2**53 + 1)]]


@pytest.mark.parametrize("write", WRITERS)
def test_a_text_too_long_for_a_cell_is_cut_and_not_lost(write):
    assert read(write(Table("t", ("texte",), [("a" * 40_000,)])))["t"][1] == ["a" * 32_767]


@pytest.mark.parametrize("write", WRITERS)
def test_every_part_bears_the_same_day_whatever_the_clock_says(write):
    files = parts(write(CRITERIA))

    assert {day for _content, day in files.values()} == {(1980, 1, 1, 0, 0, 0)}
    assert not any(re.search(rb"20[2-9]\d-\d\d-\d\dT", content) for content, _day in files.values())


def test_another_process_with_another_order_of_hashes_writes_the_same_bytes():
    script = (
        "import sys; from common.tables import Table; from common.workbooks import xlsx_bytes; "
        "from common.opendocument import ods_bytes; table = Table('t', ('a', 'b'), [('C1', 3), ('C2', -2.5)]); "
        "sys.stdout.buffer.write(xlsx_bytes(table) + ods_bytes(table))"
    )
    table = Table("t", ("a", "b"), [("C1", 3), ("C2", -2.5)])

    other = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, env={"PYTHONHASHSEED": "7"})

    assert other.stdout == xlsx_bytes(table) + ods_bytes(table)


def test_the_header_stays_in_sight_in_both_formats():
    xlsx, ods = parts(xlsx_bytes(CRITERIA)), parts(ods_bytes(CRITERIA))

    assert (
        b'<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
        in xlsx["xl/worksheets/sheet1.xml"][0]
    )
    assert b'"VerticalSplitPosition" config:type="int">1<' in ods["settings.xml"][0]


def test_the_parts_of_an_opendocument_are_well_formed_and_listed():
    files = parts(ods_bytes(Table('"T" & <t>', ("a",), [("<b>&",)])))

    listed = re.findall(rb'full-path="([^"]+\.xml)"', files["META-INF/manifest.xml"][0])
    assert (next(iter(files)), files["mimetype"][0].decode()) == ("mimetype", MIMETYPE)
    assert sorted(name.decode() for name in listed) == sorted(set(files) - {"mimetype", "META-INF/manifest.xml"})
    assert [ElementTree.fromstring(content).tag for name, (content, _day) in files.items() if name != "mimetype"]  # noqa: S314 - ours
