"""The younger kinds of question: pairs to match, pictures to choose from, a place on a plan, a scale, a short text."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from common.actions import ActionLevel
from common.content import FigureKey, Picture, Problem
from common.text import Prose
from quizzes.kind_base import MarkedQuestion, Opinion, Option, Question, Stories, Unreadable, one_of, repeated


@dataclass(frozen=True)
class Pair:
    """A thing on the left and the only thing on the right that goes with it."""

    key: str
    left: Prose
    right: Prose
    picture: Picture | None = None
    """Drawn beside the left one."""


@dataclass(frozen=True)
class Matching(MarkedQuestion):
    """Each thing on the left gets one of those on the right; a response says it line by line, in the file's order."""

    kind: ClassVar[str] = "appariement"
    piece: ClassVar[str] = "matching"
    in_order: ClassVar[bool] = True

    pairs: tuple[Pair, ...]
    picture: Picture | None = None
    figure: FigureKey | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(pair.key for pair in self.pairs)

    def options(self, stories: Stories) -> tuple[Option, ...]:
        """Give what stands on the right; the lines on the left are the question's own."""
        return tuple(Option(pair.key, pair.right, right=True) for pair in self.pairs)

    def right_words(self, stories: Stories) -> tuple[str, ...]:
        return tuple(f"{pair.left} → {pair.right}" for pair in self.pairs)

    def read(self, values: Sequence[str]) -> list[str]:
        if len(values) != len(self.pairs) or not set(values) <= set(self.keys):
            raise Unreadable(_("Choisis une réponse à chaque ligne, puis valide."))
        return list(values)

    def mark(self, response: Sequence[str]) -> float:
        """Share of right pairs, so that one slip does not cost everything."""
        right = sum(given == key for given, key in zip(response, self.keys, strict=True))
        return right / len(self.pairs)

    def problems(self) -> Iterator[Problem]:
        yield from repeated(self.keys, "pairs")
        if not 3 <= len(self.pairs) <= 6:
            yield Problem("pairs", "donnez de trois à six paires.")
        for side in ("left", "right"):
            words = [getattr(pair, side) for pair in self.pairs]
            if not all(words) or len(set(words)) != len(words):
                yield Problem("pairs", f"écrivez partout un texte différent dans « {side} ».")


LONGEST_PICTURE_WORDS = 3


@dataclass(frozen=True)
class PictureTile:
    """A picture that can be the answer, with three words at most."""

    key: str
    picture: Picture
    text: Prose = Prose("")
    feedback: Prose = Prose("")

    def problems(self) -> Iterator[Problem]:
        if len(self.text.split()) > LONGEST_PICTURE_WORDS:
            yield Problem("text", f"{LONGEST_PICTURE_WORDS} mots au plus : ici, c’est l’image qui parle.")


@dataclass(frozen=True)
class PictureChoice(MarkedQuestion):
    """One right picture among several large ones, for those who read little."""

    kind: ClassVar[str] = "images"
    piece: ClassVar[str] = "pictures"

    choices: tuple[PictureTile, ...]
    correct: str
    picture: Picture | None = None
    figure: FigureKey | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(tile.key for tile in self.choices)

    def options(self, stories: Stories) -> tuple[Option, ...]:
        return tuple(
            Option(tile.key, tile.text, tile.picture, tile.feedback, tile.key == self.correct) for tile in self.choices
        )

    def right_words(self, stories: Stories) -> tuple[str, ...]:
        return tuple(tile.text or tile.picture.alt for tile in self.choices if tile.key == self.correct)

    def read(self, values: Sequence[str]) -> str:
        return one_of(values, self.keys, _("Choisis une image, puis valide."))

    def mark(self, response: str) -> float:
        return float(response == self.correct)

    def problems(self) -> Iterator[Problem]:
        yield from repeated(self.keys, "choices")
        if not 2 <= len(self.choices) <= 6:
            yield Problem("choices", "proposez de deux à six images.")
        if self.correct not in self.keys:
            yield Problem("correct", f"aucune image ne porte la clé « {self.correct} ».")


PLAN_SIDE = 5
"""Cells along each side of a plan."""
LONGEST_END = 22
"""Signs that fit beside the drawing of a plan."""


@dataclass(frozen=True)
class Axis:
    """What an axis goes from and to, in words that can stand between quotation marks."""

    low: Prose
    high: Prose

    @property
    def places(self) -> tuple[str, ...]:
        """Name every cell along the axis, so that a place can be said and heard."""
        return (
            _("tout à fait « %s »") % self.low,
            _("plutôt « %s »") % self.low,
            _("entre les deux"),
            _("plutôt « %s »") % self.high,
            _("tout à fait « %s »") % self.high,
        )

    def problems(self) -> Iterator[Problem]:
        if not self.low or not self.high or self.low == self.high:
            yield Problem("low", "nommez les deux bouts de l’axe par des mots différents.")
        if max(len(self.low), len(self.high)) > LONGEST_END:
            yield Problem("low", f"{LONGEST_END} signes au plus à chaque bout, pour tenir sur le dessin.")


@dataclass(frozen=True)
class Cell:
    """A cell of a plan, from 1 to 5: left to right, and bottom to top."""

    across: int
    up: int

    def problems(self) -> Iterator[Problem]:
        if not {self.across, self.up} <= set(range(1, PLAN_SIDE + 1)):
            yield Problem("across", f"écrivez deux nombres de 1 à {PLAN_SIDE}.")


