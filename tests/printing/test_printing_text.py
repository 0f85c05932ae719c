"""Any text becomes signs that the embedded font can draw."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.pdfbase.ttfonts import TTFontFile

import printing
from printing.document import Markup, printable
from printing.text import BOLD, REGULAR, drawable, fit_line, fit_lines, paragraphs_of, plain, rich, width_of

FONTS = Path(printing.__file__).parent / "fonts"
PROMISED = "\u00a0\u202f\u2011\u2018\u2019\u2013\u2212\u00d7☐☑✓→●■▲▼₂≥≤≈—…œŒæÆÿŸ«»“”€²³½°‰éèêëàâäîïôöùûüçÉÈÀÇ□▢"


@pytest.mark.parametrize("name", [REGULAR, BOLD])
def test_both_weights_draw_every_promised_sign(name):
    font = TTFontFile(str(FONTS / f"{name}.ttf"))

    missing = [char for char in PROMISED if ord(char) not in font.charToGlyph]

    assert missing == []


@pytest.mark.parametrize("name", [REGULAR, BOLD])
def test_the_narrow_space_is_about_half_a_space(name):
    widths = TTFontFile(str(FONTS / f"{name}.ttf")).charWidths

    ratio = widths[0x202F] / widths[0x20]

    assert 0.4 <= ratio <= 0.6


@pytest.mark.parametrize("name", [REGULAR, BOLD])
def test_the_modified_font_carries_its_own_name_and_the_first_copyright(name):
    content = (FONTS / f"{name}.ttf").read_bytes()

    assert TTFontFile(str(FONTS / f"{name}.ttf")).name == name.encode()
    assert "Atkinson".encode("utf-16-be") not in content
    assert "Copyright 2020 Braille Institute of America, Inc.".encode("utf-16-be") in content
    assert (FONTS / "OFL.txt").read_text(encoding="utf-8").startswith("Copyright 2020 Braille Institute")


@pytest.mark.parametrize(
    ("typed", "drawn"),
    [
        ("L’œuf de Zoë", "L’œuf de Zoë"),
        ("cafe\u0301", "café"),
        ("🦊 Renard", "□ Renard"),
        ("👩‍👩‍👧", "□□□"),
        ("👍🏽", "□"),
        ("❤️", "□"),
        ("日本", "□□"),
        ("\uff21bc", "Abc"),
        ("a\x00b\u202ec", "abc"),
        ("\ud800", "□"),
        ("deux\tmots", "deux mots"),
        ("oui\u202f?", "oui\u202f?"),
    ],
)
def test_printable_keeps_what_the_font_draws_and_shows_a_box_for_the_rest(typed, drawn):
    assert printable(typed) == drawn


def test_plain_text_prints_its_angle_brackets():
    assert plain("<b>Tom & Léa\nZoé") == "&lt;b&gt;Tom &amp; Léa<br/>Zoé"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("un <b>mot</b><br>fort", "un <b>mot</b><br/>fort"),
        ("<b>jamais fermé", "<b>jamais fermé</b>"),
        ("fermé</b> trop tôt", "fermé trop tôt"),
        ("<b>un <b>deux</b> trois</b>", "<b>un deux trois</b>"),
        ("<img src='/etc/passwd'/>", "&lt;img src='/etc/passwd'/&gt;"),
        ("Tom & Léa &amp; &lt;Zoé&gt;", "Tom &amp; Léa &amp; &lt;Zoé&gt;"),
        ("&#x1F98A; &eacute;&nbsp;!", "□ é\u00a0!"),
    ],
)
def test_rich_markup_can_never_break_a_paragraph(written, kept):
    assert rich(Markup(written)) == kept


def test_blank_lines_cut_a_text_into_paragraphs():
    assert paragraphs_of(Markup("un<br/>deux<br/><br/>trois")) == ["un<br/>deux", "trois"]


@pytest.mark.parametrize("word", ["Loutre", "x" * 200, "Maximilienne-Alexandrine de la Tour", "W" * 30, ""])
def test_fitted_lines_stay_inside_their_width(word):
    lines, size = fit_lines(word, BOLD, 17, 150, count=2)

    assert len(lines) <= 2
    assert all(width_of(line, BOLD, size) <= 150 for line in lines)
    assert "".join(lines).startswith(word[:5].strip())


def test_a_fitted_line_shrinks_before_it_is_cut():
    shrunk, smaller = fit_line("Les Tilleuls de la rivière", REGULAR, 12, 100)
    cut, _size = fit_line("y" * 300, REGULAR, 12, 100)

    assert (shrunk, smaller < 12) == ("Les Tilleuls de la rivière", True)
    assert cut.endswith("…")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("🦊 Renard 👍🏽 rusé", "Renard rusé"), ("🦊👩‍👩‍👧", "□□□□"), ("Zoë □", "Zoë □"), ("", ""), ("日本 Tom", "Tom")],
)
def test_signs_the_font_lacks_are_left_out_when_something_else_remains(typed, kept):
    assert drawable(typed) == kept
