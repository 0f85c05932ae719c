"""The files of a declaration as a page shows them, with the addresses at which this reader gets them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from common.text import grouped
from label.evidence import A_MEGABYTE, megabytes
from label.models import Evidence, EvidenceKind

PICTURES = (EvidenceKind.PNG, EvidenceKind.JPEG)


@dataclass(frozen=True)
class PieceLine:
    """A file: its name, its kind, its weight, and where it is."""

    pk: UUID
    name: str
    kind: str
    weight: str
    address: str
    thumbnail: str = ""


def weight_words(size: int) -> str:
    """Write a size as people say it."""
    if size < A_MEGABYTE:
        return _("%(n)s ko") % {"n": grouped(max(1, round(size / 1000)))}
    return _("%(n)s Mo") % {"n": megabytes(size)}


def piece_lines(
    rows: Iterable[Evidence], *, file: Callable[[Evidence], str], small: Callable[[Evidence], str]
) -> list[PieceLine]:
    """Give the lines of some files; `file` and `small` give the addresses of a file and of its thumbnail."""
    return [
        PieceLine(
            row.pk,
            row.name,
            row.get_kind_display(),
            weight_words(row.size),
            file(row),
            small(row) if row.kind in PICTURES else "",
        )
        for row in rows
    ]
