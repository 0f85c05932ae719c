"""What the label says in sentences, the same on pages and in the dossier."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from label.grid import GridSpec
from label.judging import Lack


def lack_words(lack: Lack, grid: GridSpec) -> str:
    """Say what a school misses of a level, and of what it is made."""
    if lack.what == "review":
        return _("avoir relu le dossier d’une autre école")
    missing = lack.wants - lack.has
    told = ngettext("encore %(n)d point", "encore %(n)d points", missing) % {"n": missing}
    if lack.what == "total":
        return _("%(points)s en tout (%(has)d sur %(wants)d)") % {"points": told, "has": lack.has, "wants": lack.wants}
    names = {axis.code: axis.title for axis in grid.axes} | {spec.code: spec.title for spec in grid.criteria}
    place = _("dans l’axe") if lack.what == "axis" else _("au critère")
    words = {"points": told, "place": place, "code": lack.code, "name": names[lack.code]}
    return _("%(points)s %(place)s %(code)s, « %(name)s »") % words
