"""The teacher's guide says everything once and splits well."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.platypus import Paragraph

from printing.document import CONTENT_WIDTH, PAGE_WIDTH, SIDE, Band, Markup, Styles
from printing.guide import Guide, guide_pdf
from printing.guide_parts import GuideFigure, GuideStep, airy, led, timed_step
from printing.layout import Panel


def make_guide(
    text: str = "Un œuf, «\u00a0ça\u00a0» dort\u202f?", picture: Path | None = None, steps: int = 3
) -> Guide:
    words = Markup(text.replace("<", "&lt;"))
    step = GuideStep(
        1, text, text, 15, 1, words, (words, words), (words,), ((words, words),), (words,), words, words, text, (words,)
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


def test_the_guide_prints_what_pupils_read_after_what_is_said(printed):
    story = (Markup("Je m’appelle Ardo."), Markup("Je suis une tablette."))
    step = GuideStep(1, "Un", "Accroche", 10, 1, say=(Markup("Écoutez."),), pupil_text=story)
    guide = Guide("Titre", Band.P1_P2, "P1-P2", "", "", "", "", steps=(step,))

    text = printed(guide_pdf(guide)).text

    words = ("À dire", "Écoutez.", "Je m’appelle Ardo.", "Je suis une tablette.")
    places = [text.index(word) for word in words]
    assert places == sorted(places)
    assert "Pour les élèves" in text


def test_a_long_text_for_pupils_goes_on_over_the_next_page(printed):
    story = tuple(Markup(f"Paragraphe {number}. " + "Ardo voyage en bateau. " * 12) for number in range(20))
    step = GuideStep(1, "Un", "Accroche", 10, 1, pupil_text=story)
    guide = Guide("Titre", Band.P1_P2, "P1-P2", "", "", "", "", steps=(step,))

    pages = [page.extract_text() for page in printed(guide_pdf(guide)).reader.pages]

    assert [place for place, page in enumerate(pages) if "Pour les élèves" in page] == [0]
    assert "Paragraphe 0." in pages[0]
    assert "Paragraphe 19." in pages[-1]


@pytest.mark.parametrize(
    ("paragraph", "announces"),
    [
        ("<b>Les cinq gestes</b>", True),
        ("On attend :", True),
        ("<b>Vrai.</b> Une heure.", False),
        ("Une heure.", False),
    ],
)
def test_only_a_paragraph_that_announces_another_stays_with_it(paragraph, announces):
    flowable = led(Markup(paragraph), Styles.of().body)

    assert bool(flowable.getKeepWithNext()) is announces


def test_items_of_the_preparation_are_closer_together_than_its_paragraphs():
    lead, item, after = airy(Markup("<b>Le cadre</b><br/>– Un.<br/><br/>Ensuite."), Styles.of())

    assert (item.getSpaceAfter(), lead.getSpaceAfter(), after.getSpaceBefore()) == (2, 5, 5)


@pytest.mark.parametrize("room", range(60, 600, 15))
def test_a_step_never_leaves_its_title_or_its_trace_alone(room):
    words = Markup("Une phrase assez longue pour prendre plus d’une ligne. " * 3)
    step = GuideStep(
        1, "Un", "Accroche", 10, 1, words, (words, Markup("<b>Annonce</b>"), words), (words,), screen_free=words,
        trace=Markup("Court."), pitfalls=(words,), quiz="Quiz",
    )  # fmt: skip
    panel = timed_step(step, Styles.of(), last=True)

    parts = panel.split(CONTENT_WIDTH, room)

    if len(parts) > 1:
        above, below = parts
        assert isinstance(above, Panel)
        assert isinstance(below, Panel)
        assert not above.content[-1].getKeepWithNext()
        assert not getattr(below.content[0], "clings", False)


def test_a_heading_moves_to_the_next_page_with_its_first_answer(printed):
    styles = Styles.of()
    heading = Paragraph("Corrigé", styles.subheading)
    answer = Panel([Paragraph("mot " * 200, styles.body)], whole_below=170)
    panel = Panel([heading, answer, answer])

    assert panel.split(CONTENT_WIDTH, 100) == []
