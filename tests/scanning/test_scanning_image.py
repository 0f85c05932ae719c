"""Pages are found and straightened however they lie."""

from __future__ import annotations

from math import cos, dist, radians, sin

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from printing.sheet_geometry import MARKERS
from scanning.alignment import centres_of
from scanning.image import SCALE, Projection, find_targets, placements, straightened
from tests.scanning.trials import SHEET, picture_of

OFFSETS = st.tuples(*[st.floats(-12, 12)] * 8)
WHOLE = (0.0, 0.0, 210.0, 297.0)


def corners_at(angle: float, scale: float = 4.0):
    """Give where the targets are in a picture that is turned around its middle."""
    turn, middle = radians(angle), (105.0, 148.5)
    places = [(x - middle[0], y - middle[1]) for x, y in MARKERS]
    turned = [(x * cos(turn) - y * sin(turn), x * sin(turn) + y * cos(turn)) for x, y in places]
    one, two, three, four = [(800 + x * scale, 800 + y * scale) for x, y in turned]
    return one, two, three, four


@given(st.floats(0, 360), OFFSETS)
@settings(max_examples=60, deadline=None, database=None)
def test_a_projection_goes_through_its_four_corners_and_keeps_lines_straight(angle, offsets):
    one, two, three, four = [
        (x + offsets[2 * place], y + offsets[2 * place + 1]) for place, (x, y) in enumerate(corners_at(angle))
    ]

    projection = Projection.through((one, two, three, four))

    assert all(
        dist(projection.at(x, y), corner) < 1e-6
        for (x, y), corner in zip(MARKERS, (one, two, three, four), strict=True)
    )
    ends, middle = (projection.at(30, 50), projection.at(150, 250)), projection.at(90, 150)
    assert dist(ends[0], middle) + dist(middle, ends[1]) == pytest.approx(dist(*ends))


def test_four_corners_in_a_line_are_no_page():
    assert Projection.through(((0, 0), (10, 0), (20, 0), (30, 0))) is None


@pytest.mark.parametrize("angle", [0, 33, 90, 151, 180, 270, 317])
def test_the_targets_are_found_at_any_angle_and_to_a_third_of_a_pixel(angle):
    page = picture_of(SHEET).resize((840, 1188), Image.Resampling.BOX)
    turned = page.rotate(-angle, Image.Resampling.BICUBIC, expand=True, fillcolor=255)
    middle = (turned.width / 2, turned.height / 2)
    wanted = [(x - 800 + middle[0], y - 800 + middle[1]) for x, y in corners_at(angle)]

    found = [[projection.at(*marker) for marker in MARKERS] for projection in placements(turned)]

    errors = [max(map(dist, places, wanted)) for places in found]
    assert min(errors) < 1 / 3


@pytest.mark.parametrize("level", [0, 128, 255])
def test_an_empty_picture_has_no_target(level):
    assert find_targets(Image.new("L", (900, 1200), level)) == []


def test_bubbles_that_moved_with_the_paper_are_found_where_they_are():
    page = picture_of(SHEET)
    scale = page.width / 210
    moved = Image.new("L", page.size, 255)
    moved.paste(page, (round(0.8 * scale), round(-0.6 * scale)))
    straight = Projection.through(tuple((x * scale, y * scale) for x, y in MARKERS))
    geometry = SHEET.geometries[0]

    centres = centres_of(straightened(moved, straight, WHOLE), (0.0, 0.0), geometry.bubbles)

    for bubble, (x, y) in centres.items():
        assert dist((x / SCALE, y / SCALE), (bubble.x + 0.8, bubble.y - 0.6)) < 0.25
