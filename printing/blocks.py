"""The exercises a worksheet can hold, as values."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from printing.text import Markup


@dataclass(frozen=True)
class Item:
    """Something to choose, to order, to match or to recognise: words and, if it helps, a picture."""

    text: str
    illustration: Path | None = None


@dataclass(frozen=True)
class ReadBlock:
    """A text to read."""

    instruction: Markup
    text: Markup


@dataclass(frozen=True)
class ChooseBlock:
    """Answers to tick: squares when several may be ticked, circles when only one may."""

    instruction: Markup
    choices: tuple[Item, ...]
    several: bool = False


@dataclass(frozen=True)
class LinesBlock:
    """Empty lines to write on."""

    instruction: Markup
    lines: int = 3


@dataclass(frozen=True)
class OrderBlock:
    """Things to number in the right order."""

    instruction: Markup
    items: tuple[Item, ...]


@dataclass(frozen=True)
class TableBlock:
    """A table whose empty cells are tall enough to write in."""

    instruction: Markup
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class DrawBlock:
    """An empty frame to draw in."""

    instruction: Markup
    height_mm: float = 70


@dataclass(frozen=True)
class MatchBlock:
    """Two columns of things to join with a pencil line, from dot to dot."""

    instruction: Markup
    left: tuple[Item, ...]
    right: tuple[Item, ...]


Block = ReadBlock | ChooseBlock | LinesBlock | OrderBlock | TableBlock | DrawBlock | MatchBlock
