"""The worksheet a pupil writes on, in its usual and its adapted form."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from reportlab.platypus import Flowable, Spacer

from printing.bands import Band
from printing.blocks import (
    Block,
    ChooseBlock,
    DrawBlock,
    Item,
    LinesBlock,
    MatchBlock,
    OrderBlock,
    ReadBlock,
    TableBlock,
)
from printing.document import Markup, Sheet, Styles, Variant, headline, pdf, prose, text
from printing.exercises import Desk, exercise
from printing.illustration import illustration
from printing.layout import INK, Columns, Panel
from printing.text import BOLD, EMPTY, NBSP

__all__ = [
    "Band",
    "Block",
    "ChooseBlock",
    "DrawBlock",
    "Item",
    "LinesBlock",
    "Markup",
    "MatchBlock",
    "OrderBlock",
    "ReadBlock",
    "TableBlock",
    "Variant",
    "Worksheet",
    "worksheet_pdf",
]


@dataclass(frozen=True)
class Worksheet:
    """What a worksheet says, whatever the page it is printed on."""

    title: str
    subtitle: str
    band: Band
    variant: Variant = Variant.STANDARD
    illustration: Path | None = None
    language: str = "fr"
    intro: Markup = EMPTY
    blocks: tuple[Block, ...] = ()
    credit: str = ""
    name_line: bool = True
    address: str = ""
    frugal: bool = False
    """Whether it saves ink and paper: no ground, no decoration, smaller pictures, lines that stand closer."""


class _NameLine(Flowable):
    """Prints where the pupil says who and when, without ever asking for a full name."""

    def __init__(self, size: float) -> None:
        super().__init__()
        self.size = size

    def wrap(self, available: float, _height: float) -> tuple[float, float]:
        self.width, self.height = available, self.size + 16
        return self.width, self.height

    def draw(self) -> None:
        canvas, date = self.canv, self.width * 0.66
        canvas.setFont(BOLD, self.size)
        canvas.setFillColor(INK)
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(0.8)
        for words, left, right in (("Prénom ou numéro", 0.0, date - 16), ("Date", date, self.width)):
            label = f"{words}{NBSP}:"
            canvas.drawString(left, 10, label)
            canvas.line(left + canvas.stringWidth(label, BOLD, self.size) + 6, 8, right, 8)


def worksheet_pdf(sheet: Worksheet) -> bytes:
    """Return the printed worksheet; the same worksheet always gives the same bytes."""
    styles = Styles.for_pupils(sheet.variant, sheet.band, frugal=sheet.frugal)
    desk = Desk(sheet.band, sheet.variant, styles, frugal=sheet.frugal)
    story: list[Flowable] = [_NameLine(min(14.0, styles.body.fontSize))] if sheet.name_line else []
    story += _head(sheet, styles)
    story += [exercise(block, number, desk) for number, block in enumerate(sheet.blocks, 1)]
    if sheet.credit:
        story += [Spacer(1, 12), text(sheet.credit, styles.small)]
    return pdf(story, Sheet(sheet.title, sheet.language, sheet.band, address=sheet.address, frugal=sheet.frugal))


def _head(sheet: Worksheet, styles: Styles) -> list[Flowable]:
    """Return the title with its picture, then the words that open the work."""
    words: list[Flowable] = [headline(sheet.title, styles.title)]
    if sheet.subtitle:
        words.append(text(sheet.subtitle, styles.subtitle))
    intro: list[Flowable] = list(prose(sheet.intro, styles.lead))
    if sheet.illustration is None or sheet.frugal:
        return [Spacer(1, 6), *words, Spacer(1, 8), *intro]
    beside = [*words, Spacer(1, 8), *intro] if len(sheet.intro) < 260 and len(sheet.title) < 90 else words
    below = [] if len(beside) > len(words) else intro
    picture = illustration(sheet.illustration, 36)
    return [Spacer(1, 6), Panel([Columns([beside, [picture]], [1.0, 36 / 132])]), Spacer(1, 6), *below]
