"""The dossier on paper: its facts as values that can be printed."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from common.text import to_print_line
from label.dossier_tables import tables_of
from label.models import Verdict
from label.signing import fingerprint_groups, installation_key
from label.state import fingerprint_of
from printing.document import Markup
from printing.dossier import ClassLine, CountTable, CriterionLine, DossierPages, LevelLine, dossier_pdf
from printing.text import plain

DIGEST_SHOWN = 12


def dossier_file(facts: str, *, language: str) -> bytes:
    """Print a school's dossier."""
    told: Mapping[str, Any] = json.loads(facts)
    axes = {axis["code"]: f"{axis['code']}. {axis['titre']}" for axis in told["axes"]}
    presences = tables_of(told)[-1]
    return dossier_pdf(
        DossierPages(
            school_name=told["école"]["nom"],
            locality=told["école"]["localité"],
            period=_("Année scolaire %(year)s, et la précédente") % {"year": told["année scolaire"]},
            as_of=_day(told["état au"]),
            grid_name=told["grille"]["titre"],
            grid_version=told["grille"]["version"],
            notice=Markup(to_print_line(told["grille"]["avertissement"])),
            levels=tuple(
                LevelLine(level["titre"], level["atteint"], tuple(level["manque"])) for level in told["niveaux"]
            ),
            criteria=tuple(_criterion(item, axes[item["axe"]]) for item in told["critères"]),
            classes=tuple(_class(row) for row in told["classes"]),
            presences=CountTable(tuple(presences.header), tuple(tuple(map(str, row)) for row in presences.rows)),
            fingerprint=fingerprint_of(facts),
            key_fingerprint=" ".join(fingerprint_groups(installation_key().public.fingerprint)),
            language=language,
        )
    )


def _day(iso: str) -> str:
    return date_format(date.fromisoformat(iso), "j F Y")


def _criterion(item: Mapping[str, Any], axis: str) -> CriterionLine:
    line = {
        "code": item["code"],
        "axis": axis,
        "title": item["titre"],
        "rule": item["règle"],
        "points": item["points"],
        "max_points": item["points possibles"],
        "next_point": item["pour un point de plus"],
    }
    if item["nature"] == "calculé":
        return CriterionLine(**line, basis=_count(item), detail=plain(" ; ".join(item["constaté"])))
    declared = item["déclaration"]
    if declared is None:
        return CriterionLine(**line, basis=_("Rien n’est encore déclaré."))
    return CriterionLine(
        **line,
        basis=_("Déclaré, daté du %(day)s") % {"day": _day(declared["daté du"])},
        detail=_words(declared),
        pieces=tuple(map(_piece, declared["pièces"])),
    )


def _count(item: Mapping[str, Any]) -> str:
    if not item["évaluable"]:
        return ""
    words = {"count": item["numérateur"], "unit": item["unité"], "all": item["dénominateur"]}
    if item["dénominateur"] is None:
        return _("Compté : %(count)s %(unit)s") % words
    return _("Compté : %(count)s %(unit)s sur %(all)s") % words


def _words(declared: Mapping[str, Any]) -> Markup:
    """Give what the school says, its link, and what another school thought of it, a line each."""
    lines = [declared["texte"], declared["lien"]]
    if not declared["prouvé"]:
        lines.append(_("Sans pièce ni lien, cette déclaration ne compte pas encore."))
    if declared["relecture"]:
        verdict = Verdict(declared["relecture"]).label
        lines.append(_("Relu par une autre école : %(verdict)s.") % {"verdict": verdict})
    return plain("\n".join(line for line in lines if line))


def _piece(piece: Mapping[str, Any]) -> str:
    size = -(-piece["octets"] // 1000)
    words = {"file": piece["fichier"], "name": piece["nom"], "size": size, "digest": piece["sha256"][:DIGEST_SHOWN]}
    return _("%(file)s : « %(name)s », %(size)s ko, empreinte %(digest)s…") % words


def _class(row: Mapping[str, Any]) -> ClassLine:
    return ClassLine(
        label=f"{row['classe']} ({row['année']}-{row['année'] + 1})",
        bands=", ".join(row["paliers"]),
        sequences=tuple(row["séquences terminées"]),
        validated_steps=row["séances validées"],
        months=", ".join(f"{month[5:]}/{month[:4]}" for month in row["mois"]),
    )
