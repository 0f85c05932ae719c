"""A zip compared, byte by byte, with the one that its own contents call for."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.translation import gettext as _

from label.archive import directory, in_order, local_header
from label.unpacking import COMMON_SIGN, Found


def places_that_differ(archive: memoryview, found: Sequence[Found], day: date) -> Iterator[str]:
    """Walk through the zip as it should be, and say where it is not so."""
    entries = in_order(item.entry for item in found)
    starts = {item.entry: item.start for item in found}
    if min(starts.values()) > len(local_header(entries[0], day)) and bytes(archive[: len(COMMON_SIGN)]) != COMMON_SIGN:
        yield _("Des octets étrangers précèdent le dossier, dès l’octet 0.")
    position = 0
    for entry in entries:
        header = local_header(entry, day)
        place = _gap(archive, position, header)
        if place is None and starts[entry] != position + len(header):
            place = position
        if place is not None:
            yield _("L’octet %(place)d diffère, dans l’en-tête de « %(name)s ».") % {"place": place, "name": entry.name}
        position += len(header) + entry.size
    for name, part in directory(entries, day):
        place = _gap(archive, position, part)
        if place is not None and name:
            words = {"place": place, "name": name}
            yield _("L’octet %(place)d diffère, dans la ligne du sommaire sur « %(name)s ».") % words
        elif place is not None:
            yield _("L’octet %(place)d diffère, dans la fin du sommaire.") % {"place": place}
        position += len(part)
    if len(archive) > position:
        extra = {"extra": len(archive) - position, "place": position}
        yield _("%(extra)d octets étrangers suivent le dossier, dès l’octet %(place)d.") % extra


def _gap(archive: memoryview, position: int, wanted: bytes) -> int | None:
    """Give the place of the first byte that is not the wanted one."""
    there = bytes(archive[position : position + len(wanted)])
    if there == wanted:
        return None
    same = (one == other for one, other in zip(there, wanted, strict=False))
    return position + next((place for place, equal in enumerate(same) if not equal), len(there))
