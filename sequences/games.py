"""What a game says, and what is printed to play it: the format of `fixtures/<language>/games`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from common.content import CompetenceKey, FigureKey, Picture, Problem, TermKey
from common.levels import Band
from common.text import Prose
from sequences.specs import Screens


@dataclass(frozen=True)
class Print:
    """Something to print, cut and play with; the kinds are listed in `VARIANTS` at the end of this module."""

    VARIANTS: ClassVar[Mapping[str, type["Print"]]]
    kind: ClassVar[str]

    title: Prose


@dataclass(frozen=True)
class PlayingCard:
    """One card of a deck."""

    title: Prose
    text: Prose = Prose("")
    picture: Picture | None = None
    answer: Prose = Prose("")
    """Printed on a list for the person who leads the game, not on the card."""


@dataclass(frozen=True)
class Deck(Print):
    """Cards to cut out, eight to a page."""

    kind: ClassVar[str] = "cartes"

    cards: tuple[PlayingCard, ...]
    copies: int = 1
    """How often each card is printed (2 for a memory of equal pairs)."""

    def problems(self) -> Iterator[Problem]:
        if not self.cards:
            yield Problem("cards", "un jeu de cartes a au moins une carte.")
        if not 1 <= self.copies <= 4:
            yield Problem("copies", "imprimez chaque carte de 1 à 4 fois.")
        for number, card in enumerate(self.cards, 1):
            if len(card.title) > 60:
                yield Problem(f"cards[{number}].title", "60 signes au plus, pour tenir sur la carte.")
            if len(card.text) > 220:
                yield Problem(f"cards[{number}].text", "220 signes au plus, pour tenir sur la carte.")


@dataclass(frozen=True)
class Square:
    """One square of a board."""

    text: Prose
    effect: Prose = Prose("")
    """What happens to whoever lands on it: « avance de deux cases »."""
    picture: Picture | None = None


BOARD_SQUARES = (20, 36)


@dataclass(frozen=True)
class Board(Print):
    """A path of squares, like the game of the goose, on one page."""

    kind: ClassVar[str] = "plateau"

    squares: tuple[Square, ...]

    def problems(self) -> Iterator[Problem]:
        low, high = BOARD_SQUARES
        if not low <= len(self.squares) <= high:
            yield Problem("squares", f"un plateau compte de {low} à {high} cases.")
        for number, square in enumerate(self.squares, 1):
            if len(square.text) > 70:
                yield Problem(f"squares[{number}].text", "70 signes au plus, pour tenir dans la case.")
            if len(square.effect) > 40:
                yield Problem(f"squares[{number}].effect", "40 signes au plus, pour tenir dans la case.")


@dataclass(frozen=True)
class Role:
    """Somebody to play."""

    title: Prose
    who: Prose
    wants: Prose
    knows: tuple[Prose, ...]
    doubts: Prose
    """What this person could be led to change their mind about."""
    picture: Picture | None = None

    def problems(self) -> Iterator[Problem]:
        length = len(self.who) + len(self.wants) + len(self.doubts) + sum(len(item) for item in self.knows)
        if length > 1200:
            yield Problem(
                "who", f"ce rôle compte {length} signes ; il en faut 1200 au plus, pour tenir sur sa feuille."
            )


@dataclass(frozen=True)
class Roles(Print):
    """Roles to hand out, one half page each."""

    kind: ClassVar[str] = "rôles"

    roles: tuple[Role, ...]


Print.VARIANTS = {cls.kind: cls for cls in (Deck, Board, Roles)}


@dataclass(frozen=True)
class Outside:
    """Where a game that is not ours can be found, and on what terms."""

    author: Prose
    url: str
    licence: Prose
    checked_on: date

    def problems(self) -> Iterator[Problem]:
        if not self.url.startswith("https://"):
            yield Problem("url", "donnez une adresse complète, qui commence par https://.")


@dataclass(frozen=True)
class GameSpec:
    """A game of the ludothèque."""

    number: int
    title: Prose
    summary: Prose
    theme: Prose
    picture: Picture
    bands: tuple[Band, ...]
    fewest: int
    """Fewest players."""
    most: int
    """Most players."""
    minutes: int
    screens: Screens
    aim: Prose
    """What is learnt."""
    competences: tuple[CompetenceKey, ...]
    material: tuple[Prose, ...]
    setup: Prose
    rules: tuple[Prose, ...]
    """In the order of play; Markdown."""
    debrief: tuple[Prose, ...]
    """Questions for afterwards."""
    variants: tuple[Prose, ...] = ()
    solution: Prose = Prose("")
    """For the person who leads the game; Markdown."""
    prints: tuple[Print, ...] = ()
    outside: Outside | None = None
    figures: tuple[FigureKey, ...] = ()
    terms: tuple[TermKey, ...] = ()

    @property
    def screen_free(self) -> bool:
        """Tell whether it is played without any screen."""
        return self.screens is Screens.NONE

    def problems(self) -> Iterator[Problem]:
        if not 1 <= self.fewest <= self.most:
            yield Problem("fewest", "il faut au moins un joueur, et fewest ne dépasse pas most.")
        if self.minutes < 1:
            yield Problem("minutes", "un jeu dure au moins une minute.")
        if not self.rules and self.outside is None:
            yield Problem("rules", "écrivez la règle, ou dites avec outside où le jeu se trouve.")
        if not self.debrief:
            yield Problem("debrief", "donnez au moins une question pour en parler après.")
