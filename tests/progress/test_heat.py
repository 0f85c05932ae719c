"""The heat map of a school year: what its tiles mean, and that everything of it is in sight."""

import math
import re
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from common.levels import Band
from printing.text import REGULAR
from printing.text import width_of as printed_width
from progress.heat import Tile, heat_of, tiles_of
from progress.heat_svg import (
    COLUMN,
    SLOPE,
    heat_names,
    heat_sample,
    heat_tiles,
    in_two_lines,
    shortened,
    size_of,
    width_of,
)
from tests.drawn import Box, drawing, shapes, texts, view
from tests.label.reports import classroom, day, sequence

NAMES = st.text("aeiourstmw AÉMŒW’'-,🐌👩‍🏫œç0123456789", min_size=1, max_size=60).filter(str.strip)
BANDS = st.lists(st.sampled_from(Band), max_size=3, unique=True).map(sorted)


@st.composite
def school_years(draw):
    """Give up to forty classes with sequences and cards of up to twelve themes."""
    themes = draw(st.lists(NAMES, min_size=1, max_size=12, unique=True))
    classes = []
    for number in range(draw(st.integers(1, 40))):
        lived = [
            sequence(theme, *[day(1)] * draw(st.integers(0, 1)), theme=theme, mandatory=mandatory)
            for theme in draw(st.lists(st.sampled_from(themes), max_size=3, unique=True))
            for mandatory in [("a", *map(str, range(draw(st.integers(0, 20)))))]
        ]
        talked = tuple(draw(st.lists(st.sampled_from(themes), max_size=2)))
        label = f"{number} {draw(NAMES)}"
        classes.append(classroom(label, *lived, bands=draw(BANDS), discussed=talked))
    return classes


def test_a_theme_is_finished_as_soon_as_one_of_its_sequences_is():
    whole, begun = sequence("x", day(1)), sequence("y", day(1), mandatory=("a", "b", "c"))

    tiles = tiles_of(classroom("A", whole, begun))

    assert tiles == {"réseau": Tile(done=2, of=4, complete=True)}


def test_a_card_and_a_sequence_of_one_theme_share_a_tile():
    row = classroom("A", sequence("x", theme="eau"), discussed=("eau", "mines"))

    tiles = tiles_of(row)

    assert tiles == {"eau": Tile(of=1, talked=True), "mines": Tile(talked=True)}


def test_a_class_of_several_grades_stands_once_in_its_first_band():
    spanning = classroom("P2-P3", bands=(Band.P12, Band.P34))

    heat = heat_of([spanning, classroom("P4", bands=(Band.P34,))])

    assert [(group.band, [line.label for line in group.lines]) for group in heat.groups] == [
        ("P1-P2", ["P2-P3"]),
        ("P3-P4", ["P4"]),
    ]
    assert heat.lines[0].others == (Band.P34,)


def test_bands_follow_each_other_by_age_and_classes_without_a_grade_come_last():
    labels = [("S6", (Band.S56,)), ("?", ()), ("P1", (Band.P12,))]

    heat = heat_of(classroom(label, bands=bands) for label, bands in labels)

    assert [line.label for line in heat.lines] == ["P1", "S6", "?"]


def test_the_most_shared_themes_come_first():
    eau, mines = sequence("e", theme="eau"), sequence("m", theme="mines")

    heat = heat_of([classroom("A", eau, mines), classroom("B", mines), classroom("C", discussed=("art",))])

    assert heat.themes == ("mines", "art", "eau")


def test_a_band_counts_the_classes_that_have_finished_a_theme():
    done, begun = sequence("x", day(1)), sequence("x", day(1), mandatory=("a", "b"))

    heat = heat_of([classroom("A", done), classroom("B", done), classroom("C", begun)])

    assert heat.groups[0].sums == (2,)


@pytest.mark.parametrize(
    ("row", "lived"),
    [
        (classroom("A"), False),
        (classroom("A", sequence("x")), False),
        (classroom("A", sequence("x", day(1))), True),
        (classroom("A", discussed=("eau",)), True),
    ],
)
def test_a_year_is_lived_from_the_first_step_or_card_on(row, lived):
    assert heat_of([row]).is_lived is lived


def test_a_line_is_told_in_words_by_what_was_done_with_each_theme():
    row = classroom(
        "A",
        sequence("x", day(1), theme="eau"),
        sequence("y", day(1), theme="mines", mandatory=("a", "b")),
        sequence("z", theme="réseau"),
        discussed=("eau", "art"),
    )
    heat = heat_of([row])

    told = dict(heat.lines[0].told(heat.themes))

    assert told == {
        "Terminé": ["eau (1/1)"],
        "Commencé": ["mines (1/2)"],
        "Prévu": ["réseau (0/1)"],
        "Fiche discutée": ["art", "eau (1/1)"],
    }


def test_one_band_of_a_large_school_keeps_all_its_themes():
    heat = heat_of([classroom("A", sequence("x"), bands=(Band.P12,)), classroom("B", bands=(Band.S56,))])

    one = heat.only("S5-S6")

    assert [line.label for line in one.lines] == ["B"]
    assert one.themes == ("réseau",)


