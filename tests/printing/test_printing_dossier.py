"""The school's file shows its points in drawings and in words."""

from __future__ import annotations

from dataclasses import fields

import pytest

from printing.document import PAGE_WIDTH, SIDE, Markup
from printing.dossier import ClassLine, CountTable, CriterionLine, DossierPages, LevelLine, dossier_pdf


def make_criterion(
    points: int | None = 2, text: str = "Couverture", axis: str = "C · Éduquer au sujet"
) -> CriterionLine:
    words = Markup(text.replace("<", "&lt;"))
    return CriterionLine("C1", axis, text, text, points, 3, text, words, (text,), text)


def make_dossier(text: str = "École des Tilleuls, «\u00a0œuf\u00a0»\u202f!", classes: int = 3) -> DossierPages:
    return DossierPages(
        school_name=text,
        locality=text,
        period=text,
        as_of=text,
        grid_name=text,
        grid_version=text,
        notice=Markup(text.replace("<", "&lt;")),
        levels=(LevelLine(text, True), LevelLine(text, False, (text, text))),
        criteria=(make_criterion(2, text), make_criterion(None, text), make_criterion(0, text, text)),
        classes=tuple(ClassLine(text, text, (text, text), 9, text) for _line in range(classes)),
        presences=CountTable((text, text), ((text, "moins de 5"), (text, "25"))),
        fingerprint=text,
        key_fingerprint=text,
    )


def test_the_same_dossier_gives_the_same_bytes_and_embeds_its_fonts(printed):
    first, second = dossier_pdf(make_dossier()), dossier_pdf(make_dossier())

    assert first == second
    assert set(printed(first).fonts) == {"/AAAAAA+MilaLisible-Regular", "/AAAAAA+MilaLisible-Bold"}
    assert all(printed(first).fonts.values())


@pytest.mark.parametrize(
    ("points", "words"), [(0, "0 point sur 3"), (1, "1 point sur 3"), (2, "2 points sur 3"), (None, "non évaluable")]
)
def test_points_are_written_in_words(printed, points, words):
    dossier = DossierPages("École", "Namur", "", "", "Grille", "1", criteria=(make_criterion(points),))

    text = printed(dossier_pdf(dossier)).text.replace("\u00a0", " ")

    assert words in text


def test_a_criterion_that_cannot_be_assessed_counts_neither_for_nor_against(printed):
    dossier = DossierPages(
        "École", "Namur", "", "", "Grille", "1", criteria=(make_criterion(2), make_criterion(None), make_criterion(1))
    )

    text = printed(dossier_pdf(dossier)).text.replace("\u00a0", " ")

    assert "3 points sur 6, 1 critère non évaluable" in " ".join(text.split())


def test_naughty_texts_stay_readable_and_inside_the_margins(printed, naughty, survivor):
    result = printed(dossier_pdf(make_dossier(naughty)))

    assert result.flat.count(survivor) >= 12
    assert result.texts_outside(SIDE - 1, PAGE_WIDTH - SIDE) == []


def test_sixty_classes_repeat_the_titles_of_the_table(printed):
    result = printed(dossier_pdf(make_dossier(classes=60)))

    assert result.text.count("Séquences vécues") > 1


def test_a_school_without_classes_has_its_cover(printed):
    result = printed(dossier_pdf(DossierPages("École", "Namur", "2025-2026", "au 12 mars 2026", "Grille", "1.2")))

    assert result.pages == 1
    assert "Dossier de préparation" in result.text


def test_no_value_of_a_class_can_hold_a_pupil():
    assert [field.name for field in fields(ClassLine)] == ["label", "bands", "sequences", "validated_steps", "months"]
