"""Playing cards: eight on a page, to cut out, with a big picture and a big title."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from printing.bands import Band
from printing.document import PAGE_HEIGHT, PAGE_WIDTH
from printing.game_fit import (
    CUT_BOTTOM,
    CUT_SIDE,
    CUT_TOP,
    Signature,
    WholePage,
    draw_cut_lines,
    draw_page_note,
    draw_signature,
    fitted,
)
from printing.illustration import draw_illustration
from printing.text import EMPTY, NBSP, Markup, plain, rich

COLUMNS, ROWS = 2, 4
PER_PAGE = COLUMNS * ROWS
WIDTH = (PAGE_WIDTH - 2 * CUT_SIDE) / COLUMNS
HEIGHT = (PAGE_HEIGHT - CUT_TOP - CUT_BOTTOM) / ROWS
INSET = 4.5 * mm
FOOT = 5.5 * mm
GAP = 2.5 * mm
ROOM_WIDTH = WIDTH - 2 * INSET
ROOM_HEIGHT = HEIGHT - 2 * INSET - FOOT
TALLEST_TEXT = 0.5 * ROOM_HEIGHT
LARGEST, COMFORTABLE = 17.0, 12.5


@dataclass(frozen=True)
class GameCard:
    """One card: a title, and if they help a text and a picture."""

    title: str
    text: Markup = EMPTY
    picture: Path | None = None


@dataclass(frozen=True)
class CardDeck:
    """Cards to cut out, each printed as often as the game needs it."""

    title: str
    cards: tuple[GameCard, ...]
    copies: int = 1


def deck_pages(deck: CardDeck, signature: Signature) -> list[CardPage]:
    """Return the pages of a deck, copies of a card next to each other."""
    cards = [card for card in deck.cards for _copy in range(deck.copies)]
    groups = [cards[start : start + PER_PAGE] for start in range(0, len(cards), PER_PAGE)]
    notes = [f"feuille{NBSP}{number} sur{NBSP}{len(groups)}, à découper" for number in range(1, len(groups) + 1)]
    size = _common_size(deck, signature)
    return [CardPage(deck.title, note, group, signature, size) for note, group in zip(notes, groups, strict=True)]


def _common_size(deck: CardDeck, signature: Signature) -> float:
    """Return the largest letters that suit the texts of all cards, so that the deck looks like one."""
    largest = LARGEST + 1 if Band.P1_P2 in signature.bands else LARGEST
    sizes = [_words(card, largest).style.fontSize for card in deck.cards if card.text]
    return max(COMFORTABLE, min(sizes, default=largest))


def _words(card: GameCard, size: float) -> Paragraph:
    """Return the text of a card in these letters, or in smaller ones where it is too long."""
    if card.picture:
        return fitted(rich(card.text), size, ROOM_WIDTH, TALLEST_TEXT)
    return fitted(rich(card.text), size, ROOM_WIDTH, ROOM_HEIGHT - _title(card).height - GAP)


def _title(card: GameCard) -> Paragraph:
    """Return the title that stands above a text."""
    return fitted(plain(card.title), 19, ROOM_WIDTH, 0.42 * ROOM_HEIGHT, bold=True)


class CardPage(WholePage):
    """Draws up to eight cards with their cuts."""

    def __init__(self, title: str, note: str, cards: list[GameCard], signature: Signature, size: float) -> None:
        super().__init__()
        self.title, self.note, self.cards = title, note, cards
        self.signature, self.size = signature, size

    def draw(self) -> None:
        canvas = self.canv
        draw_page_note(canvas, self.title, self.note)
        rows = -(-len(self.cards) // COLUMNS)
        columns = min(COLUMNS, len(self.cards))
        top = PAGE_HEIGHT - CUT_TOP
        draw_cut_lines(
            canvas,
            [CUT_SIDE + column * WIDTH for column in range(columns + 1)],
            [top - row * HEIGHT for row in range(rows, -1, -1)],
        )
        for place, card in enumerate(self.cards):
            row, column = divmod(place, COLUMNS)
            canvas.saveState()
            canvas.translate(CUT_SIDE + column * WIDTH + INSET, top - (row + 1) * HEIGHT + INSET)
            draw_card(canvas, card, self.signature, self.size)
            canvas.restoreState()


def draw_card(canvas: Canvas, card: GameCard, signature: Signature, size: float) -> None:
    """Draw a card whose printable room has its lower left corner at the origin, its text in letters of a size."""
    draw_signature(canvas, signature, 0, 0, ROOM_WIDTH)
    if card.picture is None:
        _draw_words(canvas, card, size)
    elif card.text:
        _draw_picture_and_text(canvas, card, card.picture, size)
    else:
        _draw_picture(canvas, card, card.picture)


def _draw_words(canvas: Canvas, card: GameCard, size: float) -> None:
    """Draw the title above the text, or in the middle when it stands alone."""
    if not card.text:
        title = fitted(plain(card.title), 25, ROOM_WIDTH, ROOM_HEIGHT, bold=True, centred=True)
        title.drawOn(canvas, 0, FOOT + (ROOM_HEIGHT - title.height) / 2)
        return
    title, words = _title(card), _words(card, size)
    title.drawOn(canvas, 0, FOOT + ROOM_HEIGHT - title.height)
    words.drawOn(canvas, 0, FOOT + ROOM_HEIGHT - title.height - GAP - words.height)


def _draw_picture(canvas: Canvas, card: GameCard, picture: Path) -> None:
    """Draw a big picture above its title."""
    title = fitted(plain(card.title), 21, ROOM_WIDTH, 0.4 * ROOM_HEIGHT, bold=True, centred=True)
    side = ROOM_HEIGHT - title.height - GAP
    draw_illustration(canvas, picture, (ROOM_WIDTH - side) / 2, FOOT + title.height + GAP, side)
    title.drawOn(canvas, 0, FOOT)


def _draw_picture_and_text(canvas: Canvas, card: GameCard, picture: Path, size: float) -> None:
    """Draw the picture and the title side by side, and the text under both."""
    words = _words(card, size)
    side = min(38 * mm, ROOM_HEIGHT - words.height - GAP)
    beside = ROOM_WIDTH - side - 2 * GAP
    title = fitted(plain(card.title), 18, beside, side, bold=True)
    top = FOOT + ROOM_HEIGHT
    draw_illustration(canvas, picture, 0, top - side, side)
    title.drawOn(canvas, side + 2 * GAP, top - side / 2 - title.height / 2)
    words.drawOn(canvas, 0, top - side - GAP - words.height)
