"""The files that prove declarations: kept once for each school, taken away and put back, handed out as downloads."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TypeVar

from django.conf import settings
from django.core.files import File
from django.core.files.storage import storages
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Sum
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.timezone import now
from django.utils.translation import gettext as _

from common.text import grouped, typeset
from common.uploads import Refused, SafeFile, safe_file
from label.models import Declaration, Evidence, EvidenceQuerySet, evidence_path
from schools.models import School, User

MOST_PIECES = 8
"""Most files of a declaration: more are read by nobody."""
REMOVED_KEPT = timedelta(days=30)
UNPOINTED_KEPT = timedelta(days=1)
"""How long a file that no row points at may wait: its row may be on its way."""
CLOSED = "default-src 'none'; sandbox"
A_MEGABYTE = 1_000_000

Response = TypeVar("Response", bound=HttpResponseBase)


@dataclass(frozen=True)
class Meter:
    """How much room a school's files take, the same file counted once."""

    used: int
    most: int

    @property
    def left(self) -> int:
        return max(0, self.most - self.used)

    @property
    def share(self) -> int:
        """Give the part in use, from 0 to 100."""
        return min(100, round(100 * self.used / self.most)) if self.most else 100


def meter_of(school: School) -> Meter:
    """Measure the files that stand for a school."""
    files = Evidence.objects.standing().filter(school=school).order_by().values("sha256", "size").distinct()
    return Meter(files.aggregate(all=Sum("size"))["all"] or 0, settings.EVIDENCE_QUOTA)


def add_uploads(*, declaration: Declaration, uploads: Sequence[UploadedFile], author: User) -> list[str]:
    """Keep the good files of a batch beside a declaration; give a sentence for each of the others."""
    refusals = []
    for place, upload in enumerate(uploads):
        try:
            if place >= MOST_PIECES:
                raise Refused(_("envoyez %(most)s fichiers au plus à la fois.") % {"most": MOST_PIECES})
            add_evidence(declaration=declaration, file=safe_file(upload), author=author)
        except Refused as reason:
            refusals.append(refusal(upload.name or "", str(reason)))
    return refusals


def refusal(name: str, reason: str) -> str:
    """Name a file that was not kept, with the reason."""
    return typeset(f"« {name} » : {reason}")


@transaction.atomic
def add_evidence(*, declaration: Declaration, file: SafeFile, author: User) -> Evidence:
    """Keep a file beside a declaration; the same one again is the one that stands. Raise Refused where no room is."""
    school = School.objects.select_for_update().get(pk=declaration.school_id)
    forget_removed(Evidence.objects.filter(school=school))
    _bound_removed(school)
    pieces = Evidence.objects.filter(school=school, declaration=declaration)
    known = pieces.filter(sha256=file.sha256).order_by("removed_at").first()
    if known is not None and known.removed_at is None:
        return known
    if pieces.standing().count() >= MOST_PIECES:
        raise Refused(_("il y a déjà %(most)s pièces ici. Retirez-en une, puis réessayez.") % {"most": MOST_PIECES})
    if not Evidence.objects.standing().filter(school=school, sha256=file.sha256).exists():
        _check_room(meter_of(school), file.size)
    if known is not None:
        return restore_evidence(evidence=known)
    row = Evidence(
        school=school,
        declaration=declaration,
        name=file.name,
        kind=file.kind,
        size=file.size,
        sha256=file.sha256,
        thumbnail=file.thumbnail,
        added_by=author,
    )
    row.file.name = _store(evidence_path(row, ""), file)
    row.save()
    return row


def _check_room(meter: Meter, size: int) -> None:
    if size > meter.left:
        said = _(
            "il ne reste que %(left)s Mo sur %(most)s Mo pour l’école. "
            "Retirez une pièce, réduisez ce fichier ou donnez un lien."
        )
        raise Refused(said % {"left": megabytes(meter.left), "most": megabytes(meter.most)})


def megabytes(size: int) -> str:
    """Write a size in megabytes, with one figure after the comma."""
    return grouped(round(size / A_MEGABYTE, 1))


def _store(path: str, file: SafeFile) -> str:
    """Write a file down unless it already is, whole; give its name in the storage."""
    storage = storages["evidence"]
    if storage.exists(path):
        if storage.size(path) == file.size:
            return path
        storage.delete(path)
    return storage.save(path, File(file.stream))


