"""The certificate is one landscape page that says who did what, whatever the name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from printing.certificate import LEFT, RIGHT, Certificate, CertifiedModule, certificate_pdf, length_text
from printing.document import A4, Markup
from printing.short_course import ShortCourse, ShortModule, short_course_pdf

MODULE = CertifiedModule(1, "Pourquoi enseigner la sobriété numérique\u202f?", 26, "9 novembre 2026")


def make_certificate(**fields) -> Certificate:
    given = {
        "name": "Ève Lœwenstein",
        "modules": tuple(replace(MODULE, number=number) for number in range(1, 7)),
        "competences": (("Comprendre", ("CO1", "CO2")), ("Utiliser", ("UR1",))),
        "finished_on": "9 novembre 2026",
        "printed_on": "23 novembre 2026",
        "version": "0.1.0",
        "fingerprint": "5d2275c38c3a",
    }
    return Certificate(**(given | fields))


def test_the_certificate_is_one_landscape_page(printed, snail):
    result = printed(certificate_pdf(make_certificate(illustration=snail)))

    box = result.reader.pages[0].mediabox
    assert result.pages == 1
    assert (float(box.width), float(box.height)) == pytest.approx((A4[1], A4[0]), abs=0.01)


def test_the_same_values_give_the_same_bytes_and_embed_their_fonts(printed, snail):
    first, second = (certificate_pdf(make_certificate(illustration=snail)) for _run in range(2))

    assert first == second
    assert set(printed(first).fonts) == {"/AAAAAA+MilaLisible-Regular", "/AAAAAA+MilaLisible-Bold"}
    assert all(printed(first).fonts.values())


def test_the_certificate_says_who_what_when_and_what_it_is_not(printed):
    flat = printed(certificate_pdf(make_certificate())).flat

    said = ("ÈveLœwenstein", "Attestationd’autoformation", "9novembre2026", "2h36", "CO1·CO2", "UR1", "niunenote")
    said += ("0.1.0", "5d2275c38c3a", "imprimée", "23novembre2026", "les6modules")
    assert [words for words in said if words not in flat] == []


def test_its_title_and_language_are_told_to_readers(printed):
    reader = printed(certificate_pdf(make_certificate())).reader

    assert reader.metadata.title == "Attestation d’autoformation – Ève Lœwenstein"
    assert reader.trailer["/Root"]["/Lang"] == "fr"


def test_any_name_stays_inside_the_page(printed, naughty, survivor):
    result = printed(certificate_pdf(make_certificate(name=naughty)))

    assert survivor[:12] in result.flat
    assert result.texts_outside(LEFT - 1, RIGHT + 12) == []


@pytest.mark.parametrize("count", [0, 1, 6, 14])
def test_any_number_of_modules_fits(printed, count):
    modules = tuple(replace(MODULE, number=number, title="Un titre " * 20) for number in range(1, count + 1))

    result = printed(certificate_pdf(make_certificate(modules=modules, competences=())))

    assert result.pages == 1
    assert result.text.count("26") >= count


@pytest.mark.parametrize(
    ("minutes", "words"), [(45, "45\u00a0min"), (60, "1\u00a0h"), (65, "1\u00a0h\u00a005"), (160, "2\u00a0h\u00a040")]
)
def test_a_length_is_written_in_hours_and_minutes(minutes, words):
    assert length_text(minutes) == words


def test_the_short_course_prints_alike_each_time_with_its_fonts(printed, snail):
    modules = tuple(ShortModule(n, f"Module {n}", (Markup("<b>En bref.</b> Œuvre\u202f!"),) * 9, snail) for n in (1, 2))

    first, second = (short_course_pdf(ShortCourse(10, modules)) for _run in range(2))

    assert first == second
    assert all(printed(first).fonts.values())
    assert printed(first).text.count("En bref.") == 18


def test_a_short_course_without_modules_still_prints(printed):
    assert printed(short_course_pdf(ShortCourse(0, ()))).pages == 1
