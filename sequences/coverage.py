"""Which sequences train which competence."""

from collections.abc import Iterable
from dataclasses import dataclass

from common.levels import Band
from library.models import Competence
from library.specs import CompetenceKind, CompetenceSpec
from sequences.models import Sequence

_KINDS = list(CompetenceKind)


@dataclass(frozen=True)
class Trainer:
    """A sequence as the table names it."""

    key: str
    code: str
    title: str
    bands: tuple[str, ...]
    competences: tuple[str, ...]


@dataclass(frozen=True)
class CoverageRow:
    """One competence and the sequences that train it."""

    key: str
    spec: CompetenceSpec
    trainers: tuple[Trainer, ...]

    def by_band(self) -> list[tuple[Band, list[Trainer]]]:
        """Give the sequences of each band, an empty list where there is none."""
        return [(band, [trainer for trainer in self.trainers if band in trainer.bands]) for band in Band]


@dataclass(frozen=True)
class Coverage:
    """The référentiel, dimension after dimension, with what trains it."""

    dimensions: tuple[tuple[str, tuple[CoverageRow, ...]], ...]
    trainers: tuple[Trainer, ...]


def coverage_of(competences: Iterable[Competence], sequences: Iterable[Sequence]) -> Coverage:
    """Compute who trains what from the documents themselves; knowing comes before doing, and doing before living."""
    trainers = tuple(
        Trainer(row.key, row.key.upper(), row.title, tuple(row.bands), tuple(row.competences)) for row in sequences
    )
    rows = [
        CoverageRow(row.key, row.spec, tuple(trainer for trainer in trainers if row.key in trainer.competences))
        for row in competences
    ]
    ordered = sorted(rows, key=lambda row: _KINDS.index(row.spec.kind))
    dimensions = {
        row.spec.dimension: [other for other in rows if other.spec.dimension == row.spec.dimension] for row in ordered
    }
    return Coverage(tuple((name, tuple(group)) for name, group in dimensions.items()), trainers)


def product_coverage() -> Coverage:
    """Compute the coverage of what the product says today; two queries, no document of a sequence read."""
    return coverage_of(Competence.objects.published(), Sequence.objects.published())
