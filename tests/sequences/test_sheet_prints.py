"""Worksheets that a school prints: noted by a button, once a day, with nobody's name, and in an ink-saving form."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from schools.models import Membership, Role
from sequences.models import Sequence, SheetPrint
from sequences.prints import SheetKind, note_print
from tests.plain import path_of, press, tree
from tests.world import make_coordinator, make_school, make_teacher, make_user

FIELDS = ("school", "sequence__key", "variant", "frugal")


@pytest.fixture
def sequence(content) -> Sequence:
    return Sequence.objects.select_related("current").get(key="sq05")


@pytest.fixture
def teacher(sequence):
    return make_teacher()


def noted():
    return list(SheetPrint.objects.order_by("pk").values_list(*FIELDS))


def school_of(user):
    return user.memberships.get().school


@pytest.mark.parametrize("kind", SheetKind)
def test_printing_notes_the_kind_of_sheet_and_opens_its_pdf(client, teacher, kind):
    client.force_login(teacher)
    page = client.get(reverse("sequence_page", args=["sq05"]))

    opened = press(client, page, f"print-{kind.value}", kind=kind.value)

    assert (path_of(opened), opened["Content-Type"]) == (f"/sequences/sq05/{kind.value}.pdf", "application/pdf")
    assert noted() == [(school_of(teacher).pk, "sq05", kind.variant, kind.is_frugal)]


def test_a_coordinator_prints_for_the_school_too(client, sequence):
    coordinator = make_coordinator()
    client.force_login(coordinator)

    client.post(reverse("sheet_print", args=["sq05"]), {"kind": "fiche"})

    assert noted() == [(school_of(coordinator).pk, "sq05", "fiche", False)]


def test_the_same_sheet_counts_once_a_day_and_again_the_next_day(sequence, teacher, monkeypatch):
    colleague = make_user(school_of(teacher), Role.TEACHER)
    for day in (date(2026, 11, 9), date(2026, 11, 9), date(2026, 11, 10)):
        monkeypatch.setattr("sequences.prints.localdate", lambda day=day: day)
        for user in (teacher, colleague):
            note_print(sequence=sequence, kind=SheetKind.USUAL, user=user)

    assert list(SheetPrint.objects.values_list("day", flat=True).order_by("day")) == [
        date(2026, 11, 9),
        date(2026, 11, 10),
    ]


def test_each_kind_and_each_school_of_the_person_is_a_print_of_its_own(sequence, teacher):
    other = make_school()
    Membership.objects.create(school=other, user=teacher, role=Role.TEACHER)

    for kind in (SheetKind.ADAPTED, SheetKind.ADAPTED_FRUGAL):
        note_print(sequence=sequence, kind=kind, user=teacher)

    assert {row[0] for row in noted()} == {
        school.pk for school in (other, *[m.school for m in teacher.memberships.all()])
    }
    assert sorted(row[2:] for row in noted()) == [("fiche-adaptee", False)] * 2 + [("fiche-adaptee", True)] * 2


@pytest.mark.parametrize("kind", ["", "affiche"])
def test_an_unknown_kind_of_sheet_prints_nothing(client, teacher, kind):
    client.force_login(teacher)

    page = client.post(reverse("sheet_print", args=["sq05"]), {"kind": kind}, follow=True)

    assert (path_of(page), noted()) == (reverse("worksheet_page", args=["sq05"]), [])
    assert "Choisissez la fiche à imprimer." in page.text


def test_a_retired_sequence_cannot_be_printed(client, teacher):
    Sequence.objects.filter(key="sq05").update(retired_at="2026-01-05T00:00Z")
    client.force_login(teacher)

    page = client.post(reverse("sheet_print", args=["sq05"]), {"kind": "fiche"})

    assert (page.status_code, noted()) == (404, [])


def test_reading_a_pdf_notes_nothing_whoever_reads_it(client, teacher):
    client.force_login(teacher)

    for kind in SheetKind:
        client.get(reverse(kind.page, args=["sq05"]))

    assert noted() == []


def test_visitors_have_links_and_a_school_has_buttons(client, teacher):
    addresses = [reverse(kind.page, args=["sq05"]) for kind in SheetKind]

    visitor = tree(client.get(reverse("sequence_page", args=["sq05"])))
    client.force_login(teacher)
    staff = tree(client.get(reverse("sequence_page", args=["sq05"])))

    assert [link for link in visitor.xpath("//main//a/@href") if link.endswith(".pdf")][1:5] == addresses
    assert (visitor.xpath("//button[@name='kind']"), len(staff.xpath("//button[@name='kind']"))) == ([], 4)
    assert not set(addresses) & set(staff.xpath("//main//a/@href"))


@pytest.mark.parametrize(
    ("version", "kinds"), [("", ["fiche", "fiche-econome"]), ("adaptee", ["fiche-adaptee", "fiche-adaptee-econome"])]
)
def test_the_page_of_a_sheet_prints_what_it_shows(client, teacher, version, kinds):
    client.force_login(teacher)

    page = client.get(reverse("worksheet_page", args=["sq05"]), {"version": version})

    assert tree(page).xpath("//button[@name='kind']/@value") == kinds


def colours(content: bytes) -> set[bytes]:
    """Give every colour that a document sets, for lines and for grounds, its pictures included."""
    found = set()
    for page in PdfReader(BytesIO(content)).pages:
        pictures = [form.get_object() for form in page["/Resources"].get("/XObject", {}).values()]
        for stream in (page.get_contents(), *pictures):
            tokens = stream.get_data().split()
            found |= {
                b" ".join(tokens[place - 3 : place]) for place, token in enumerate(tokens) if token in (b"rg", b"RG")
            }
    return found


@pytest.mark.parametrize("kind", SheetKind)
def test_only_the_ink_saving_sheets_are_black_on_white(client, sequence, kind):
    used = colours(client.get(reverse(kind.page, args=["sq05"])).content)

    assert (used <= {b"0 0 0", b"1 1 1"}) is kind.is_frugal


@pytest.mark.parametrize("key", [f"sq{number:02}" for number in range(1, 13)])
def test_the_ink_saving_sheet_never_takes_more_pages_nor_more_bytes(client, content, key):
    def read(kind):
        content = client.get(reverse(kind.page, args=[key])).content
        return len(PdfReader(BytesIO(content)).pages), len(content)

    for usual, frugal in (
        (SheetKind.USUAL, SheetKind.USUAL_FRUGAL),
        (SheetKind.ADAPTED, SheetKind.ADAPTED_FRUGAL),
    ):
        assert all(less <= more for less, more in zip(read(frugal), read(usual), strict=True))
