"""The worksheet holds every kind of exercise, in both variants, for every band."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from reportlab.lib.units import mm

import printing
from printing.document import CONTENT_HEIGHT, PAGE_WIDTH, SIDE, Band, Markup, Styles, Variant
from printing.exercises import Desk, exercise
from printing.marks import CardRow
from printing.worksheet import (
    ChooseBlock,
    DrawBlock,
    Item,
    LinesBlock,
    MatchBlock,
    OrderBlock,
    ReadBlock,
    TableBlock,
    Worksheet,
    worksheet_pdf,
)


def make_worksheet(text: str = "Un œuf, «\u00a0ça\u00a0» dort\u202f?", picture: Path | None = None) -> Worksheet:
    words, item, other = Markup(text.replace("<", "&lt;")), Item(text, picture), Item("Autre", picture)
    return Worksheet(
        title=text,
        subtitle=text,
        band=Band.P3_P4,
        illustration=picture,
        intro=words,
        blocks=(
            ReadBlock(words, words),
            ChooseBlock(words, (item, other, item), several=True),
            ChooseBlock(words, (Item(text), Item("Autre")), several=False),
            LinesBlock(words, 3),
            OrderBlock(words, (item, other, item, other)),
            TableBlock(words, (text, "Combien", "Pourquoi"), ((text, "", ""), ("Tablette",))),
            MatchBlock(words, (item, other), (other, item, other)),
            DrawBlock(words, 60),
        ),
        credit=text,
        address=text,
    )


def test_the_same_worksheet_gives_the_same_bytes_in_another_process(tablet):
    program = (
        "import sys; from hashlib import sha256; from pathlib import Path;"
        "from printing.worksheet import *;"
        f"p = Path({str(tablet)!r});"
        "s = Worksheet('Été', '', Band.P1_P2, illustration=p, blocks=(OrderBlock(Markup('x'), (Item('a', p),)),));"
        "sys.stdout.write(sha256(worksheet_pdf(s)).hexdigest())"
    )
    command = [sys.executable, "-c", program]
    root = Path(printing.__file__).parent.parent

    digests = {subprocess.run(command, cwd=root, capture_output=True, check=True).stdout for _run in range(2)}

    assert len(digests) == 1
    assert worksheet_pdf(make_worksheet(picture=tablet)) == worksheet_pdf(make_worksheet(picture=tablet))


def test_every_font_is_inside_the_file(printed, tablet):
    fonts = printed(worksheet_pdf(make_worksheet(picture=tablet))).fonts

    assert set(fonts) == {"/AAAAAA+MilaLisible-Regular", "/AAAAAA+MilaLisible-Bold"}
    assert all(fonts.values())


def test_french_signs_can_be_copied_from_the_page(printed):
    text = printed(worksheet_pdf(make_worksheet())).text

    assert all(sign in text for sign in ("œ", "ç", "«", "»", "\u202f?", "Prénom ou numéro"))


def test_language_and_title_are_declared(printed):
    reader = printed(worksheet_pdf(replace(make_worksheet(), language="fr-BE"))).reader

    assert (reader.trailer["/Root"]["/Lang"], reader.metadata.author) == ("fr-BE", "OK Mila")
    assert reader.metadata.title == "Un œuf, «\u00a0ça\u00a0» dort\u202f?"


@pytest.mark.parametrize("variant", Variant)
@pytest.mark.parametrize("pictured", [False, True])
def test_naughty_texts_stay_readable_and_inside_the_margins(printed, tablet, naughty, survivor, variant, pictured):
    sheet = replace(make_worksheet(naughty, tablet if pictured else None), variant=variant)

    result = printed(worksheet_pdf(sheet))

    assert result.flat.count(survivor) >= len(sheet.blocks)
    assert result.texts_outside(SIDE - 1, PAGE_WIDTH - SIDE) == []


def test_very_long_texts_take_more_pages_instead_of_failing(printed):
    long = "Le long fleuve tranquille. " * 300

    result = printed(worksheet_pdf(make_worksheet(long)))

    assert result.pages > 10


@pytest.mark.parametrize("band", Band)
def test_the_adapted_variant_writes_at_least_14_points_apart_from_the_frame(printed, band):
    bare = replace(
        make_worksheet("Un mot"), band=band, variant=Variant.ADAPTED, credit="", address="", illustration=None
    )
    frame = printed(worksheet_pdf(replace(bare, blocks=(), intro=Markup("")))).sizes

    sizes = printed(worksheet_pdf(bare)).sizes

    assert {size for size in sizes if size < 14} <= frame
    assert min(size for size in sizes - frame) >= 14
    assert Styles.for_pupils(Variant.ADAPTED, band).body.leading >= 1.5 * 14


@pytest.mark.parametrize("band", Band)
def test_every_band_says_its_name_in_words(printed, band):
    text = printed(worksheet_pdf(replace(make_worksheet(), band=band))).text

    assert band.words in text


def test_a_worksheet_without_blocks_is_one_page(printed):
    result = printed(worksheet_pdf(Worksheet("Rien", "", Band.S1_S2)))

    assert result.pages == 1
    assert "page\u00a01 sur\u00a01".replace("\u00a0", " ") in result.text.replace("\u00a0", " ")


def test_empty_blocks_print_their_instruction(printed):
    words = Markup("Fais comme tu veux.")
    blocks = (
        ReadBlock(words, Markup("")),
        ChooseBlock(words, ()),
        LinesBlock(words, 0),
        OrderBlock(words, ()),
        TableBlock(words, (), ()),
        TableBlock(words, ("A", "B"), ()),
        MatchBlock(words, (), ()),
        DrawBlock(words, 900),
    )

    result = printed(worksheet_pdf(Worksheet("Vide", "", Band.P1_P2, blocks=blocks)))

    assert result.text.count(words) == len(blocks)


def test_a_missing_picture_does_not_cost_the_worksheet(printed, tmp_path):
    broken = tmp_path / "broken.svg"
    broken.write_text("<svg", encoding="utf-8")

    for picture in (tmp_path / "absent.svg", broken):
        assert "Prénom" in printed(worksheet_pdf(make_worksheet(picture=picture))).text


@pytest.mark.parametrize(("band", "room"), [(Band.P1_P2, 12), (Band.P3_P4, 9)])
def test_writing_lines_leave_room_for_the_hand(band, room):
    desk = Desk(band, Variant.STANDARD, Styles.for_pupils(Variant.STANDARD, band))

    lines = exercise(LinesBlock(Markup("Écris."), 2), 1, desk).content[1:]

    assert all(line.wrap(400, 400)[1] >= room * mm for line in lines)


@pytest.mark.parametrize("left", range(40, 400, 30))
def test_an_instruction_never_stays_alone_at_the_bottom_of_a_page(left):
    desk = Desk(Band.P3_P4, Variant.STANDARD, Styles.for_pupils(Variant.STANDARD, Band.P3_P4))
    items = tuple(Item(f"Choix numéro {number}") for number in range(40))
    panel = exercise(ChooseBlock(Markup("Choisis."), items), 1, desk)
    panel.wrap(480, CONTENT_HEIGHT)

    parts = panel.split(480, left)

    assert parts == [] or len(parts[0].content) >= 2


@pytest.mark.parametrize("room", range(60, 330, 10))
def test_a_table_starts_on_a_page_when_three_of_its_rows_fit(room):
    desk = Desk(Band.P5_P6, Variant.STANDARD, Styles.for_pupils(Variant.STANDARD, Band.P5_P6))
    panel = exercise(TableBlock(Markup("Complète."), ("A", "B"), (("mot", ""),) * 7), 1, desk)
    panel.wrap(480, CONTENT_HEIGHT)

    parts = panel.split(480, room)

    rows = [part.content[-1]._nrows - 1 for part in parts]
    assert (rows == []) is (room < 165) if len(parts) != 1 else rows == [7]
    if len(rows) == 2:
        assert rows[0] >= 3
        assert rows[1] >= 2
        assert sum(rows) == 7


@pytest.mark.parametrize(
    ("count", "room", "expected"), [(4, 120, []), (8, 100, []), (8, 130, [3, 5]), (8, 230, [6, 2])]
)
def test_writing_lines_split_without_leaving_few_on_a_page(count, room, expected):
    desk = Desk(Band.P5_P6, Variant.STANDARD, Styles.for_pupils(Variant.STANDARD, Band.P5_P6))
    panel = exercise(LinesBlock(Markup("Écris."), count), 1, desk)
    panel.wrap(480, CONTENT_HEIGHT)

    parts = panel.split(480, room)

    assert [len(part.content) - part.first for part in parts] == expected


def test_a_table_with_rows_taller_than_a_page_still_prints(printed):
    block = TableBlock(Markup("Lis."), ("A",), (("Le long fleuve tranquille. " * 150,),) * 2)

    assert printed(worksheet_pdf(Worksheet("Long", "", Band.P3_P4, blocks=(block,)))).pages > 2


@pytest.mark.parametrize(("band", "side"), [(Band.P1_P2, 11), (Band.P3_P4, 9)])
def test_the_number_box_of_a_card_is_big_enough_for_the_hand(tablet, band, side):
    desk = Desk(band, Variant.STANDARD, Styles.for_pupils(Variant.STANDARD, band))

    content = exercise(OrderBlock(Markup("Numérote."), (Item("un", tablet),) * 4), 1, desk).content

    rows = [piece for piece in content if isinstance(piece, CardRow)]
    assert rows
    assert all(row.side >= side * mm for row in rows)


@pytest.mark.parametrize(("count", "rows"), [(2, [2]), (3, [3]), (4, [2, 2]), (5, [3, 2]), (6, [3, 3])])
def test_no_card_stays_alone_when_there_are_four(tablet, count, rows):
    desk = Desk(Band.P1_P2, Variant.STANDARD, Styles.for_pupils(Variant.STANDARD, Band.P1_P2))

    content = exercise(OrderBlock(Markup("Numérote."), (Item("un", tablet),) * count), 1, desk).content

    assert [len(piece.items) for piece in content if isinstance(piece, CardRow)] == rows
