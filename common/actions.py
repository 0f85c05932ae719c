"""The three levels at which people act."""

from enum import StrEnum


class ActionLevel(StrEnum):
    """Who acts: one person, people who know each other, or a society by its rules."""

    INDIVIDUAL = "individuel"
    INTERPERSONAL = "interpersonnel"
    SOCIETAL = "sociétal"
