"""The short course of the self-training: each module in five minutes, to be read out to a whole staff."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from reportlab.platypus import Flowable, Spacer

from printing.document import Markup, Sheet, Styles, headline, inline, pdf, text
from printing.illustration import illustration
from printing.layout import Columns, Panel
from printing.text import NBSP

TITLE = "La sobriété numérique, en bref"
PICTURE_MM = 24


@dataclass(frozen=True)
class ShortModule:
    """A module in five minutes."""

    number: int
    title: str
    paragraphs: tuple[Markup, ...]
    illustration: Path | None = None


@dataclass(frozen=True)
class ShortCourse:
    """What the whole staff goes through together."""

    minutes: int
    modules: tuple[ShortModule, ...]
    language: str = "fr"


def short_course_pdf(course: ShortCourse) -> bytes:
    """Return the printed short course; the same course always gives the same bytes."""
    styles = Styles.of(11, 1.36)
    lead = f"Une réunion de {course.minutes}{NBSP}minutes, menée à partir de cette feuille, sans écran."
    story: list[Flowable] = [headline(TITLE, styles.title), text(lead, styles.subtitle), Spacer(1, 10)]
    for module in course.modules:
        story += _module(module, styles)
    story += [Spacer(1, 10), text("OK Mila · CC BY-SA 4.0", styles.small)]
    return pdf(story, Sheet(TITLE, course.language))


def _module(module: ShortModule, styles: Styles) -> list[Flowable]:
    title = text(f"{module.number}. {module.title}", styles.heading)
    head: list[Flowable] = [title, *(inline(markup, styles.body) for markup in module.paragraphs[:1])]
    if module.illustration:
        head = [Columns([head, [illustration(module.illustration, PICTURE_MM)]], [1.0, PICTURE_MM / 145])]
    rest = [inline(markup, styles.body) for markup in module.paragraphs[1:]]
    return [Panel(head, before=12, after=5, clings=True), *rest]
