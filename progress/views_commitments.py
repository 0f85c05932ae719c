"""What a class or a school promises itself: the lists, the forms, the reviews and the posters."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from common.http import pdf_response
from library.models import Charter
from library.reading import CharterLine, Scope
from printing.poster import PosterSize
from progress.commitments import (
    adopt_charter,
    make_commitment,
    restore_adoption,
    restore_commitment,
    review_commitment,
    undo_review,
    withdraw_adoption,
    withdraw_commitment,
)
from progress.forms import AdoptionForm, CommitmentForm, ReviewForm
from progress.models import CharterAdoption, Commitment, CommitmentQuerySet, NextStep
from progress.pdf import classroom_poster_pdf, school_poster_pdf
from progress.views import coordinated_school
from schools.access import Request, acts, allow, is_coordinator, is_school_staff, is_teacher
from schools.models import Classroom, School, SchoolYear
from schools.typed import typed_fields

REVIEWS_SHOWN = 6


@dataclass(frozen=True)
class Home:
    """Whose promises these are: a class's or, without a class, a whole school's."""

    school: School
    classroom: Classroom | None = None

    @property
    def scope(self) -> Scope:
        return Scope.CLASSROOM if self.classroom else Scope.SCHOOL

    @property
    def name(self) -> str:
        return self.classroom.label if self.classroom else self.school.name

    @property
    def address(self) -> str:
        """Give the page that lists them."""
        if self.classroom:
            return reverse("classroom_talks", args=[self.classroom.pk])
        return reverse("school_commitments", args=[self.school.key])

    @property
    def new_address(self) -> str:
        if self.classroom:
            return reverse("commitment_new", args=[self.classroom.pk])
        return reverse("school_commitment_new", args=[self.school.key])

    def rows(self) -> CommitmentQuerySet:
        if self.classroom:
            return Commitment.objects.filter(classroom=self.classroom)
        return Commitment.objects.of_school(self.school)

    def running_texts(self) -> list[str]:
        return list(self.rows().running().values_list("text", flat=True))


def commitment_lists(request: Request, rows: CommitmentQuerySet) -> dict[str, Any]:
    """Give the promises that run and the latest reviews; all of them to who asks."""
    reviewed = rows.reviewed()
    shown = list(reviewed if request.GET.get("bilans") == "tous" else reviewed[: REVIEWS_SHOWN + 1])
    more = len(shown) == REVIEWS_SHOWN + 1 and request.GET.get("bilans") != "tous"
    return {"running": rows.running(), "reviewed": shown[:REVIEWS_SHOWN] if more else shown, "more_reviews": more}


def _home_of(commitment: Commitment) -> Home:
    return Home(commitment.school, commitment.classroom)


def _charter_lines(scope: Scope) -> list[CharterLine]:
    charter = Charter.objects.published().first()
    return [line for line in charter.spec.lines if line.scope is scope] if charter else []


def _earlier(request: Request, home: Home) -> Commitment | None:
    """Give the promise that the new one adapts, where the address names one of this class or school."""
    try:
        wanted = UUID(request.GET.get("suite", ""))
    except ValueError:
        return None
    return home.rows().filter(pk=wanted).first()


def _new_commitment(request: Request, home: Home) -> HttpResponse:
    """Choose a line of the charter or write one's own, and the day on which it is looked at again."""
    earlier = _earlier(request, home)
    form = CommitmentForm(
        typed_fields(request),
        lines=_charter_lines(home.scope),
        scope=home.scope,
        running=home.running_texts(),
        follows=earlier,
    )
    if request.method == "POST" and form.is_valid():
        commitment = make_commitment(
            school=home.school, classroom=home.classroom, author=request.user, follows=earlier, **form.cleaned_data
        )
        undo = reverse("commitment_withdraw", args=[commitment.pk])
        messages.success(request, _("C’est écrit. Rendez-vous le jour du bilan !"), extra_tags=f"undo:{undo}")
        return redirect(home.address)
    status = 422 if request.method == "POST" else 200
    return render(request, "progress/commitment_new.html", {"home": home, "form": form}, status=status)


@allow(is_teacher)
def commitment_new(request: Request, pk: UUID) -> HttpResponse:
    """What a class decides together."""
    taught = Classroom.objects.active().taught_by(request.user).select_related("school")
    classroom = get_object_or_404(taught, pk=pk)
    return _new_commitment(request, Home(classroom.school, classroom))


@allow(is_coordinator)
def school_commitment_new(request: Request, key: str) -> HttpResponse:
    """What a whole school decides."""
    return _new_commitment(request, Home(coordinated_school(request, key)))


def _kept(request: Request, pk: UUID) -> Commitment:
    rows = Commitment.objects.kept_by(request.user).select_related("classroom", "school")
    return get_object_or_404(rows, pk=pk)


@allow(is_school_staff)
def commitment_page(request: Request, pk: UUID) -> HttpResponse:
    """A promise large enough to be read by the whole class, and its review."""
    commitment = _kept(request, pk)
    home = _home_of(commitment)
    form = ReviewForm(typed_fields(request), commitment=commitment)
    if request.method == "POST" and form.is_valid():
        review_commitment(commitment=commitment, author=request.user, **form.cleaned_data)
        return _reviewed(request, commitment, home)
    context = {"commitment": commitment, "home": home, "form": form}
    return render(request, "progress/commitment.html", context, status=422 if request.method == "POST" else 200)