@dataclass(frozen=True)
class Placement(MarkedQuestion):
    """A thing to place between two pairs of ideas; a response is the pair of numbers of its cell."""

    kind: ClassVar[str] = "plan"
    piece: ClassVar[str] = "plan"

    across: Axis
    up: Axis
    zone: tuple[Cell, ...]
    """Where the thing may stand; a cell that touches the zone, even by a corner, is half right."""
    picture: Picture | None = None
    figure: FigureKey | None = None

    @property
    def axes(self) -> tuple[Axis, Axis]:
        return self.across, self.up

    def words(self, cell: Cell) -> str:
        """Say where a cell stands."""
        return f"{self.across.places[cell.across - 1]}, {self.up.places[cell.up - 1]}"

    def right_words(self, stories: Stories) -> tuple[str, ...]:
        return tuple(self.words(cell) for cell in self.zone)

    def read(self, values: Sequence[str]) -> list[int]:
        allowed = {str(number) for number in range(1, PLAN_SIDE + 1)}
        if len(values) != len(self.axes) or not set(values) <= allowed:
            raise Unreadable(_("Choisis une place dans chacune des deux listes, puis valide."))
        return [int(value) for value in values]

    def mark(self, response: Sequence[int]) -> float:
        across, up = response
        gap = min(max(abs(cell.across - across), abs(cell.up - up)) for cell in self.zone)
        return {0: 1.0, 1: 0.5}.get(gap, 0.0)

    def problems(self) -> Iterator[Problem]:
        if not self.zone:
            yield Problem("zone", "donnez au moins une case juste.")
        elif not any(self.mark((across, up)) == 0 for across in (1, PLAN_SIDE) for up in (1, PLAN_SIDE)):
            yield Problem("zone", "laissez au moins un coin du plan loin de la zone juste.")


SKIPPED = "passe"
"""The step of somebody who would rather not say."""


@dataclass(frozen=True)
class Scale(Opinion):
    """How far somebody agrees with a sentence, in four or five steps, or not said: an opinion, kept as a position."""

    kind: ClassVar[str] = "echelle"
    piece: ClassVar[str] = "scale"
    shuffled: ClassVar[bool] = False

    steps: int = 5
    """Five have a middle; four ask to lean to one side."""
    picture: Picture | None = None

    def options(self, stories: Stories) -> tuple[Option, ...]:
        return tuple(Option(key, text) for key, text in self.named_steps())

    def named_steps(self) -> tuple[tuple[str, str], ...]:
        """Give every step with its words, from the least to the most; the one of those who skip comes last."""
        middle = (("entre", _("Entre les deux")),) if self.steps % 2 else ()
        return (
            ("pas-du-tout", _("Pas du tout d’accord")),
            ("plutot-pas", _("Plutôt pas d’accord")),
            *middle,
            ("plutot", _("Plutôt d’accord")),
            ("tout-a-fait", _("Tout à fait d’accord")),
            (SKIPPED, _("Je passe")),
        )

    def read(self, values: Sequence[str]) -> str:
        allowed = [key for key, _words in self.named_steps()]
        return one_of(values, allowed, _("Choisis une case, ou « Je passe », puis valide. Ton avis n’est jamais noté."))

    def problems(self) -> Iterator[Problem]:
        if self.steps not in (4, 5):
            yield Problem("steps", "une échelle a 4 ou 5 degrés.")


@dataclass(frozen=True)
class Lever(Opinion):
    """What would make the change easier around a character: one of the three levels of action, in the story's words."""

    kind: ClassVar[str] = "levier"

    scenario: str

    def options(self, stories: Stories) -> tuple[Option, ...]:
        around = stories.scenario(self.scenario).surroundings
        return tuple(Option(level.value, around.at(level)) for level in ActionLevel)

    def read(self, values: Sequence[str]) -> str:
        advice = _("Choisis une idée, puis valide. Il n’y a pas de mauvaise réponse.")
        return one_of(values, tuple(ActionLevel), advice)


LONGEST_TEXT = 280


@dataclass(frozen=True)
class ShortText(Question):
    """A few words of one's own, which the teacher reads under the pupil's number and nothing ever marks."""

    kind: ClassVar[str] = "texte-court"
    piece: ClassVar[str] = "text"
    longest: ClassVar[int] = LONGEST_TEXT

    picture: Picture | None = None
    help: Prose = Prose("")
    """A way to begin, for those who do not know how."""

    def read(self, values: Sequence[str]) -> str:
        text = _tidy(values[0]) if len(values) == 1 else ""
        if not any(_is_visible(sign) for sign in text):
            raise Unreadable(_("Écris quelques mots, puis valide."))
        if len(text) > LONGEST_TEXT:
            told = {"most": LONGEST_TEXT, "extra": len(text) - LONGEST_TEXT}
            raise Unreadable(_("Ton texte est trop long : %(most)s signes au plus, enlèves-en %(extra)s.") % told)
        return text


def _tidy(text: str) -> str:
    """Give a text in one writing, its lines ended alike and without signs that only steer a machine."""
    lines = unicodedata.normalize("NFC", text).splitlines()
    kept = ("".join(sign for sign in line if sign == "\t" or unicodedata.category(sign) != "Cc") for line in lines)
    return "\n".join(line.replace("\t", " ").rstrip() for line in kept).strip()


def _is_visible(sign: str) -> bool:
    """Tell whether a sign can be seen; signs younger than our tables, emoji for instance, count as seen."""
    return unicodedata.category(sign) not in {"Zs", "Zl", "Zp", "Cc", "Cf", "Cs"}
