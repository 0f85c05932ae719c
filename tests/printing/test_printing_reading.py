"""Articles, claims and charters say everything once, stay inside their margins and leave room to write."""

from __future__ import annotations

from pathlib import Path

import pytest

from printing.article import ArticleLayout, ArticlePages, ArticleStop, article_pdf
from printing.charter import CharterPages, CharterScope, Promise, charter_pdf
from printing.claim import ClaimPages, WorkedSum, claim_pdf
from printing.document import CONTENT_WIDTH, PAGE_WIDTH, SIDE, Band, Markup, Styles
from printing.reading_parts import FigureLine, Squares, Tone, named_boxes

FONTS = {"/AAAAAA+MilaLisible-Regular", "/AAAAAA+MilaLisible-Bold"}
TEXT = "Un œuf, «\u00a0ça\u00a0» dort\u202f?"


def make_article(
    layout: ArticleLayout = ArticleLayout.TIMELINE, text: str = TEXT, picture: Path | None = None, parts: int = 3
) -> ArticlePages:
    words = Markup(text.replace("&", "&amp;").replace("<", "&lt;"))
    part = ArticleStop(text, words, picture, words, words, words, words)
    return ArticlePages(
        title=text,
        band=Band.S1_S2,
        bands_label=text,
        layout=layout,
        summary=text,
        illustration=picture,
        intro=words,
        parts=(part,) * parts,
        questions=(words, words),
        figures=(FigureLine(text, text, text, text),),
        source=words,
        credit=text,
    )


def make_claim(text: str = TEXT, questions: int = 3) -> ClaimPages:
    words = Markup(text.replace("&", "&amp;").replace("<", "&lt;"))
    return ClaimPages(
        number=4,
        title=text,
        claim=text,
        band=Band.P5_P6,
        bands_label=text,
        heard=text,
        questions=(words,) * questions,
        verdicts=("exact", "plausible", "imprécis", "faux"),
        correction=words,
        sums=(WorkedSum(text, "1\u202f287\u202f×\u202f1\u202f000", "≈\u202f1\u202f287\u202f000 kWh"),),
        verdict="imprécis",
        honest=words,
        figures=(FigureLine(text, text, text, text),),
        credit=text,
    )


def make_charter(text: str = TEXT, picture: Path | None = None, promises: int = 4) -> CharterPages:
    line = Promise(text, "interpersonnel", picture, text, text)
    scopes = tuple(CharterScope(name, f"Notre {name}", (line,) * promises) for name in ("classe", "école"))
    return CharterPages(text, text, scopes, picture, Markup("Revoir."), Markup("Source."), "Crédit")


def make_all(text: str = TEXT, picture: Path | None = None) -> list[bytes]:
    articles = [article_pdf(make_article(layout, text, picture)) for layout in ArticleLayout]
    return [*articles, claim_pdf(make_claim(text)), charter_pdf(make_charter(text, picture))]


def test_the_same_values_give_the_same_bytes(tablet):
    first, second = make_all(picture=tablet), make_all(picture=tablet)

    assert first == second


def test_every_font_is_inside_the_files(printed, snail):
    fonts = [printed(content).fonts for content in make_all(picture=snail)]

    assert [set(found) for found in fonts] == [FONTS] * 5
    assert all(all(found.values()) for found in fonts)


def test_naughty_texts_stay_readable_and_inside_the_margins(printed, naughty, survivor, tablet):
    results = [printed(content) for content in make_all(naughty, tablet)]

    assert [result.texts_outside(SIDE - 1, PAGE_WIDTH - SIDE) for result in results] == [[]] * 5
    assert min(result.flat.count(survivor) for result in results) >= 6


def test_very_long_texts_take_more_pages_instead_of_failing(printed):
    results = [printed(content) for content in make_all("Le long fleuve tranquille. " * 60)]

    assert min(result.pages for result in results) > 3


@pytest.mark.parametrize("layout", ArticleLayout)
def test_what_an_article_brings_its_limit_and_what_to_check_are_named_in_words(printed, layout):
    text = printed(article_pdf(make_article(layout))).text.replace("\u00a0", " ").replace("\u202f", " ")

    names = ("Ce que cela apporte", "La limite", "À vérifier ?", "Pour en parler", "Les chiffres", "Solidité")
    assert [name for name in names if name not in text] == []


def test_a_critical_reading_asks_who_reads_what(printed):
    sheet = printed(article_pdf(make_article(ArticleLayout.SHEET))).text
    timeline = printed(article_pdf(make_article(ArticleLayout.TIMELINE))).text

    assert ("Prénom ou numéro" in sheet, "Prénom ou numéro" in timeline) == (True, False)


def test_the_stops_of_a_timeline_are_numbered(printed):
    text = printed(article_pdf(make_article(text="Mot", parts=4))).text

    assert [number for number in "1234" if number not in text.splitlines()] == []


def test_an_article_with_only_its_title_is_one_page(printed):
    article = ArticlePages("Rien", Band.S5_S6, "S5-S6", ArticleLayout.BLOCKS)

    assert printed(article_pdf(article)).pages == 1


def test_only_the_boxes_that_say_something_are_drawn():
    words = Markup("Un mot.")

    boxes = named_boxes([("Un", words, Tone.PLAIN), ("Deux", Markup(""), Tone.DASHED)], Styles.of())

    assert len(boxes) == 1


def test_boxes_side_by_side_are_equally_tall():
    short, long = Markup("Un mot."), Markup("Beaucoup de mots. " * 20)
    (pair,) = named_boxes([("Un", short, Tone.PLAIN), ("Deux", long, Tone.DASHED)], Styles.of())

    pair.wrap(CONTENT_WIDTH, 0)

    assert pair.panels[0].height == pair.panels[1].height == pair.height


def test_pupils_do_not_read_the_correction_on_their_pages(printed):
    pages = [page.extract_text() for page in printed(claim_pdf(make_claim())).reader.pages]

    place = next(number for number, page in enumerate(pages) if "Le corrigé" in page)
    assert place >= 1
    assert all("1\u202f287" not in page and "Verdict" not in page for page in pages[:place])
    assert "≈" in pages[place]


def test_pupils_get_room_for_a_calculation_and_every_verdict(printed):
    text = printed(claim_pdf(make_claim())).text

    assert [word for word in ("Mes calculs", "exact", "plausible", "imprécis", "faux") if word not in text] == []


@pytest.mark.parametrize(("height", "rest"), [(500, 100), (300, 250), (80, 0)])
def test_squares_take_what_the_page_leaves_and_never_less_than_asked(height, rest):
    squares = Squares(150, leaving=rest)

    _width, tall = squares.wrap(CONTENT_WIDTH, height)

    assert 130 < tall <= max(150, height - rest)


def test_each_scope_of_a_charter_is_one_page_to_sign(printed, tablet):
    charter = make_charter("Nous éteignons l’écran de la classe quand il ne sert plus.", tablet, promises=10)

    pages = [page.extract_text() for page in printed(charter_pdf(charter)).reader.pages]

    assert ["Notre classe" in pages[0], "Notre école" in pages[1]] == [True, True]
    assert all("Promis le" in page and "On relit la charte le" in page for page in pages[:2])
    assert all("interpersonnel" in page for page in pages[:2])


def test_the_review_of_a_charter_offers_three_answers_for_each_line(printed):
    text = printed(charter_pdf(make_charter(promises=3))).text

    assert [text.count(answer) for answer in ("Tenu", "Presque", "Pas encore")] == [6, 6, 6]