@settings(max_examples=40, deadline=None)
@given(school_years())
def test_everything_of_a_heat_map_lies_inside_its_drawing(classes):
    heat = heat_of(classes)
    names, tiles = heat_names(heat), heat_tiles(heat)

    outside = [box for svg in (names, tiles) for box in shapes(svg) if not view(svg).holds(box)]
    words = [text for text, box in texts(names, 14, centred=False) if not view(names).holds(box)]
    numbers = [text for text, box in texts(tiles, 12.5, centred=True) if not view(tiles).holds(box)]

    assert (outside, words, numbers) == ([], [], [])


@settings(max_examples=40, deadline=None)
@given(school_years())
def test_no_two_words_of_a_heat_map_overlap(classes):
    heat = heat_of(classes)

    boxes = [texts(heat_names(heat), 14, centred=False), texts(heat_tiles(heat), 12.5, centred=True)]

    overlapping = [(one, other) for found in boxes for (one, a), (other, b) in combinations(found, 2) if a.overlaps(b)]
    assert overlapping == []


@settings(max_examples=60, deadline=None)
@given(st.lists(NAMES, min_size=1, max_size=12, unique=True))
def test_the_leaning_words_of_themes_keep_to_their_columns_and_inside_the_drawing(themes):
    heat = heat_of([classroom("A", *(sequence(theme, theme=theme) for theme in themes))])
    slope = math.radians(SLOPE)

    heads = drawing(heat_tiles(heat)).xpath("//g[@class='heat-theme']")

    for place, head in enumerate(heads):
        across, down = map(float, re.findall(r"-?[\d.]+", head.get("transform"))[:2])
        lines = [(float(line.get("y")), width_of(line.text, 12.5)) for line in head.iter("text")]
        longest = max(width for _y, width in lines)
        lowest, highest = min(y for y, _width in lines) - 10, max(y for y, _width in lines) + 3
        assert across == COLUMN * place + COLUMN // 2
        assert highest - lowest <= COLUMN * math.sin(slope)
        assert down - longest * math.sin(slope) + lowest * math.cos(slope) >= 0
        assert across + longest * math.cos(slope) + highest * math.sin(slope) <= size_of(heat)[0]
    assert len(heads) == len(themes)


@settings(max_examples=200, deadline=None)
@given(NAMES, st.integers(40, 200))
def test_a_shortened_text_keeps_its_beginning_and_its_room(text, room):
    short = shortened(text, 14, room)

    assert width_of(short, 14) <= room
    assert short == text or text.startswith(short.removesuffix("…"))


@settings(max_examples=200, deadline=None)
@given(NAMES, st.integers(60, 200))
def test_a_text_takes_one_line_where_it_has_room_and_two_at_most(text, room):
    lines = in_two_lines(text, 12.5, room)

    assert len(lines) == (1 if width_of(text, 12.5) <= room else len(lines)) <= 2
    assert all(width_of(line, 12.5) <= room for line in lines)


@pytest.mark.parametrize("text", ["aménagement du territoire", "Réseaux sociaux, conception", "IA à l’école", "MŒURS"])
def test_words_are_not_wider_than_they_are_thought_to_be(text):
    assert printed_width(text, REGULAR, 14) <= width_of(text, 14)


def test_each_class_of_the_map_leads_to_its_page_by_its_whole_name():
    name = "Les petits explorateurs d’à côté 🐌 et leurs amis"
    row = classroom(name)

    link = drawing(heat_names(heat_of([row]))).xpath("//a")[0]

    assert (link.get("href"), link.get("aria-label")) == (f"/classes/{row.id}/", name)
    assert link.text_content().strip().endswith("…")


def test_the_map_counts_aloud_the_classes_that_have_finished_a_sequence():
    heat = heat_of([classroom("A", sequence("x", day(1))), classroom("B"), classroom("C")])

    words = drawing(heat_tiles(heat)).get("aria-label")

    assert words.startswith("1 classe sur 3 a terminé une séquence.")


def test_names_are_escaped_in_the_drawing():
    heat = heat_of([classroom("<b>P1</b>", sequence("x", theme="<i>"))])

    drawn = heat_names(heat) + heat_tiles(heat)

    assert "<b>" not in drawn
    assert "<i>" not in drawn


@pytest.mark.parametrize(("name", "words"), [("full", "6/6"), ("begun", "2/6"), ("planned", "0/6"), ("card", "")])
def test_the_legend_shows_a_tile_of_each_kind(name, words):
    svg = heat_sample(name)

    assert drawing(svg).text_content() == words
    assert all(view(svg).holds(box) for box in shapes(svg))


def test_a_box_knows_what_it_holds_and_overlaps():
    box = Box(0, 0, 10, 10)

    assert (box.holds(Box(1, 1, 9, 9)), box.holds(Box(1, 1, 11, 9))) == (True, False)
    assert (box.overlaps(Box(9, 9, 12, 12)), box.overlaps(Box(10, 0, 12, 5))) == (True, False)
