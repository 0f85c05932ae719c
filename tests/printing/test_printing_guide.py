"""The teacher's guide says everything once and splits well."""

from __future__ import annotations

from pathlib import Path

from printing.document import PAGE_WIDTH, SIDE, Band, Markup
from printing.guide import Guide, guide_pdf
from printing.guide_parts import GuideFigure, GuideStep


def make_guide(
    text: str = "Un œuf, «\u00a0ça\u00a0» dort\u202f?", picture: Path | None = None, steps: int = 3
) -> Guide:
    words = Markup(text.replace("<", "&lt;"))
    step = GuideStep(
        1, text, text, 15, 1, words, (words, words), (words,), ((words, words),), (words,), words, words, text
    )
    return Guide(
        title=text,
        band=Band.P3_P4,
        bands_label=text,
        theme=text,
        duration=text,
        axis=text,
        screens=text,
        illustration=picture,
        summary=words,
        objectives=(words, words),
        competences=((text[:12], text),),
        material=(words,),
        preparation=words,
        steps=(step,) * steps,
        figures=(GuideFigure(text, text, text, text, text, text, text, text),),
        home=words,
        answer_key=((text, words),),
        credit=text,
        address=text,
    )


def test_the_same_guide_gives_the_same_bytes(tablet):
    assert guide_pdf(make_guide(picture=tablet)) == guide_pdf(make_guide(picture=tablet))


def test_every_font_is_inside_the_file(printed, snail):
    fonts = printed(guide_pdf(make_guide(picture=snail))).fonts

    assert set(fonts) == {"/AAAAAA+MilaLisible-Regular", "/AAAAAA+MilaLisible-Bold"}
    assert all(fonts.values())


def test_the_words_a_teacher_looks_for_are_there(printed):
    text = printed(guide_pdf(make_guide())).text

    signposts = ("Durée", "Écrans", "Matériel", "Compétences", "15 min", "À dire", "Piège", "Sans écran", "Corrigé")
    assert [word for word in signposts if word not in text.replace("\u00a0", " ")] == []


def test_naughty_texts_stay_readable_and_inside_the_margins(printed, naughty, survivor, tablet):
    result = printed(guide_pdf(make_guide(naughty, tablet)))

    assert result.flat.count(survivor) >= 12
    assert result.texts_outside(SIDE - 1, PAGE_WIDTH - SIDE) == []


def test_very_long_texts_take_more_pages_instead_of_failing(printed):
    result = printed(guide_pdf(make_guide("Le long fleuve tranquille. " * 120, steps=2)))

    assert result.pages > 10


def test_a_guide_with_only_its_title_is_one_page(printed):
    guide = Guide("Rien", Band.S5_S6, "S5-S6", "", "", "", "")

    assert printed(guide_pdf(guide)).pages == 1


def test_periods_are_announced_only_when_there_are_several(printed):
    one, two = GuideStep(1, "Un", "Accroche", 10, 1), GuideStep(2, "Deux", "Débat", 40, 2)
    shared = {"band": Band.S1_S2, "bands_label": "S1-S2", "theme": "", "duration": "", "axis": "", "screens": ""}

    short = printed(guide_pdf(Guide("Titre", **shared, steps=(one,)))).text
    long = printed(guide_pdf(Guide("Titre", **shared, steps=(one, two)))).text

    assert ("Période" in short, "Période" in long) == (False, True)
