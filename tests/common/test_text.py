"""French typography, Markdown that can become no tag, and numbers as French people write them."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from common.text import grouped, to_html, to_inline_html, to_print_line, to_print_markup, typeset

N, W = "\u202f", "\u00a0"
ALLOWED = {
    "p", "strong", "em", "ul", "ol", "li", "a", "br", "code", "pre", "blockquote", "hr", "h1", "h2", "h3", "h4", "h5",
    "h6",
}  # fmt: skip
ATTACKS = st.text(alphabet="<>/&\"'=[]()!:javscriptonload#*_`~- \n", max_size=60)


@pytest.mark.parametrize(
    ("typed", "typeset_text"),
    [
        ("l'eau", "l’eau"),
        ("d'« eau »", f"d’«{W}eau{W}»"),
        ("l'**eau**", "l’**eau**"),
        ("'seul'", "'seul'"),
        ("Attends...", "Attends…"),
        ("Quoi ?", f"Quoi{N}?"),
        ("Non ! Si ; ou", f"Non{N}! Si{N}; ou"),
        ("Ceci : cela", f"Ceci{W}: cela"),
        ("« oui »", f"«{W}oui{W}»"),
        ("3 172 courriels", f"3{N}172 courriels"),
        ("1 000 000", f"1{N}000{N}000"),
        ("12 3456", "12 3456"),
        ("50 %", f"50{W}%"),
        ("30 g de CO₂e", f"30{W}g de CO₂e"),
        ("5 hommes", "5 hommes"),
        ("5 h", f"5{W}h"),
        ("https://example.org/?a=b", "https://example.org/?a=b"),
        ("  au bord  ", "au bord"),
    ],
)
def test_a_text_gets_its_french_typography(typed, typeset_text):
    assert typeset(typed) == typeset_text


def test_markdown_becomes_html():
    html = to_html("Un **mot** et *un autre*\n\n- un\n- deux")

    assert html == ("<p>Un <strong>mot</strong> et <em>un autre</em></p>\n<ul>\n<li>un</li>\n<li>deux</li>\n</ul>\n")


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("<img src=x onerror=alert(1)>", "&lt;img src=x onerror=alert(1)&gt;"),
        ("[x](javascript:alert(1))", "[x](javascript:alert(1))"),
        ("[x](data:text/html,a)", "[x](data:text/html,a)"),
        ("![x](https://example.org/a.png)", '!<a href="https://example.org/a.png">x</a>'),
        ("<https://example.org>", "&lt;https://example.org&gt;"),
        ('[x](https://example.org/"onload="a)', '<a href="https://example.org/%22onload=%22a">x</a>'),
    ],
)
def test_nothing_in_a_source_becomes_a_tag_of_its_own(source, html):
    assert to_inline_html(source) == html


@settings(max_examples=400, deadline=None, database=None)
@given(ATTACKS)
def test_html_from_any_source_holds_only_tags_of_markdown_and_safe_links(source):
    html = to_html(source)

    tags = re.findall(r"</?([a-zA-Z][a-zA-Z0-9]*)((?:\s[^>]*)?)>", html)
    assert {name for name, _attributes in tags} <= ALLOWED
    attributes = {re.sub(r'="[^"]*"', "", rest).strip(" /") for _name, rest in tags}
    assert attributes <= {"", "href", "href title", "start", "class"}
    assert "javascript:" not in "".join(re.findall(r'href="([^"]*)"', html)).lower()


@pytest.mark.parametrize(
    ("source", "markup"),
    [
        ("Un **mot** & *un autre*", ("Un <b>mot</b> &amp; <b>un autre</b>",)),
        ("a\n\nb", ("a", "b")),
        ("a\nb", ("a b",)),
        ("- un\n- deux", ("– un", "– deux")),
        ("3. un\n4. deux", ("3. un", "4. deux")),
        ("- a\n  1. b\n- c", ("– a", "1. b", "– c")),
        ("<b>pas gras</b>", ("&lt;b&gt;pas gras&lt;/b&gt;",)),
        ("", ()),
    ],
)
def test_markdown_becomes_escaped_print_markup(source, markup):
    assert to_print_markup(source) == markup


@settings(max_examples=400, deadline=None, database=None)
@given(ATTACKS)
def test_print_markup_from_any_source_is_well_formed(source):
    line = to_print_line(source)

    tree = ElementTree.fromstring(f"<para>{line}</para>")  # noqa: S314
    assert {element.tag for element in tree.iter()} <= {"para", "b", "br"}


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (0, "0"),
        (0.13, "0,13"),
        (5.0, "5"),
        (999, "999"),
        (1000, f"1{N}000"),
        (1234567.5, f"1{N}234{N}567,5"),
        (-1234, f"-1{N}234"),
    ],
)
def test_a_number_is_written_the_french_way(number, written):
    assert grouped(number) == written
