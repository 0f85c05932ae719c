"""From an uploaded file to grey pages: true type, limits, and one bad page never loses the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from threading import Lock

import pypdfium2
from PIL import Image, ImageOps
from pypdfium2.raw import FPDF_ERR_PASSWORD, FPDF_PAGEOBJ_IMAGE, FPDF_GetLastError

MOST_BYTES = 64_000_000
MOST_PAGES = 200
MOST_PIXELS = 64_000_000
SMALLEST_SIDE = 500
READ_SIDE = 2000
"""The longest side, in pixels, of a picture made from a page of a PDF."""
DRAFT_SIDE = 1600
"""A JPEG picture is decoded smaller as long as its sides stay above this."""
LARGEST_SIDE = 3200
PICTURES = ("JPEG", "PNG", "TIFF")
SEARCHED_HEAD = 1024
HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif")
MOST_NESTED = 15

EMPTY = "Ce fichier est vide. Envoyez-le à nouveau."
HEAVY = f"Ce fichier pèse plus de {MOST_BYTES // 1_000_000} Mo. Envoyez-le en plusieurs parties."
UNKNOWN = (
    "Ce fichier n’est ni un PDF ni une image JPEG, PNG ou TIFF. Scannez ou photographiez les feuilles, "
    "puis envoyez le fichier que donne l’appareil."
)
HEIC = (
    "Cette photo est au format HEIC. Dans les réglages de l’appareil photo, choisissez le format JPEG, "
    "puis reprenez-la."
)
LARGE = (
    f"Cette image a plus de {MOST_PIXELS // 1_000_000} millions de points. "
    "Scannez la feuille à 300 points par pouce, ou moins."
)
SMALL = "Cette image est trop petite pour être lue. Photographiez une feuille à la fois, de plus près."
BROKEN = "Cette page est abimée. Scannez-la ou photographiez-la à nouveau."
LOCKED = "Ce PDF est protégé par un mot de passe. Enlevez la protection, puis envoyez-le à nouveau."
LONG = f"Ce fichier a plus de {MOST_PAGES} pages. Les {MOST_PAGES} premières sont lues ; envoyez les autres à part."

_PDFIUM = Lock()
"""PDFium may be in one place at a time only."""


@dataclass(frozen=True)
class PageImage:
    """A page as a grey picture, upright as its file says, and nothing else of the file."""

    name: str
    place: int
    picture: Image.Image


@dataclass(frozen=True)
class PageProblem:
    """A page, or a whole file when the place is 0, that could not be opened, and what to do about it."""

    name: str
    place: int
    message: str


Page = PageImage | PageProblem


class _Refused(Exception):
    """Carries the sentence that tells why a page is not opened."""


def pages_of(name: str, content: bytes) -> Iterator[Page]:
    """Yield every page of a file as a picture or as a problem; the name only says where it came from."""
    if not content:
        yield PageProblem(name, 0, EMPTY)
    elif len(content) > MOST_BYTES:
        yield PageProblem(name, 0, HEAVY)
    elif b"%PDF-" in content[:SEARCHED_HEAD]:
        yield from _pdf_pages(name, content)
    elif content[4:8] == b"ftyp" and content[8:12] in HEIC_BRANDS:
        yield PageProblem(name, 0, HEIC)
    else:
        yield from _picture_pages(name, content)


def _picture_pages(name: str, content: bytes) -> Iterator[Page]:
    try:
        image = Image.open(BytesIO(content), formats=PICTURES)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        yield PageProblem(name, 0, LARGE)
        return
    except Exception:
        yield PageProblem(name, 0, UNKNOWN)
        return
    with image:
        for place in range(1, MOST_PAGES + 2):
            if place > 1 and not _turn_to(image, place):
                return
            if place > MOST_PAGES:
                yield PageProblem(name, 0, LONG)
                return
            yield _page(name, place, image)


def _turn_to(image: Image.Image, place: int) -> bool:
    """Go to a page of a TIFF file; every other format has one, whatever a telephone hides behind it."""
    if image.format != "TIFF":
        return False
    try:
        image.seek(place - 1)
    except Exception:
        return False
    return True


def _page(name: str, place: int, image: Image.Image) -> Page:
    try:
        return PageImage(name, place, _grey(image))
    except _Refused as refusal:
        return PageProblem(name, place, str(refusal))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return PageProblem(name, place, LARGE)
    except Exception:
        return PageProblem(name, place, BROKEN)


def _grey(image: Image.Image) -> Image.Image:
    """Decode one picture, once its size is known to be bearable, into grey pixels without any metadata."""
    _check_size(*image.size)
    if image.format in ("JPEG", "MPO"):
        image.draft("L", (DRAFT_SIDE, DRAFT_SIDE))
    upright = ImageOps.exif_transpose(image)
    if upright.mode.startswith("I"):
        upright = upright.convert("I").point(lambda level: level / 256).convert("L")
    elif upright.has_transparency_data:
        paper = Image.new("RGBA", upright.size, "white")
        upright = Image.alpha_composite(paper, upright.convert("RGBA"))
    grey = upright.convert("L")
    grey = grey.reduce(2) if max(grey.size) > LARGEST_SIDE else grey
    grey.info = {}
    return grey


def _check_size(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise _Refused(LARGE)
    if min(width, height) < SMALLEST_SIDE:
        raise _Refused(SMALL)


def _pdf_pages(name: str, content: bytes) -> Iterator[Page]:
    """Render the pages one after the other, so that masks, layers and turned pages are seen as on paper."""
    with _PDFIUM:
        try:
            document = pypdfium2.PdfDocument(content)
            count = len(document)
        except pypdfium2.PdfiumError:
            locked = FPDF_GetLastError() == FPDF_ERR_PASSWORD
            document, count = None, 0
    if document is None:
        yield PageProblem(name, 0, LOCKED if locked else BROKEN)
        return
    try:
        for place in range(1, min(count, MOST_PAGES) + 1):
            yield _pdf_page(name, place, document)
        if count > MOST_PAGES:
            yield PageProblem(name, 0, LONG)
    finally:
        with _PDFIUM:
            document.close()


def _pdf_page(name: str, place: int, document: pypdfium2.PdfDocument) -> Page:
    try:
        with _PDFIUM:
            return PageImage(name, place, _rendered(document[place - 1]))
    except _Refused as refusal:
        return PageProblem(name, place, str(refusal))
    except Exception:
        return PageProblem(name, place, BROKEN)


def _rendered(page: pypdfium2.PdfPage) -> Image.Image:
    """Draw a page at the size that the reader needs, once the pictures in it are known to be bearable."""
    for thing in page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE], max_depth=MOST_NESTED):
        width, height = thing.get_px_size()
        if width * height > MOST_PIXELS:
            raise _Refused(LARGE)
    picture = page.render(scale=READ_SIDE / max(page.get_size()), grayscale=True).to_pil().convert("L")
    return picture.copy()
