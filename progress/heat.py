"""The heat map of a school year as values: classes in their bands, against the themes of sequences and cards."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from common.levels import Band
from progress.school_report import ClassLived

NO_BAND = ""
"""Stands where a class has no grade yet."""


@dataclass(frozen=True)
class Tile:
    """What a class has lived of one theme: mandatory steps of its sequences, and whether it has talked about a card."""

    done: int = 0
    of: int = 0
    complete: bool = False
    """A sequence of the theme was lived to its end: the theme counts."""
    talked: bool = False

    @property
    def is_begun(self) -> bool:
        return bool(self.done) and not self.complete

    @property
    def is_planned(self) -> bool:
        """Tell whether the class has a sequence of the theme and has lived nothing of it yet."""
        return bool(self.of) and not self.done

    @property
    def steps(self) -> str:
        return f"{self.done}/{self.of}"


WAYS: tuple[tuple[object, Callable[[Tile], bool]], ...] = (
    (_("Terminé"), lambda tile: tile.complete),
    (_("Commencé"), lambda tile: tile.is_begun),
    (_("Prévu"), lambda tile: tile.is_planned),
    (_("Fiche discutée"), lambda tile: tile.talked),
)


@dataclass(frozen=True)
class Line:
    """A class with its tile for each theme; None where the theme is new to it."""

    id: UUID
    label: str
    bands: tuple[Band, ...]
    tiles: tuple[Tile | None, ...]

    def told(self, themes: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
        """Say what the tiles show: for each way of having lived a theme, the themes."""
        pairs = [(theme, tile) for theme, tile in zip(themes, self.tiles, strict=True) if tile]
        for name, wanted in WAYS:
            found = [f"{theme} ({tile.steps})" if tile.of else theme for theme, tile in pairs if wanted(tile)]
            if found:
                yield str(name), found

    @property
    def others(self) -> tuple[Band, ...]:
        """The further bands of a class of several grades, which stands in its first."""
        return self.bands[1:]


@dataclass(frozen=True)
class Group:
    """The classes of a band."""

    band: str
    lines: tuple[Line, ...]

    @cached_property
    def sums(self) -> tuple[int, ...]:
        """The number of classes that have finished a sequence, for each theme."""
        columns = zip(*(line.tiles for line in self.lines), strict=True)
        return tuple(sum(tile is not None and tile.complete for tile in column) for column in columns)


@dataclass(frozen=True)
class Heat:
    """A school year: the themes that somebody has touched, the most shared first, and the classes in their bands."""

    themes: tuple[str, ...]
    groups: tuple[Group, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(line for group in self.groups for line in group.lines)

    @property
    def is_lived(self) -> bool:
        """Tell whether any class has lived a step or talked about a card."""
        return any(tile and (tile.done or tile.talked) for line in self.lines for tile in line.tiles)

    def only(self, band: str) -> "Heat":
        """Keep one band, and all the themes."""
        return replace(self, groups=tuple(group for group in self.groups if group.band == band))


def heat_of(classes: Iterable[ClassLived]) -> Heat:
    """Lay the classes of a school year against the themes of their sequences and cards."""
    rows = list(classes)
    tiles = {row.id: tiles_of(row) for row in rows}
    shared = Counter(theme for found in tiles.values() for theme in found)
    themes = tuple(sorted(shared, key=lambda theme: (-shared[theme], theme)))
    lines = [Line(row.id, row.label, row.bands, tuple(tiles[row.id].get(theme) for theme in themes)) for row in rows]
    bands = [*(band.value for band in Band), NO_BAND]
    groups = (Group(band, tuple(line for line in lines if _home(line) == band)) for band in bands)
    return Heat(themes, tuple(group for group in groups if group.lines))


def tiles_of(row: ClassLived) -> dict[str, Tile]:
    """Give what a class has lived by theme; several sequences of a theme are added up."""
    found = {theme: Tile(talked=True) for theme in row.discussed}
    for sequence in row.sequences:
        tile = found.get(sequence.theme, Tile())
        found[sequence.theme] = replace(
            tile,
            done=tile.done + sequence.done,
            of=tile.of + len(sequence.mandatory),
            complete=tile.complete or sequence.is_complete,
        )
    return found


def _home(line: Line) -> str:
    return line.bands[0].value if line.bands else NO_BAND