def _reviewed(request: Request, commitment: Commitment, home: Home) -> HttpResponse:
    """Lead to the list, or to the words of the promise where they are to be adapted."""
    undo = reverse("commitment_unreview", args=[commitment.pk])
    said = _("Bilan noté. Ce que vous avez appris compte autant que le résultat.")
    if commitment.next_step == NextStep.ADAPT:
        messages.success(request, _("Bilan noté. Changez les mots, ou la façon de faire."), extra_tags=f"undo:{undo}")
        return redirect(f"{home.new_address}?suite={commitment.pk}")
    messages.success(request, said, extra_tags=f"undo:{undo}")
    return redirect(home.address)


@allow(is_school_staff)
@acts("commitment_page")
def commitment_unreview(request: Request, pk: UUID) -> HttpResponse:
    """Take back a review noted today; an older one stays, and can be corrected."""
    commitment = _kept(request, pk)
    if commitment.reviewed_on and not commitment.noted_today:
        messages.error(request, _("Ce bilan n’est plus du jour : corrigez-le, il ne s’annule plus."))
        return redirect("commitment_page", pk)
    undo_review(commitment=commitment)
    messages.success(request, _("Le bilan est annulé."))
    return redirect("commitment_page", pk)


@allow(is_school_staff)
@acts("commitment_page")
def commitment_withdraw(request: Request, pk: UUID) -> HttpResponse:
    commitment = withdraw_commitment(commitment=_kept(request, pk))
    undo = reverse("commitment_restore", args=[pk])
    messages.success(request, _("L’engagement est retiré."), extra_tags=f"undo:{undo}")
    return redirect(_home_of(commitment).address)


@allow(is_school_staff)
@acts("commitment_page")
def commitment_restore(request: Request, pk: UUID) -> HttpResponse:
    commitment = restore_commitment(commitment=_kept(request, pk))
    messages.success(request, _("L’engagement est de retour."))
    return redirect(_home_of(commitment).address)


@allow(is_school_staff)
def classroom_poster(request: Request, pk: UUID, size: PosterSize) -> HttpResponse:
    visible = Classroom.objects.active().visible_to(request.user).select_related("school")
    classroom = get_object_or_404(visible, pk=pk)
    return pdf_response(classroom_poster_pdf(classroom, size), f"engagements-{size}")


def _staffed_school(request: Request, key: str) -> School:
    """Give a school in which the person has a role; any other one is a 404."""
    return get_object_or_404(School.objects.visible_to(request.user), key=key)


@allow(is_school_staff)
def school_commitments(request: Request, key: str) -> HttpResponse:
    """The charter as the school has adopted it, and what the school promises itself."""
    school = _staffed_school(request, key)
    home = Home(school)
    current = SchoolYear.objects.current().start
    adoptions = CharterAdoption.objects.filter(school=school, withdrawn_at=None, year__gte=current)
    context = {
        "home": home,
        "school": school,
        "may_act": School.objects.coordinated_by(request.user).filter(pk=school.pk).exists(),
        "adoptions": adoptions.select_related("year"),
        **commitment_lists(request, home.rows()),
        "poster_a3": reverse("school_poster", args=[key]),
        "poster_a4": reverse("school_poster_a4", args=[key]),
    }
    return render(request, "progress/school_commitments.html", context)


@allow(is_coordinator)
def charter_adopt(request: Request, key: str) -> HttpResponse:
    """A council adopts the charter for a school year, and chooses what the school promises of it."""
    school = coordinated_school(request, key)
    home = Home(school)
    form = AdoptionForm(typed_fields(request), lines=_charter_lines(Scope.SCHOOL), running=home.running_texts())
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        adoption = adopt_charter(
            school=school,
            start=given["year"],
            adopted_on=given["made_on"],
            adopted_by=given["adopted_by"],
            lines=given["lines"],
            due_on=given["due_on"],
            author=request.user,
        )
        undo = reverse("charter_withdraw", args=[key, adoption.year_id])
        messages.success(
            request, _("La charte est adoptée. Imprimez l’affiche et faites-la signer !"), extra_tags=f"undo:{undo}"
        )
        return redirect(home.address)
    status = 422 if request.method == "POST" else 200
    return render(request, "progress/charter_adopt.html", {"home": home, "form": form}, status=status)


def _adoption(request: Request, key: str, start: int) -> CharterAdoption:
    return get_object_or_404(CharterAdoption, school=coordinated_school(request, key), year=start)


@allow(is_coordinator)
@acts("school_commitments")
def charter_withdraw(request: Request, key: str, start: int) -> HttpResponse:
    adoption = withdraw_adoption(adoption=_adoption(request, key, start))
    undo = reverse("charter_restore", args=[key, adoption.year_id])
    messages.success(request, _("L’adoption est annulée ; les engagements pris restent."), extra_tags=f"undo:{undo}")
    return redirect("school_commitments", key)


@allow(is_coordinator)
@acts("school_commitments")
def charter_restore(request: Request, key: str, start: int) -> HttpResponse:
    adoption = restore_adoption(adoption=_adoption(request, key, start))
    day = date_format(adoption.adopted_on, "j F Y")
    messages.success(request, _("La charte est de nouveau adoptée, depuis le %(day)s.") % {"day": day})
    return redirect("school_commitments", key)


@allow(is_school_staff)
def school_poster(request: Request, key: str, size: PosterSize) -> HttpResponse:
    return pdf_response(school_poster_pdf(_staffed_school(request, key), size), f"engagements-ecole-{size}")
