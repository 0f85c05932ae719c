"""Disciplines in which a class of secondary school lives a step."""

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _

from common.levels import Band

PRIMARY = frozenset({Band.P12, Band.P34, Band.P56})
"""Degrees of primary school, where one teacher has all disciplines."""


def have_subjects(bands: Iterable[Band]) -> bool:
    """Tell whether steps of these bands are lived in a discipline: from secondary school on."""
    return not PRIMARY.issuperset(bands)


class Subject(models.TextChoices):
    """Disciplines of secondary school (Fédération Wallonie-Bruxelles), in which a step can be lived."""

    FRENCH = "francais", _("français")
    MATHS = "mathematiques", _("mathématiques")
    SCIENCE = "sciences", _("sciences")
    GEOGRAPHY = "geographie", _("géographie")
    HISTORY = "histoire", _("histoire")
    SOCIAL = "sciences-humaines", _("sciences économiques et sociales")
    CITIZENSHIP = "citoyennete", _("philosophie et citoyenneté")
    FAITH = "religion-morale", _("religion ou morale")
    TECHNOLOGY = "technologie", _("formation manuelle, technique, technologique et numérique")
    COMPUTING = "informatique", _("informatique")
    LANGUAGES = "langues", _("langues modernes ou anciennes")
    ARTS = "arts", _("éducation culturelle et artistique")
    SPORT = "education-physique", _("éducation physique et à la santé")
    OPTION = "option-groupee", _("option de base groupée, cours techniques ou pratiques")
