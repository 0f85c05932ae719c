"""A dossier's zip, in the one form that it may have: names in order, contents stored as they are, nothing else.

Each byte follows from the names, the contents and the day, so that a byte that was changed anywhere can be named.
"""

import re
import struct
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from label.manifest import FIRST_YEAR, SEAL

MOST_BYTES = 60_000_000
MOST_FILES = 1_000
SAFE_NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9_.-]*(/[A-Za-z0-9_-][A-Za-z0-9_.-]*)*")
"""Names that mean one place, inside, on every system."""

STORED = 0
LOCAL = struct.Struct("<4s5H3L2H")
CENTRAL = struct.Struct("<4s6H3L5H2L")
END = struct.Struct("<4s4H2LH")
LOCAL_SIGN, CENTRAL_SIGN, END_SIGN = b"PK\3\4", b"PK\1\2", b"PK\5\6"
VERSION_NEEDED = 20
MADE_BY_UNIX = 3 << 8 | VERSION_NEEDED
PLAIN_FILE = 0o644 << 16


@dataclass(frozen=True)
class Entry:
    """What a zip says of one file."""

    name: str
    size: int
    crc: int


def pack(files: Mapping[str, bytes], day: date) -> bytes:
    """Make the zip of some files; raise ValueError for what a checker would refuse."""
    unsafe = [name for name in files if not SAFE_NAME.fullmatch(name)]
    if unsafe or len(files) > MOST_FILES:
        raise ValueError(f"{len(files)} files, these with an unsafe name: {unsafe}")
    entries = in_order(Entry(name, len(content), zlib.crc32(content)) for name, content in files.items())
    parts = [part for entry in entries for part in (local_header(entry, day), files[entry.name])]
    content = b"".join([*parts, *(part for _name, part in directory(entries, day))])
    if len(content) > MOST_BYTES:
        raise ValueError(f"{len(content)} bytes")
    return content


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """Sort entries by name, the seal last."""
    return sorted(entries, key=lambda entry: (SEAL.index(entry.name) if entry.name in SEAL else -1, entry.name))


def local_header(entry: Entry, day: date) -> bytes:
    """Give the bytes that stand before the content of a file."""
    name = entry.name.encode()
    fields = (VERSION_NEEDED, 0, STORED, 0, _dos(day), entry.crc, entry.size, entry.size, len(name), 0)
    return LOCAL.pack(LOCAL_SIGN, *fields) + name


def directory(entries: Iterable[Entry], day: date) -> list[tuple[str, bytes]]:
    """Give the table of contents that ends a zip, line by line with the name of its file, then the end without name."""
    lines, position = [], 0
    for entry in entries:
        name = entry.name.encode()
        sizes = (_dos(day), entry.crc, entry.size, entry.size, len(name))
        head = CENTRAL.pack(
            CENTRAL_SIGN, MADE_BY_UNIX, VERSION_NEEDED, 0, STORED, 0, *sizes, 0, 0, 0, 0, PLAIN_FILE, position
        )
        lines.append((entry.name, head + name))
        position += LOCAL.size + len(name) + entry.size
    length = sum(len(line) for _name, line in lines)
    return [*lines, ("", END.pack(END_SIGN, 0, 0, len(lines), len(lines), length, position, 0))]


def _dos(day: date) -> int:
    """Write a day as a zip does; it counts its own years."""
    return (day.year - FIRST_YEAR) << 9 | day.month << 5 | day.day