@transaction.atomic
def copy_evidence(*, pieces: Iterable[Evidence], declaration: Declaration, author: User) -> None:
    """Let a declaration be proved by the same files as another one of the school; nothing is stored twice."""
    standing = set(declaration.evidence.standing().values_list("sha256", flat=True))
    for piece in pieces:
        if piece.sha256 not in standing:
            standing.add(piece.sha256)
            Evidence.objects.create(
                school_id=declaration.school_id,
                declaration=declaration,
                name=piece.name,
                kind=piece.kind,
                size=piece.size,
                sha256=piece.sha256,
                file=piece.file.name,
                thumbnail=piece.thumbnail,
                added_by=author,
            )


def remove_evidence(*, evidence: Evidence) -> Evidence:
    """Take a file away; it can be put back for a month."""
    evidence.removed_at = evidence.removed_at or now()
    evidence.save(update_fields=["removed_at"])
    return evidence


@transaction.atomic
def restore_evidence(*, evidence: Evidence) -> Evidence:
    """Undo that, unless the same file has been added again meanwhile."""
    School.objects.select_for_update().get(pk=evidence.school_id)
    twins = evidence.declaration.evidence.standing().filter(sha256=evidence.sha256)
    if not twins.exists():
        evidence.removed_at = None
        evidence.save(update_fields=["removed_at"])
    return evidence


def forget_removed(rows: EvidenceQuerySet) -> None:
    """Erase those of the rows that were taken away over a month ago, and their files where nothing else needs them."""
    _erase(rows.filter(removed_at__lt=now() - REMOVED_KEPT))


def _bound_removed(school: School) -> None:
    """Let what was taken away fill no more than the school's room once again: the oldest goes first."""
    room, over = settings.EVIDENCE_QUOTA, []
    for row in Evidence.objects.filter(school=school).exclude(removed_at=None).order_by("-removed_at").only("size"):
        room -= row.size
        if room < 0:
            over.append(row.pk)
    _erase(Evidence.objects.filter(pk__in=over))


def _erase(rows: EvidenceQuerySet) -> None:
    names = set(rows.values_list("file", flat=True))
    rows.delete()
    for name in names:
        transaction.on_commit(partial(_delete_unless_needed, name))


@transaction.atomic
def _delete_unless_needed(name: str) -> bool:
    """Delete a file that no row points at, while nobody can add the same one; a file lies under its school's number."""
    School.objects.select_for_update().filter(pk=int(name.partition("/")[0])).first()
    if Evidence.objects.filter(file=name).exists():
        return False
    storages["evidence"].delete(name)
    return True


def sweep_evidence() -> int:
    """Forget what was removed, and delete the files that no row has pointed at for a day; give how many went."""
    with transaction.atomic():
        forget_removed(Evidence.objects.all())
    storage, limit, count = storages["evidence"], now() - UNPOINTED_KEPT, 0
    for name in _stored(""):
        if storage.get_modified_time(name) < limit:
            count += _delete_unless_needed(name)
    return count


def _stored(folder: str) -> Iterable[str]:
    """Give the names of all files in a folder of the storage and below."""
    try:
        folders, files = storages["evidence"].listdir(folder)
    except FileNotFoundError:
        return
    for name in files:
        yield f"{folder}{name}"
    for name in folders:
        yield from _stored(f"{folder}{name}/")


def download(evidence: Evidence) -> FileResponse:
    """Hand a file out to be saved, never to be opened in the page; a file lost from the disk is a 404."""
    try:
        stream = storages["evidence"].open(evidence.file.name or "")
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(stream, as_attachment=True, filename=evidence.name, content_type="application/octet-stream")
    return _closed(response)


def thumbnail(evidence: Evidence) -> HttpResponse:
    """Hand out the small picture of a file; a file without one is a 404."""
    if not evidence.thumbnail:
        raise Http404
    return _closed(HttpResponse(bytes(evidence.thumbnail), content_type="image/webp"))


def _closed(response: Response) -> Response:
    """Let a browser that opens the answer all the same run nothing of it, and guess nothing."""
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = CLOSED
    return response
