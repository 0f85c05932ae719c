"""The référentiel and what trains it, as values that can be printed."""

from django.utils.translation import gettext as _

from printing.bands import Band
from printing.referential import CompetenceLine, ReferentialPages, SequenceColumn, referential_pdf
from sequences.coverage import Coverage, CoverageRow

CREDIT = "OK Mila · CC BY-SA 4.0"


def referential_pdf_of(coverage: Coverage) -> bytes:
    """Print the référentiel with which sequence trains what."""
    return referential_pdf(
        ReferentialPages(
            title=_("Référentiel de compétences"),
            summary=_(
                "Dix-sept savoirs, savoir-faire et compétences, palier par palier. C’est le nôtre : il s’appuie sur la "
                "recherche et renvoie à DigComp, sans les remplacer."
            ),
            dimensions=tuple((name, tuple(_line(row) for row in rows)) for name, rows in coverage.dimensions),
            sequences=tuple(SequenceColumn(row.code, row.title, Band(row.bands[0])) for row in coverage.trainers),
            credit=CREDIT,
        )
    )


def _line(row: CoverageRow) -> CompetenceLine:
    spec = row.spec
    return CompetenceLine(
        code=spec.code,
        kind=spec.kind.value,
        statement=spec.statement,
        meaning=spec.meaning,
        progression=tuple((Band(milestone.band), milestone.text) for milestone in spec.progression),
        trained_by=tuple(trainer.code for trainer in row.trainers),
    )
