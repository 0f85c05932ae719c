"""The guide and the four worksheets of every shipped sequence open as PDFs that print well everywhere."""

from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from sequences.models import Sequence
from sequences.prints import SheetKind

PRINTS = ("sequence_guide", *(kind.page for kind in SheetKind))
NARROW = "\u202f"


def open_pdf(client, name: str, key: str) -> PdfReader:
    response = client.get(reverse(name, args=[key]))
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    return PdfReader(BytesIO(response.content), strict=True)


def text_of(reader: PdfReader) -> str:
    return "\n".join(page.extract_text() for page in reader.pages)


def fonts_of(reader: PdfReader) -> dict[str, bool]:
    """Give every font of the document and whether its file is inside."""
    found = {}
    for page in reader.pages:
        for font in page["/Resources"].get_object().get("/Font", {}).values():
            described = font.get_object().get("/FontDescriptor")
            found[font.get_object()["/BaseFont"]] = bool(described) and "/FontFile2" in described.get_object()
    return found


@pytest.fixture(params=["sq02", "sq05", "sq08"])
def sequence(request, content) -> Sequence:
    return Sequence.objects.select_related("current").get(key=request.param)


@pytest.mark.parametrize("name", PRINTS)
def test_a_print_shows_its_title(client, sequence, name):
    title = sequence.title if name == "sequence_guide" else sequence.spec.worksheet.title

    text = text_of(open_pdf(client, name, sequence.key))

    assert "".join(title.split()) in "".join(text.split())


@pytest.mark.parametrize("name", PRINTS)
def test_a_print_loses_no_sign_of_what_it_says(client, sequence, name):
    spec, sheet = sequence.spec, sequence.spec.worksheet
    usual = [sheet.title, sheet.intro, *(exercise.instruction for exercise in sheet.standard)]
    adapted = [sheet.title, sheet.adapted_intro, *(exercise.instruction for exercise in sheet.adapted)]
    said = {kind.page: adapted if kind.is_adapted else usual for kind in SheetKind}
    said["sequence_guide"] = [spec.title, spec.summary, *(step.title for step in spec.steps)]

    text = text_of(open_pdf(client, name, sequence.key))

    # Marks of Markdown are not printed, and a no-break space is read back as a space.
    assert set("".join(said[name])) - set(text) - set("*_\n\u00a0") == set()
    assert any(sign in text for sign in "éèàêç")
    assert "\ufffd" not in text


@pytest.mark.parametrize("name", PRINTS)
def test_a_print_keeps_the_narrow_space_of_its_text(client, sequence, name):
    reader = open_pdf(client, name, sequence.key)

    assert NARROW in text_of(reader)


@pytest.mark.parametrize("name", PRINTS)
def test_every_font_of_a_print_is_inside(client, sequence, name):
    fonts = fonts_of(open_pdf(client, name, sequence.key))

    assert fonts
    assert [font for font, inside in fonts.items() if not inside] == []


@pytest.mark.parametrize("name", PRINTS)
def test_a_print_says_its_title_and_language_to_its_reader(client, sequence, name):
    reader = open_pdf(client, name, sequence.key)

    assert "".join(sequence.title.split()) in "".join(reader.metadata.title.split()) or name != "sequence_guide"
    assert reader.trailer["/Root"]["/Lang"] == "fr"


def test_a_print_is_the_same_each_time(client, sequence):
    address = reverse("sequence_guide", args=[sequence.key])

    first, second = (client.get(address).content for _time in range(2))

    assert first == second


@pytest.mark.parametrize("name", PRINTS)
def test_a_print_of_an_unknown_sequence_is_not_found(client, db, name):
    response = client.get(reverse(name, args=["nulle-part"]))

    assert response.status_code == 404
