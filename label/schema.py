"""The JSON Schema of a dossier's facts (draft 2020-12), handed out with every dossier."""

from collections.abc import Mapping
from typing import Any

Schema = Mapping[str, Any]

TEXT: Schema = {"type": "string"}
DAY: Schema = {"type": "string", "format": "date"}
COUNT: Schema = {"type": "integer", "minimum": 0}
COUNT_OR_NOTHING: Schema = {"type": ["integer", "null"], "minimum": 0}
MASKED: Schema = {
    "type": ["integer", "null"],
    "minimum": 0,
    "description": "null : moins de 5, ou masqué avec un autre",
}
DIGEST: Schema = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
TEXTS: Schema = {"type": "array", "items": TEXT}


def _object(**properties: Any) -> Schema:
    """Describe an object that has just these properties; an underscore stands for a space."""
    named = {name.replace("_", " "): schema for name, schema in properties.items()}
    return {"type": "object", "properties": named, "required": sorted(named), "additionalProperties": False}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


THRESHOLD = _object(
    part={"type": ["string", "null"], "pattern": "^[0-9]+(/[0-9]+)?$"}, nombre=COUNT_OR_NOTHING, aussi=TEXTS
)
PIECE = _object(nom=TEXT, fichier=TEXT, octets=COUNT, sha256=DIGEST)
DECLARATION = _object(
    points_déclarés=COUNT,
    texte=TEXT,
    daté_du=DAY,
    lien=TEXT,
    prouvé={"type": "boolean"},
    relecture={"enum": ["d-accord", "question", None]},
    pièces=_list(PIECE),
)
COMMON = {
    "code": TEXT,
    "axe": TEXT,
    "titre": TEXT,
    "règle": TEXT,
    "points": COUNT_OR_NOTHING,
    "points_possibles": COUNT,
    "pour_un_point_de_plus": TEXT,
}
COMPUTED = _object(
    **COMMON,
    nature={"const": "calculé"},
    évaluable={"type": "boolean"},
    numérateur=COUNT_OR_NOTHING,
    dénominateur=COUNT_OR_NOTHING,
    unité=TEXT,
    conditions=TEXTS,
    seuils=_list(THRESHOLD),
    constaté=TEXTS,
)
DECLARED = _object(
    **COMMON, nature={"const": "déclaré"}, marches=TEXTS, déclaration={"anyOf": [{"type": "null"}, DECLARATION]}
)
LEVEL = _object(clé=TEXT, titre=TEXT, atteint={"type": "boolean"}, manque=TEXTS)
AXIS = _object(code=TEXT, titre=TEXT, points=COUNT, points_possibles=COUNT)
CLASS = _object(
    classe=TEXT,
    année=COUNT,
    paliers=TEXTS,
    séquences_terminées=TEXTS,
    thèmes_discutés=TEXTS,
    séances_validées=COUNT,
    mois=TEXTS,
)
PRESENCES = _object(
    paliers=TEXTS,
    modes=TEXTS,
    présences=_list(_list(MASKED)),
    par_palier=_list(MASKED),
    par_mode=_list(MASKED),
    en_tout=MASKED,
    masqué=TEXT,
)

SCHEMA: Schema = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Dossier de sobriété numérique d’une école",
    **_object(
        schéma={"const": "ok-mila/dossier/1"},
        école=_object(nom=TEXT, localité=TEXT),
        année_scolaire={"type": "string", "pattern": "^[0-9]{4}-[0-9]{4}$"},
        année=COUNT,
        état_au=DAY,
        grille=_object(titre=TEXT, version=TEXT, avertissement=TEXT, années_de_validité=COUNT),
        total=COUNT,
        points_possibles=COUNT,
        niveau={"type": ["string", "null"]},
        niveaux=_list(LEVEL),
        axes=_list(AXIS),
        critères=_list({"oneOf": [COMPUTED, DECLARED]}),
        classes=_list(CLASS),
        présences=PRESENCES,
    ),
}
