"""What is kept of a file that somebody sends: its kind, its name, and pictures without a past."""

import struct
import zlib
from hashlib import sha256
from io import BytesIO
from time import monotonic
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from PIL.TiffImagePlugin import IFDRational

from common.upload_limits import LARGEST_FILE
from common.uploads import LARGEST_THUMBNAIL, LONGEST_NAME, SUFFIXES, Refused, clean_name, safe_file
from tests.label.dossiers import DOCX_TYPE, PDF, docx, odt, packed, picture, upload

GPS, ORIENTATION, MAKER = 0x8825, 0x0112, 0x010F
FRENCH_ENDS = (".", "»")


def kept(content, name="fichier"):
    return safe_file(upload(name, content))


def refusal(content, name="fichier"):
    with pytest.raises(Refused) as refused:
        kept(content, name)
    return str(refused.value)


def is_kept_or_refused(file):
    """Tell whether a file is taken as one of the kinds, or refused in a sentence."""
    try:
        return safe_file(file).kind in SUFFIXES
    except Refused as refused:
        return str(refused).endswith(FRENCH_ENDS)


def photograph(*, size=(60, 40), **saved):
    """Take a photograph with a place, a maker and an orientation: its top left is red, the rest white."""
    image = Image.new("RGB", size, "white")
    image.paste("red", (0, 0, size[0] // 2, size[1] // 2))
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKER] = 6, "Appareil de Mila"
    exif.get_ifd(GPS).update({1: "N", 2: (IFDRational(50), IFDRational(27), IFDRational(0))})
    drawn = BytesIO()
    image.save(drawn, "JPEG", exif=exif, quality=95, comment=b"chez Mila", **saved)
    return drawn.getvalue()


def announced(width, height):
    """Make a tiny PNG that says it is of that size."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    chunk = struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))
    return b"\x89PNG\r\n\x1a\n" + chunk + struct.pack(">I", 0) + b"IDAT" + struct.pack(">I", zlib.crc32(b"IDAT"))


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PDF, "pdf"),
        (b"\xef\xbb\xbf\n" + PDF, "pdf"),
        (picture("PNG"), "png"),
        (picture("JPEG"), "jpg"),
        (odt(), "odt"),
        (docx(), "docx"),
    ],
)
def test_a_file_is_known_by_its_bytes_and_not_by_its_name(content, kind):
    file = kept(content, "vacances.exe")

    assert (file.kind, file.name) == (kind, f"vacances.exe.{SUFFIXES[kind][0]}")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "vide"),
        (b"MZ\x90\x00", "n’est pas accepté"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "n’est pas accepté"),
        (b"<!doctype html><script>alert(1)</script>", "n’est pas accepté"),
        (b"GIF89a", "n’est pas accepté"),
        (b" " * 1100 + PDF, "n’est pas accepté"),
        (packed(mimetype="application/epub+zip"), "n’est pas accepté"),
        (packed(**{"[Content_Types].xml": "spreadsheetml.sheet.main+xml"}), "n’est pas accepté"),
        (docx("application/vnd.ms-word.document.macroEnabled.main+xml"), "macros"),
        (docx(DOCX_TYPE, **{"word__vbaProject.bin": "x"}), "macros"),
        (packed(mimetype="application/vnd.oasis.opendocument.text", **{"Basic__Standard__Module1.xml": "x"}), "macros"),
        (docx(DOCX_TYPE, **{"..__..__etc__passwd": "x"}), "trop compliqué"),
        (odt()[:-8], "abimé"),
        (b"PK\x03\x04" + b"\x00" * 200, "abimé"),
    ],
)
def test_a_file_that_is_not_taken_says_why_in_a_sentence(content, words):
    said = refusal(content)

    assert words in said
    assert said.endswith(FRENCH_ENDS)


def test_a_document_with_too_many_parts_or_too_much_inside_is_refused():
    many = packed(**{f"p{number}": "" for number in range(2001)})
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        with archive.open("content.xml", "w") as part:
            for _piece in range(201):
                part.write(bytes(1_000_000))
    listed = packed(**{f"{'long' * 200}{number}": "" for number in range(1300)})

    assert [refusal(content).split(".")[0] for content in (many, stream.getvalue(), listed)] == [
        "le document est trop compliqué pour être lu"
    ] * 3


def test_a_document_with_a_link_inside_is_refused():
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        link = ZipInfo("image.png")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        archive.writestr(link, "/etc/passwd")

    assert "trop compliqué" in refusal(stream.getvalue())


def test_a_file_over_the_limit_is_refused_before_it_is_read():
    file = upload("film.pdf", PDF)
    file.size = LARGEST_FILE + 1
    file.file = None

    with pytest.raises(Refused, match="dépasse 10"):
        safe_file(file)


def test_a_photograph_loses_its_place_its_maker_and_its_words_and_stands_upright():
    file = kept(photograph())

    with Image.open(file.stream) as image:
        assert (image.format, image.size, dict(image.getexif())) == ("JPEG", (40, 60), {})
        assert "comment" not in image.info
        assert image.getpixel((35, 5))[1] < 100
        assert image.getpixel((5, 5))[1] > 200
    content = file.stream.getvalue()
    assert [mark for mark in (b"Exif", b"Mila", b"GPS") if mark in content] == []


def test_a_png_loses_its_words_and_keeps_what_is_clear():
    words = BytesIO()
    told = PngInfo()
    told.add_text("Author", "Mila")
    Image.new("RGBA", (30, 30), (200, 0, 0, 0)).save(words, "PNG", pnginfo=told)

    file = kept(words.getvalue())

    with Image.open(file.stream) as image:
        assert (image.format, image.mode, image.getpixel((3, 3))[3], image.info) == ("PNG", "RGBA", 0, {})
    assert b"Mila" not in file.stream.getvalue()


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "I;16", "RGB", "RGBA", "CMYK"])
def test_every_way_to_write_colours_gives_a_picture_and_a_small_one(mode):
    drawn = BytesIO()
    Image.new(mode, (300, 200)).save(drawn, "JPEG" if mode == "CMYK" else "PNG")

    file = kept(drawn.getvalue())

    with Image.open(file.stream) as image, Image.open(BytesIO(file.thumbnail)) as small:
        assert (image.size, small.size, small.format) == ((300, 200), (160, 107), "WEBP")


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_large_picture_is_scaled_down_to_a_screen_and_keeps_its_kind(kind):
    file = kept(picture(kind, (4200, 2100)))

    with Image.open(file.stream) as image:
        assert (image.size, image.format) == ((2000, 1000), kind)


def test_a_small_picture_stays_within_its_weight_even_for_noise():
    noise = Image.effect_noise((400, 400), 200).convert("RGB")
    drawn = BytesIO()
    noise.save(drawn, "PNG")

    file = kept(drawn.getvalue())

    assert 0 < len(file.thumbnail) <= LARGEST_THUMBNAIL


@pytest.mark.parametrize("size", [(30_000, 30_000), (7_000, 6_000), (200_000, 201)])
def test_a_picture_that_announces_too_many_points_is_refused_at_once(size):
    before = monotonic()

    said = refusal(announced(*size))

    assert "trop de points" in said
    assert monotonic() - before < 1


@pytest.mark.parametrize("content", [picture("PNG", (300, 300)), picture("JPEG", (300, 300)), odt(), docx()])
def test_a_truncated_file_is_refused_in_a_french_sentence(content):
    for length in range(12, len(content) - 24, max(1, len(content) // 40)):
        said = refusal(content[:length])

        assert said.endswith(FRENCH_ENDS)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from([b"", b"PK\x03\x04", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", PDF]), st.binary(max_size=600))
def test_random_bytes_are_kept_or_refused_but_never_break(start, rest):
    file = SimpleUploadedFile("x", start + rest)

    assert is_kept_or_refused(file)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([picture("PNG"), picture("JPEG"), odt(), docx()]), st.data())
def test_a_flipped_bit_is_kept_or_refused_but_never_breaks(content, data):
    changed = bytearray(content)
    changed[data.draw(st.integers(0, len(content) - 1))] ^= 1 << data.draw(st.integers(0, 7))

    assert is_kept_or_refused(upload("x", bytes(changed)))


@pytest.mark.parametrize(
    ("given_name", "name"),
    [
        ("charte.pdf", "charte.pdf"),
        ("CHARTE.PDF", "CHARTE.pdf"),
        ("photo.JPEG.pdf", "photo.JPEG.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Mes documents\\plan.pdf", "plan.pdf"),
        ("réunion d’été 🐌.pdf", "réunion d’été 🐌.pdf"),
        ("re\u0301union.pdf", "réunion.pdf"),
        ("a\r\nSet-Cookie: x=1.pdf", "aSet-Cookie- x=1.pdf"),
        ("facture\u202efdp.exe", "facturefdp.exe.pdf"),
        ("a\x00b.pdf", "ab.pdf"),
        ('<b>"x"?.pdf', "-b--x--.pdf"),
        (".htaccess", "htaccess.pdf"),
        ("", "piece.pdf"),
        (" . . ", "piece.pdf"),
        ("famille 👩\u200d👧.pdf", "famille 👩\u200d👧.pdf"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_a_name_is_plain_and_tells_the_truth(given_name, name):
    assert clean_name(given_name, "pdf") == name


@given(st.text(max_size=200), st.sampled_from(sorted(SUFFIXES)))
def test_any_name_becomes_a_short_one_without_a_path(text, kind):
    name = clean_name(text, kind)

    assert len(name) <= LONGEST_NAME
    assert name.rpartition(".")[2] in SUFFIXES[kind]
    assert not {"/", "\\", "\x00", "\r", "\n"} & set(name)
    assert not name.startswith((".", " "))


def test_the_fingerprint_is_that_of_what_is_stored():
    file = kept(photograph())

    content = file.stream.read()
    assert (file.size, file.sha256) == (len(content), sha256(content).hexdigest())
