"""What moved, in sentences that a teacher can read aloud to the class; counts only, and no more than they say."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from progress.change import ChangeReport, Move
from quizzes.kinds import Lever, Position
from quizzes.strategies import Strategy

FEW = 20
"""Under this number of people two or three answers change the picture."""


def spoken(report: ChangeReport) -> tuple[str, ...]:
    """Give the summary of a report, a sentence or two for each question."""
    return (*(_told(move) for move in report.moves), _caution(report))


def _told(move: Move) -> str:
    opening = _opening(move) % {"title": move.title}
    return f"{opening} {sides(move)} {_most_telling(move)}".strip()


def _opening(move: Move) -> str:
    if move.kind == Position.kind:
        return _("Histoire « %(title)s ».")
    if move.kind == Lever.kind:
        return _("Histoire « %(title)s », pour que ce soit plus facile.")
    return _("« %(title)s »")


def sides(move: Move) -> str:
    """Say how many people say the same thing twice, and how many something else."""
    opening = _("Sur %(people)s élèves qui ont répondu deux fois,") % {"people": move.people}
    if not move.other:
        return f"{opening} {_('tous disent la même chose.')}"
    if not move.same:
        return f"{opening} {_('tous disent autre chose.')}"
    same = ngettext("%(n)s dit la même chose", "%(n)s disent la même chose", move.same) % {"n": move.same}
    other = ngettext("%(n)s dit autre chose", "%(n)s disent autre chose", move.other) % {"n": move.other}
    return f"{opening} {same}, {other}."


def _most_telling(move: Move) -> str:
    """Tell one stance before and after: the changed act of a story, else the one that moved most."""
    gaps = [abs(after - before) for before, after in zip(move.before, move.after, strict=True)]
    place = gaps.index(max(gaps))
    if move.kind == Position.kind:
        place = list(Strategy).index(Strategy.BEHAVIOUR)
    before, after = move.before[place], move.after[place]
    told = {"words": move.stances[place].words, "before": before, "after": after}
    if before == after:
        return _("Pour « %(words)s » : %(before)s choix avant, autant après.") % told
    return _("Pour « %(words)s » : %(before)s choix avant, %(after)s après.") % told


def _caution(report: ChangeReport) -> str:
    if report.fewest < FEW:
        return _(
            "Nous sommes peu : deux ou trois réponses suffisent à changer ces nombres. "
            "Ils ne prouvent rien ; ils donnent de quoi parler."
        )
    return _("Ces nombres ne disent pas pourquoi : c’est à nous d’en parler.")
