"""The school's dossier: a sealed zip that is the same, byte for byte, for the same facts, whenever it is made."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.files.storage import storages

from common.opendocument import ods_bytes
from common.workbooks import xlsx_bytes
from label.archive import pack
from label.assessing import assess
from label.dossier_tables import csv_of, tables_of
from label.manifest import About, sealed
from label.models import Evidence, FrozenState
from label.pdf import dossier_file
from label.schema import SCHEMA
from label.signing import installation_key
from label.state import facts_of
from schools.models import School

READ_ME = """DOSSIER DE SOBRIÉTÉ NUMÉRIQUE

dossier.pdf      à lire et à imprimer
dossier.xlsx     les mêmes faits en tableur (Excel)
dossier.ods      les mêmes faits en tableur (LibreOffice)
criteres.csv     les critères, une ligne chacun
criteres.json    tous les faits : les autres fichiers en viennent
schema.json      comment criteres.json est fait (JSON Schema)
pieces/          ce que l’école a joint
manifest.json    la taille et l’empreinte SHA-256 de chaque fichier
manifest.sig     la signature Ed25519 du manifeste
cle-publique.pem la clé qui la vérifie

Ce dossier prépare une demande de label ; il ne vaut pas label. Aucun élève n’y figure.
Pour le vérifier : la page « Vérifier un dossier » d’OK Mila, ou manage.py verify_dossier.
"""


class PieceMissing(LookupError):
    """A file that the facts name is no longer kept."""


def dossier_files(facts: str, *, pieces: Mapping[str, bytes], language: str) -> Mapping[str, bytes]:
    """Make the files of a dossier by name from its facts and what the school has joined; no pupil is named in any."""
    told: Mapping[str, Any] = json.loads(facts)
    tables = tables_of(told)
    return {
        "LISEZMOI.txt": READ_ME.encode(),
        "criteres.json": facts.encode(),
        "schema.json": json.dumps(SCHEMA, ensure_ascii=False, indent=2, sort_keys=True).encode() + b"\n",
        "criteres.csv": csv_of(tables[0]),
        "dossier.xlsx": xlsx_bytes(*tables),
        "dossier.ods": ods_bytes(*tables),
        "dossier.pdf": dossier_file(facts, language=language),
        **pieces,
    }


def dossier_zip(school: School, facts: str) -> bytes:
    """Pack and seal a dossier; raise PieceMissing when a file that it names is gone."""
    told: Mapping[str, Any] = json.loads(facts)
    files = dossier_files(facts, pieces=_pieces(school, told), language=school.language)
    about = About(
        school=told["école"]["nom"],
        year=told["année"],
        as_of=date.fromisoformat(told["état au"]),
        grid_title=told["grille"]["titre"],
        grid_version=told["grille"]["version"],
    )
    return pack(sealed(files, about, installation_key()), about.as_of)


def dossier_of(school: School, *, year: int, as_of: date) -> bytes:
    """Make the dossier of a school as known at the end of a day."""
    return dossier_zip(school, facts_of(*assess(school, year=year, as_of=as_of)))


def dossier_zip_of(state: FrozenState) -> bytes:
    """Make the dossier of a frozen state again: the same bytes as on its day."""
    return dossier_zip(state.school, state.facts)


def _pieces(school: School, told: Mapping[str, Any]) -> Mapping[str, bytes]:
    """Read the school's own files that the facts name, by the names that they have in the dossier."""
    declared = (item.get("déclaration") for item in told["critères"])
    wanted = {piece["fichier"]: piece["sha256"] for one in declared if one for piece in one["pièces"]}
    kept = {row.sha256: row for row in Evidence.objects.filter(school=school, sha256__in=set(wanted.values()))}
    try:
        return {name: _read(kept[digest]) for name, digest in wanted.items()}
    except (KeyError, OSError) as error:
        raise PieceMissing(str(error)) from error


def _read(evidence: Evidence) -> bytes:
    with storages["evidence"].open(evidence.file.name or "") as file:
        return bytes(file.read())
