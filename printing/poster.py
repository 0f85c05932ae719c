"""What a class or a school has decided, as a poster that is read from three metres and signed by hand."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from pathlib import Path

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A3, A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from printing.bands import Band, draw_all_patterns, draw_pattern
from printing.document import AUTHOR
from printing.illustration import draw_illustration
from printing.layout import INK, MUTED, RULE, WHITE, bounded, draw_sticker
from printing.text import BOLD, NBSP, REGULAR, fit_line, plain, printable, register_fonts, width_of

WIDTH, HEIGHT = A3
EDGE = 46.0
ROOM = WIDTH - 2 * EDGE
RIBBON = 26.0
FOOT = 50.0
GAP = 30.0
HEAD = 172.0
ROOM_TO_SIGN = 150.0
MOST_SPREAD = 70.0
LETTERS = (64.0, 57.0, 51.0, 46.0, 41.0, 36.0)
"""Sizes of the letters of a promise; the smallest is twice what a good eye needs at three metres."""
SMALL = 24.0
"""The smallest letters that are part of the poster: what a good eye reads at three metres, and a third more."""
DISC = 96.0
TEXT_LEFT = DISC + 44
TEXT_ROOM = ROOM - TEXT_LEFT - 24
ABOVE, BELOW = 36.0, 20.0
SUN = HexColor("#F7C93B")
_BREAKS = re.compile(r"[ \t\r\n]+")
SIGN_HERE = "Nos prénoms, nos initiales, une couleur ou l’empreinte d’un doigt"


class PosterSize(StrEnum):
    """The paper: the same poster, smaller letters."""

    A3 = "a3"
    A4 = "a4"


class Reach(StrEnum):
    """The level of action of a promise; each prints as a shape and as a word."""

    INDIVIDUAL = "individuel"
    INTERPERSONAL = "interpersonnel"
    SOCIETAL = "sociétal"


@dataclass(frozen=True)
class Shape:
    """Dots (across, up, radius) and the links between them, in a square of side one."""

    dots: tuple[tuple[float, float, float], ...]
    links: tuple[tuple[int, int], ...] = ()


def _wheel(count: int) -> Shape:
    """Return a dot that reaches as many others around it, each linked to its neighbours."""
    turns = [math.tau * place / count + math.tau / 4 for place in range(count)]
    rim = [(round(0.5 + 0.39 * math.cos(turn), 3), round(0.5 + 0.39 * math.sin(turn), 3), 0.09) for turn in turns]
    spokes = [(0, place) for place in range(1, count + 1)]
    return Shape(((0.5, 0.5, 0.13), *rim), (*spokes, *((place, place % count + 1) for place in range(1, count + 1))))


SHAPES = {
    Reach.INDIVIDUAL: Shape(((0.5, 0.5, 0.24),)),
    Reach.INTERPERSONAL: Shape(((0.5, 0.78, 0.17), (0.21, 0.28, 0.17), (0.79, 0.28, 0.17)), ((0, 1), (1, 2), (2, 0))),
    Reach.SOCIETAL: _wheel(6),
}
"""One person; some who know each other; everybody, by a rule."""


@dataclass(frozen=True)
class PosterLine:
    """A promise, who sees to it, its level of action and the day of its review."""

    text: str
    carried_by: str
    reach: Reach
    review_on: str


@dataclass(frozen=True)
class Poster:
    """What a poster says."""

    title: str
    owner: str
    """The class or the school."""
    year: str
    lines: tuple[PosterLine, ...]
    note: str = ""
    """Since when, and by whom, a charter is adopted."""
    band: Band | None = None
    illustration: Path | None = None
    language: str = "fr"


def poster_pdf(poster: Poster, size: PosterSize = PosterSize.A3) -> bytes:
    """Return the poster on as few pages as its words allow; the same values always give the same bytes."""
    register_fonts()
    target = BytesIO()
    paper = A3 if size is PosterSize.A3 else A4
    canvas = Canvas(
        target, pagesize=paper, invariant=1, pageCompression=1, lang=poster.language, initialFontName=REGULAR
    )
    canvas.setTitle(printable(f"{poster.title} – {poster.owner}"))
    canvas.setAuthor(AUTHOR)
    canvas.setCreator(AUTHOR)
    canvas.setProducer(AUTHOR)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    pages = _paged(poster)
    for number, cards in enumerate(pages, 1):
        canvas.scale(paper[0] / WIDTH, paper[1] / HEIGHT)
        _draw_page(canvas, poster, cards, number, len(pages))
        canvas.showPage()
    canvas.save()
    return target.getvalue()


class _Card:
    """A promise with its shape, in a frame as tall as its words need."""

    def __init__(self, line: PosterLine, letters: float, tallest: float) -> None:
        self.line = line
        small = _style("small", REGULAR, SMALL)
        words = f"<b>Qui s’en charge{NBSP}:</b> {plain(line.carried_by)}"
        self.meta = bounded(words, small, TEXT_ROOM, 200)
        around = ABOVE + 10 + self.meta.height + BELOW
        self.text = bounded(
            plain(_BREAKS.sub(" ", line.text)), _style("promise", BOLD, letters), TEXT_ROOM, tallest - around
        )
        self.height = max(around + self.text.height, DISC + 44)

    def draw(self, canvas: Canvas, base: float) -> None:
        top, middle = base + self.height, base + self.height / 2
        canvas.setFillColor(WHITE)
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(3)
        canvas.roundRect(EDGE, base, ROOM, self.height, 18, stroke=1, fill=1)
        draw_shape(canvas, self.line.reach, EDGE + 22, middle - DISC / 2 - 4, DISC)
        spare = (self.height - ABOVE - BELOW - 10 - self.text.height - self.meta.height) / 2
        self.text.drawOn(canvas, EDGE + TEXT_LEFT, top - ABOVE - spare - self.text.height)
        self.meta.drawOn(canvas, EDGE + TEXT_LEFT, base + BELOW + spare)
        draw_sticker(canvas, self.line.reach, EDGE + 22, top - 17, size=SMALL, tilt=-1, widest=ROOM / 2)
        review = f"bilan le {self.line.review_on}"
        wide = min(width_of(review, BOLD, SMALL) + 14, ROOM / 2)
        draw_sticker(canvas, review, WIDTH - EDGE - 24 - wide, top - 17, size=SMALL, widest=wide + 0.1)


def draw_shape(canvas: Canvas, reach: Reach, x: float, y: float, side: float) -> None:
    """Draw a level of action on a sunny disc, in the square at this place."""
    shape, inner = SHAPES[reach], side * 0.74
    left, low = x + (side - inner) / 2, y + (side - inner) / 2
    canvas.saveState()
    canvas.setFillColor(SUN)
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(3)
    canvas.circle(x + side / 2, y + side / 2, side / 2, stroke=1, fill=1)
    places = [(left + across * inner, low + up * inner, radius * inner) for across, up, radius in shape.dots]
    for one, other in shape.links:
        canvas.line(*places[one][:2], *places[other][:2])
    canvas.setFillColor(INK)
    for across, up, radius in places:
        canvas.circle(across, up, radius, stroke=0, fill=1)
    canvas.restoreState()


def _style(name: str, font: str, size: float) -> ParagraphStyle:
    return ParagraphStyle(name, fontName=font, fontSize=size, leading=size * 1.17, textColor=INK)


def _note(poster: Poster) -> Paragraph | None:
    return bounded(plain(poster.note), _style("note", REGULAR, SMALL), ROOM, 130) if poster.note else None


def _top(poster: Poster, number: int) -> float:
    """Return the height under the heads of a page; only the first carries the note."""
    note = _note(poster) if number == 1 else None
    return HEIGHT - EDGE - RIBBON - HEAD - (note.height + 14 if note else 0)


def _paged(poster: Poster) -> list[list[_Card]]:
    """Share the promises between as few pages as the smallest letters need, then take the largest that fit there."""
    fewest = len(_packed(poster, LETTERS[-1]))
    return next(pages for pages in (_packed(poster, size) for size in LETTERS) if len(pages) == fewest)


def _packed(poster: Poster, letters: float) -> list[list[_Card]]:
    """Fill pages in order, and leave room to sign on the last one."""
    tallest = _top(poster, 1) - FOOT - ROOM_TO_SIGN - GAP
    pages: list[list[_Card]] = [[]]
    for card in (_Card(line, letters, tallest) for line in poster.lines):
        if pages[-1] and _left(poster, [*pages[-1], card], len(pages)) < 0:
            pages.append([])
        pages[-1].append(card)
    if len(pages[-1]) > 1 and _left(poster, pages[-1], len(pages)) < ROOM_TO_SIGN:
        pages.append([pages[-1].pop()])
    return pages


def _left(poster: Poster, cards: Sequence[_Card], number: int) -> float:
    """Return the height that is left under the cards of a page."""
    return _top(poster, number) - FOOT - sum(card.height + GAP for card in cards)


def _draw_page(canvas: Canvas, poster: Poster, cards: Sequence[_Card], number: int, total: int) -> None:
    _draw_head(canvas, poster, number)
    level = _top(poster, number)
    spread = 0.0 if number == total else min(MOST_SPREAD, _left(poster, cards, number) / max(1, len(cards)))
    for card in cards:
        card.height += spread
        level -= card.height
        card.draw(canvas, level)
        level -= GAP
    if number == total:
        _draw_signing_place(canvas, level)
    _draw_foot(canvas, poster, number, total)


def _draw_head(canvas: Canvas, poster: Poster, number: int) -> None:
    """Draw the ribbon, the title, whose poster it is, and the drawing that is seen from the door."""
    top = HEIGHT - EDGE - RIBBON
    if poster.band is None:
        draw_all_patterns(canvas, EDGE, top, ROOM, RIBBON)
    else:
        draw_pattern(canvas, poster.band, EDGE, top, ROOM, RIBBON)
    picture = 138.0 if poster.illustration else 0.0
    if poster.illustration:
        draw_illustration(canvas, poster.illustration, WIDTH - EDGE - picture, top - 10 - picture, picture)
    line, size = fit_line(poster.title, BOLD, 78, ROOM - picture - 16)
    canvas.setFillColor(INK)
    canvas.setFont(BOLD, size)
    canvas.drawString(EDGE, top - 84, line)
    _draw_owner(canvas, f"{poster.owner} · {poster.year}", top - 140, ROOM - picture - 16)
    note = _note(poster) if number == 1 else None
    if note:
        note.drawOn(canvas, EDGE, top - 160 - note.height)


def _draw_owner(canvas: Canvas, words: str, base: float, room: float) -> None:
    """Draw whose poster it is on a label; a name too long for one takes several lines instead."""
    if width_of(words, BOLD, 22) + 14 <= room:
        draw_sticker(canvas, words, EDGE, base, size=28, widest=room)
        return
    bounded(plain(words), _style("owner", BOLD, SMALL), room, 50).drawOn(canvas, EDGE, base - 8)


def _draw_signing_place(canvas: Canvas, top: float) -> None:
    """Draw a frame for signatures that takes what is left of the page."""
    canvas.saveState()
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(2)
    canvas.setDash(9, 6)
    canvas.roundRect(EDGE, FOOT, ROOM, top - FOOT, 18)
    canvas.restoreState()
    line, size = fit_line(SIGN_HERE, REGULAR, SMALL, ROOM - 44)
    canvas.setFillColor(MUTED)
    canvas.setFont(REGULAR, size)
    canvas.drawString(EDGE + 22, top - 36, line)


def _draw_foot(canvas: Canvas, poster: Poster, number: int, total: int) -> None:
    """Draw the discreet line that lets a page find its poster again."""
    canvas.setStrokeColor(RULE)
    canvas.setLineWidth(0.6)
    canvas.line(EDGE, 38, WIDTH - EDGE, 38)
    canvas.setFillColor(MUTED)
    line, size = fit_line(f"OK Mila · {poster.title} · {poster.owner}", REGULAR, 11, ROOM - 110, smallest=9)
    canvas.setFont(REGULAR, size)
    canvas.drawString(EDGE, 24, line)
    canvas.setFont(REGULAR, 11)
    canvas.drawRightString(WIDTH - EDGE, 24, f"page{NBSP}{number} sur{NBSP}{total}")
