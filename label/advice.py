"""What brings the next point: computed from what was found, in words, with the room of the product where it happens."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import ceil

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from label.grid import Threshold
from label.judging import Assessment, Judged
from label.measures import Measure

DECLARED_EFFORT = 2
"""What one step of a declared criterion weighs beside one class, session or person more."""


@dataclass(frozen=True)
class NextPoint:
    """The next point of a criterion: what it asks, and how far away it is."""

    code: str
    points: int
    """The points of the criterion once it is earned."""
    sentence: str
    target: str
    """`library`, `cards`, `debates`, `training`, `commitments` or `declare`."""
    effort: int
    """How many classes, sessions, people, prints or promises more; steps weigh more the higher they are."""
    possible: bool = True
    """It can still be earned this year: six people cannot be trained where four teach."""


def _training(count: int) -> str:
    return ngettext(
        "Encore %(n)d personne qui termine le parcours d’autoformation.",
        "Encore %(n)d personnes qui terminent le parcours d’autoformation.",
        count,
    )


def _continuity(count: int) -> str:
    return ngettext("Encore %(n)d mois avec une séance validée.", "Encore %(n)d mois avec une séance validée.", count)


def _subjects(count: int) -> str:
    return ngettext(
        "Encore %(n)d discipline ou degré qui vit une séance validée.",
        "Encore %(n)d disciplines ou degrés qui vivent une séance validée.",
        count,
    )


def _coverage(count: int) -> str:
    return ngettext(
        "Encore %(n)d classe qui termine une séquence.", "Encore %(n)d classes qui terminent une séquence.", count
    )


def _bands(count: int) -> str:
    return ngettext(
        "Encore %(n)d palier où une classe termine une séquence.",
        "Encore %(n)d paliers où une classe termine une séquence.",
        count,
    )


def _themes(count: int) -> str:
    return ngettext(
        "Encore %(n)d thème nouveau, par une séquence terminée ou une fiche discutée.",
        "Encore %(n)d thèmes nouveaux, par des séquences terminées ou des fiches discutées.",
        count,
    )


def _figures(count: int) -> str:
    return ngettext(
        "Encore %(n)d classe qui interroge un chiffre.", "Encore %(n)d classes qui interrogent un chiffre.", count
    )


def _frugality(count: int) -> str:
    return ngettext(
        "Encore %(n)d séance sans écran, sur papier ou avec un seul écran.",
        "Encore %(n)d séances sans écran, sur papier ou avec un seul écran.",
        count,
    )


def _sheets(count: int) -> str:
    return ngettext(
        "Encore %(n)d fiche imprimée en version économe.", "Encore %(n)d fiches imprimées en version économe.", count
    )


def _debates(count: int) -> str:
    return ngettext(
        "Encore %(n)d classe qui vote deux fois sur une même question.",
        "Encore %(n)d classes qui votent deux fois sur une même question.",
        count,
    )


def _promises(count: int) -> str:
    return ngettext(
        "Encore %(n)d classe qui fait le bilan d’un engagement, quatre semaines après l’avoir pris.",
        "Encore %(n)d classes qui font le bilan d’un engagement, quatre semaines après l’avoir pris.",
        count,
    )


def _beyond(count: int) -> str:
    return ngettext(
        "Encore %(n)d engagement entre personnes ou dans la société.",
        "Encore %(n)d engagements entre personnes ou dans la société.",
        count,
    )


@dataclass(frozen=True)
class _Way:
    """How more of a measure is asked for, and where it is done."""

    words: Callable[[int], str]
    target: str


WAYS: Mapping[str, _Way] = {
    "continuity": _Way(_continuity, "library"),
    "training": _Way(_training, "training"),
    "subjects": _Way(_subjects, "library"),
    "coverage": _Way(_coverage, "library"),
    "bands": _Way(_bands, "library"),
    "themes": _Way(_themes, "cards"),
    "figures": _Way(_figures, "library"),
    "frugality": _Way(_frugality, "library"),
    "sheets": _Way(_sheets, "library"),
    "debates": _Way(_debates, "debates"),
    "promises": _Way(_promises, "commitments"),
    "beyond": _Way(_beyond, "commitments"),
}
CONDITIONS: Mapping[str, object] = {
    "previous-year": gettext_lazy("Il faut aussi une séance validée l’année scolaire précédente."),
    "adapted": gettext_lazy("Il faut aussi que chaque fiche imprimée existe en version adaptée."),
    "societal": gettext_lazy("Il faut aussi un engagement de niveau sociétal."),
}
"""What a threshold may ask for beside numbers, in words."""
PAST = frozenset({"previous-year"})
"""Conditions that nothing done from now on can meet."""


def missing(measure: Measure, threshold: Threshold) -> int | None:
    """Give how many successes more a threshold asks for; None where no number of them would do.

    Where one success more makes the whole larger too, it is the smallest k with (n + k) / (d + k) at the limit or over.
    """
    count, whole, limit = measure.numerator, measure.whole, threshold.limit
    least = threshold.count - count
    if not measure.grows:
        return max(0, ceil(limit * whole) - count, least)
    if limit < 1:
        return max(0 if whole else 1, ceil((limit * whole - count) / (1 - limit)), least)
    return max(1, least) if count == whole else None


def next_point(item: Judged) -> NextPoint | None:
    """Say what the next point of a criterion asks for; None where all are earned or where no point can be judged."""
    earned = item.points or 0
    if earned >= item.most:
        return None
    if item.measure is None:
        return _declared(item, earned)
    measure, threshold = item.measure, item.spec.thresholds[earned]
    if not measure.assessable and (measure.denominator is None or not measure.grows):
        return None
    way, more = WAYS[item.spec.measure], missing(measure, threshold)
    lacking = [name for name in threshold.also if name not in measure.conditions]
    asked = [str(CONDITIONS[name]) for name in lacking]
    if more is None:
        asked.insert(0, _("Ce point demande un sans-faute : il n’est plus à portée cette année."))
    elif more:
        asked.insert(0, way.words(more) % {"n": more})
    there_are = measure.grows or measure.denominator is None or measure.numerator + (more or 0) <= measure.whole
    return NextPoint(
        item.spec.code,
        earned + 1,
        " ".join(asked),
        way.target,
        effort=(more or 0) + len(lacking),
        possible=more is not None and there_are and PAST.isdisjoint(lacking),
    )


def _declared(item: Judged, earned: int) -> NextPoint:
    """Say what a declared criterion asks for next; words without a proof earn nothing, and lack only that."""
    if item.declared is not None and not item.declared.is_proved:
        sentence = _("Joignez une pièce ou un lien à ce que vous avez déclaré.")
        return NextPoint(item.spec.code, max(1, item.declared.points), sentence, "declare", effort=1)
    step = item.spec.steps[earned]
    return NextPoint(item.spec.code, earned + 1, step, "declare", effort=DECLARED_EFFORT * (earned + 1))


def next_actions(assessment: Assessment, limit: int = 3) -> tuple[NextPoint, ...]:
    """Give the cheapest next points, those of the axis farthest from the next level first where they cost the same."""
    wanted = assessment.next.level.axis_points if assessment.next else 0
    gaps = {row.axis.code: wanted - row.earned for row in assessment.axes}
    found = []
    for item in assessment.criteria:
        point = next_point(item)
        if point is not None and point.possible:
            found.append((point.effort, -gaps[item.spec.axis], point))
    found.sort(key=lambda row: row[:2])
    return tuple(point for *_cost, point in found[:limit])
