"""A charter on paper: a poster to sign for each scope, and the sheet that helps to look at it again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, PageBreak, Spacer

from printing.document import CONTENT_WIDTH, Markup, Sheet, Styles, headline, pdf, section, text
from printing.guide_parts import airy
from printing.illustration import draw_illustration, illustration
from printing.layout import CORNER, INK, MUTED, PAPER, Columns, Padding, Panel, bounded, outlined
from printing.marks import Mark, draw_mark
from printing.reading_parts import Blanks, closing, ruled
from printing.text import BOLD, EMPTY, REGULAR, fit_line, plain

BOX = 6.5 * mm
ICON = 9.5 * mm
ICON_ROOM = 31 * mm
ROOM_TO_SIGN = 36 * mm
ANSWERS = ("Tenu", "Presque", "Pas encore")


@dataclass(frozen=True)
class Promise:
    """One line of a charter: what is promised, at what level, and how one sees that it was kept."""

    text: str
    level: str
    icon: Path | None
    how: str = ""
    sign: str = ""


@dataclass(frozen=True)
class CharterScope:
    """The lines that a class, or a school, may sign."""

    heading: str
    signers: str
    """What stands before the line for the name: « Notre classe »."""
    promises: tuple[Promise, ...]


@dataclass(frozen=True)
class CharterPages:
    """What a charter says on paper."""

    title: str
    summary: str
    scopes: tuple[CharterScope, ...]
    illustration: Path | None = None
    review: Markup = EMPTY
    source: Markup = EMPTY
    credit: str = ""
    language: str = "fr"
    address: str = ""


def charter_pdf(charter: CharterPages) -> bytes:
    """Return the posters, then the sheets of their review; the same charter always gives the same bytes."""
    styles = Styles.of(11.5, 1.36)
    story: list[Flowable] = []
    for scope in charter.scopes:
        story += [*_poster(charter, scope, styles), PageBreak()]
    story += _review(charter, styles)
    return pdf(story, Sheet(charter.title, charter.language, address=charter.address))


class _PromiseLine(Flowable):
    """Prints a promise after a box to tick, its level of action as a drawing and in words on the right."""

    def __init__(self, promise: Promise, style: ParagraphStyle) -> None:
        super().__init__()
        self.promise, self.style = promise, style

    def wrap(self, available: float, _height: float) -> tuple[float, float]:
        self.width = available
        room = available - BOX - 12 - ICON_ROOM - 14
        self._words = bounded(plain(self.promise.text), self.style, room, 60 * mm)
        self.height = max(ICON + 5, self._words.height + 7)
        return self.width, self.height

    def draw(self) -> None:
        canvas, middle = self.canv, self.height / 2
        draw_mark(canvas, Mark.SQUARE, 1, middle - BOX / 2, BOX)
        self._words.drawOn(canvas, BOX + 12, middle - self._words.height / 2)
        left = self.width - ICON_ROOM
        if self.promise.icon:
            draw_illustration(canvas, self.promise.icon, left, middle - ICON / 2, ICON)
        words, size = fit_line(self.promise.level, REGULAR, 8.5, ICON_ROOM - ICON - 4)
        canvas.setFillColor(INK)
        canvas.setFont(REGULAR, size)
        canvas.drawString(left + ICON + 4, middle - size * 0.34, words)


class _SigningPlace(Flowable):
    """Prints a frame for signatures that takes what is left of the page."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words = words

    def wrap(self, available: float, height: float) -> tuple[float, float]:
        self.width, self.height = available, max(ROOM_TO_SIGN, height - 2)
        return self.width, self.height

    def draw(self) -> None:
        canvas = self.canv
        canvas.saveState()
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(1.4)
        canvas.roundRect(0.7, 0.7, self.width - 1.4, self.height - 1.4, CORNER)
        line, size = fit_line(self.words, REGULAR, 9, self.width - 20)
        canvas.setFillColor(MUTED)
        canvas.setFont(REGULAR, size)
        canvas.drawString(10, self.height - 15, line)
        canvas.restoreState()


def _poster(charter: CharterPages, scope: CharterScope, styles: Styles) -> Iterator[Flowable]:
    """Give the page that hangs on the wall."""
    words: list[Flowable] = [
        headline(charter.title, styles.title),
        Spacer(1, 6),
        text(scope.heading, ParagraphStyle("scope", parent=styles.subtitle, fontName=BOLD, fontSize=15, leading=19)),
        Spacer(1, 4),
        text(charter.summary, styles.body),
    ]
    side = 36
    head: list[Flowable] = words
    if charter.illustration:
        head = [Panel([Columns([words, [illustration(charter.illustration, side)]], [1.0, side / (169 - side)])])]
    promise = ParagraphStyle("promise", parent=styles.body, fontName=BOLD, fontSize=13, leading=16, spaceAfter=0)
    yield from head
    yield Spacer(1, 8)
    yield from (_PromiseLine(line, promise) for line in scope.promises)
    yield Spacer(1, 4)
    yield Blanks([(scope.signers, 1.0)], size=11.5)
    yield Blanks([("Promis le", 1.0), ("On relit la charte le", 1.25)], size=11.5)
    yield Spacer(1, 8)
    yield _SigningPlace("Nos prénoms, nos initiales ou l’empreinte d’un doigt trempé dans la peinture")


def _review(charter: CharterPages, styles: Styles) -> Iterator[Flowable]:
    """Give what is needed on the day when the charter is read again."""
    yield headline("Le jour où l’on relit la charte", styles.title)
    yield Spacer(1, 10)
    yield Panel(
        airy(charter.review, styles), look=outlined(PAPER, 1.6), padding=Padding(11, 14, 8, 14), whole_below=150 * mm
    )
    for scope in charter.scopes:
        yield from section(scope.heading, styles, room=45 * mm)
        yield _review_table(scope.promises, styles)
    yield from closing(charter.source, charter.credit, styles)


class _Answers(Flowable):
    """Prints the three possible answers, each after its circle."""

    def wrap(self, available: float, _height: float) -> tuple[float, float]:
        self.width, self.height = available, 17.0 * len(ANSWERS)
        return self.width, self.height

    def draw(self) -> None:
        self.canv.setFillColor(INK)
        for place, words in enumerate(ANSWERS, 1):
            level = self.height - 17 * place
            draw_mark(self.canv, Mark.CIRCLE, 1, level + 3, 11)
            self.canv.setFont(REGULAR, 10)
            self.canv.drawString(18, level + 5.5, words)


def _review_table(promises: Sequence[Promise], styles: Styles) -> Flowable:
    """Return each promise with what is done, what shows that it was kept, and three answers to choose from."""
    body = ParagraphStyle("how", parent=styles.body, fontSize=9.5, leading=12, spaceAfter=0)
    strong = ParagraphStyle("said", parent=body, fontName=BOLD, spaceAfter=2)
    names = ("Ce que nous avons promis", "On le voit à ceci", "Alors\u202f?")
    rows: list[list[object]] = [[text(name, styles.column) for name in names]]
    for line in promises:
        rows.append([[text(line.text, strong), text(line.how, body)], text(line.sign, body), _Answers()])
    return ruled(rows, [CONTENT_WIDTH * share for share in (0.46, 0.38, 0.16)])
