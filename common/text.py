"""French typography, and Markdown as safe HTML or as the markup that PDF paragraphs read."""

import re
from functools import cache
from typing import NewType
from xml.sax.saxutils import escape

from markdown_it import MarkdownIt
from markdown_it.token import Token

Prose = NewType("Prose", str)
"""Text that people read: typeset when a content file is read."""

NARROW = "\u202f"
WIDE = "\u00a0"

_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?<=\w)'(?=\w|[«“*])"), "’"),
    (re.compile(r"\.\.\."), "…"),
    (re.compile(r"[ \u00a0\u202f]+([;!?])"), NARROW + r"\1"),
    (re.compile(r"[ \u00a0\u202f]+([:»])"), WIDE + r"\1"),
    (re.compile(r"«[ \u00a0\u202f]+"), "«" + WIDE),
    (re.compile(r"(?<=\d)[ \u00a0\u202f](?=\d{3}(?!\d))"), NARROW),
    (
        re.compile(
            r"(?<=\d)[ \u00a0\u202f](?=(?:%|€|kg|g|t|Mt|km|cm|mm|m|ha|l|ml|Wh|kWh|MWh|TWh|W|Mo|Go|Mbit/s|h|min)\b|%|€)"
        ),
        WIDE,
    ),
)


def typeset(text: str) -> Prose:
    """Give the text its typographic apostrophes, ellipses and non-breaking spaces; doing it twice changes nothing."""
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return Prose(text.strip())


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False, "breaks": False}).disable(
        ["image", "autolink", "html_inline", "html_block", "code", "fence"]
    )


def to_html(source: str) -> str:
    """Render Markdown as HTML in which nothing from the source can become a tag."""
    return _markdown().render(source)


def to_inline_html(source: str) -> str:
    """Render one line of Markdown as HTML without a paragraph around it."""
    return _markdown().renderInline(source)


_INLINE_MARKS = {
    "strong_open": "<b>",
    "strong_close": "</b>",
    "em_open": "<b>",
    "em_close": "</b>",
    "softbreak": " ",
    "hardbreak": "<br/>",
}


def _inline_markup(token: Token) -> str:
    pieces = (_INLINE_MARKS.get(child.type, escape(child.content)) for child in token.children or ())
    return "".join(pieces)


def to_print_markup(source: str) -> tuple[str, ...]:
    """Render Markdown as paragraphs of escaped print markup, one string a paragraph or list item."""
    paragraphs: list[str] = []
    counters: list[int | None] = []
    opening = ""
    for token in _markdown().parse(source):
        if token.type == "bullet_list_open":
            counters.append(None)
        elif token.type == "ordered_list_open":
            counters.append(int(token.attrs.get("start", 1)))
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            counters.pop()
        elif token.type == "list_item_open":
            number = counters[-1]
            opening = "– " if number is None else f"{number}. "
            counters[-1] = None if number is None else number + 1
        elif token.type == "inline":
            paragraphs.append(opening + _inline_markup(token))
            opening = ""
    return tuple(paragraphs)


def to_print_line(source: str) -> str:
    """Render Markdown as one piece of print markup, its paragraphs parted by line breaks."""
    return "<br/>".join(to_print_markup(source))


def grouped(number: float) -> str:
    """Write a number the French way: comma, and a narrow no-break space between thousands."""
    text = f"{number:,.10f}".rstrip("0").rstrip(".") if number % 1 else f"{number:,.0f}"
    return text.replace(",", NARROW).replace(".", ",")
