"""A claim to check: the sheet pupils work on, and on a page of its own the worked correction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import CondPageBreak, Flowable, PageBreak, Spacer

from printing.bands import Band
from printing.blocks import Item
from printing.document import CONTENT_HEIGHT, CONTENT_WIDTH, Markup, Sheet, Styles, headline, inline, pdf, text
from printing.exercises import HANG
from printing.guide_parts import airy
from printing.layout import PAPER, Columns, Padding, Panel, Part, Sticker, draw_number, outlined
from printing.marks import Mark, MarkedLine
from printing.reading_parts import Blanks, FigureLine, Squares, closing, figure_table, ruled, titled, writing_lines
from printing.text import EMPTY, NARROW_NBSP, NBSP

LINES_TO_ANSWER = 2
LEAST_SQUARES = 55 * mm


@dataclass(frozen=True)
class WorkedSum:
    """One line of arithmetic, written out, and what it gives."""

    label: str
    written: str
    result: str


@dataclass(frozen=True)
class ClaimPages:
    """What a claim says on paper, to the pupils and then to their teacher."""

    number: int
    title: str
    claim: str
    band: Band
    bands_label: str
    heard: str = ""
    questions: tuple[Markup, ...] = ()
    verdicts: tuple[str, ...] = ()
    correction: Markup = EMPTY
    sums: tuple[WorkedSum, ...] = ()
    verdict: str = ""
    honest: Markup = EMPTY
    figures: tuple[FigureLine, ...] = ()
    credit: str = ""
    language: str = "fr"
    address: str = ""


def claim_pdf(claim: ClaimPages) -> bytes:
    """Return the pupils' sheet and the correction; the same claim always gives the same bytes."""
    styles = Styles.of(11.5, 1.36)
    story = [*_sheet(claim, styles), PageBreak(), *_correction(claim, Styles.of(10.5, 1.3))]
    return pdf(story, Sheet(claim.title, claim.language, claim.band, claim.bands_label, claim.address))


def _kicker(claim: ClaimPages, words: str) -> str:
    return f"À vérifier{NBSP}n°{NBSP}{claim.number} · {words}"


def _sheet(claim: ClaimPages, styles: Styles) -> list[Flowable]:
    """Return what pupils read, ask, calculate and conclude."""
    story: list[Flowable] = [
        Blanks([("Prénom ou numéro", 1.6), ("Date", 1.0)]),
        Spacer(1, 8),
        text(_kicker(claim, f"est-ce vrai{NARROW_NBSP}?"), styles.small),
        Spacer(1, 2),
        headline(claim.title, styles.title),
        Spacer(1, 10),
        _quote(claim, styles),
    ]
    questions = [_question(place, words, styles) for place, words in enumerate(claim.questions, 1)]
    if questions:
        story.append(titled("Avant de le répéter, je demande", questions, styles))
    if claim.figures:
        story.append(titled("Les chiffres utiles", [figure_table(claim.figures, styles)], styles, whole_below=150 * mm))
    return [*story, *_calculation(claim, styles)]


def _quote(claim: ClaimPages, styles: Styles) -> Flowable:
    """Return the claim, large, with where it is heard."""
    large = ParagraphStyle("claim", parent=styles.strong, fontSize=17, leading=22, keepWithNext=0, spaceAfter=4)
    words: list[Flowable] = [text(f"«{NBSP}{claim.claim}{NBSP}»", large)]
    if claim.heard:
        words.append(text(claim.heard, styles.small))
    return Panel(words, look=outlined(PAPER, 2), padding=Padding(13, 16, 12, 16))


def _question(place: int, words: Markup, styles: Styles) -> Flowable:
    def look(canvas: Canvas, part: Part) -> None:
        if part.first:
            draw_number(canvas, str(place), 11, part.height - 10, 11)

    lines = writing_lines(LINES_TO_ANSWER)
    return Panel(
        [inline(words, styles.strong), *lines], look=look, padding=Padding(left=HANG), after=9, whole_below=60 * mm
    )


def _calculation(claim: ClaimPages, styles: Styles) -> list[Flowable]:
    """Return room to calculate, as much as the page leaves, then the conclusion."""
    below = _conclusion(claim, styles)
    leaving = sum(piece.wrap(CONTENT_WIDTH, CONTENT_HEIGHT)[1] + piece.getSpaceBefore() for piece in below) + 16
    heading = text("Mes calculs", styles.heading)
    needed = LEAST_SQUARES + 45
    if leaving + needed > CONTENT_HEIGHT:
        return [CondPageBreak(needed), heading, Squares(LEAST_SQUARES), *below]
    return [CondPageBreak(needed + leaving), heading, Squares(LEAST_SQUARES, leaving=leaving), *below]


def _conclusion(claim: ClaimPages, styles: Styles) -> list[Flowable]:
    """Return the verdicts to choose from and lines to say it honestly."""
    rows = [claim.verdicts[start : start + 3] for start in range(0, len(claim.verdicts), 3)]
    cells: list[Flowable] = [
        Columns([[MarkedLine(Item(name), Mark.CIRCLE, styles.body)] for name in row], [1.0] * len(row)) for row in rows
    ]
    verdict = [titled("Mon verdict", cells, styles)] if cells else []
    return [*verdict, titled("Ma façon honnête de le dire", writing_lines(3), styles)]


def _correction(claim: ClaimPages, styles: Styles) -> list[Flowable]:
    """Return the reasoning, the sums and the verdict, for whoever leads the class."""
    story: list[Flowable] = [
        text(_kicker(claim, claim.title), styles.small),
        text("Le corrigé, pour la personne qui mène l’activité", styles.subheading),
        text(f"«{NBSP}{claim.claim}{NBSP}»", styles.lead),
        Sticker(f"Verdict{NBSP}: {claim.verdict}", size=12),
        Spacer(1, 8),
        *airy(claim.correction, styles),
    ]
    if claim.sums:
        story.append(titled("Les calculs", [_sums(claim.sums, styles)], styles, whole_below=120 * mm))
    if claim.honest:
        words = [text("La façon honnête de le dire", styles.label), inline(claim.honest, styles.lead)]
        story.append(
            Panel(words, look=outlined(PAPER, 1.8), padding=Padding(11, 14, 9, 14), before=14, whole_below=100 * mm)
        )
    return [*story, *closing(EMPTY, claim.credit, styles)]


def _sums(sums: Sequence[WorkedSum], styles: Styles) -> Flowable:
    names = ("Ce que l’on cherche", "Le calcul", "Le résultat")
    rows = [[text(name, styles.column) for name in names]]
    rows += [
        [text(line.label, styles.body), text(line.written, styles.body), text(line.result, styles.column)]
        for line in sums
    ]
    tight = [("TOPPADDING", (0, 1), (-1, -1), 3), ("BOTTOMPADDING", (0, 1), (-1, -1), 2)]
    return ruled(rows, ["43%", "31%", "26%"], extra=tight)
