"""The school's dossier: a zip of a few files that is the same, byte for byte, for the same facts and the same day."""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any

from django.conf import settings

from common.tables import csv_bytes
from label.criteria import validated_sessions
from label.grid import GridSpec
from label.judging import Judged, judge
from label.pdf import dossier_file
from progress.masking import masked_counts, shown_count
from progress.school_report import ClassLived, SchoolReport

CSV_HEADER = ("code", "axe", "critère", "numérateur", "dénominateur", "points", "points possibles", "règle", "constaté")


def dossier_files(report: SchoolReport, grid: GridSpec, *, language: str) -> Mapping[str, bytes]:
    """Make the files of a dossier by name, the manifest last; no pupil is named in any of them."""
    judged = judge(report, grid)
    facts = _facts(report, grid, judged)
    computed = json.dumps(facts, ensure_ascii=False, indent=2, sort_keys=True).encode() + b"\n"
    fingerprint = hashlib.sha256(computed).hexdigest()
    files = {
        "criteres.csv": csv_bytes(CSV_HEADER, [_csv_row(item) for item in judged]),
        "criteres.json": computed,
        "dossier.pdf": dossier_file(report, grid, judged, fingerprint=fingerprint, language=language),
    }
    manifest = {
        "produit": {"nom": "OK Mila", "version": settings.VERSION},
        "école": report.name,
        "année scolaire": f"{report.year}-{report.year + 1}",
        "état au": report.as_of.isoformat(),
        "grille": {"titre": grid.title, "version": grid.version},
        "fichiers": {
            name: {"octets": len(content), "sha256": hashlib.sha256(content).hexdigest()}
            for name, content in sorted(files.items())
        },
    }
    return files | {
        "manifest.json": json.dumps(manifest, ensure_ascii=False, indent=2, sort_keys=True).encode() + b"\n"
    }


def dossier_zip(report: SchoolReport, grid: GridSpec, *, language: str) -> bytes:
    """Pack the files of a dossier; entries are stored as they are and dated by the day of the export."""
    stream = io.BytesIO()
    moment = (report.as_of.year, report.as_of.month, report.as_of.day, 0, 0, 0)
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name, content in dossier_files(report, grid, language=language).items():
            entry = zipfile.ZipInfo(name, moment)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            archive.writestr(entry, content)
    return stream.getvalue()


def _facts(report: SchoolReport, grid: GridSpec, judged: tuple[Judged, ...]) -> dict[str, Any]:
    return {
        "école": {"nom": report.name, "localité": report.locality},
        "année scolaire": f"{report.year}-{report.year + 1}",
        "état au": report.as_of.isoformat(),
        "grille": {"titre": grid.title, "version": grid.version},
        "critères": [_criterion(item) for item in judged],
        "classes": _classes(report),
    }


def _criterion(item: Judged) -> dict[str, Any]:
    return {
        "code": item.spec.code,
        "numérateur": item.measure.numerator if item.measure.assessable else None,
        "dénominateur": item.measure.denominator if item.measure.assessable else None,
        "évaluable": item.measure.assessable,
        "points": item.points,
        "points possibles": item.most,
        "seuils": list(item.spec.thresholds),
        "règle": item.spec.rule,
        "constaté": list(item.measure.found),
    }


def _classes(report: SchoolReport) -> list[dict[str, Any]]:
    """Describe each class without its pupils; numbers of presences under five are masked, and no total is given."""
    rows = report.classes + report.earlier
    presences = [_presences(row) for row in rows]
    return [
        {
            "classe": row.label,
            "année": row.year,
            "paliers": [band.value for band in row.bands],
            "séquences terminées": [sequence.key for sequence in row.complete],
            "séances validées": sum(1 for _lived in validated_sessions((row,))),
            "présences": count,
        }
        for row, count in zip(rows, presences, strict=True)
    ]


def _presences(row: ClassLived) -> int | str:
    """Add up the pupils present at a class's validated sessions; one small session hides the sum."""
    counts = masked_counts([lived.present for lived in validated_sessions((row,))])
    known = [count for count in counts if count is not None]
    return sum(known) if len(known) == len(counts) else shown_count(None)


def _csv_row(item: Judged) -> tuple[object, ...]:
    measured = item.measure
    return (
        item.spec.code,
        item.spec.axis,
        item.spec.title,
        measured.numerator if measured.assessable else "non évaluable",
        "" if measured.denominator is None or not measured.assessable else measured.denominator,
        "" if item.points is None else item.points,
        item.most,
        item.spec.rule,
        ", ".join(measured.found),
    )
