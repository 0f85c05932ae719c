"""The teacher's guide of a sequence: the two or three pages one wants to have in hand during the lesson."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from printing.bands import Band
from printing.document import Markup, Sheet, Styles, headline, inline, pdf, prose, section, text
from printing.guide_parts import (
    GuideFigure,
    GuideStep,
    airy,
    bullets,
    codes,
    facts,
    figure_card,
    period_title,
    timed_step,
)
from printing.illustration import illustration
from printing.layout import PAPER, Columns, Padding, Panel, outlined
from printing.text import EMPTY, NBSP


@dataclass(frozen=True)
class Guide:
    """What the guide of a sequence says, whatever the page it is printed on."""

    title: str
    band: Band
    bands_label: str
    theme: str
    duration: str
    axis: str
    screens: str
    illustration: Path | None = None
    summary: Markup = EMPTY
    objectives: tuple[Markup, ...] = ()
    competences: tuple[tuple[str, str], ...] = ()
    material: tuple[Markup, ...] = ()
    preparation: Markup = EMPTY
    steps: tuple[GuideStep, ...] = ()
    figures: tuple[GuideFigure, ...] = ()
    home: Markup = EMPTY
    answer_key: tuple[tuple[str, Markup], ...] = ()
    credit: str = ""
    language: str = "fr"
    address: str = ""


def guide_pdf(guide: Guide) -> bytes:
    """Return the printed guide; the same guide always gives the same bytes."""
    styles = Styles.of(11.5, 1.38)
    story: list[Flowable] = [
        *_head(guide, styles),
        _glance(guide, styles),
        *_before(guide, styles),
        *_lesson(guide, styles),
        *_figures(guide, styles),
        *_after(guide, styles),
    ]
    if guide.credit:
        story += [Spacer(1, 12), text(guide.credit, styles.small)]
    return pdf(story, Sheet(guide.title, guide.language, guide.band, guide.bands_label, guide.address))


def _head(guide: Guide, styles: Styles) -> list[Flowable]:
    """Return the title and the summary, with the picture beside them."""
    kicker = text(f"Guide pour l’enseignant ou l’enseignante · {guide.theme}", styles.small)
    words: list[Flowable] = [kicker, Spacer(1, 3), headline(guide.title, styles.title), Spacer(1, 11)]
    summary = list(prose(guide.summary, styles.lead))
    short = len(guide.summary) < 420
    beside = [*words, *summary] if short else words
    head: list[Flowable] = beside
    if guide.illustration:
        picture = illustration(guide.illustration, 38)
        head = [Panel([Columns([beside, [picture]], [1.0, 38 / 131])])]
    return [Spacer(1, 2), *head, Spacer(1, 8), *([] if short else summary)]


def _glance(guide: Guide, styles: Styles) -> Flowable:
    """Return the box that tells in ten seconds what the lesson asks for."""
    content: list[Flowable] = [
        facts(
            [("Durée", guide.duration), ("Écrans", guide.screens), ("Axe", guide.axis), ("Âge", guide.bands_label)],
            styles,
        )
    ]
    if guide.material:
        content += [Spacer(1, 5), text("Matériel", styles.label), *bullets(guide.material, styles, sign="☐")]
    if guide.competences:
        content += [Spacer(1, 5), text("Compétences", styles.label), Spacer(1, 2), *codes(guide.competences, styles)]
    return Panel(content, look=outlined(PAPER, 1.8), padding=Padding(12, 14, 10, 14), after=6)


def _before(guide: Guide, styles: Styles) -> list[Flowable]:
    """Return what the class will learn and what is to be prepared."""
    story: list[Flowable] = []
    if guide.objectives:
        story.append(_titled("À la fin, les élèves…", bullets(guide.objectives, styles, sign="→"), styles))
    if guide.preparation:
        story.append(_titled("Avant la séance", airy(guide.preparation, styles), styles))
    return story


def _titled(title: str, content: Sequence[Flowable], styles: Styles) -> Flowable:
    """Return a section that may split anywhere but between its heading and what follows it."""
    heading = text(title, styles.heading)
    heading.keepWithNext = 1
    return Panel([heading, *content], before=styles.heading.spaceBefore)


def _lesson(guide: Guide, styles: Styles) -> list[Flowable]:
    """Return the timed steps on their vertical line, period by period."""
    if not guide.steps:
        return []
    content: list[Flowable] = []
    several = len({step.period for step in guide.steps}) > 1
    for period, group in groupby(guide.steps, key=lambda step: step.period):
        steps = list(group)
        if several:
            minutes = sum(step.minutes for step in steps)
            content.append(period_title(f"Période{NBSP}{period}", f"{minutes}{NBSP}min", styles))
        content += [timed_step(step, styles, last=step is steps[-1]) for step in steps]
    return [_titled("Le déroulement", content, styles)]


def _figures(guide: Guide, styles: Styles) -> list[Flowable]:
    """Return the numbers of the lesson with all that makes them honest."""
    if not guide.figures:
        return []
    advice = f"Aucun nombre ne voyage seul{NBSP}: donnez toujours sa fourchette, son année et sa source."
    cards = [figure_card(figure, styles) for figure in guide.figures]
    opening = [text(advice, styles.small), Spacer(1, 8), cards[0]]
    return [*section("Les nombres de la séquence", styles, followed=opening), *opening, *cards[1:]]


def _after(guide: Guide, styles: Styles) -> list[Flowable]:
    """Return what may go home and the answers for the teacher."""
    story: list[Flowable] = []
    if guide.home:
        box = Panel(prose(guide.home, styles.body), look=outlined(), padding=Padding(11, 14, 6, 14))
        story += [*section("À la maison, si l’on veut", styles, followed=[box]), box]
    if guide.answer_key:
        answers = [
            Panel(
                [text(label, styles.label), inline(answer, styles.body)],
                padding=Padding(left=4 * mm),
                after=3,
                whole_below=60 * mm,
            )
            for label, answer in guide.answer_key
        ]
        story.append(_titled("Corrigé", answers, styles))
    return story
