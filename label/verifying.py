"""A dossier checked offline: what differs from what its school's installation signed, named in words."""

import hashlib
import os
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from mmap import ACCESS_READ, mmap
from typing import Any, BinaryIO

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from label.archive import MOST_BYTES, SAFE_NAME, Entry
from label.comparing import places_that_differ
from label.manifest import MANIFEST, PUBLIC_KEY, SEAL, SIGNATURE, Manifest, read_json, shown
from label.recounting import points_that_do_not_follow
from label.signing import PublicKey
from label.unpacking import READERS, Found, Unreadable
from label.verdict import Outcome, Verdict

CRITERIA = "criteres.json"


def verify(content: bytes | mmap, expected: str | None = None) -> Verdict:
    """Check a dossier against itself and, when one is given, against the fingerprint of the key that should sign it.

    A dossier is good only when each of its bytes is the one that its contents call for.
    """
    archive = memoryview(content)
    if len(archive) > MOST_BYTES:
        most = _("Ce fichier dépasse %(most)d Mo.") % {"most": MOST_BYTES // 1_000_000}
        return Verdict(Outcome.UNREADABLE, (most,))
    verdicts: list[Verdict] = []
    reasons: list[str] = []
    for read in READERS:
        try:
            verdicts.append(_judged(archive, read(archive), expected))
        except Unreadable as reason:
            reasons.append(str(reason))
        else:
            if verdicts[-1].outcome is not Outcome.ALTERED:
                return verdicts[-1]
    if not verdicts:
        return Verdict(Outcome.UNREADABLE, (reasons[0],))
    return max(verdicts, key=lambda verdict: (len(verdict.passed), -len(verdict.differences)))


def verify_file(file: BinaryIO, expected: str | None = None) -> Verdict:
    """Check a dossier where it lies on the disk, without bringing it whole into memory."""
    if not os.fstat(file.fileno()).st_size:
        return verify(b"", expected)
    with mmap(file.fileno(), 0, access=ACCESS_READ) as content:
        return verify(content, expected)


@dataclass
class _Case:
    """The checks of one reading of a dossier, as they go."""

    archive: memoryview
    found: Sequence[Found]
    differences: list[str] = field(default_factory=list)
    passed: list[str] = field(default_factory=list)
    miscounted: list[str] = field(default_factory=list)
    whole: set[str] = field(default_factory=lambda: set(SEAL))
    """Names of the files whose content is the signed one; of the seal itself, once it holds."""

    def content(self, name: str) -> bytes | None:
        return next((bytes(item.content(self.archive)) for item in self.found if item.entry.name == name), None)


def _judged(archive: memoryview, found: Sequence[Found], expected: str | None) -> Verdict:
    case = _Case(archive, found)
    manifest, holds = _check_seal(case)
    if manifest:
        _check_files(case, manifest)
    if manifest and holds:
        _check_form(case, manifest.day)
    differences, passed = (*case.differences, *case.miscounted), tuple(case.passed)
    if manifest is None or not holds:
        return Verdict(Outcome.ALTERED, differences, passed)
    return Verdict(_outcome(case, manifest, expected), differences, passed, manifest, manifest.fingerprint)


def _outcome(case: _Case, manifest: Manifest, expected: str | None) -> Outcome:
    if case.differences:
        return Outcome.ALTERED
    if expected not in (None, manifest.fingerprint):
        return Outcome.OTHER_KEY
    if case.miscounted:
        return Outcome.MISCOUNTED
    return Outcome.GENUINE if expected else Outcome.INTACT


def _check_seal(case: _Case) -> tuple[Manifest | None, bool]:
    """Check the three files that vouch for the others; give what they list, and whether they hold together."""
    seal = {name: case.content(name) for name in SEAL}
    missing = [name for name, content in seal.items() if content is None]
    case.differences += [_("Il manque « %(name)s ».") % {"name": name} for name in missing]
    manifest, key = _manifest(case, seal[MANIFEST]), _key(case, seal[PUBLIC_KEY])
    signature, message = seal[SIGNATURE], seal[MANIFEST]
    if manifest is None or key is None or signature is None or message is None:
        return manifest, False
    if key.fingerprint == manifest.fingerprint and key.has_signed(message, signature):
        case.passed.append(_("La signature est celle de ce manifeste, par la clé qu’il nomme."))
        return manifest, True
    damaged = _damaged(case)
    case.differences.append(_why_the_seal_is_broken(damaged, manifest, key))
    return (None if damaged == MANIFEST else manifest), False


def _manifest(case: _Case, content: bytes | None) -> Manifest | None:
    try:
        return None if content is None else Manifest.read(content)
    except ValueError:
        case.differences.append(_("« %(name)s » a été modifié : il ne se lit plus.") % {"name": MANIFEST})
        return None


def _key(case: _Case, content: bytes | None) -> PublicKey | None:
    try:
        return None if content is None else PublicKey.from_pem(content)
    except ValueError:
        case.differences.append(_("« %(name)s » a été modifié : ce n’est plus une clé.") % {"name": PUBLIC_KEY})
        return None


def _damaged(case: _Case) -> str:
    """Name the file of the seal that its own checksum betrays, if one does."""
    seal = (item for item in case.found if item.entry.name in SEAL)
    return next((item.entry.name for item in seal if zlib.crc32(item.content(case.archive)) != item.entry.crc), "")


def _why_the_seal_is_broken(damaged: str, manifest: Manifest, key: PublicKey) -> str:
    if damaged:
        return _("« %(name)s » a été modifié : la signature ne tient plus.") % {"name": damaged}
    if key.fingerprint != manifest.fingerprint:
        return _("« %(name)s » n’est pas la clé que nomme le manifeste.") % {"name": PUBLIC_KEY}
    return _("La signature est fausse : cette clé n’a pas signé ce manifeste (« manifest.json » ou « manifest.sig »).")


def _check_files(case: _Case, manifest: Manifest) -> None:
    """Compare each file with what the manifest lists."""
    times = Counter(item.entry.name for item in case.found)
    listed = {*manifest.files, *SEAL}
    for name in sorted(listed - {*times, *SEAL}):
        case.differences.append(_("Il manque « %(name)s ».") % {"name": shown(name)})
    for name in times:
        words = {"name": shown(name), "n": times[name]}
        if name not in listed:
            case.differences.append(_("« %(name)s » est en trop : le manifeste ne le connait pas.") % words)
        elif times[name] > 1:
            case.differences.append(_("« %(name)s » s’y trouve %(n)d fois.") % words)
    for item in case.found:
        if item.entry.name in manifest.files:
            _check_file(case, item, *manifest.files[item.entry.name])


def _check_file(case: _Case, item: Found, size: int, digest: str) -> None:
    words: dict[str, Any] = {"name": item.entry.name, "size": _number(item.entry.size), "told": _number(size)}
    if item.entry.size != size:
        case.differences.append(
            _("« %(name)s » compte %(size)s octets, pas %(told)s comme le dit le manifeste.") % words
        )
    elif hashlib.sha256(item.content(case.archive)).hexdigest() != digest:
        case.differences.append(
            _("« %(name)s » n’a plus l’empreinte que donne le manifeste : son contenu a été modifié.") % words
        )
    else:
        case.whole.add(item.entry.name)
        case.passed.append(_("« %(name)s » : %(size)s octets, empreinte exacte.") % words)
        if item.entry.name == CRITERIA:
            _check_points(case, bytes(item.content(case.archive)))


def _check_points(case: _Case, content: bytes) -> None:
    """Count the points of the criteria again."""
    try:
        problems = points_that_do_not_follow(read_json(content))
    except ValueError:
        problems = [_("« %(name)s » ne se lit pas.") % {"name": CRITERIA}]
    case.miscounted += problems
    if not problems:
        case.passed.append(_("Recomptés, les points de « %(name)s » sont les mêmes.") % {"name": CRITERIA})


def _check_form(case: _Case, day: date) -> None:
    """Compare every byte that belongs to no content with the one that a dossier of that day has there."""
    unsafe = [item.entry.name for item in case.found if not SAFE_NAME.fullmatch(item.entry.name)]
    if unsafe:
        case.differences += [_("Le nom « %(name)s » est dangereux.") % {"name": shown(name)} for name in unsafe]
        return
    found = [replace(item, entry=_true_entry(case, item)) for item in case.found]
    place = next(places_that_differ(case.archive, found, day), None)
    if place is None:
        case.passed.append(_("Rien n’a été ajouté ni changé autour des fichiers."))
        return
    case.differences.append(place)


def _true_entry(case: _Case, item: Found) -> Entry:
    """Give what the zip should say of a file: of a damaged one only the zip's own word is left."""
    if item.entry.name in case.whole:
        return replace(item.entry, crc=zlib.crc32(item.content(case.archive)))
    return item.entry


def _number(value: int) -> str:
    return number_format(value, use_l10n=True, force_grouping=True)
