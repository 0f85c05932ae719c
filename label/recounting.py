"""The points of a dossier, counted again from its own numbers."""

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from label.manifest import shown

Told = Mapping[str, Any]

_PART = re.compile(r"\d{1,9}(/0*[1-9]\d{0,8})?")
_NOT_AS_EXPECTED = (AttributeError, KeyError, TypeError, ValueError, ZeroDivisionError)


def points_that_do_not_follow(facts: Any) -> list[str]:
    """Say in words which points of criteres.json do not follow from the numbers and thresholds beside them.

    A criterion without thresholds is only added up, not counted again; keys that are not known here are left alone.
    """
    try:
        criteria = [dict(criterion) for criterion in facts["critères"]]
        return [*_wrong_points(criteria), *_wrong_sums(facts, criteria)]
    except _NOT_AS_EXPECTED:
        return [_("« criteres.json » ne se lit pas comme des critères et leurs points.")]


def _wrong_points(criteria: Sequence[Told]) -> Iterator[str]:
    for criterion in criteria:
        if not criterion.get("seuils"):
            continue
        code = shown(criterion["code"])
        try:
            counted = _points(criterion)
        except _NOT_AS_EXPECTED:
            yield _("Critère %(code)s : ses nombres ne permettent pas de recompter ses points.") % {"code": code}
            continue
        if criterion["points"] != counted:
            words = {"code": code, "given": _words(criterion["points"]), "counted": _words(counted)}
            yield _("Critère %(code)s : le dossier dit %(given)s, ses nombres donnent %(counted)s.") % words


def _wrong_sums(facts: Told, criteria: Sequence[Told]) -> Iterator[str]:
    """Add the points up again, by axis and in all, wherever the dossier gives their sum."""
    told = [
        (_("l’axe %(code)s") % {"code": shown(axis["code"])}, axis["points"], axis) for axis in facts.get("axes", ())
    ]
    if "total" in facts:
        told.append((_("le total"), facts["total"], None))
    for what, given, axis in told:
        counted = sum(item["points"] or 0 for item in criteria if axis is None or item["axe"] == axis["code"])
        if counted != given:
            words = {"what": what, "given": shown(given), "counted": counted}
            yield _("Pour %(what)s, le dossier dit %(given)s, ses critères donnent %(counted)s.") % words


def _words(points: Any) -> str:
    return _("non évaluable") if points is None else shown(points)


def _points(criterion: Told) -> int | None:
    """Count the thresholds that are reached, one after the other."""
    if not criterion["évaluable"]:
        return None
    points = 0
    for threshold in criterion["seuils"]:
        if not _is_reached(criterion, threshold):
            break
        points += 1
    return points


def _is_reached(criterion: Told, threshold: Told) -> bool:
    """Compare exact fractions: a share of the denominator, a number, and conditions, whichever the threshold names."""
    part, number = threshold["part"], threshold["nombre"]
    numerator = _whole(criterion["numérateur"])
    if part is not None and Fraction(numerator, _whole(criterion["dénominateur"])) < _share(part):
        return False
    if number is not None and numerator < _whole(number):
        return False
    return set(threshold.get("aussi", ())) <= set(criterion.get("conditions", ()))


def _share(text: Any) -> Fraction:
    """Read a share like « 20/100 », and nothing that could take long to read."""
    if not isinstance(text, str) or not _PART.fullmatch(text):
        raise ValueError(text)
    return Fraction(text)


def _whole(value: Any) -> int:
    if type(value) is not int or value < 0:
        raise ValueError(value)
    return value
