"""The certificate of the self-training: one landscape page to keep or to hang, honest about what it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from reportlab.lib.pagesizes import landscape
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from printing.bands import draw_all_patterns
from printing.document import A4, AUTHOR
from printing.illustration import draw_illustration
from printing.layout import INK, MUTED, PAPER, RULE, WHITE, draw_sticker
from printing.text import BOLD, NARROW_NBSP, NBSP, REGULAR, drawable, fit_line, fit_lines, printable, register_fonts

WIDTH, HEIGHT = landscape(A4)
EDGE = 10 * mm
RIBBON = 7 * mm
LEFT = EDGE + 12 * mm
RIGHT = WIDTH - LEFT
ROOM = RIGHT - LEFT
PICTURE = 44 * mm
TABLE_TOP = HEIGHT - 88 * mm
TABLE_BASE = 66 * mm
TALLEST_ROW = 9.4 * mm
DAY_WIDTH = 46 * mm
MINUTES_WIDTH = 22 * mm
TITLE = "Attestation d’autoformation"
SUBJECT = "La sobriété numérique à l’école"
HONEST = (
    "Cette personne a suivi ces modules par elle-même, à son rythme, et a répondu à toutes les questions de chaque "
    f"autoévaluation. C’est une attestation d’autoformation{NBSP}: ni un titre, ni une formation officielle, "
    "ni une note. À joindre, par exemple, à un dossier de développement professionnel."
)


@dataclass(frozen=True)
class CertifiedModule:
    """One module that was finished, on a day already written in words."""

    number: int
    title: str
    minutes: int
    day: str


@dataclass(frozen=True)
class Certificate:
    """What the page says of one person."""

    name: str
    modules: tuple[CertifiedModule, ...]
    competences: tuple[tuple[str, tuple[str, ...]], ...]
    """By dimension, the codes of the competences that the modules help to teach."""
    finished_on: str
    printed_on: str
    version: str
    fingerprint: str
    illustration: Path | None = None
    language: str = "fr"


def certificate_pdf(certificate: Certificate) -> bytes:
    """Return the page; the same certificate always gives the same bytes."""
    register_fonts()
    target = BytesIO()
    canvas = Canvas(
        target,
        pagesize=(WIDTH, HEIGHT),
        invariant=1,
        pageCompression=1,
        lang=certificate.language,
        initialFontName=REGULAR,
    )
    canvas.setTitle(printable(f"{TITLE} – {certificate.name}"))
    canvas.setAuthor(AUTHOR)
    canvas.setCreator(AUTHOR)
    canvas.setProducer(AUTHOR)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    _draw_frame(canvas)
    _draw_head(canvas, certificate)
    _draw_modules(canvas, certificate.modules)
    _draw_competences(canvas, certificate.competences)
    _draw_foot(canvas, certificate)
    canvas.showPage()
    canvas.save()
    return target.getvalue()


def length_text(minutes: int) -> str:
    """Write a length of time in hours and minutes."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest}{NBSP}min"
    return f"{hours}{NBSP}h{NBSP}{rest:02}" if rest else f"{hours}{NBSP}h"


def _draw_frame(canvas: Canvas) -> None:
    """Draw the warm ground, the ink frame and the six patterns of the school along its top."""
    canvas.setFillColor(PAPER)
    canvas.roundRect(EDGE, EDGE, WIDTH - 2 * EDGE, HEIGHT - 2 * EDGE, 12, stroke=0, fill=1)
    canvas.saveState()
    shape = canvas.beginPath()
    shape.roundRect(EDGE, EDGE, WIDTH - 2 * EDGE, HEIGHT - 2 * EDGE, 12)
    canvas.clipPath(shape, stroke=0, fill=0)
    draw_all_patterns(canvas, EDGE, HEIGHT - EDGE - RIBBON, WIDTH - 2 * EDGE, RIBBON)
    canvas.restoreState()
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(2)
    canvas.line(EDGE, HEIGHT - EDGE - RIBBON, WIDTH - EDGE, HEIGHT - EDGE - RIBBON)
    canvas.roundRect(EDGE, EDGE, WIDTH - 2 * EDGE, HEIGHT - 2 * EDGE, 12, stroke=1, fill=0)


