"""Pages on which teachers make classes, list pupils, print badges and open the session."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import LoginView, LogoutView
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from common.http import open_to_all, pdf_response
from common.levels import Band
from schools.access import Request, allow, is_school_staff, is_teacher
from schools.forms import ClassroomForm, NicknamesForm, SignInForm
from schools.models import Classroom, Pupil, SchoolYear
from schools.pdf import classroom_badges_pdf
from schools.rosters import NO_NICKNAME
from schools.secrets import PICTURES, pictures_of, pin_of, shown_class_code
from schools.services import (
    add_pupil,
    archive_classroom,
    close_session,
    create_classroom,
    open_session,
    remove_pupil,
    renew_secret,
    restore_classroom,
    return_pupil,
    school_of,
    unlock_pupil,
    write_nicknames,
)

FULL = gettext_lazy("Cette classe est complète ; faites un second groupe.")

sign_in = open_to_all(
    LoginView.as_view(
        template_name="schools/sign_in.html", authentication_form=SignInForm, redirect_authenticated_user=True
    )
)
sign_out = open_to_all(LogoutView.as_view())


@allow(is_school_staff)
def classrooms(request: Request) -> HttpResponse:
    current = SchoolYear.objects.current()
    visible = Classroom.objects.active().visible_to(request.user).filter(year=current)
    context = {"classrooms": visible.select_related("school"), "year": current}
    return render(request, "schools/classrooms.html", context)


@allow(is_teacher)
def classroom_new(request: Request) -> HttpResponse:
    form = ClassroomForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        classroom = create_classroom(school=school_of(request.user), teacher=request.user, **form.cleaned_data)
        return redirect("classroom_pupils", classroom.pk)
    context = {"form": form, "bands": [(band.value, band.slug, band.grades) for band in Band]}
    return render(request, "schools/classroom_new.html", context)


@allow(is_teacher)
def classroom_pupils(request: Request, pk: UUID) -> HttpResponse:
    classroom = get_object_or_404(Classroom.objects.active().taught_by(request.user), pk=pk)
    form = NicknamesForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        write_nicknames(classroom=classroom, **form.cleaned_data)
        messages.success(request, _("Liste enregistrée."))
        return redirect("classroom_pupils", pk)
    pupils = classroom.pupils.present()
    if not form.is_bound:
        named = any(pupil.nickname for pupil in pupils)
        nicknames = "\n".join(pupil.nickname or NO_NICKNAME for pupil in pupils)
        form = NicknamesForm(initial={"nicknames": nicknames if named else ""})
    context = {"classroom": classroom, "pupils": pupils, "form": form}
    return render(request, "schools/classroom_pupils.html", context)


@allow(is_teacher)
@require_POST
def classroom_archive(request: Request, pk: UUID) -> HttpResponse:
    classroom = get_object_or_404(Classroom.objects.active().taught_by(request.user), pk=pk)
    archive_classroom(classroom=classroom)
    undo = reverse("classroom_restore", args=[pk])
    messages.success(
        request, _("La classe %(label)s est archivée.") % {"label": classroom.label}, extra_tags=f"undo:{undo}"
    )
    return redirect("classrooms")


@allow(is_teacher)
@require_POST
def classroom_restore(request: Request, pk: UUID) -> HttpResponse:
    classroom = get_object_or_404(Classroom.objects.taught_by(request.user), pk=pk)
    restore_classroom(classroom=classroom)
    messages.success(request, _("La classe %(label)s est de retour.") % {"label": classroom.label})
    return redirect("classroom_page", pk)


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
@require_POST
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
@require_POST
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
@require_POST
def session_open(request: Request, pk: UUID) -> HttpResponse:
    classroom = get_object_or_404(Classroom.objects.active().taught_by(request.user), pk=pk)
    open_session(classroom=classroom)
    return redirect("session_code", pk)


@allow(is_teacher)
@require_POST
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
