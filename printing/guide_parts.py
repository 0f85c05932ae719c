"""The pieces of a guide: facts, ticked lists, timed steps, things to say, likely answers, figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Spacer, Table

from printing.document import Styles, inline, prose, text
from printing.layout import (
    INK,
    PAPER,
    RULE,
    WHITE,
    Columns,
    Look,
    Padding,
    Panel,
    Part,
    Sticker,
    draw_sticker,
    left_ruled,
    outlined,
)
from printing.text import BOLD, EMPTY, NBSP, REGULAR, Markup, fit_line


@dataclass(frozen=True)
class GuideStep:
    """One timed step of the lesson, with what to say and what may come back."""

    number: int
    title: str
    phase: str
    minutes: int
    period: int
    goal: Markup = EMPTY
    unfolding: tuple[Markup, ...] = ()
    say: tuple[Markup, ...] = ()
    likely_answers: tuple[tuple[Markup, Markup], ...] = ()
    pitfalls: tuple[Markup, ...] = ()
    screen_free: Markup = EMPTY
    trace: Markup = EMPTY
    quiz: str = ""
    pupil_text: tuple[Markup, ...] = ()


@dataclass(frozen=True)
class GuideFigure:
    """A number that may be shown to pupils, never without its range, its year and its source."""

    title: str
    value_text: str
    range_text: str
    perimeter: str
    source: str
    url: str
    year: str
    status: str


GUTTER = 23 * mm
LINE = 8.5 * mm
_LEAD = re.compile(r"<b>[^<]*</b>\s*[.:]?|.*:(?:</b>)?", re.DOTALL)
_LINE_BREAK = re.compile(r"<br\s*/?>")


def facts(pairs: Sequence[tuple[str, str]], styles: Styles) -> Flowable:
    """Return short facts side by side, each under its name."""
    cells = [[text(name, styles.label), text(value, styles.body)] for name, value in pairs if value]
    return Columns(cells, [1.0] * len(cells), gap=10) if cells else Spacer(1, 0)


def _signed(sign: str) -> Look:
    """Return a look that puts a sign in front of the first line."""

    def look(canvas: Canvas, part: Part) -> None:
        if part.first:
            canvas.setFillColor(INK)
            canvas.setFont(BOLD, 11.5)
            canvas.drawString(0, part.height - 12, sign)

    return look


def bullets(items: Sequence[Markup], styles: Styles, *, sign: str = "•") -> list[Flowable]:
    """Return a list whose lines hang after their sign."""
    return [Panel([inline(item, styles.body)], look=_signed(sign), padding=Padding(left=17), after=3) for item in items]


def codes(pairs: Sequence[tuple[str, str]], styles: Styles) -> list[Flowable]:
    """Return statements, each after the sticker of its code."""

    def coded(code: str, statement: str) -> Panel:
        def look(canvas: Canvas, part: Part) -> None:
            if part.first:
                draw_sticker(canvas, code, 0, part.height - 17, size=9.5, widest=42)

        return Panel([text(statement, styles.body)], look=look, padding=Padding(left=48), after=5)

    return [coded(code, statement) for code, statement in pairs]


def period_title(name: str, minutes: str, styles: Styles) -> Flowable:
    """Return the ink strip that opens a period."""

    def look(canvas: Canvas, part: Part) -> None:
        canvas.setFillColor(INK)
        canvas.roundRect(0, 0, part.width, part.height, 5, stroke=0, fill=1)
        canvas.setFillColor(WHITE)
        canvas.setFont(BOLD, 12)
        canvas.drawString(10, 6.5, name)
        canvas.drawRightString(part.width - 10, 6.5, minutes)

    strip = Panel([Spacer(1, 21)], look=look, before=10)
    strip.keepWithNext = 1
    return strip


def timed_step(step: GuideStep, styles: Styles, *, last: bool) -> Flowable:
    """Return a step on the vertical line, its minutes on a sticker."""

    def look(canvas: Canvas, part: Part) -> None:
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(2)
        top = part.height - 22 if part.first else part.height
        canvas.line(LINE, 12 if last and part.last else 0, LINE, top)
        if part.first:
            line, size = fit_line(f"{step.minutes}{NBSP}min", BOLD, 11.5, 17 * mm - 12)
            canvas.translate(LINE, part.height - 21)
            canvas.rotate(4 if step.number % 2 else -4)
            canvas.setFillColor(WHITE)
            canvas.setLineWidth(1.6)
            canvas.roundRect(-8.5 * mm, -10.5, 17 * mm, 21, 5, stroke=1, fill=1)
            canvas.setFillColor(INK)
            canvas.setFont(BOLD, size)
            canvas.drawCentredString(0, -size * 0.34, line)

    phase = text(step.phase, styles.small)
    phase.keepWithNext = 1
    title = text(f"{step.number}. {step.title}", styles.subheading)
    return Panel([phase, title, *_step_content(step, styles)], look=look, padding=Padding(10, 0, 10, GUTTER))


def _step_content(step: GuideStep, styles: Styles) -> list[Flowable]:
    """Return what happens in a step, in the order in which the teacher needs it."""
    content: list[Flowable] = []
    if step.goal:
        goal = inline(Markup(f"<b>But{NBSP}:</b> {step.goal}"), styles.body)
        goal.keepWithNext = 1
        content.append(goal)
    content += [led(paragraph, styles.body) for paragraph in step.unfolding]
    if step.say:
        content.append(_say(step.say, styles))
    if step.pupil_text:
        content.append(_boxed("Pour les élèves", [inline(paragraph, styles.body) for paragraph in step.pupil_text]))
    if step.likely_answers:
        content.append(_likely_answers(step.likely_answers, styles))
    content += [_pitfall(pitfall, styles) for pitfall in step.pitfalls]
    if step.screen_free:
        content.append(_boxed("Sans écran", prose(step.screen_free, styles.body)))
    if step.trace:
        content.append(_boxed("Trace écrite", prose(step.trace, styles.body), clings=True))
    if step.quiz:
        quiz = text(f"Questionnaire lié{NBSP}: {step.quiz}", styles.small)
        quiz.clings = True
        content.append(quiz)
    return content


def led(paragraph: Markup, style: ParagraphStyle) -> Flowable:
    """Return a paragraph that stays with the next one when it only announces it."""
    flowable = inline(paragraph, style)
    flowable.keepWithNext = int(bool(_LEAD.fullmatch(paragraph.strip())))
    return flowable


def airy(markup: Markup, styles: Styles) -> list[Flowable]:
    """Return the paragraphs and list items of a long text: items close together, air around the rest."""
    paragraph = ParagraphStyle("paragraph", parent=styles.body, spaceBefore=5, spaceAfter=5)
    item = ParagraphStyle("item", parent=styles.body, leftIndent=10, firstLineIndent=-10, spaceAfter=2)
    parts = [Markup(part) for part in _LINE_BREAK.split(markup) if part.strip()]
    return [led(part, item if part.startswith("– ") else paragraph) for part in parts]


def _say(sentences: Sequence[Markup], styles: Styles) -> Flowable:
    """Return the words to say, along a thick rule."""
    content: list[Flowable] = [text("À dire", styles.label)]
    content += [inline(sentence, styles.body) for sentence in sentences]
    return Panel(content, look=left_ruled, padding=Padding(2, 0, 0, 12), before=4, after=6, whole_below=70 * mm)


def _likely_answers(pairs: Sequence[tuple[Markup, Markup]], styles: Styles) -> Flowable:
    """Return what pupils may say in front of what can be replied."""
    titles = [text("Un élève dit peut-être", styles.label), text("Vous pouvez répondre", styles.label)]
    rows = [[inline(said, styles.body), inline(reply, styles.body)] for said, reply in pairs]
    return Table(
        [titles, *rows],
        colWidths=["44%", "56%"],
        repeatRows=1,
        splitInRow=1,
        hAlign="LEFT",
        spaceBefore=5,
        spaceAfter=7,
        style=[
            ("FONT", (0, 0), (-1, -1), REGULAR),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LINEBELOW", (0, 0), (-1, 0), 1.4, INK),
            ("LINEBELOW", (0, 1), (-1, -1), 0.5, RULE),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (0, -1), 10),
            ("RIGHTPADDING", (1, 0), (1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 4),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
        ],
    )


def _pitfall(pitfall: Markup, styles: Styles) -> Flowable:
    """Return a warning: a sign, the word and the sentence."""

    def look(canvas: Canvas, part: Part) -> None:
        if part.first:
            middle = part.height - 9
            path = canvas.beginPath()
            path.moveTo(0, middle - 8)
            path.lineTo(18, middle - 8)
            path.lineTo(9, middle + 8)
            path.close()
            canvas.setFillColor(INK)
            canvas.setStrokeColor(INK)
            canvas.setLineWidth(2)
            canvas.setLineJoin(1)
            canvas.drawPath(path, stroke=1, fill=1)
            canvas.setFillColor(WHITE)
            canvas.setFont(BOLD, 11)
            canvas.drawCentredString(9, middle - 6.4, "!")

    sentence = inline(Markup(f"<b>Piège{NBSP}:</b> {pitfall}"), styles.body)
    return Panel([sentence], look=look, padding=Padding(left=26), before=3, after=3)


def _boxed(name: str, content: Sequence[Flowable], *, clings: bool = False) -> Flowable:
    """Return a box whose name sits on its upper edge."""
    frame = outlined(PAPER if name == "Sans écran" else WHITE, 1.2)

    def look(canvas: Canvas, part: Part) -> None:
        canvas.saveState()
        frame(canvas, part)
        canvas.restoreState()
        if part.first:
            draw_sticker(canvas, name, 10, part.height - 8, size=9.5)

    return Panel(
        content, look=look, padding=Padding(15, 12, 4, 12), before=14, after=8, whole_below=50 * mm, clings=clings
    )


def figure_card(figure: GuideFigure, styles: Styles) -> Flowable:
    """Return a number in large letters with its range, perimeter, year, source and status."""
    status = Sticker(figure.status) if figure.status else Spacer(1, 0)
    left: list[Flowable] = [text(figure.value_text, styles.subheading), text(figure.range_text, styles.body), status]
    source = f"{figure.source}, {figure.year}" if figure.year else figure.source
    right: list[Flowable] = [
        text(figure.title, styles.strong),
        text(figure.perimeter, styles.body),
        text(f"Source{NBSP}: {source}", styles.small),
        text(figure.url, styles.small),
    ]
    return Panel(
        [Columns([left, right], [0.36, 0.64])], look=outlined(), padding=Padding(10, 12, 8, 12), before=0, after=7
    )