def _draw_head(canvas: Canvas, certificate: Certificate) -> None:
    """Draw what it is, who has done it, and how long it takes."""
    room = ROOM - PICTURE - 6 * mm
    top = HEIGHT - EDGE - RIBBON
    _write(canvas, SUBJECT, BOLD, 13, LEFT, top - 13 * mm, room)
    _write(canvas, TITLE, BOLD, 34, LEFT, top - 26 * mm, room)
    name, size = fit_lines(drawable(certificate.name), BOLD, 27, room, count=2, smallest=12)
    base = top - 45 * mm if len(name) == 1 else top - 39 * mm
    for place, line in enumerate(name):
        _write(canvas, line, BOLD, size, LEFT, base - place * size * 1.1, room)
    total = sum(module.minutes for module in certificate.modules)
    count = len(certificate.modules)
    modules = f"les {count} modules" if count > 1 else "le module"
    words = f"a terminé {modules} de l’autoformation le {certificate.finished_on}."
    _write(canvas, words, REGULAR, 13, LEFT, top - 57 * mm, room)
    if certificate.illustration:
        draw_illustration(canvas, certificate.illustration, RIGHT - PICTURE, top - 6 * mm - PICTURE, PICTURE)
    sticker = f"Durée prévue{NBSP}: {length_text(total)}"
    draw_sticker(canvas, sticker, RIGHT - PICTURE, top - 60 * mm, size=12, tilt=1.5, widest=PICTURE + 2 * mm)


def _draw_modules(canvas: Canvas, modules: Sequence[CertifiedModule]) -> None:
    """Draw one line for each module in a white table; lines get lower when there are many."""
    row = min(TALLEST_ROW, (TABLE_TOP - TABLE_BASE) / max(1, len(modules)))
    height = row * len(modules)
    canvas.setFillColor(WHITE)
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(1.4)
    canvas.roundRect(LEFT, TABLE_TOP - height, ROOM, height, 7, stroke=1, fill=1)
    size = min(12.5, row * 0.48)
    for place, module in enumerate(modules):
        top = TABLE_TOP - place * row
        if place:
            canvas.setStrokeColor(RULE)
            canvas.setLineWidth(0.6)
            canvas.line(LEFT, top, RIGHT, top)
        base = top - row / 2 - size * 0.35
        _write(canvas, str(module.number), BOLD, size, LEFT + 4 * mm, base, 7 * mm)
        room = ROOM - DAY_WIDTH - MINUTES_WIDTH - 16 * mm
        _write(canvas, module.title, BOLD, size, LEFT + 12 * mm, base, room)
        _write(
            canvas, length_text(module.minutes), REGULAR, size, RIGHT - DAY_WIDTH - MINUTES_WIDTH, base, MINUTES_WIDTH
        )
        _write(canvas, module.day, REGULAR, size, RIGHT - DAY_WIDTH, base, DAY_WIDTH - 4 * mm)


def _draw_competences(canvas: Canvas, competences: Sequence[tuple[str, tuple[str, ...]]]) -> None:
    """Draw the dimensions of the référentiel side by side, each with its codes."""
    if not competences:
        return
    base = TABLE_BASE - 7 * mm
    heading = "Compétences du référentiel OK Mila travaillées par les séquences de ces modules"
    _write(canvas, heading, BOLD, 11, LEFT, base, ROOM)
    step = ROOM / len(competences)
    for place, (dimension, codes) in enumerate(competences):
        left = LEFT + place * step
        _write(canvas, dimension, BOLD, 10, left, base - 7 * mm, step - 4 * mm)
        _write(canvas, " · ".join(codes), REGULAR, 10, left, base - 12 * mm, step - 4 * mm)


def _draw_foot(canvas: Canvas, certificate: Certificate) -> None:
    """Draw what the page is worth, and from which content it was made."""
    lines, size = fit_lines(HONEST, REGULAR, 10, ROOM, count=3, smallest=8)
    for place, line in enumerate(lines):
        _write(canvas, line, REGULAR, size, LEFT, EDGE + 25 * mm - place * size * 1.35, ROOM)
    canvas.setStrokeColor(RULE)
    canvas.setLineWidth(0.6)
    canvas.line(LEFT, EDGE + 11 * mm, RIGHT, EDGE + 11 * mm)
    origin = f"OK Mila {certificate.version} · contenus CC{NARROW_NBSP}BY-SA 4.0 · empreinte {certificate.fingerprint}"
    words = f"{origin} · imprimée le {certificate.printed_on}"
    canvas.setFillColor(MUTED)
    line, size = fit_line(words, REGULAR, 8.5, ROOM)
    canvas.setFont(REGULAR, size)
    canvas.drawString(LEFT, EDGE + 6 * mm, line)


def _write(canvas: Canvas, words: str, font: str, size: float, x: float, y: float, width: float) -> None:
    line, size = fit_line(words, font, size, width)
    canvas.setFillColor(INK)
    canvas.setFont(font, size)
    canvas.drawString(x, y, line)
