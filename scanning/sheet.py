"""Read an answer sheet: whose it is, what was darkened, and what a person should look at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from itertools import islice
from typing import Any

from PIL import Image

from printing.sheet_geometry import (
    STRIP_CELL,
    STRIP_CELLS,
    STRIP_HEIGHT,
    STRIP_LEFT,
    STRIP_MIDDLE,
    AnswerKind,
    Bubble,
    SheetGeometry,
    read_strip,
)
from scanning.alignment import centres_of
from scanning.image import SCALE, Box, Point, Projection, placements, straightened
from scanning.marks import Ink, Shape, ink_of, typical_letter

Lookup = Callable[[int, int], SheetGeometry | None]

MOST_PLACEMENTS = 60
STRIP_DARK = 0.62
MARGIN = 2.2
CROP_QUALITY = 70
FAINT = 0.12
"""The most ink that a trace beside one clear mark may have without a person looking at it."""


class State(StrEnum):
    """Tells whether a person must look."""

    SURE = "sure"
    DOUBTFUL = "doubtful"
    EMPTY = "empty"
    CROSSED = "crossed"


@dataclass(frozen=True)
class Mark:
    """What is in one bubble: a mark, perhaps a mark, nothing, or a mark that the pupil crossed out."""

    question: int
    choice: str
    state: State
    ink: float


@dataclass(frozen=True)
class Answer:
    """What the pupil answered to a question: sure, empty, or doubtful with the letters that may be meant."""

    question: int
    letters: str
    state: State


@dataclass(frozen=True)
class Crop:
    """A small JPEG picture of a doubtful question; question 0 is the pupil's number."""

    question: int
    content: bytes


@dataclass(frozen=True)
class SheetReading:
    """One page of one sheet, as it was read."""

    sheet_id: int
    page: int
    number: int | None
    """The number darkened on a blank sheet; nothing when it is printed or not sure."""
    number_state: State
    marks: tuple[Mark, ...]
    answers: tuple[Answer, ...]
    crops: tuple[Crop, ...]


class SheetProblem(StrEnum):
    """Tells why a picture gave no reading."""

    NO_SHEET = "no_sheet"
    UNKNOWN_SHEET = "unknown_sheet"

    @property
    def message(self) -> str:
        """Return what happened and what to do about it."""
        return _MESSAGES[self]


_MESSAGES = {
    SheetProblem.NO_SHEET: (
        "Aucune feuille de réponses n’a été reconnue. Reprenez la photo à plat, "
        "avec les quatre ronds des coins et la bande du bas."
    ),
    SheetProblem.UNKNOWN_SHEET: "Cette feuille n’est pas connue ici. Vérifiez qu’elle vient bien de ce questionnaire.",
}


def read_sheet(picture: Image.Image, lookup: Lookup) -> SheetReading | SheetProblem:
    """Read the sheet in a grey picture; the geometry of a sheet's page comes from whoever printed it."""
    found = _identified(picture)
    if found is None:
        return SheetProblem.NO_SHEET
    projection, sheet_id, page = found
    geometry = lookup(sheet_id, page)
    if geometry is None:
        return SheetProblem.UNKNOWN_SHEET
    return _Reader(picture, projection, geometry).reading(sheet_id, page)


def _identified(picture: Image.Image) -> tuple[Projection, int, int] | None:
    """Return how the page lies and what its strip tells; only a strip whose checksum is right counts."""
    pixels = _Pixels(picture)
    for projection in islice(placements(picture), MOST_PLACEMENTS):
        told = read_strip([pixels.is_dark(projection, cell) for cell in range(STRIP_CELLS)])
        if told:
            return projection, *told
    return None


class _Pixels:
    """Looks at single pixels of a picture, white outside of it."""

    def __init__(self, picture: Image.Image) -> None:
        self.access: Any = picture.load()
        self.width, self.height = picture.size

    def at(self, place: Point) -> int:
        x, y = int(place[0]), int(place[1])
        return self.access[x, y] if 0 <= x < self.width and 0 <= y < self.height else 255

    def is_dark(self, projection: Projection, cell: int) -> bool:
        """Tell whether a cell of the strip is darker than the paper just above it."""
        middle = STRIP_LEFT + (cell + 0.5) * STRIP_CELL
        across = (middle - STRIP_CELL / 5, middle, middle + STRIP_CELL / 5)
        down = (STRIP_MIDDLE - STRIP_HEIGHT / 5, STRIP_MIDDLE, STRIP_MIDDLE + STRIP_HEIGHT / 5)
        seen = [self.at(projection.at(x, y)) for x in across for y in down]
        above = (STRIP_MIDDLE - STRIP_HEIGHT * 0.78, STRIP_MIDDLE - STRIP_HEIGHT * 0.9)
        paper = [self.at(projection.at(x, y)) for x in across for y in above]
        return sum(seen) / len(seen) < STRIP_DARK * sum(paper) / len(paper)


