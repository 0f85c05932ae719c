"""One look for every print: page frame, running foot, styles, and the promise of equal bytes for equal values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache, partial
from io import BytesIO
from typing import Any

from reportlab.lib.colors import Color, toColor
from reportlab.lib.enums import TA_LEFT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, CondPageBreak, Flowable, Frame, PageTemplate, Paragraph

from printing.bands import Band, draw_all_patterns, draw_pattern
from printing.layout import INK, MUTED, RULE, draw_sticker
from printing.text import BOLD, NBSP, REGULAR, Markup, fit_line, paragraphs_of, plain, printable, register_fonts, rich

__all__ = ["A4", "CONTENT_HEIGHT", "CONTENT_WIDTH", "Band", "Markup", "Sheet", "Styles", "Variant", "pdf", "printable"]

PAGE_WIDTH, PAGE_HEIGHT = A4
SIDE = 18 * mm
TOP = 24 * mm
BOTTOM = 18 * mm
RIBBON_TOP = 17 * mm
RIBBON_HEIGHT = 6 * mm
CONTENT_WIDTH = PAGE_WIDTH - 2 * SIDE
CONTENT_HEIGHT = PAGE_HEIGHT - TOP - BOTTOM
AUTHOR = "OK Mila"
PALEST_TINT = 0.2
"""How far the three parts of a colour must stand apart, from 0 to 1, to make it a tint rather than a grey."""
DARKEST_TINT, DARKEST_GROUND = 0.15, 0.6
"""How light a tint and a grey must be, from 0 to 1, to be left out of an ink-saving print."""
WHOLE_PAGE = "whole"
"""The template of pages without ribbon and margins, which a story asks for by name."""


class Variant(StrEnum):
    """Tells the usual print from the one with larger letters and more air, meant for whoever prefers it."""

    STANDARD = "standard"
    ADAPTED = "adapted"


@dataclass(frozen=True)
class Styles:
    """The few kinds of paragraph of a print, all left-aligned and upright."""

    body: ParagraphStyle
    strong: ParagraphStyle
    lead: ParagraphStyle
    title: ParagraphStyle
    subtitle: ParagraphStyle
    heading: ParagraphStyle
    subheading: ParagraphStyle
    label: ParagraphStyle
    column: ParagraphStyle
    small: ParagraphStyle

    @classmethod
    @lru_cache(maxsize=8)
    def of(cls, size: float = 11.5, spacing: float = 1.38) -> Styles:
        """Return the styles built around one body size and one line spacing."""
        register_fonts()

        def style(name: str, font: str, points: float, line: float, **more: Any) -> ParagraphStyle:
            options = {"textColor": INK, "alignment": TA_LEFT, "allowWidows": 0, "allowOrphans": 0} | more
            return ParagraphStyle(name, fontName=font, fontSize=points, leading=points * line, **options)

        small = max(8.5, size - 2.5)
        return cls(
            body=style("body", REGULAR, size, spacing, spaceAfter=size * 0.45),
            strong=style("strong", BOLD, size + 0.5, spacing, spaceAfter=size * 0.5, keepWithNext=1),
            lead=style("lead", REGULAR, size + 1.5, spacing, spaceAfter=size * 0.5),
            title=style("title", BOLD, 27, 1.08),
            subtitle=style("subtitle", REGULAR, size + 2, 1.3, textColor=MUTED, spaceBefore=4),
            heading=style("heading", BOLD, size + 5.5, 1.2, spaceBefore=18, spaceAfter=7),
            subheading=style("subheading", BOLD, size + 3, 1.2, spaceAfter=5, keepWithNext=1),
            column=style("column", BOLD, size, 1.25),
            label=style("label", BOLD, small + 0.5, 1.3, spaceAfter=2, keepWithNext=1),
            small=style("small", REGULAR, small, 1.35, textColor=MUTED),
        )

    @classmethod
    def for_pupils(cls, variant: Variant, band: Band, *, frugal: bool = False) -> Styles:
        """Return letters for the age: beginning readers get larger ones, the adapted print more air.

        The ink-saving print has smaller titles, and lines that stand closer unless it is the adapted one.
        """
        beginner = band == Band.P1_P2
        if variant == Variant.ADAPTED:
            styles = cls.of(16.0 if beginner else 14.5, 1.5)
        elif frugal:
            styles = cls.of(13.0 if beginner else 11.0, 1.3)
        else:
            styles = cls.of(14.0 if beginner else 12.0, 1.4)
        if not frugal:
            return styles
        return replace(styles, title=ParagraphStyle("title", parent=styles.title, fontSize=19, leading=21))


@dataclass(frozen=True)
class Sheet:
    """What a page frame says around the content: title, language, age band and where to find more."""

    title: str
    language: str
    band: Band | None = None
    band_words: str = ""
    address: str = ""
    cover: bool = False
    wide: bool = False
    """Whether the pages lie on their long side."""
    frugal: bool = False
    """Whether ink is saved: black lines and letters, no ground, no pattern."""

    @property
    def size(self) -> tuple[float, float]:
        """Return the width and the height of a page."""
        return landscape(A4) if self.wide else A4


def text(value: str, style: ParagraphStyle) -> Paragraph:
    """Return a paragraph that prints the words exactly as they were typed."""
    return Paragraph(plain(value), style)


def prose(markup: Markup, style: ParagraphStyle) -> list[Paragraph]:
    """Return one paragraph for each block of text between blank lines."""
    return [Paragraph(rich(part), style) for part in paragraphs_of(markup)]


def inline(markup: Markup, style: ParagraphStyle) -> Paragraph:
    """Return the whole markup as one paragraph."""
    return Paragraph(rich(markup), style)


def headline(value: str, style: ParagraphStyle) -> Paragraph:
    """Return a title whose letters shrink when it is long, so that it never fills half of the page."""
    length = len(value)
    size = style.fontSize * (1.0 if length <= 50 else 0.84 if length <= 90 else 0.6)
    return Paragraph(plain(value), ParagraphStyle("headline", parent=style, fontSize=size, leading=size * 1.1))


def section(value: str, styles: Styles, *, followed: Sequence[Flowable] = (), room: float = 30 * mm) -> list[Flowable]:
    """Return a heading that shares its page with what must follow it, or at least with this much room."""
    heading = text(value, styles.heading)
    below = sum(piece.wrap(CONTENT_WIDTH, CONTENT_HEIGHT)[1] for piece in followed)
    needed = heading.wrap(CONTENT_WIDTH, CONTENT_HEIGHT)[1] + 30 + max(room, below)
    return [CondPageBreak(min(needed, CONTENT_HEIGHT * 0.7)), heading]


def ink_only(colour: Any) -> Color:
    """Return black for letters and lines, and white for tints and grounds, so that a picture keeps only its outline."""
    asked = toColor(colour)
    parts = (asked.red, asked.green, asked.blue)
    is_tint = max(parts) - min(parts) > PALEST_TINT
    limit = DARKEST_TINT if is_tint else DARKEST_GROUND
    return Color(*[float(sum(parts) / 3 > limit)] * 3, alpha=asked.alpha)


class _CountingCanvas(Canvas):
    """Holds the pages back until their number is known, then adds the foot to each."""

    def __init__(self, *arguments: Any, sheet: Sheet, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._sheet = sheet
        self._held: list[dict[str, Any]] = []

    def showPage(self) -> None:
        self._held.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        for number, page in enumerate(self._held, 1):
            self.__dict__.update(page)
            _draw_foot(self, self._sheet, number, len(self._held))
            super().showPage()
        super().save()


def _draw_foot(canvas: Canvas, sheet: Sheet, number: int, total: int) -> None:
    """Draw the discreet line that lets a page find its document again."""
    base, right = 9.5 * mm, sheet.size[0] - SIDE
    canvas.saveState()
    canvas.setStrokeColor(RULE)
    canvas.setLineWidth(0.5)
    canvas.line(SIDE, base + 11, right, base + 11)
    canvas.setFillColor(INK)
    canvas.setFont(BOLD, 8.5)
    canvas.drawString(SIDE, base, "OK Mila")
    canvas.setFillColor(MUTED)
    canvas.setFont(REGULAR, 8.5)
    canvas.drawRightString(right, base, f"page{NBSP}{number} sur{NBSP}{total}")
    words = f"{sheet.title} · {sheet.address}" if sheet.address else sheet.title
    line, size = fit_line(words, REGULAR, 8.5, right - SIDE - 130, smallest=7.5)
    canvas.setFont(REGULAR, size)
    canvas.drawString(SIDE + 45, base, line)
    canvas.restoreState()


def _draw_plain_head(sheet: Sheet, canvas: Canvas, width: float, base: float) -> None:
    """Draw a thin line with the name of the age band above it."""
    canvas.saveState()
    canvas.setStrokeColor(INK)
    canvas.setFillColor(INK)
    canvas.setLineWidth(0.5)
    canvas.line(SIDE, base, SIDE + width, base)
    canvas.setFont(REGULAR, 8.5)
    canvas.drawString(SIDE, base + 4, sheet.band_words or (sheet.band.words if sheet.band else ""))
    canvas.restoreState()


def _draw_head(sheet: Sheet, canvas: Canvas, _template: Any) -> None:
    """Draw the ribbon of the age band and its name in words, or the six patterns when the whole school is meant."""
    if sheet.cover and canvas.getPageNumber() == 1:
        return
    width, base = sheet.size[0] - 2 * SIDE, sheet.size[1] - RIBBON_TOP
    if sheet.frugal:
        _draw_plain_head(sheet, canvas, width, base)
        return
    if sheet.band is None:
        draw_all_patterns(canvas, SIDE, base, width, RIBBON_HEIGHT)
        return
    draw_pattern(canvas, sheet.band, SIDE, base, width, RIBBON_HEIGHT)
    draw_sticker(canvas, sheet.band_words or sheet.band.words, SIDE + 10, base - 1, size=11, widest=width - 40)


def pdf(story: Sequence[Flowable], sheet: Sheet) -> bytes:
    """Return the document: same values, same bytes, every font inside, language and title declared."""
    register_fonts()
    target = BytesIO()
    width, height = sheet.size
    frame = Frame(SIDE, BOTTOM, width - 2 * SIDE, height - TOP - BOTTOM, 0, 0, 0, 0)
    template = BaseDocTemplate(
        target,
        pagesize=sheet.size,
        title=printable(sheet.title),
        author=AUTHOR,
        creator=AUTHOR,
        producer=AUTHOR,
        lang=sheet.language,
        invariant=1,
        pageCompression=1,
        displayDocTitle=True,
        initialFontName=REGULAR,
        enforceColorSpace=ink_only if sheet.frugal else None,
    )
    whole = Frame(0, 0, width, height, 0, 0, 0, 0)
    template.addPageTemplates(
        [PageTemplate("page", [frame], onPage=partial(_draw_head, sheet)), PageTemplate(WHOLE_PAGE, [whole])]
    )
    template.build(list(story), canvasmaker=partial(_CountingCanvas, sheet=sheet))
    return target.getvalue()
