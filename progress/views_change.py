"""Before and after: a teacher asks a class twice, and reads with it what moved."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from progress.change_report import pairs_of_class, reports_of
from progress.change_words import spoken
from quizzes.models import Phase, Quiz, Sitting, SittingPair
from quizzes.pairs import close_before, close_pair, open_after, open_pair, take_back
from quizzes.positions import SMALLEST_GROUP
from quizzes.services import takes_positions
from schools.access import Request, acts, allow, is_school_staff, is_teacher
from schools.models import Classroom, User
from schools.typed import typed_fields
from sequences.models import Assignment


class StartForm(forms.Form):
    """Which quiz is asked twice."""

    quiz = forms.ChoiceField(label=gettext_lazy("Quelles positions demander ?"))

    def __init__(self, *args: Any, quizzes: Iterable[Quiz], lived: set[str], bands: Iterable[Any], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.quizzes = {quiz.key: quiz for quiz in quizzes}
        groups: dict[str, list[tuple[str, str]]] = {
            _("Dans une séquence de la classe"): [],
            _("Pour l’âge de la classe"): [],
            _("Pour d’autres âges"): [],
        }
        own, fitting, rest = groups.values()
        for key, quiz in self.quizzes.items():
            group = own if key in lived else fitting if set(quiz.spec.bands) & set(bands) else rest
            group.append((key, quiz.title))
        field: Any = self.fields["quiz"]
        field.choices = [(name, choices) for name, choices in groups.items() if choices]

    def clean_quiz(self) -> Quiz:
        return self.quizzes[self.cleaned_data["quiz"]]


@dataclass(frozen=True)
class Line:
    """A pair as its class's page shows it: where it stands, and what comes next."""

    pair: SittingPair
    before: Sitting
    after: Sitting | None
    is_told: bool

    @property
    def stage(self) -> str:
        """Name what the pair waits for."""
        if self.pair.closed_at:
            return "ferme"
        if self.after is not None:
            return "apres"
        return "avant" if self.before.is_running else "entre"

    @property
    def may_be_taken_back(self) -> bool:
        """Tell whether the latest opening looks like a mistake; the service has the last word."""
        latest: Any = self.after or self.before
        return latest.is_running and not latest.started


def _start_form(request: Request, classroom: Classroom) -> StartForm:
    """Offer every quiz that asks for an opinion, first those of the sequences that the class lives."""
    assigned = Assignment.objects.standing().filter(classroom=classroom).select_related("revision")
    lived = {step.quiz for assignment in assigned for step in assignment.revision.spec.steps if step.quiz}
    published = Quiz.objects.published().select_related("current").order_by("title")
    quizzes = [quiz for quiz in published if takes_positions(quiz.spec)]
    return StartForm(typed_fields(request), quizzes=quizzes, lived=lived, bands=classroom.bands)


def _lines(classroom: Classroom) -> list[Line]:
    pairs = pairs_of_class(classroom)
    told = reports_of(pairs)
    lines = []
    for pair in pairs:
        ends = {sitting.phase: sitting for sitting in pair.sittings.all()}
        lines.append(Line(pair, ends[Phase.BEFORE], ends.get(Phase.AFTER), pair.pk in told))
    return lines


@allow(is_school_staff)
def classroom_change(request: Request, pk: UUID) -> HttpResponse:
    """The pairs of a class, where each stands, and a new one to start."""
    classroom = get_object_or_404(Classroom.objects.active().visible_to(request.user), pk=pk)
    return _page(request, classroom)


def _page(request: Request, classroom: Classroom, refused: StartForm | None = None) -> HttpResponse:
    may_act = Classroom.objects.taught_by(request.user).filter(pk=classroom.pk).exists()
    context = {
        "classroom": classroom,
        "may_act": may_act,
        "lines": _lines(classroom),
        "form": refused or (_start_form(request, classroom) if may_act else None),
    }
    return render(request, "progress/changes.html", context, status=422 if refused else 200)


@allow(is_teacher)
@acts("classroom_change")
def change_start(request: Request, pk: UUID) -> HttpResponse:
    classroom = get_object_or_404(Classroom.objects.active().taught_by(request.user), pk=pk)
    form = _start_form(request, classroom)
    if not form.is_valid():
        return _page(request, classroom, form)
    pair = open_pair(quiz=form.cleaned_data["quiz"], classroom=classroom, teacher=request.user)
    messages.success(request, _opened(classroom), extra_tags=f"undo:{reverse('change_act', args=[pair.pk, 'annuler'])}")
    return redirect("classroom_change", pk)


def _opened(classroom: Classroom) -> str:
    if classroom.is_open:
        return _("C’est ouvert : les élèves le voient sur leur tablette.")
    return _("C’est prêt. Ouvrez maintenant la classe pour que les élèves puissent entrer.")


@allow(is_school_staff)
def change_report(request: Request, pk: UUID) -> HttpResponse:
    """What moved, to read with the class; nothing of a pair that is under way, too small, or told by a later one."""
    visible = Classroom.objects.active().visible_to(request.user)
    pairs = SittingPair.objects.filter(classroom__in=visible)
    pair = get_object_or_404(pairs.select_related("classroom", "revision__parent"), pk=pk)
    alike = [row for row in pairs_of_class(pair.classroom) if row.revision.parent_id == pair.revision.parent_id]
    told = reports_of(alike)
    report = told.get(pair.pk)
    context = {
        "classroom": pair.classroom,
        "pair": pair,
        "report": report,
        "sentences": spoken(report) if report else (),
        "later": next(iter(told), None),
        "smallest": SMALLEST_GROUP,
    }
    return render(request, "progress/change.html", context)


def _close_before(pair: SittingPair, _teacher: User) -> Promise:
    close_before(pair=pair)
    return gettext_lazy("« Avant » est fermé. Vivez la séquence, puis ouvrez « après ».")


def _open_after(pair: SittingPair, teacher: User) -> str:
    open_after(pair=pair, teacher=teacher)
    return _opened(pair.classroom)


def _close(pair: SittingPair, _teacher: User) -> Promise:
    close_pair(pair=pair)
    return gettext_lazy("C’est terminé : plus rien ne relie une position à un élève.")


def _take_back(pair: SittingPair, _teacher: User) -> Promise:
    if take_back(pair=pair):
        return gettext_lazy("L’ouverture est annulée.")
    return gettext_lazy("Trop tard pour annuler : quelqu’un a déjà répondu, ou c’est fermé.")


ACTS: Mapping[str, Callable[[SittingPair, User], object]] = {
    "fermer-avant": _close_before,
    "ouvrir-apres": _open_after,
    "terminer": _close,
    "annuler": _take_back,
}


@allow(is_teacher)
@acts("change_report")
def change_act(request: Request, pk: UUID, act: str) -> HttpResponse:
    """One step further with a pair; the same press twice changes nothing."""
    taught = Classroom.objects.active().taught_by(request.user)
    pair = get_object_or_404(SittingPair.objects.filter(classroom__in=taught).select_related("classroom"), pk=pk)
    if act not in ACTS:
        raise Http404
    classroom_id = pair.classroom_id
    messages.success(request, str(ACTS[act](pair, request.user)))
    return redirect("change_report", pk) if act == "terminer" else redirect("classroom_change", classroom_id)
