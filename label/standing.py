"""Where a school stands, in short sentences: its level, what the next one misses, and what each criterion has found."""

from collections.abc import Iterator

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from label.judging import Assessment, Declared, Judged, LevelStanding

VERDICTS = {
    "": gettext_lazy("pas encore relu par une autre école"),
    "d-accord": gettext_lazy("relu par une autre école, qui est d’accord"),
    "question": gettext_lazy("relu par une autre école, qui pose une question"),
}


def points_words(earned: int, most: int) -> str:
    return ngettext("%(n)d point sur %(most)d", "%(n)d points sur %(most)d", earned) % {"n": earned, "most": most}


def standing_words(assessment: Assessment) -> str:
    """Say which level is reached, with how many points, and how far the next one is."""
    told = {"points": points_words(assessment.earned, assessment.grid.most)}
    if assessment.reached:
        told["level"] = assessment.reached.title
        said = _("Niveau %(level)s atteint, avec %(points)s.") % told
    else:
        said = _("%(points)s, et pas encore de niveau.") % told
    if assessment.next is None:
        return f"{said} {_('C’est le plus haut : il reste à le faire vivre.')}"
    return f"{said} {_missing(assessment.next)}"


def _missing(standing: LevelStanding) -> str:
    """Say in short what the next level misses; its box says it in full."""
    points = sum(lack.wants - lack.has for lack in standing.lacks if lack.what == "total")
    others = sum(lack.what != "total" for lack in standing.lacks)
    missing = []
    if points:
        missing.append(ngettext("%(n)d point", "%(n)d points", points) % {"n": points})
    if others:
        missing.append(ngettext("%(n)d condition", "%(n)d conditions", others) % {"n": others})
    told = {"level": standing.level.title, "missing": _(" et ").join(missing)}
    return _("Pour le niveau %(level)s, il manque %(missing)s.") % told


def found_words(item: Judged) -> str:
    """Say in one line what a criterion has found, or where its declaration stands."""
    if item.measure is None:
        return _declared(item.declared)
    if not item.measure.assessable:
        return _("Non évaluable : rien à compter pour l’instant.")
    told = {"n": item.measure.numerator, "all": item.measure.denominator, "unit": capfirst(item.spec.unit)}
    if item.measure.denominator is None:
        return _("%(unit)s : %(n)d") % told
    return _("%(unit)s : %(n)d sur %(all)d") % told


def _declared(declared: Declared | None) -> str:
    if declared is None:
        return _("Rien n’est encore déclaré.")
    asked = ngettext("%(n)d point déclaré", "%(n)d points déclarés", declared.points) % {"n": declared.points}
    if not declared.is_proved:
        return _("%(asked)s, sans pièce ni lien : ne compte pas encore.") % {"asked": asked}
    told = {"asked": asked, "proofs": _(" et ").join(_proofs(declared)), "verdict": VERDICTS[declared.verdict]}
    return _("%(asked)s, avec %(proofs)s ; %(verdict)s.") % told


def _proofs(declared: Declared) -> Iterator[str]:
    count = len(declared.pieces)
    if count:
        yield ngettext("%(n)d pièce", "%(n)d pièces", count) % {"n": count}
    if declared.link:
        yield _("un lien")
