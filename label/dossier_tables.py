"""The facts of a dossier as tables: criteria, classes and presences."""

from collections.abc import Mapping, Sequence
from typing import Any

from common.tables import Cell, Table, csv_bytes
from progress.masking import shown_count

CRITERIA = (
    "code",
    "axe",
    "critère",
    "nature",
    "numérateur",
    "dénominateur",
    "points",
    "points possibles",
    "règle",
    "constaté ou déclaré",
    "pièces",
    "relecture",
)
CLASSES = ("classe", "année scolaire", "paliers", "séances validées", "séquences terminées", "thèmes discutés", "mois")
NOT_ASSESSABLE = "non évaluable"


def tables_of(told: Mapping[str, Any]) -> tuple[Table, ...]:
    """Lay the facts out, the criteria first."""
    axes = {axis["code"]: axis["titre"] for axis in told["axes"]}
    return (
        Table("Critères", CRITERIA, [_criterion(item, axes[item["axe"]]) for item in told["critères"]]),
        Table("Axes", ("axe", "points", "points possibles"), _axes(told)),
        Table("Classes", CLASSES, [_class(row) for row in told["classes"]]),
        _presences(told["présences"]),
    )


def csv_of(table: Table) -> bytes:
    """Write a table as CSV."""
    return csv_bytes(table.header, table.rows)


def _criterion(item: Mapping[str, Any], axis: str) -> Sequence[Cell]:
    declared = item.get("déclaration") or {}
    counted = item["nature"] == "calculé"
    return (
        item["code"],
        axis,
        item["titre"],
        item["nature"],
        (item["numérateur"] if item["évaluable"] else NOT_ASSESSABLE) if counted else "",
        item["dénominateur"] if counted and item["dénominateur"] is not None else "",
        "" if item["points"] is None else item["points"],
        item["points possibles"],
        item["règle"],
        ", ".join(item["constaté"]) if counted else declared.get("texte", ""),
        ", ".join(piece["fichier"] for piece in declared.get("pièces", ())),
        declared.get("relecture") or "",
    )


def _axes(told: Mapping[str, Any]) -> list[Sequence[Cell]]:
    rows: list[Sequence[Cell]] = [
        (f"{axis['code']}. {axis['titre']}", axis["points"], axis["points possibles"]) for axis in told["axes"]
    ]
    return [*rows, ("Ensemble", told["total"], told["points possibles"])]


def _class(row: Mapping[str, Any]) -> Sequence[Cell]:
    return (
        row["classe"],
        f"{row['année']}-{row['année'] + 1}",
        ", ".join(row["paliers"]),
        row["séances validées"],
        ", ".join(row["séquences terminées"]),
        ", ".join(row["thèmes discutés"]),
        ", ".join(row["mois"]),
    )


def _presences(told: Mapping[str, Any]) -> Table:
    """Lay out who was present by band and mode, with the totals that may be told."""
    header = ("paliers", *told["modes"], "ensemble")
    rows: list[Sequence[Cell]] = [
        (name, *map(_shown, line), _shown(whole))
        for name, line, whole in zip(told["paliers"], told["présences"], told["par palier"], strict=True)
    ]
    return Table("Présences", header, [*rows, ("ensemble", *map(_shown, told["par mode"]), _shown(told["en tout"]))])


def _shown(count: int | None) -> Cell:
    return shown_count(None) if count is None else count
