"""Whole sealed dossiers with every kind of file, and ways to spoil them."""

import json
import zlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from common.opendocument import ods_bytes
from common.tables import Table, csv_bytes
from common.workbooks import xlsx_bytes
from label.archive import Entry, directory, in_order, local_header, pack
from label.manifest import About, sealed
from label.signing import PrivateKey
from printing.document import Sheet, Styles, pdf, text

DAY = date(2027, 6, 30)
ABOUT = About("École du Test", 2026, DAY, "Sobriété numérique à l’école", "2027.1")
KEY = PrivateKey(b"une-cle-pour-les-tests-32-octets")
OTHER_KEY = PrivateKey(b"une-autre-cle-elle-signe-aussi-32"[:32])

FACTS: Mapping[str, Any] = {
    "total": 3,
    "axes": [{"code": "C", "points": 3}],
    "critères": [
        {
            "code": "C1",
            "axe": "C",
            "évaluable": True,
            "numérateur": 3,
            "dénominateur": 4,
            "points": 2,
            "conditions": [],
            "seuils": [
                {"part": "20/100", "nombre": None, "aussi": []},
                {"part": "50/100", "nombre": None, "aussi": []},
                {"part": "80/100", "nombre": None, "aussi": []},
            ],
        },
        {"code": "C9", "axe": "C", "nature": "déclaré", "points": 1},
    ],
}


def as_json(facts: Any) -> bytes:
    return json.dumps(facts, ensure_ascii=False).encode()


def small_files() -> dict[str, bytes]:
    """Give files of a few bytes, so that each of them can be spoilt in turn."""
    return {
        "criteres.csv": b"code;points\r\nC1;2\r\n",
        "criteres.json": as_json({"critères": []}),
        "pieces/C9-01.pdf": b"%PDF",
    }


def real_files() -> dict[str, bytes]:
    """Give files as a school hands them in."""
    table = Table("Critères", ("code", "points"), [("C1", 2), ("C9", 1)])
    return {
        "criteres.csv": csv_bytes(table.header, table.rows),
        "criteres.json": as_json(FACTS),
        "criteres.ods": ods_bytes(table),
        "criteres.xlsx": xlsx_bytes(table),
        "dossier.pdf": pdf([text("Dossier de préparation", Styles.of(11, 1.4).title)], Sheet("Dossier", "fr")),
        "pieces/C9-01.png": bytes(range(256)) * 40,
    }


def dossier(files: Mapping[str, bytes], *, key: PrivateKey = KEY, about: About = ABOUT) -> bytes:
    """Give the zip of some files, sealed."""
    return pack(sealed(files, about, key), about.as_of)


def repacked(files: Mapping[str, bytes], *, names: Mapping[str, str] | None = None, day: date = DAY) -> bytes:
    """Give a zip as somebody would make it who knows the form: every checksum right, names as wished."""
    parts, entries = [], []
    for entry in _entries(files):
        named = replace(entry, name=(names or {}).get(entry.name, entry.name))
        parts += [local_header(named, day), files[entry.name]]
        entries.append(named)
    return b"".join([*parts, *(part for _name, part in directory(entries, day))])


def regions(files: Mapping[str, bytes]) -> list[tuple[int, int, str]]:
    """Give each stretch of the zip of some files, with the words by which a damage there must be named."""
    entries = _entries(files)
    lengths = []
    for entry in entries:
        lengths.append((len(local_header(entry, DAY)), f"dans l’en-tête de « {entry.name} »"))
        lengths.append((entry.size, f"« {entry.name} »"))
    for name, part in directory(entries, DAY):
        lengths.append((len(part), f"dans la ligne du sommaire sur « {name} »" if name else "dans la fin du sommaire"))
    ends = [sum(length for length, _words in lengths[: place + 1]) for place in range(len(lengths))]
    return [(end - length, end, words) for end, (length, words) in zip(ends, lengths, strict=True)]


def _entries(files: Mapping[str, bytes]) -> list[Entry]:
    return in_order(Entry(name, len(content), zlib.crc32(content)) for name, content in files.items())
