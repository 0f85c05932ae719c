"""Files become pages by what they hold, within limits, and a bad page never takes the others with it."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfWriter

from printing.answer_sheet import answer_sheets_pdf
from scanning import upload
from scanning.upload import (
    BROKEN,
    EMPTY,
    HEAVY,
    HEIC,
    LARGE,
    LOCKED,
    LONG,
    SMALL,
    UNKNOWN,
    PageImage,
    PageProblem,
    pages_of,
)
from tests.scanning.trials import SHEET, picture_of, read

SIZE = (600, 800)
ORIENTATION = 0x0112


def saved(image: Image.Image, kind: str, **options) -> bytes:
    """Give a picture as a file of this kind."""
    target = BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()


def problems_of(content: bytes) -> list[tuple[int, str]]:
    """Give the problems of a file that has no readable page."""
    pages = list(pages_of("lot", content))
    assert all(isinstance(page, PageProblem) for page in pages)
    return [(page.place, page.message) for page in pages]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "PDF"])
def test_each_kind_of_file_gives_a_sheet_that_can_be_read(kind):
    content = saved(picture_of(), kind)

    (page,) = pages_of("feuille", content)

    assert (page.name, page.place, page.picture.mode) == ("feuille", 1, "L")
    assert read(page.picture, SHEET).sheet_id == SHEET.sheet_id


@pytest.mark.parametrize("mode", ["1", "P", "LA", "RGB", "RGBA", "CMYK", "I;16"])
def test_each_kind_of_colour_becomes_the_same_grey(mode):
    level = 65535 if mode == "I;16" else 255
    picture = Image.new("I;16", SIZE, level) if mode == "I;16" else Image.new("L", SIZE, level).convert(mode)

    (page,) = pages_of("x", saved(picture, "TIFF"))

    assert (page.picture.mode, page.picture.getextrema()) == ("L", (255, 255))


def test_what_is_transparent_is_paper():
    (page,) = pages_of("x", saved(Image.new("RGBA", SIZE, (0, 0, 0, 0)), "PNG"))

    assert page.picture.getextrema() == (255, 255)


def test_a_picture_stands_upright_and_keeps_nothing_of_where_it_was_taken():
    picture = Image.new("L", SIZE, 255)
    picture.paste(0, (0, 0, 600, 50))
    exif = Image.Exif()
    exif[ORIENTATION], exif[0x010F] = 6, "Marque"

    (page,) = pages_of("x", saved(picture, "JPEG", exif=exif))

    assert page.picture.size == (800, 600)
    assert page.picture.getpixel((790, 300)) < 20 < 200 < page.picture.getpixel((10, 300))
    assert (page.picture.info, dict(page.picture.getexif())) == ({}, {})


def test_a_tiff_file_gives_all_its_pages_in_order():
    pictures = [Image.new("L", SIZE, level) for level in (10, 90, 200)]

    pages = list(pages_of("x", saved(pictures[0], "TIFF", save_all=True, append_images=pictures[1:])))

    assert [(page.place, page.picture.getextrema()) for page in pages] == [
        (1, (10, 10)),
        (2, (90, 90)),
        (3, (200, 200)),
    ]


def test_a_pdf_gives_all_its_pages_whatever_they_are_made_of():
    first = saved(picture_of(), "PDF")
    writer = PdfWriter()
    for content in (first, answer_sheets_pdf([SHEET] * 2, title="x"), first):
        writer.append(BytesIO(content))
    writer.pages[3].rotate(90)
    target = BytesIO()
    writer.write(target)

    pages = list(pages_of("x", target.getvalue()))

    assert [page.place for page in pages] == [1, 2, 3, 4]
    assert [read(page.picture, SHEET).sheet_id for page in pages] == [SHEET.sheet_id] * 4
    assert pages[3].picture.width > pages[3].picture.height


def test_one_bad_page_of_a_pdf_leaves_the_others():
    good, huge = (saved(picture, "PDF") for picture in (picture_of(), Image.new("1", (9000, 9000))))
    writer = PdfWriter()
    for content in (good, huge, good):
        writer.append(BytesIO(content))
    target = BytesIO()
    writer.write(target)

    pages = list(pages_of("x", target.getvalue()))

    assert [type(page) for page in pages] == [PageImage, PageProblem, PageImage]
    assert (pages[1].place, pages[1].message) == (2, LARGE)


def test_one_small_page_of_a_tiff_file_leaves_the_others():
    small, good = Image.new("L", (40, 40)), Image.new("L", SIZE)

    pages = list(pages_of("x", saved(good, "TIFF", save_all=True, append_images=[small, good])))

    assert [getattr(page, "message", "") for page in pages] == ["", SMALL, ""]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", EMPTY),
        (b"%PDF-1.7 nothing more", BROKEN),
        (b"PK\x03\x04 a spreadsheet", UNKNOWN),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", UNKNOWN),
        (b"GIF89a" + bytes(50), UNKNOWN),
        (b"\x00\x00\x00\x18ftypheic" + bytes(20), HEIC),
    ],
    ids=["empty", "broken-pdf", "zip", "svg", "gif", "heic"],
)
def test_what_is_no_scan_says_what_to_do(content, message):
    assert problems_of(content) == [(0, message)]


def test_a_name_changes_nothing_to_what_a_file_is():
    (page,) = pages_of("virus.exe", saved(Image.new("L", SIZE), "PNG"))

    assert (page.name, page.picture.size) == ("virus.exe", SIZE)


@pytest.mark.parametrize("side", [9_000, 10_000, 14_000])
def test_a_small_file_that_would_unfold_into_a_huge_picture_is_refused(side):
    content = saved(Image.new("1", (side, side)), "TIFF", compression="group4")

    assert len(content) < 30_000
    assert [message for _place, message in problems_of(content)] == [LARGE]


def test_a_file_that_is_too_heavy_is_not_even_opened(monkeypatch):
    monkeypatch.setattr(upload, "MOST_BYTES", 1000)

    assert problems_of(b"%PDF-" + bytes(1000)) == [(0, HEAVY)]


@pytest.mark.parametrize("kind", ["PDF", "TIFF"])
def test_pages_beyond_the_limit_are_told_and_the_first_ones_kept(monkeypatch, kind):
    monkeypatch.setattr(upload, "MOST_PAGES", 2)
    picture = Image.new("L", SIZE)

    pages = list(pages_of("x", saved(picture, kind, save_all=True, append_images=[picture] * 2)))

    assert [type(page) for page in pages] == [PageImage, PageImage, PageProblem]
    assert (pages[2].place, pages[2].message) == (0, LONG)


def test_a_pdf_behind_a_password_says_so():
    writer = PdfWriter(clone_from=BytesIO(saved(Image.new("L", SIZE), "PDF")))
    writer.encrypt("secret", algorithm="RC4-128")
    target = BytesIO()
    writer.write(target)

    assert problems_of(target.getvalue()) == [(0, LOCKED)]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF"])
def test_a_picture_cut_short_is_a_page_to_scan_again(kind):
    content = saved(Image.effect_mandelbrot(SIZE, (-2, -2, 2, 2), 60), kind)

    pages = problems_of(content[: len(content) // 2])

    assert [message for _place, message in pages] in ([BROKEN], [UNKNOWN])


@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"%PDF-1.4\n", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"II*\x00"]),
)
@settings(max_examples=60, deadline=None, database=None)
def test_no_content_ever_raises(content, head):
    assert all(isinstance(page, PageProblem) for page in pages_of("x", head + content))
