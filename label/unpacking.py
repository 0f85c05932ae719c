"""A zip that somebody hands in, read without trusting it: nothing is written, unfolded or followed."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from label.archive import CENTRAL, CENTRAL_SIGN, END, END_SIGN, LOCAL, LOCAL_SIGN, MOST_BYTES, MOST_FILES, STORED, Entry

LONGEST_COMMENT = 65_535
COMMON_SIGN = b"PK"


@dataclass(frozen=True)
class Found:
    """A file inside a zip: what the zip says of it, and where its content begins."""

    entry: Entry
    start: int

    def content(self, archive: memoryview) -> memoryview:
        return archive[self.start : self.start + self.entry.size]


class Unreadable(Exception):
    """Says in words why a zip cannot be read."""


def by_directory(archive: memoryview) -> list[Found]:
    """List the files as the table of contents at the end tells them; raise Unreadable."""
    skipped = max(0, len(archive) - END.size - LONGEST_COMMENT)
    place = bytes(archive[skipped:]).rfind(END_SIGN)
    if place < 0 or skipped + place + END.size > len(archive):
        raise Unreadable(_("Ce fichier n’est pas un zip entier : sa fin manque."))
    end = skipped + place
    _sign, _disk, _first, _here, count, length, offset, _comment = END.unpack_from(archive, end)
    position, moved = end - length, end - length - offset
    if moved < 0 or position < 0:
        raise Unreadable(_("Le sommaire du zip ne se trouve pas où sa fin l’annonce."))
    found: list[Found] = []
    for _number in range(_few(count)):
        if position + CENTRAL.size > end or bytes(archive[position : position + 4]) != CENTRAL_SIGN:
            raise Unreadable(_("Le sommaire du zip est abimé."))
        fields = CENTRAL.unpack_from(archive, position)
        method, begin = fields[4], fields[-1]
        crc, packed, size, name_length, extra, comment = fields[7:13]
        after = position + CENTRAL.size + name_length
        name = _name(archive, after - name_length, name_length)
        start = _content_start(archive, moved + begin, name_length, size)
        found.append(_checked(archive, found, Found(Entry(name, size, crc), start), method, packed))
        position = after + extra + comment
    return found


def by_headers(archive: memoryview) -> list[Found]:
    """List the files as they come one after the other, each behind its header; raise Unreadable."""
    found: list[Found] = []
    position = 0
    while position + LOCAL.size <= len(archive) and bytes(archive[position : position + 4]) == LOCAL_SIGN:
        _few(len(found) + 1)
        fields = LOCAL.unpack_from(archive, position)
        method = fields[3]
        crc, packed, size, name_length, extra = fields[6:]
        name = _name(archive, position + LOCAL.size, name_length)
        start = position + LOCAL.size + name_length + extra
        found.append(_checked(archive, found, Found(Entry(name, size, crc), start), method, packed))
        position = start + size
    if not found:
        raise Unreadable(_("Ce fichier n’est pas un zip."))
    return found


READERS: tuple[Callable[[memoryview], list[Found]], ...] = (by_directory, by_headers)
"""A zip says everything twice; when one telling was changed, the other one still names what is wrong."""


def _few(count: int) -> int:
    if count > MOST_FILES:
        raise Unreadable(_("Ce zip annonce plus de %(most)d fichiers.") % {"most": MOST_FILES})
    return count


def _name(archive: memoryview, start: int, length: int) -> str:
    return bytes(archive[start : start + length]).decode(errors="replace")


def _content_start(archive: memoryview, header: int, name_length: int, size: int) -> int:
    """Give the place of a content, also behind a header with something added to it, or with a changed length."""
    plain = header + LOCAL.size + name_length
    if header + LOCAL.size <= len(archive):
        longer = plain + LOCAL.unpack_from(archive, header)[-1]
        if bytes(archive[longer + size : longer + size + len(COMMON_SIGN)]) == COMMON_SIGN:
            return longer
    return plain


def _checked(archive: memoryview, before: list[Found], found: Found, method: int, packed: int) -> Found:
    """Give the file back; raise Unreadable when it is compressed, out of the zip, or takes a part of it twice."""
    if method != STORED or packed != found.entry.size:
        raise Unreadable(_("Ce zip est compressé : un dossier ne l’est pas, il a été refait par un autre programme."))
    told = sum(other.entry.size for other in before) + found.entry.size
    if found.start + found.entry.size > len(archive) or told > min(len(archive), MOST_BYTES):
        raise Unreadable(_("Un fichier du zip annonce plus d’octets qu’il n’y en a."))
    return found
