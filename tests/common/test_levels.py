"""Grades and their bands."""

import pytest

from common.levels import GRADES, Band, band_of, bands_of


def test_the_twelve_grades_stand_in_order():
    assert GRADES == ("P1", "P2", "P3", "P4", "P5", "P6", "S1", "S2", "S3", "S4", "S5", "S6")


def test_each_grade_has_one_band_which_holds_it():
    bands = {grade: band_of(grade) for grade in GRADES}

    assert bands == {grade: band for band in Band for grade in band.grades}
    assert len(bands) == 12


@pytest.mark.parametrize("grade", ["", "P7", "p1", "P", "S0", "P1-P2", "S12"])
def test_a_grade_that_does_not_exist_has_no_band(grade):
    with pytest.raises(ValueError, match="unknown grade"):
        band_of(grade)


@pytest.mark.parametrize(
    ("grades", "bands"),
    [
        ((), ()),
        (("P5",), (Band.P56,)),
        (("P6", "P5"), (Band.P56,)),
        (("S1", "P6"), (Band.P56, Band.S12)),
        (GRADES, tuple(Band)),
    ],
)
def test_a_set_of_grades_touches_its_bands_youngest_first_and_once(grades, bands):
    assert bands_of(grades) == bands


def test_the_slug_of_a_band_is_in_lower_case():
    assert [band.slug for band in Band] == ["p1-p2", "p3-p4", "p5-p6", "s1-s2", "s3-s4", "s5-s6"]
