"""Games as values that can be printed."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.content import Picture
from common.illustrations import illustration_path
from common.text import to_print_line
from printing.bands import Band
from printing.document import Markup
from printing.games import (
    Answers,
    BoardSquare,
    CardDeck,
    Game,
    GameBoard,
    GameCard,
    GameRole,
    RoleSet,
    game_pdf,
)
from sequences.games import Board, Deck, GameSpec, PlayingCard, Print, Role, Roles, Square

CREDIT = "OK Mila · CC BY-SA 4.0"


def _line(source: str) -> Markup:
    return Markup(to_print_line(source))


def _lines(sources: tuple[str, ...]) -> tuple[Markup, ...]:
    return tuple(_line(source) for source in sources)


def _drawing(picture: Picture | None) -> Any:
    return illustration_path(picture.name) if picture else None


def _card(card: PlayingCard) -> GameCard:
    return GameCard(card.title, _line(card.text), _drawing(card.picture))


def _square(square: Square) -> BoardSquare:
    return BoardSquare(_line(square.text), _line(square.effect), _drawing(square.picture))


def _role(role: Role) -> GameRole:
    return GameRole(
        title=role.title,
        who=_line(role.who),
        wants=_line(role.wants),
        knows=_lines(role.knows),
        doubts=_line(role.doubts),
        picture=_drawing(role.picture),
    )


PRINTS: Mapping[type[Print], Callable[[Any], Any]] = {
    Deck: lambda it: CardDeck(it.title, tuple(_card(card) for card in it.cards), it.copies),
    Board: lambda it: GameBoard(it.title, tuple(_square(square) for square in it.squares)),
    Roles: lambda it: RoleSet(it.title, tuple(_role(role) for role in it.roles)),
}
"""How each kind of thing to play with is printed."""


def players_words(fewest: int, most: int) -> str:
    """Say how many may play."""
    if fewest == most:
        return ngettext("%(count)d personne", "%(count)d personnes", most) % {"count": most}
    return _("%(fewest)d à %(most)d personnes") % {"fewest": fewest, "most": most}


def spec_pdf(spec: GameSpec, *, language: str) -> bytes:
    """Print a game: its sheet, what is cut out, and the page of the person who leads."""
    return game_pdf(
        Game(
            title=spec.title,
            bands=tuple(Band(band) for band in spec.bands),
            bands_label=_bands_label(spec),
            theme=spec.theme,
            players=players_words(spec.fewest, spec.most),
            duration=_("%(minutes)d min") % {"minutes": spec.minutes},
            screens=spec.screens.value,
            illustration=_drawing(spec.picture),
            summary=_line(spec.summary),
            aim=_line(spec.aim),
            material=_lines(spec.material),
            setup=_line(spec.setup),
            rules=_lines(spec.rules),
            debrief=_lines(spec.debrief),
            variants=_lines(spec.variants),
            solution=_line(spec.solution),
            answers=tuple(_answers(deck) for deck in _answered(spec)),
            prints=tuple(PRINTS[type(thing)](thing) for thing in spec.prints),
            credit=CREDIT,
            language=language,
        )
    )


def _bands_label(spec: GameSpec) -> str:
    """Name one band in full, and several by their short names."""
    bands = [Band(band) for band in spec.bands]
    return bands[0].words if len(bands) == 1 else ", ".join(bands)


def _answered(spec: GameSpec) -> list[Deck]:
    """Give the decks of which a card has something to tell the leader."""
    decks = [thing for thing in spec.prints if isinstance(thing, Deck)]
    return [deck for deck in decks if any(card.answer for card in deck.cards)]


def _answers(deck: Deck) -> Answers:
    return Answers(deck.title, tuple((card.title, _line(card.answer)) for card in deck.cards if card.answer))
