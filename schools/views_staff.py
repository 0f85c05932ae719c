"""Pages on which teachers make classes, list pupils, print badges and open the session."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import LoginView, LogoutView
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from common.http import open_to_all, pdf_response
from common.levels import Band
from schools.access import Request, acts, allow, is_school_staff, is_teacher
from schools.forms import ClassroomForm, NicknamesForm, SignInForm
from schools.models import Classroom, Pupil, School, SchoolYear
from schools.pdf import classroom_badges_pdf
from schools.rosters import read_roster, write_roster
from schools.secrets import PICTURES, pictures_of, pin_of, shown_class_code
from schools.services import (
    add_pupil,
    close_session,
    create_classroom,
    open_session,
    remove_pupil,
    renew_secret,
    return_pupil,
    save_roster,
    unlock_pupil,
)
from schools.typed import typed_fields

PREVIOUS_LIST = "previous_list"
FULL = gettext_lazy("Cette classe est complète ; faites un second groupe.")

sign_in_form = LoginView.as_view(template_name="schools/sign_in.html", authentication_form=SignInForm)


@open_to_all
def sign_in(request: Request) -> HttpResponseBase:
    return redirect("home") if request.user.is_authenticated else sign_in_form(request)


sign_out = open_to_all(LogoutView.as_view())


@allow(is_school_staff)
def classrooms(request: Request) -> HttpResponse:
    current = SchoolYear.objects.current()
    visible = Classroom.objects.active().visible_to(request.user).filter(year=current)
    archived = Classroom.objects.exclude(archived_at=None).taught_by(request.user)
    context = {"classrooms": visible.select_related("school"), "archived": archived, "year": current}
    return render(request, "schools/classrooms.html", context)


@allow(is_teacher)
def classroom_new(request: Request) -> HttpResponse:
    form = ClassroomForm(typed_fields(request), schools=School.objects.taught_in_by(request.user).order_by("name"))
    if request.method == "POST" and form.is_valid():
        classroom = create_classroom(teacher=request.user, **form.cleaned_data)
        return redirect("classroom_pupils", classroom.pk)
    context = {"form": form, "bands": [(band.value, band.slug, band.grades) for band in Band]}
    return render(request, "schools/classroom_new.html", context)


@allow(is_teacher)
def classroom_pupils(request: Request, pk: UUID) -> HttpResponse:
    classroom = get_object_or_404(Classroom.objects.active().taught_by(request.user), pk=pk)
    form = NicknamesForm(typed_fields(request))
    pupils = list(classroom.pupils.present())
    if request.method == "POST" and form.is_valid():
        request.session[PREVIOUS_LIST] = {str(pk): write_roster(pupils)}
        save_roster(classroom=classroom, lines=form.cleaned_data["nicknames"])
        _tell_saved(request, classroom, {pupil.pk for pupil in pupils})
        return redirect("classroom_pupils", pk)
    if not form.is_bound:
        form = NicknamesForm(initial={"nicknames": write_roster(pupils)})
    gone = classroom.pupils.exclude(left_at=None)
    context = {"classroom": classroom, "pupils": pupils, "gone": gone, "form": form}
    return render(request, "schools/classroom_pupils.html", context)


def _tell_saved(request: Request, classroom: Classroom, before: set[UUID]) -> None:
    """Say how long the list is now and how many have left it, with the way back."""
    present = {pupil.pk for pupil in classroom.pupils.present()}
    told = ngettext("Liste enregistrée : %(count)s élève.", "Liste enregistrée : %(count)s élèves.", len(present))
    sentence = told % {"count": len(present)}
    left = len(before - present)
    if left:
        gone = ngettext("%(count)s élève quitte la liste.", "%(count)s élèves quittent la liste.", left)
        sentence = f"{sentence} {gone % {'count': left}}"
    undo = reverse("classroom_list_undo", args=[classroom.pk])
    messages.success(request, sentence, extra_tags=f"undo:{undo}")


@allow(is_teacher)
@acts("classroom_pupils")
def classroom_list_undo(request: Request, pk: UUID) -> HttpResponse:
    """Bring back the list as it was before it was last saved in this session."""
    classroom = get_object_or_404(Classroom.objects.active().taught_by(request.user), pk=pk)
    previous = request.session.pop(PREVIOUS_LIST, {}).get(str(pk))
    if previous:
        save_roster(classroom=classroom, lines=read_roster(previous))
        messages.success(request, _("La liste est comme avant."))
    return redirect("classroom_pupils", pk)


def _taught_pupil(request: Request, pk: UUID) -> Pupil:
    taught = Classroom.objects.active().taught_by(request.user)
    return get_object_or_404(Pupil.objects.filter(classroom__in=taught).select_related("classroom"), pk=pk)


@allow(is_teacher)
def pupil_page(request: Request, pk: UUID) -> HttpResponse:
    pupil = _taught_pupil(request, pk)
    pictures = [(name, PICTURES[name]) for name in pictures_of(pupil)] if pupil.classroom.uses_pictures else []
    context = {"pupil_shown": pupil, "classroom": pupil.classroom, "pictures": pictures, "pin": pin_of(pupil)}
    return render(request, "schools/pupil.html", context)


@allow(is_teacher)
@acts("pupil_page")
def pupil_act(request: Request, pk: UUID, act: str) -> HttpResponse:
    pupil = _taught_pupil(request, pk)
    if act == "debloquer":
        unlock_pupil(pupil=pupil)
        messages.success(request, _("Le n° %(number)s peut réessayer.") % {"number": pupil.number})
    elif act == "renouveler":
        renew_secret(pupil=pupil)
        messages.success(
            request, _("Nouveau secret pour le n° %(number)s ; l’ancien badge ne sert plus.") % {"number": pupil.number}
        )
        return redirect("pupil_page", pk)
    elif act == "retirer":
        remove_pupil(pupil=pupil)
        undo = reverse("pupil_act", args=[pk, "remettre"])
        messages.success(
            request, _("Le n° %(number)s a quitté la liste.") % {"number": pupil.number}, extra_tags=f"undo:{undo}"
        )
    else:
        _return(request, pupil)
    return redirect("classroom_pupils", pupil.classroom_id)


def _return(request: Request, pupil: Pupil) -> None:
    try:
        return_pupil(pupil=pupil)
    except ValueError:
        messages.error(request, FULL)
    else:
        messages.success(request, _("Le n° %(number)s est de retour.") % {"number": pupil.number})


@allow(is_teacher)
@acts("classroom_pupils")
def pupil_add(request: Request, pk: UUID) -> HttpResponse:
    classroom = get_object_or_404(Classroom.objects.active().taught_by(request.user), pk=pk)
    try:
        pupil = add_pupil(classroom=classroom)
    except ValueError:
        messages.error(request, FULL)
    else:
        messages.success(request, _("Le n° %(number)s est dans la liste.") % {"number": pupil.number})
    return redirect("classroom_pupils", pk)


@allow(is_teacher)
def classroom_badges(request: Request, pk: UUID, number: int | None = None) -> HttpResponse:
    classroom = get_object_or_404(Classroom.objects.active().taught_by(request.user).select_related("school"), pk=pk)
    pupils = classroom.pupils.present()
    if number is not None:
        pupils = pupils.filter(number=number)
        if not pupils:
            raise Http404
    content = classroom_badges_pdf(
        classroom,
        pupils,
        address=request.build_absolute_uri(reverse("pupil_door")),
        badge_address=request.build_absolute_uri(reverse("pupil_badge")),
    )
    return pdf_response(content, "badges")


@allow(is_teacher)
@acts("classroom_page")
def session_open(request: Request, pk: UUID) -> HttpResponse:
    classroom = get_object_or_404(Classroom.objects.active().taught_by(request.user), pk=pk)
    open_session(classroom=classroom)
    return redirect("session_code", pk)


@allow(is_teacher)
@acts("classroom_page")
def session_close(request: Request, pk: UUID) -> HttpResponse:
    classroom = get_object_or_404(Classroom.objects.active().taught_by(request.user), pk=pk)
    close_session(classroom=classroom)
    messages.success(request, _("La classe est fermée : le code ne sert plus."))
    return redirect("classroom_page", pk)


@allow(is_teacher)
def session_code(request: Request, pk: UUID) -> HttpResponse:
    """The code in large type, for the board."""
    classroom = get_object_or_404(Classroom.objects.active().taught_by(request.user), pk=pk)
    context = {
        "classroom": classroom,
        "code": shown_class_code(classroom.join_code) if classroom.is_open else "",
        "address": request.build_absolute_uri(reverse("pupil_door")),
    }
    return render(request, "schools/session_code.html", context)
