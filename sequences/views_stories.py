"""Stories of dissonance outside any sequence: read by everybody, opened for a class by its teacher."""

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from common.http import open_to_all
from quizzes.models import Quiz, Sitting
from quizzes.services import close_sitting
from quizzes.specs import QuizKind, QuizSpec, Scenario
from schools.access import Request, acts, allow, is_teacher
from schools.models import Classroom, SchoolYear
from sequences.forms import AssignForm
from sequences.talks import launch_story


def _published() -> QuerySet[Quiz]:
    return Quiz.objects.published().filter(kind=QuizKind.DISSONANCE).select_related("current").order_by("key")


@open_to_all
def stories(request: Request) -> HttpResponse:
    """Every set of stories, the youngest first."""
    rows = sorted(((quiz, quiz.spec) for quiz in _published()), key=lambda row: _youngest(row[1]))
    return render(request, "sequences/stories.html", {"rows": rows})


def _youngest(spec: QuizSpec) -> int:
    return list(type(spec.bands[0])).index(spec.bands[0])


@open_to_all
def story_page(request: Request, key: str) -> HttpResponse:
    """Stories with their statements in no telling order: which strategy each shows stands in the answer key only."""
    quiz = get_object_or_404(_published(), key=key)
    spec = quiz.spec
    context = {
        "quiz": quiz,
        "spec": spec,
        "tales": [(tale, _statements(tale)) for tale in spec.scenarios],
        "form": _form(request),
    }
    return render(request, "sequences/story.html", context)


def _statements(tale: Scenario) -> list[str]:
    """The three statements in alphabetical order, which says nothing about them."""
    return sorted(said.text for said in (tale.behaviour, tale.belief, tale.rationalisation))


def _form(request: Request) -> AssignForm:
    if not request.user.is_authenticated:
        return AssignForm(classrooms=Classroom.objects.none())
    taught = Classroom.objects.active().taught_by(request.user).filter(year=SchoolYear.objects.current())
    return AssignForm(request.POST or None, classrooms=taught)


@allow(is_teacher)
@acts("story_page")
def story_launch(request: Request, key: str) -> HttpResponse:
    quiz = get_object_or_404(_published(), key=key)
    form = _form(request)
    if not form.is_valid():
        messages.error(request, _("Choisissez une de vos classes, ou créez-en une d’abord."))
        return redirect("story_page", key)
    classroom = form.cleaned_data["classroom"]
    if "debate" in request.POST:
        return redirect(f"{reverse('debates', args=[classroom.pk])}?quiz={key}")
    launch_story(quiz=quiz, classroom=classroom, teacher=request.user)
    if classroom.is_open:
        messages.success(request, _("Les histoires sont ouvertes : les élèves les voient sur leur tablette."))
    else:
        messages.info(
            request, _("Les histoires sont prêtes. Ouvrez maintenant la classe pour que les élèves puissent entrer.")
        )
    return redirect("classroom_talks", classroom.pk)


@allow(is_teacher)
@acts("classrooms", same_argument=False)
def story_close(request: Request, pk: UUID) -> HttpResponse:
    """Close stories that a class has open outside its sequences."""
    taught = Classroom.objects.active().taught_by(request.user)
    sitting = get_object_or_404(Sitting.objects.single().filter(classroom__in=taught, record=None), pk=pk)
    close_sitting(sitting=sitting)
    messages.success(request, _("Les histoires sont fermées : voici ce que la classe dirait."))
    return redirect("classroom_talks", sitting.classroom_id)