class _Reader:
    """Reads the marks of one page, of which only the part with bubbles is straightened."""

    def __init__(self, picture: Image.Image, projection: Projection, geometry: SheetGeometry) -> None:
        bubbles = geometry.bubbles + geometry.digits
        box = _box_around(bubbles)
        self.geometry, self.origin = geometry, (box[0], box[1])
        self.page = straightened(picture, projection, box)
        centres = centres_of(self.page, self.origin, bubbles)
        self.inks = {bubble: ink_of(self.page, bubble, centre) for bubble, centre in centres.items()}

    def reading(self, sheet_id: int, page: int) -> SheetReading:
        shapes = self._shapes()
        marks: list[Mark] = []
        answers, crops = [], []
        for question in self.geometry.questions:
            row = [bubble for bubble in self.geometry.bubbles if bubble.question == question.number]
            found = self._marks(row, shapes)
            answer = _answer_of(found, several=question.kind is AnswerKind.SEVERAL)
            marks += found
            answers.append(answer)
            if answer.state is State.DOUBTFUL:
                crops.append(Crop(question.number, self._crop(row)))
        number, state = self._number(shapes)
        if state is State.DOUBTFUL:
            crops.append(Crop(0, self._crop(self.geometry.digits)))
        return SheetReading(sheet_id, page, number, state, tuple(marks), tuple(answers), tuple(crops))

    def _marks(self, row: Sequence[Bubble], shapes: dict[Bubble, Shape]) -> list[Mark]:
        states = _states_of([shapes[bubble] for bubble in row])
        return [
            Mark(bubble.question, bubble.choice, state, round(self.inks[bubble].share, 3))
            for bubble, state in zip(row, states, strict=True)
        ]

    def _shapes(self) -> dict[Bubble, Shape]:
        by_letter: dict[str, list[Ink]] = defaultdict(list)
        for bubble, ink in self.inks.items():
            by_letter[bubble.choice].append(ink)
        letters = {choice: typical_letter(inks) for choice, inks in by_letter.items()}
        return {bubble: ink.shape(letters[bubble.choice]) for bubble, ink in self.inks.items()}

    def _number(self, shapes: dict[Bubble, Shape]) -> tuple[int | None, State]:
        """Return the number that was darkened; tens may be left empty by pupils 1 to 9."""
        if not self.geometry.digits:
            return None, State.EMPTY
        tens, units = (
            _answer_of(self._marks([b for b in self.geometry.digits if b.question == place], shapes), several=False)
            for place in (1, 0)
        )
        if units.state is not State.SURE or tens.state is State.DOUBTFUL:
            return None, State.DOUBTFUL
        value = int(tens.letters + units.letters)
        return (value, State.SURE) if value else (None, State.DOUBTFUL)

    def _crop(self, row: Sequence[Bubble]) -> bytes:
        """Return a small picture of the bubbles, wide enough to show what was written around them."""
        left, top, right, bottom = _box_around(row)
        x, y = self.origin
        box = self.page.crop(
            (
                round((left - x) * SCALE),
                round((top - y) * SCALE),
                round((right - x) * SCALE),
                round((bottom - y) * SCALE),
            )
        )
        target = BytesIO()
        box.save(target, "JPEG", quality=CROP_QUALITY)
        return target.getvalue()


def _box_around(bubbles: Sequence[Bubble]) -> Box:
    """Return what must be seen to judge these bubbles: them and what was written around them."""
    margin = max(bubble.radius for bubble in bubbles) * MARGIN
    left, top = min(bubble.x for bubble in bubbles) - margin, min(bubble.y for bubble in bubbles) - margin
    return left, top, max(bubble.x for bubble in bubbles) + margin, max(bubble.y for bubble in bubbles) + margin


def _states_of(shapes: Sequence[Shape]) -> list[State]:
    """Return the state of each bubble of a question, seen beside the others."""
    marked = shapes.count(Shape.MARK)
    states = {
        Shape.EMPTY: State.EMPTY,
        Shape.TRACE: State.DOUBTFUL,
        Shape.MARK: State.SURE,
        Shape.CROSS: State.DOUBTFUL if marked or Shape.STRUCK in shapes else State.SURE,
        Shape.STRUCK: State.CROSSED if marked else State.DOUBTFUL,
        Shape.UNCLEAR: State.DOUBTFUL,
    }
    return [states[shape] for shape in shapes]


def _answer_of(marks: Sequence[Mark], *, several: bool) -> Answer:
    """Return the answer: one clear mark may stand beside faint traces and crossed-out marks."""
    number = marks[0].question
    sure = [mark for mark in marks if mark.state is State.SURE]
    unsure = [mark for mark in marks if mark.state is State.DOUBTFUL]
    if len(sure) == 1 and not several and all(mark.ink < FAINT for mark in unsure):
        return Answer(number, sure[0].choice, State.SURE)
    letters = "".join(mark.choice for mark in marks if mark in sure or mark in unsure)
    if not letters:
        return Answer(number, "", State.EMPTY)
    return Answer(number, letters, State.SURE if several and not unsure else State.DOUBTFUL)
