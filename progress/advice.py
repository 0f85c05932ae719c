"""One line that says what to do next with a class."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from progress.class_report import ClassReport, State
from schools.models import Classroom
from sequences.models import Assignment


@dataclass(frozen=True)
class Advice:
    """A sentence, and the page or the act it leads to."""

    sentence: str
    label: str
    address: str
    posts: bool = False


def next_advice(classroom: Classroom, assignment: Assignment | None, report: ClassReport | None) -> Advice:
    """Say the most useful next thing to do with the class."""
    if not classroom.headcount:
        address = reverse("classroom_pupils", args=[classroom.pk])
        return Advice(_("Cette classe n’a pas encore d’élèves."), _("Ajouter des élèves"), address)
    if assignment is None or report is None:
        band = classroom.bands[0] if classroom.bands else ""
        return Advice(
            _("Cette classe n’a pas encore de séquence."),
            _("Choisir une séquence"),
            f"{reverse('library')}?band={band}",
        )
    page = reverse("assignment_page", args=[assignment.pk])
    running = [column for column in report.columns if column.running]
    if running and not classroom.is_open:
        sentence = _("Un quiz attend, mais la classe est fermée.")
        return Advice(sentence, _("Ouvrir la classe"), reverse("session_open", args=[classroom.pk]), posts=True)
    if running:
        return Advice(_running_sentence(report, running[0].step.quiz), _("Suivre et fermer l’étape"), page)
    waiting = next((column for column in report.columns if not column.is_done), None)
    if waiting is not None:
        sentence = _("Prochaine étape : %(title)s (%(minutes)s min).") % {
            "title": waiting.step.title,
            "minutes": waiting.step.minutes,
        }
        return Advice(sentence, _("Mener cette étape"), page)
    return Advice(_("Toute la séquence est vécue. Que retient la classe ?"), _("Choisir la suite"), reverse("library"))


def _running_sentence(report: ClassReport, quiz: str | None) -> str:
    place = [column.step.quiz for column in report.quiz_columns].index(quiz)
    states = [row.cells[place].state for row in report.rows]
    left = sum(state is not State.FINISHED for state in states)
    if not left:
        return _("Toute la classe a fini le quiz.")
    sentence = ngettext(
        "Le quiz tourne : encore %(left)s élève sur %(all)s.",
        "Le quiz tourne : encore %(left)s élèves sur %(all)s.",
        left,
    )
    return sentence % {"left": left, "all": len(states)}
