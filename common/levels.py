"""Grades and bands of compulsory schooling in the Fédération Wallonie-Bruxelles."""

from collections.abc import Iterable
from enum import StrEnum


class Band(StrEnum):
    """Two consecutive grades that share their sequences; a member's value is what people read."""

    P12 = "P1-P2"
    P34 = "P3-P4"
    P56 = "P5-P6"
    S12 = "S1-S2"
    S34 = "S3-S4"
    S56 = "S5-S6"

    @property
    def slug(self) -> str:
        """The band in lower case, as in CSS classes and addresses."""
        return self.value.lower()

    @property
    def grades(self) -> tuple[str, str]:
        first, last = self.value.split("-")
        return first, last


GRADES: tuple[str, ...] = tuple(grade for band in Band for grade in band.grades)


def band_of(grade: str) -> Band:
    """Give the band of one grade; raise ValueError for a grade that does not exist."""
    for band in Band:
        if grade in band.grades:
            return band
    raise ValueError(f"unknown grade: {grade!r}")


def bands_of(grades: Iterable[str]) -> tuple[Band, ...]:
    """Give the bands that a set of grades touches, youngest first, each once."""
    touched = {band_of(grade) for grade in grades}
    return tuple(band for band in Band if band in touched)
