"""A game to print: its sheet, what is cut out and played with, and a page for the person who leads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import singledispatch
from html import escape
from pathlib import Path

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, NextPageTemplate, PageBreak, Spacer

from printing.bands import Band
from printing.document import WHOLE_PAGE, Markup, Sheet, Styles, headline, inline, pdf, prose, text
from printing.game_board import BoardPage, BoardSquare, GameBoard
from printing.game_cards import CardDeck, GameCard, deck_pages
from printing.game_fit import Signature, WholePage
from printing.game_pieces import PiecesPage
from printing.game_roles import GameRole, RoleSet, role_pages
from printing.guide_parts import airy, bullets, facts
from printing.illustration import illustration
from printing.layout import PAPER, Columns, Padding, Panel, Part, draw_number, outlined
from printing.text import EMPTY

__all__ = [
    "Answers",
    "BoardSquare",
    "CardDeck",
    "Game",
    "GameBoard",
    "GameCard",
    "GameRole",
    "RoleSet",
    "game_pdf",
]

Playable = CardDeck | GameBoard | RoleSet
NUMBER = 4.2 * mm


@dataclass(frozen=True)
class Answers:
    """What the person who leads should know of the cards of one deck."""

    title: str
    lines: tuple[tuple[str, Markup], ...]


@dataclass(frozen=True)
class Game:
    """What a game says and what is printed to play it."""

    title: str
    bands: tuple[Band, ...]
    bands_label: str
    theme: str
    players: str
    duration: str
    screens: str
    illustration: Path | None = None
    summary: Markup = EMPTY
    aim: Markup = EMPTY
    material: tuple[Markup, ...] = ()
    setup: Markup = EMPTY
    rules: tuple[Markup, ...] = ()
    debrief: tuple[Markup, ...] = ()
    variants: tuple[Markup, ...] = ()
    solution: Markup = EMPTY
    answers: tuple[Answers, ...] = ()
    prints: tuple[Playable, ...] = ()
    credit: str = ""
    language: str = "fr"
    address: str = ""


def game_pdf(game: Game) -> bytes:
    """Return the whole game to print; the same game always gives the same bytes."""
    story = [*_sheet(game, Styles.of(11, 1.35)), *_pages(game), *_leader(game, Styles.of(10, 1.32))]
    return pdf(story, Sheet(game.title, game.language, game.bands[0], game.bands_label, game.address))


def _sheet(game: Game, styles: Styles) -> Iterator[Flowable]:
    """Give what players and their leader read before they start."""
    yield from _head(game, styles)
    yield _glance(game, styles)
    if game.setup:
        yield _titled("Pour commencer", airy(game.setup, styles), styles)
    if game.rules:
        yield _titled("La règle", [_numbered(rule, place, styles) for place, rule in enumerate(game.rules, 1)], styles)
    if game.debrief:
        yield _titled("Pour en parler après", bullets(game.debrief, styles, sign="→"), styles)
    if game.variants:
        yield _titled("Autres façons de jouer", bullets(game.variants, styles), styles)


def _head(game: Game, styles: Styles) -> list[Flowable]:
    """Return the title and the summary, with the picture beside them."""
    words: list[Flowable] = [
        text(" · ".join(filter(None, ["Jeu", game.theme, game.credit])), styles.small),
        Spacer(1, 3),
    ]
    words += [headline(game.title, styles.title), Spacer(1, 10), *prose(game.summary, styles.lead)]
    if game.illustration is None:
        return [Spacer(1, 2), *words, Spacer(1, 8)]
    picture = illustration(game.illustration, 42)
    return [Spacer(1, 2), Panel([Columns([words, [picture]], [1.0, 42 / 127])]), Spacer(1, 8)]


def _glance(game: Game, styles: Styles) -> Flowable:
    """Return the box that tells in ten seconds what the game asks for."""
    pairs = [("Qui", game.bands_label), ("Combien", game.players), ("Durée", game.duration), ("Écrans", game.screens)]
    content: list[Flowable] = [facts(pairs, styles)]
    if game.aim:
        content += [Spacer(1, 5), text("Ce qu’on y apprend", styles.label), *prose(game.aim, styles.body)]
    if game.material:
        content += [Spacer(1, 5), text("Matériel", styles.label), *bullets(game.material, styles, sign="☐")]
    return Panel(content, look=outlined(PAPER, 1.8), padding=Padding(12, 14, 10, 14), after=6)


def _titled(title: str, content: Sequence[Flowable], styles: Styles) -> Flowable:
    """Return a section that may split anywhere but between its heading and what follows it."""
    heading = text(title, styles.heading)
    heading.keepWithNext = 1
    return Panel([heading, *content], before=styles.heading.spaceBefore)


def _numbered(rule: Markup, place: int, styles: Styles) -> Flowable:
    """Return a rule after its number."""

    def look(canvas: Canvas, part: Part) -> None:
        if part.first:
            draw_number(canvas, str(place), NUMBER, part.height - NUMBER - 1, NUMBER)

    return Panel(airy(rule, styles), look=look, padding=Padding(3, 0, 5, 3.4 * NUMBER), after=3, whole_below=45 * mm)


@singledispatch
def _pages_of(thing: object, _signature: Signature) -> Sequence[WholePage]:
    message = f"no drawing for {type(thing).__name__}"
    raise TypeError(message)


@_pages_of.register
def _deck(thing: CardDeck, signature: Signature) -> Sequence[WholePage]:
    return deck_pages(thing, signature)


@_pages_of.register
def _board(thing: GameBoard, signature: Signature) -> Sequence[WholePage]:
    return [BoardPage(thing, signature)]


@_pages_of.register
def _roles(thing: RoleSet, signature: Signature) -> Sequence[WholePage]:
    return role_pages(thing, signature)


def _pages(game: Game) -> Iterator[Flowable]:
    """Give the pages to cut out, and pawns with a die as soon as there is a board."""
    signature = Signature(game.title, game.bands)
    pages = [page for thing in game.prints for page in _pages_of(thing, signature)]
    if any(isinstance(thing, GameBoard) for thing in game.prints):
        pages.append(PiecesPage(signature))
    for page in pages:
        yield from (NextPageTemplate(WHOLE_PAGE), PageBreak(), page)


def _leader(game: Game, styles: Styles) -> Iterator[Flowable]:
    """Give the page that players do not see: the solution and what each card hides."""
    if not game.solution and not game.answers:
        return
    yield from (NextPageTemplate("page"), PageBreak(), Spacer(1, 2))
    yield text(f"{game.title} · à garder pour soi", styles.small)
    yield Spacer(1, 3)
    yield headline("Pour la personne qui mène le jeu", styles.title)
    if game.solution:
        yield Panel(airy(game.solution, styles), before=12)
    for answers in game.answers:
        lines = [_answer(title, answer, styles) for title, answer in answers.lines]
        yield _titled(answers.title, lines, styles)


def _answer(title: str, answer: Markup, styles: Styles) -> Flowable:
    words = inline(Markup(f"<b>{escape(title, quote=False)}</b> – {answer}"), styles.body)
    return Panel([words], padding=Padding(left=4 * mm), after=2, whole_below=60 * mm)
