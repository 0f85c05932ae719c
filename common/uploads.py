"""Files that people send: known by their first bytes, bounded, named plainly, pictures drawn again without a past."""

import re
import struct
import unicodedata
import zipfile
import zlib
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from lzma import LZMAError
from typing import Any, BinaryIO

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from common.upload_limits import LARGEST_FILE

LONGEST_NAME = 120
HEAD = 1024
"""How far into a file its kind is looked for."""

LARGEST_SIDE = 2000
MOST_PIXELS = 40_000_000
"""Largest picture that is decoded: what it announces is read first."""
THUMBNAIL_SIDE = 160
LARGEST_THUMBNAIL = 8_000
THUMBNAIL_QUALITIES = (70, 40, 10, 1)

MOST_PARTS = 2_000
MOST_UNPACKED = 200_000_000
LARGEST_DIRECTORY = 1_000_000
"""Bounds of a document's zip: its parts, what they become once unpacked, and the list of them."""
LARGEST_PART_READ = 1_000_000
ODT = b"application/vnd.oasis.opendocument.text"
DOCX = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MACROS = re.compile(r"(^|/)(vbaProject\.bin|vbaData\.xml|Basic/|Scripts/)", re.IGNORECASE)
DAMAGED = (
    zipfile.BadZipFile, zlib.error, LZMAError, struct.error, EOFError, OSError, SyntaxError, ValueError, RuntimeError,
    LookupError, ArithmeticError,
)  # fmt: skip
"""What reading a damaged zip or picture may raise."""

SUFFIXES = {"pdf": ("pdf",), "png": ("png",), "jpg": ("jpg", "jpeg"), "odt": ("odt",), "docx": ("docx",)}
"""Kinds that are taken, with the endings that their names may have."""
_FORBIDDEN_SIGNS = re.compile(r'[<>:"|?*]')


class Refused(Exception):
    """A file that is not taken; the argument says in a sentence what is wrong and what to do."""


@dataclass(frozen=True)
class SafeFile:
    """A file that may be kept: what is stored is `stream`, from its beginning."""

    name: str
    kind: str
    size: int
    sha256: str
    stream: BinaryIO
    thumbnail: bytes = b""


def safe_file(upload: UploadedFile) -> SafeFile:
    """Make a file that somebody sent fit to be kept; raise Refused with the reason otherwise."""
    if not upload.size:
        raise Refused(_("le fichier est vide."))
    if upload.size > LARGEST_FILE:
        raise Refused(too_large())
    stream: Any = upload.file
    kind = _kind_of(stream)
    thumbnail = b""
    if kind in ("png", "jpg"):
        stream, thumbnail = _drawn_again(stream)
    size, digest = _measured(stream)
    return SafeFile(clean_name(upload.name or "", kind), kind, size, digest, stream, thumbnail)


