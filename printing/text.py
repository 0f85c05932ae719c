"""The font of every print and the way from any text to signs that this font can draw."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from html import escape, unescape
from pathlib import Path
from typing import Any, NewType

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

Markup = NewType("Markup", str)

EMPTY = Markup("")

REGULAR = "MilaLisible-Regular"
BOLD = "MilaLisible-Bold"
MISSING_SIGN = "□"
MOST_FITTED = 400
NBSP = "\u00a0"
NARROW_NBSP = "\u202f"
# ReportLab breaks lines at U+202F, so paragraphs carry this private sign and the font writes U+202F again.
_UNBREAKABLE = "\ue02f"
_FONTS = Path(__file__).parent / "fonts"
_DROPPED = {"Cc", "Cf", "Mn", "Me", "Mc", "Sk"}
_SPACES = {"Zs", "Zl", "Zp"}
_ENTITY = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);")
_TAG = re.compile(r"<b>|</b>|<br\s*/?>|<|>|&(?!(?:amp|lt|gt);)")
_BLANK_LINE = re.compile(r"(?:<br\s*/?>\s*){2,}")
_FOLDED = {ord("\u2028"): "\n", ord("\u2029"): "\n", ord("\t"): " ", ord("\r"): None}


class _LegibleFont(TTFont):
    """Gives back to readers and to copy-and-paste the narrow no-break spaces that paragraphs hid."""

    def splitString(self, text: str, doc: Any, encoding: str = "utf-8") -> Any:
        return super().splitString(text.replace(_UNBREAKABLE, NARROW_NBSP), doc, encoding)


@lru_cache(maxsize=1)
def _covered_signs() -> frozenset[int]:
    """Register both fonts once and return the characters they can draw."""
    covered: set[int] | None = None
    for name in (REGULAR, BOLD):
        font = _LegibleFont(name, str(_FONTS / f"{name}.ttf"), shapable=False)
        signs = set(font.face.charToGlyph)
        covered = signs if covered is None else covered & signs
        font.face.charToGlyph[ord(_UNBREAKABLE)] = font.face.charToGlyph[ord(NARROW_NBSP)]
        font.face.charWidths[ord(_UNBREAKABLE)] = font.face.charWidths[ord(NARROW_NBSP)]
        pdfmetrics.registerFont(font)
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=REGULAR, boldItalic=BOLD)
    pdfmetrics.registerFontFamily(BOLD, normal=BOLD, bold=BOLD, italic=BOLD, boldItalic=BOLD)
    return frozenset(covered or ())


def register_fonts() -> None:
    """Make both weights known to ReportLab; calling it again costs nothing."""
    _covered_signs()


@lru_cache(maxsize=4096)
def _sign(char: str) -> str:
    """Return what the font draws for one character: itself, its plain form, a neutral box or nothing."""
    kind = unicodedata.category(char)
    if char == "\n" or (ord(char) in _covered_signs() and kind not in {"Cc", "Cf"}):
        return char
    if kind in _SPACES:
        return " "
    if kind in _DROPPED:
        return ""
    plain = "".join(c for c in unicodedata.normalize("NFKD", char) if ord(c) in _covered_signs())
    return plain or MISSING_SIGN


def printable(text: str) -> str:
    """Return the text with every sign the font lacks replaced by a visible neutral box."""
    composed = unicodedata.normalize("NFC", text.translate(_FOLDED))
    return "".join(_sign(char) for char in composed)


def drawable(text: str) -> str:
    """Return the text without the signs the font lacks, as long as something else remains to be read."""
    composed = unicodedata.normalize("NFC", text.translate(_FOLDED))
    signs = ((char, _sign(char)) for char in composed)
    kept = "".join(sign for char, sign in signs if sign != MISSING_SIGN or char == sign)
    return " ".join(kept.split()) or printable(text)


def plain(text: str) -> Markup:
    """Return paragraph markup that prints the text exactly as it was typed."""
    lines = escape(printable(text).strip("\n"), quote=False).replace("\n", "<br/>")
    return Markup(lines.replace(NARROW_NBSP, _UNBREAKABLE))


def rich(markup: Markup) -> Markup:
    """Return the markup with only balanced bold and line breaks left as tags, so that no paragraph can fail."""
    depth = 0

    def keep(match: re.Match[str]) -> str:
        nonlocal depth
        tag = match[0]
        if tag == "<b>":
            depth += 1
            return tag if depth == 1 else ""
        if tag == "</b>":
            depth -= 1
            if depth < 0:
                depth = 0
                return ""
            return tag if depth == 0 else ""
        return "<br/>" if tag.startswith("<br") else escape(tag, quote=False)

    resolved = _ENTITY.sub(lambda match: escape(unescape(match[0]), quote=False), markup)
    kept = _TAG.sub(keep, printable(resolved)).replace(NARROW_NBSP, _UNBREAKABLE)
    return Markup(kept + "</b>" if depth else kept)


def paragraphs_of(markup: Markup) -> list[Markup]:
    """Cut the markup at its blank lines, so that a long text may continue on the next page."""
    return [Markup(part) for part in _BLANK_LINE.split(markup) if part.strip()]


def width_of(text: str, font: str, size: float) -> float:
    """Return the printed width of one line, in points."""
    register_fonts()
    return float(pdfmetrics.stringWidth(text, font, size))


def fit_line(text: str, font: str, size: float, width: float, *, smallest: float = 6.0) -> tuple[str, float]:
    """Return one line that fits the width: smaller first, then cut with an ellipsis."""
    line = printable(text).replace("\n", " ").strip()
    natural = width_of(line, font, size)
    if natural <= width:
        return line, size
    fitted = max(smallest, size * width / natural - 0.01)
    if width_of(line, font, fitted) <= width:
        return line, fitted
    room, kept = width - width_of("…", font, fitted), 0
    while kept < len(line) and (room := room - width_of(line[kept], font, fitted)) >= 0:
        kept += 1
    return f"{line[:kept].rstrip()}…", fitted


def fit_lines(
    text: str, font: str, size: float, width: float, *, count: int, smallest: float = 6.0
) -> tuple[list[str], float]:
    """Return at most ``count`` lines that fit the width, as large as possible, without losing the beginning."""
    words = printable(text)[:MOST_FITTED].split()
    for breakable in (False, True):
        current = size
        while current >= smallest:
            lines = _wrap(words, font, current, width, breakable=breakable)
            if lines is not None and len(lines) <= count:
                return lines, current
            current -= 0.5
    lines = _wrap(words, font, smallest, width, breakable=True) or []
    last, _size = fit_line(" ".join(lines[count - 1 :]), font, smallest, width, smallest=smallest)
    return [*lines[: count - 1], last], smallest


def _wrap(words: list[str], font: str, size: float, width: float, *, breakable: bool) -> list[str] | None:
    """Fill lines word by word; return nothing when a word is too long and may not be broken."""
    lines: list[str] = []
    line = ""
    for word in words:
        longer = f"{line} {word}" if line else word
        if width_of(longer, font, size) <= width:
            line = longer
            continue
        if width_of(word, font, size) > width and not breakable:
            return None
        if line:
            lines.append(line)
        line = ""
        for char in word:
            if line and width_of(line + char, font, size) > width:
                lines.append(line)
                line = ""
            line += char
    return [*lines, line] if line else lines
