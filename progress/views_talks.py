"""What a class talks about and decides outside its sequences: cards, stories, promises."""

from collections.abc import Iterable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from library.models import Charter
from library.reading import CharterLine, Scope
from progress.commitments import make_commitment, restore_commitment, review_commitment, withdraw_commitment
from progress.forms import CommitmentForm, ReviewForm
from progress.models import Commitment
from progress.stances import stances_of_class
from progress.texts import quizzes_with_texts
from quizzes.models import Sitting
from quizzes.specs import QuizKind
from schools.access import Request, acts, allow, is_school_staff, is_teacher
from schools.models import Classroom
from schools.typed import typed_fields
from sequences.models import CardDiscussion


@allow(is_school_staff)
def classroom_talks(request: Request, pk: UUID) -> HttpResponse:
    """The cards that the class has talked about, its stories, and what it has promised itself."""
    classroom = get_object_or_404(Classroom.objects.active().visible_to(request.user), pk=pk)
    sittings = list(
        Sitting.objects.filter(classroom=classroom, record=None, revision__parent__kind=QuizKind.DISSONANCE)
        .select_related("revision__parent")
        .order_by("-opened_at")
    )
    stances, waiting = stances_of_class(sittings)
    context = {
        "classroom": classroom,
        "may_act": Classroom.objects.taught_by(request.user).filter(pk=pk).exists(),
        "discussions": CardDiscussion.objects.standing().filter(classroom=classroom).select_related("card"),
        "sittings": sittings,
        "stances": stances,
        "waiting": waiting,
        "texts": quizzes_with_texts(sittings),
        "commitments": Commitment.objects.standing().filter(classroom=classroom),
    }
    return render(request, "progress/talks.html", context)


def _charter_lines(scope: Scope) -> Iterable[CharterLine]:
    charter = Charter.objects.published().first()
    return [line for line in charter.spec.lines if line.scope is scope] if charter else []


@allow(is_teacher)
def commitment_new(request: Request, pk: UUID) -> HttpResponse:
    """A class chooses a line of the charter or writes its own, and the day on which it will look at it again."""
    classroom = get_object_or_404(Classroom.objects.active().taught_by(request.user), pk=pk)
    form = CommitmentForm(typed_fields(request), lines=_charter_lines(Scope.CLASSROOM))
    if request.method == "POST" and form.is_valid():
        commitment = make_commitment(classroom=classroom, teacher=request.user, **form.cleaned_data)
        undo = reverse("commitment_withdraw", args=[commitment.pk])
        messages.success(request, _("C’est écrit. Rendez-vous le jour du bilan !"), extra_tags=f"undo:{undo}")
        return redirect("classroom_talks", pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "progress/commitment_new.html", {"classroom": classroom, "form": form}, status=status)


def _taught_commitment(request: Request, pk: UUID) -> Commitment:
    taught = Classroom.objects.active().taught_by(request.user)
    return get_object_or_404(Commitment.objects.filter(classroom__in=taught).select_related("classroom"), pk=pk)


@allow(is_teacher)
def commitment_page(request: Request, pk: UUID) -> HttpResponse:
    """A promise large enough to hang on the wall, and its review."""
    commitment = _taught_commitment(request, pk)
    initial = {"outcome": commitment.outcome, "review": commitment.review}
    form = ReviewForm(typed_fields(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        review_commitment(commitment=commitment, **form.cleaned_data)
        messages.success(request, _("Bilan noté. Ce que la classe a appris compte autant que le résultat."))
        return redirect("classroom_talks", commitment.classroom_id)
    context = {"commitment": commitment, "classroom": commitment.classroom, "form": form}
    return render(request, "progress/commitment.html", context, status=422 if request.method == "POST" else 200)


@allow(is_teacher)
@acts("commitment_page")
def commitment_withdraw(request: Request, pk: UUID) -> HttpResponse:
    commitment = withdraw_commitment(commitment=_taught_commitment(request, pk))
    undo = reverse("commitment_restore", args=[pk])
    messages.success(request, _("L’engagement est retiré."), extra_tags=f"undo:{undo}")
    return redirect("classroom_talks", commitment.classroom_id)


@allow(is_teacher)
@acts("commitment_page")
def commitment_restore(request: Request, pk: UUID) -> HttpResponse:
    commitment = restore_commitment(commitment=_taught_commitment(request, pk))
    messages.success(request, _("L’engagement est de retour."))
    return redirect("classroom_talks", commitment.classroom_id)
