"""An article on paper: a timeline, boxes, or a critical reading with room to write."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import CondPageBreak, Flowable, Spacer

from printing.bands import Band
from printing.document import Markup, Sheet, Styles, inline, pdf, section, text
from printing.guide_parts import airy, bullets
from printing.illustration import draw_illustration, illustration
from printing.layout import (
    CORNER,
    INK,
    PAPER,
    WHITE,
    Columns,
    Padding,
    Panel,
    Part,
    draw_number,
    left_ruled,
    outlined,
)
from printing.reading_parts import (
    Blanks,
    FigureLine,
    Tone,
    closing,
    figure_table,
    named_boxes,
    opening,
    writing_lines,
)
from printing.text import EMPTY, NARROW_NBSP

PICTURE = 32 * mm
GUTTER = 43 * mm
LINE = 19 * mm
NUMBER = 12.0
LINES_TO_ANSWER = 3


class ArticleLayout(Enum):
    """How the parts of an article stand on the page."""

    TIMELINE = "timeline"
    BLOCKS = "blocks"
    SHEET = "sheet"


@dataclass(frozen=True)
class ArticleStop:
    """One stop of a timeline, one box, or one part of a critical reading."""

    title: str
    text: Markup
    picture: Path | None = None
    benefit: Markup = EMPTY
    limit: Markup = EMPTY
    check: Markup = EMPTY
    question: Markup = EMPTY


@dataclass(frozen=True)
class ArticlePages:
    """What an article says on paper."""

    title: str
    band: Band
    bands_label: str
    layout: ArticleLayout
    summary: str = ""
    illustration: Path | None = None
    intro: Markup = EMPTY
    parts: tuple[ArticleStop, ...] = ()
    questions: tuple[Markup, ...] = ()
    figures: tuple[FigureLine, ...] = ()
    source: Markup = EMPTY
    credit: str = ""
    language: str = "fr"
    address: str = ""


def article_pdf(article: ArticlePages) -> bytes:
    """Return the printed article; the same article always gives the same bytes."""
    styles = Styles.of(11, 1.34)
    kicker = "Fiche de lecture critique" if article.layout is ArticleLayout.SHEET else "Comprendre"
    story: list[Flowable] = [
        *opening(kicker, article.title, article.summary, article.illustration, styles),
        *_before(article, styles),
        *airy(article.intro, styles),
        Spacer(1, 8),
        *_LAYOUTS[article.layout](article.parts, styles),
        *_talk(article.questions, styles),
        *_figures(article.figures, styles),
        *closing(article.source, article.credit, styles),
    ]
    return pdf(story, Sheet(article.title, article.language, article.band, article.bands_label, article.address))


def _before(article: ArticlePages, styles: Styles) -> list[Flowable]:
    """Return who reads what, when the page is one to write on."""
    if article.layout is not ArticleLayout.SHEET:
        return []
    who = Blanks([("Prénom ou numéro", 1.6), ("Date", 1.0)])
    what = [
        Blanks([("Le texte que je lis", 1.0)]),
        Blanks([("Qui l’a écrit, et pour qui", 1.7), ("En quelle année", 1.0)]),
    ]
    return [Panel([who, *what], look=outlined(PAPER, 1.4), padding=Padding(2, 4, 10, 12), after=10)]


def _timeline(parts: Sequence[ArticleStop], styles: Styles) -> list[Flowable]:
    """Return numbered stops with their pictures on one line that runs down the pages."""
    story: list[Flowable] = []
    for place, part in enumerate(parts, 1):
        story += [CondPageBreak(75 * mm), _stop(place, part, styles, last=place == len(parts))]
    return story


class _Stop(Panel):
    """Is never shorter than the picture beside it."""

    def wrap(self, available: float, height: float) -> tuple[float, float]:
        super().wrap(available, height)
        self.height = max(self.height, PICTURE + 22)
        return self.width, self.height


def _stop(place: int, part: ArticleStop, styles: Styles, *, last: bool) -> Flowable:
    def look(canvas: Canvas, piece: Part) -> None:
        top = piece.height if place > 1 or not piece.first else piece.height - 20
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(3)
        canvas.line(LINE, 4 if last and piece.last else 0, LINE, top)
        if piece.first:
            _draw_station(canvas, place, part.picture, piece.height - 10)
        if last and piece.last:
            canvas.setFillColor(INK)
            canvas.circle(LINE, 4, 5, stroke=0, fill=1)

    content = [text(part.title, styles.subheading), *_body(part, styles)]
    return _Stop(content, look=look, padding=Padding(8, 0, 14, GUTTER), whole_below=125 * mm)


def _draw_station(canvas: Canvas, place: int, picture: Path | None, top: float) -> None:
    """Draw a picture framed on the line, its number on the corner, or the number alone."""
    if picture is None:
        draw_number(canvas, str(place), LINE, top - NUMBER, NUMBER)
        return
    left = LINE - PICTURE / 2
    canvas.setFillColor(WHITE)
    canvas.setLineWidth(1.8)
    canvas.roundRect(left, top - PICTURE, PICTURE, PICTURE, CORNER, stroke=1, fill=1)
    draw_illustration(canvas, picture, left + 5, top - PICTURE + 5, PICTURE - 10)
    draw_number(canvas, str(place), left + 3, top - 3, NUMBER)


def _blocks(parts: Sequence[ArticleStop], styles: Styles) -> list[Flowable]:
    """Return one box for each idea, its picture beside what it says."""
    return [
        Panel(
            [*_headed(part, styles), *_boxes(part, styles), *_asked(part, styles)],
            look=outlined(WHITE, 1.6),
            padding=Padding(12, 14, 8, 14),
            after=11,
            whole_below=150 * mm,
        )
        for part in parts
    ]


def _headed(part: ArticleStop, styles: Styles) -> list[Flowable]:
    """Return the title and the text, beside the picture when there is one."""
    words: list[Flowable] = [text(part.title, styles.subheading), *airy(part.text, styles)]
    if part.picture is None:
        return words
    side = 30
    return [Columns([[illustration(part.picture, side)], words], [side / (155 - side), 1.0])]


def _sheet(parts: Sequence[ArticleStop], styles: Styles) -> list[Flowable]:
    """Return numbered parts, each with its question and lines to answer on."""

    def numbered(place: int) -> Callable[[Canvas, Part], None]:
        def look(canvas: Canvas, piece: Part) -> None:
            if piece.first:
                draw_number(canvas, str(place), NUMBER, piece.height - NUMBER - 8, NUMBER)

        return look

    return [
        Panel(
            [*_headed(part, styles), *_boxes(part, styles), *_answered(part, styles)],
            look=numbered(place),
            padding=Padding(10, 0, 8, 3 * NUMBER),
            whole_below=95 * mm,
        )
        for place, part in enumerate(parts, 1)
    ]


def _answered(part: ArticleStop, styles: Styles) -> list[Flowable]:
    """Return the question with lines to answer on."""
    if not part.question:
        return []
    return [
        Panel([inline(part.question, styles.strong), *writing_lines(LINES_TO_ANSWER)], before=6, whole_below=70 * mm)
    ]


def _body(part: ArticleStop, styles: Styles) -> list[Flowable]:
    return [*airy(part.text, styles), *_boxes(part, styles), *_asked(part, styles)]


def _boxes(part: ArticleStop, styles: Styles) -> list[Flowable]:
    """Return what it brings beside its limit, then what needs checking; each box has its name and its own edge."""
    benefit, limit = ("Ce que cela apporte", part.benefit, Tone.PLAIN), ("La limite", part.limit, Tone.DASHED)
    check = (f"À vérifier{NARROW_NBSP}?", part.check, Tone.SHADED)
    return [*named_boxes([benefit, limit], styles), *named_boxes([check], styles)]


def _asked(part: ArticleStop, styles: Styles) -> list[Flowable]:
    """Return the question to the class, along a thick rule."""
    if not part.question:
        return []
    words = inline(part.question, styles.strong)
    words.keepWithNext = 0
    rule = Padding(1, 0, 0, 12)
    return [Panel([words], look=left_ruled, padding=rule, before=6, after=4, whole_below=60 * mm, clings=True)]


_LAYOUTS: Mapping[ArticleLayout, Callable[[Sequence[ArticleStop], Styles], list[Flowable]]] = {
    ArticleLayout.TIMELINE: _timeline,
    ArticleLayout.BLOCKS: _blocks,
    ArticleLayout.SHEET: _sheet,
}


def _talk(questions: Sequence[Markup], styles: Styles) -> list[Flowable]:
    """Return what to talk about afterwards."""
    if not questions:
        return []
    heading = text("Pour en parler", styles.subheading)
    box = [heading, *bullets(questions, styles, sign="→")]
    return [Panel(box, look=outlined(PAPER, 1.8), padding=Padding(12, 14, 10, 14), before=12, whole_below=110 * mm)]


def _figures(figures: Sequence[FigureLine], styles: Styles) -> list[Flowable]:
    """Return the numbers of the article with what makes them honest."""
    if not figures:
        return []
    table = figure_table(figures, styles)
    return [*section("Les chiffres", styles, room=40 * mm), table]
