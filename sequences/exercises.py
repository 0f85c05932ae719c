"""What a worksheet asks: one class per kind of exercise, in a standard and an adapted variant."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from common.content import Picture, Problem
from common.text import Prose


@dataclass(frozen=True)
class SheetItem:
    """A line of an exercise, with or without a picture."""

    text: Prose
    picture: Picture | None = None


@dataclass(frozen=True)
class Exercise:
    """One exercise of a worksheet; the kinds are listed in `VARIANTS` at the end of this module."""

    VARIANTS: ClassVar[Mapping[str, type["Exercise"]]]
    kind: ClassVar[str]

    instruction: Prose
    answer: Prose
    """For the teacher's answer key."""


@dataclass(frozen=True)
class ReadingExercise(Exercise):
    """A short text to read."""

    kind: ClassVar[str] = "lire"
    text: Prose


@dataclass(frozen=True)
class TickExercise(Exercise):
    """Answers to tick."""

    kind: ClassVar[str] = "cocher"
    choices: tuple[SheetItem, ...]
    several: bool = False


@dataclass(frozen=True)
class WritingExercise(Exercise):
    """Lines to write on."""

    kind: ClassVar[str] = "écrire"
    lines: int


@dataclass(frozen=True)
class OrderExercise(Exercise):
    """Things to number, printed in the order given here."""

    kind: ClassVar[str] = "numéroter"
    items: tuple[SheetItem, ...]


@dataclass(frozen=True)
class TableExercise(Exercise):
    """A table to fill in; empty strings are cells to write in."""

    kind: ClassVar[str] = "compléter"
    columns: tuple[Prose, ...]
    rows: tuple[tuple[Prose, ...], ...]

    def problems(self) -> Iterator[Problem]:
        for number, row in enumerate(self.rows, 1):
            if len(row) != len(self.columns):
                yield Problem(f"rows[{number}]", f"cette ligne a {len(row)} cases ; il en faut {len(self.columns)}.")


@dataclass(frozen=True)
class DrawingExercise(Exercise):
    """A frame to draw in, with its height in millimetres."""

    kind: ClassVar[str] = "dessiner"
    height: int


@dataclass(frozen=True)
class MatchExercise(Exercise):
    """Two columns to join with lines."""

    kind: ClassVar[str] = "relier"
    left: tuple[SheetItem, ...]
    right: tuple[SheetItem, ...]


Exercise.VARIANTS = {
    cls.kind: cls
    for cls in (
        ReadingExercise,
        TickExercise,
        WritingExercise,
        OrderExercise,
        TableExercise,
        DrawingExercise,
        MatchExercise,
    )
}


@dataclass(frozen=True)
class Worksheet:
    """The pupil's sheet, in its standard and its adapted variant."""

    title: Prose
    intro: Prose
    adapted_intro: Prose
    standard: tuple[Exercise, ...]
    adapted: tuple[Exercise, ...]
