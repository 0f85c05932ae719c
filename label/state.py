"""All that a dossier says, as one JSON text: from it alone every file of the dossier is made, today and years later."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from label.advice import next_point
from label.grid import Threshold
from label.judging import Assessment, Declared, Judged
from label.measures import validated_sessions
from label.words import lack_words
from progress.masking import masked_table
from progress.school_report import ClassLived, SchoolReport
from quizzes.positions import SMALLEST_GROUP
from sequences.models import Mode

SCHEMA = "ok-mila/dossier/1"


def fingerprint_of(facts: str) -> str:
    """Give the SHA-256 of the facts, to the letter."""
    return hashlib.sha256(facts.encode()).hexdigest()


def facts_of(report: SchoolReport, assessment: Assessment) -> str:
    """Write down a school as known at the end of a day; no pupil is named, no count under five is told."""
    grid, reached = assessment.grid, assessment.reached
    told = {
        "schéma": SCHEMA,
        "école": {"nom": report.name, "localité": report.locality},
        "année scolaire": f"{report.year}-{report.year + 1}",
        "année": report.year,
        "état au": report.as_of.isoformat(),
        "grille": {
            "titre": grid.title,
            "version": grid.version,
            "avertissement": grid.notice,
            "années de validité": grid.valid_years,
        },
        "total": assessment.earned,
        "points possibles": grid.most,
        "niveau": reached.key if reached else None,
        "niveaux": [
            {
                "clé": standing.level.key,
                "titre": standing.level.title,
                "atteint": not standing.lacks,
                "manque": [lack_words(lack, grid) for lack in standing.lacks],
            }
            for standing in assessment.levels
        ],
        "axes": [
            {
                "code": row.axis.code,
                "titre": row.axis.title,
                "points": row.earned,
                "points possibles": row.most,
            }
            for row in assessment.axes
        ],
        "critères": [_criterion(item) for item in assessment.criteria],
        "classes": sorted(map(_class, report.classes + report.earlier), key=_in_order),
        "présences": _presences(report.classes + report.earlier),
    }
    return json.dumps(told, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _criterion(item: Judged) -> dict[str, Any]:
    """Describe a criterion so that somebody can judge it again with nothing else in hand."""
    spec, advice = item.spec, next_point(item)
    told: dict[str, Any] = {
        "code": spec.code,
        "axe": spec.axis,
        "titre": spec.title,
        "règle": spec.rule,
        "points": item.points,
        "points possibles": spec.most,
        "pour un point de plus": advice.sentence if advice and advice.possible else "",
    }
    if item.measure is None:
        return told | {
            "nature": "déclaré",
            "marches": list(spec.steps),
            "déclaration": _declaration(spec.code, item.declared) if item.declared else None,
        }
    measure = item.measure
    return told | {
        "nature": "calculé",
        "évaluable": measure.assessable,
        "numérateur": measure.numerator if measure.assessable else None,
        "dénominateur": measure.denominator if measure.assessable else None,
        "unité": spec.unit,
        "conditions": sorted(measure.conditions),
        "seuils": [_threshold(threshold) for threshold in spec.thresholds],
        "constaté": list(measure.found),
    }


def _threshold(threshold: Threshold) -> dict[str, Any]:
    return {"part": threshold.part or None, "nombre": threshold.count or None, "aussi": list(threshold.also)}


def _declaration(code: str, declared: Declared) -> dict[str, Any]:
    return {
        "points déclarés": declared.points,
        "texte": declared.text,
        "daté du": declared.dated_on.isoformat(),
        "lien": declared.link,
        "prouvé": declared.is_proved,
        "relecture": declared.verdict or None,
        "pièces": [
            {
                "nom": piece.name,
                "fichier": f"pieces/{code}-{number:02}.{piece.kind}",
                "octets": piece.size,
                "sha256": piece.sha256,
            }
            for number, piece in enumerate(sorted(declared.pieces, key=lambda piece: piece.sha256), 1)
        ],
    }


def _class(row: ClassLived) -> dict[str, Any]:
    """Describe a class without its pupils."""
    sessions = list(validated_sessions((row,)))
    return {
        "classe": row.label,
        "année": row.year,
        "paliers": [band.value for band in row.bands],
        "séquences terminées": sorted({sequence.title for sequence in row.complete}),
        "thèmes discutés": sorted(row.discussed),
        "séances validées": len(sessions),
        "mois": sorted({lived.day.isoformat()[:7] for lived in sessions}),
    }


def _in_order(told: Mapping[str, Any]) -> tuple[int, str, str]:
    """Sort classes the same way on every engine: the latest year first, then by name, then by all the rest."""
    return -told["année"], told["classe"].casefold(), json.dumps(told, ensure_ascii=False, sort_keys=True)


def _presences(rows: Iterable[ClassLived]) -> dict[str, Any]:
    """Add up who was present at validated sessions, by band and way of living them; a small session hides its sum."""
    counts: dict[tuple[str, str], int] = {}
    small: set[tuple[str, str]] = set()
    for row in rows:
        bands = " et ".join(band.value for band in row.bands)
        for lived in validated_sessions((row,)):
            place = bands, str(lived.mode)
            counts[place] = counts.get(place, 0) + lived.present
            if 0 < lived.present < SMALLEST_GROUP:
                small.add(place)
    counts |= dict.fromkeys(small, 1)
    names = sorted({bands for bands, _mode in counts})
    modes = [mode for mode in Mode if any(place[1] == mode for place in counts)]
    table = masked_table([[counts.get((bands, mode), 0) for mode in modes] for bands in names])
    return {
        "paliers": names,
        "modes": [str(mode.label) for mode in modes],
        "présences": [list(line) for line in table.cells],
        "par palier": list(table.row_totals),
        "par mode": list(table.column_totals),
        "en tout": table.total,
        "masqué": "moins de 5, ou ce qui permettrait de le retrouver",
    }