def too_large() -> str:
    """Say that a file is too large, and what to do."""
    return _("le fichier dépasse %(most)s Mo. Réduisez-le, ou donnez un lien.") % {"most": LARGEST_FILE // 1_000_000}


def clean_name(name: str, kind: str) -> str:
    """Give a name that any system can write: no path, no control sign, an ending that tells the truth."""
    base = unicodedata.normalize("NFC", re.split(r"[/\\]", name)[-1])
    plain = "".join(sign for sign in base if unicodedata.category(sign) not in _UNSEEN or sign == "\u200d")
    plain = re.sub(r"\s+", " ", _FORBIDDEN_SIGNS.sub("-", plain)).strip(" .")
    stem, dot, ending = plain.rpartition(".")
    if not dot or ending.lower() not in SUFFIXES[kind]:
        stem, ending = plain, SUFFIXES[kind][0]
    stem = stem[: LONGEST_NAME - len(ending) - 1].rstrip(" .\u200d")
    return f"{stem or _('piece')}.{ending.lower()}"


_UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp")


def _kind_of(stream: BinaryIO) -> str:
    """Tell what a file is by its bytes, whatever its name says."""
    stream.seek(0)
    head = stream.read(HEAD)
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if head.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if head.startswith(b"PK\x03\x04"):
        try:
            return _document_kind(stream)
        except DAMAGED as error:
            raise Refused(_("le document est abimé. Ouvrez-le, enregistrez-le de nouveau, puis réessayez.")) from error
    if b"%PDF-" in head:
        return "pdf"
    raise Refused(_unknown())


def _unknown() -> str:
    return _("ce type de fichier n’est pas accepté. Choisissez un PDF, une image PNG ou JPEG, un document ODT ou DOCX.")


def _document_kind(stream: BinaryIO) -> str:
    """Tell an ODT from a DOCX by what its zip says, without unpacking it."""
    _check_directory(stream)
    with zipfile.ZipFile(stream) as archive:
        parts = archive.infolist()
        names = {part.filename for part in parts}
        unpacked = sum(part.file_size for part in parts)
        if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or any(_leads_out(part) for part in parts):
            raise Refused(_("le document est trop compliqué pour être lu. Enregistrez-le en PDF."))
        types = _beginning(archive, "[Content_Types].xml") if "[Content_Types].xml" in names else b""
        if any(MACROS.search(name) for name in names) or b"macroEnabled" in types:
            raise Refused(_("le document contient des macros. Enregistrez-le sans macros, ou en PDF."))
        if "mimetype" in names and _beginning(archive, "mimetype").strip() == ODT:
            return "odt"
        if DOCX in types:
            return "docx"
    raise Refused(_unknown())


def _check_directory(stream: BinaryIO) -> None:
    """Refuse a zip whose list of parts is itself too large to be read."""
    stream.seek(0, 2)
    stream.seek(max(0, stream.tell() - 66_000))
    tail = stream.read()
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or b"PK\x06\x07" in tail[:end]:
        raise zipfile.BadZipFile
    (length,) = struct.unpack("<L", tail[end + 12 : end + 16])
    if length > LARGEST_DIRECTORY:
        raise Refused(_("le document est trop compliqué pour être lu. Enregistrez-le en PDF."))


def _leads_out(part: zipfile.ZipInfo) -> bool:
    """Tell whether a part is a link, or named outside of its document."""
    is_link = part.external_attr >> 16 & 0o170000 == 0o120000
    return is_link or part.filename.startswith("/") or ".." in re.split(r"[/\\]", part.filename)


def _beginning(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        return part.read(LARGEST_PART_READ)


def _drawn_again(stream: BinaryIO) -> tuple[BinaryIO, bytes]:
    """Draw a picture again, upright, no larger than a screen, without place, date or device; and its thumbnail."""
    stream.seek(0)
    try:
        with Image.open(stream, formats=("PNG", "JPEG")) as image:
            return _redrawn(image)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Refused(_too_many_pixels()) from error
    except DAMAGED as error:
        raise Refused(_("l’image est abimée. Ouvrez-la, enregistrez-la de nouveau, puis réessayez.")) from error


def _too_many_pixels() -> str:
    return _("l’image a trop de points. Réduisez-la, puis réessayez.")


def _redrawn(image: Image.Image) -> tuple[BinaryIO, bytes]:
    if image.width * image.height > MOST_PIXELS:
        raise Refused(_too_many_pixels())
    kind = image.format or ""
    image.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
    upright = ImageOps.exif_transpose(image)
    plain = _plain_colours(upright, keep_clear=kind == "PNG")
    plain.info = {}
    drawn = BytesIO()
    plain.save(drawn, kind, **({"quality": 85} if kind == "JPEG" else {"optimize": True}))
    return drawn, _thumbnail(plain)


def _plain_colours(image: Image.Image, *, keep_clear: bool) -> Image.Image:
    if keep_clear and image.has_transparency_data:
        return image.convert("RGBA")
    return image if image.mode in ("L", "RGB") else image.convert("RGB")


def _thumbnail(image: Image.Image) -> bytes:
    """Draw a small picture on white, as good as fits into a few kilobytes."""
    small = image.copy()
    small.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE))
    if small.mode == "RGBA":
        white = Image.new("RGB", small.size, "white")
        white.paste(small, mask=small)
        small = white
    for quality in THUMBNAIL_QUALITIES:
        drawn = BytesIO()
        small.save(drawn, "WEBP", quality=quality)
        if drawn.tell() <= LARGEST_THUMBNAIL:
            return drawn.getvalue()
    return b""


def _measured(stream: BinaryIO) -> tuple[int, str]:
    """Give the size and the fingerprint of a stream, a piece at a time, and go back to its beginning."""
    stream.seek(0)
    size, digest = 0, sha256()
    while piece := stream.read(65_536):
        size += len(piece)
        digest.update(piece)
    stream.seek(0)
    return size, digest.hexdigest()
