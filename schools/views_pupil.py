"""How a pupil gets in: class code, own number, secret; or the badge alone."""

import re
from datetime import timedelta
from random import SystemRandom

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from common.headers import WITH_CAMERA
from common.http import open_to_all
from schools.access import Request
from schools.comfort import SETTINGS, typed_comfort
from schools.forms import ClassCodeForm
from schools.middleware import SALT, comfort_cookie_name, comfort_of, door_cookie_name
from schools.models import Classroom, Pupil
from schools.secrets import PICTURE_COUNT, PICTURES
from schools.services import OPENING, Entry, pupil_of_badge, try_secret

YEAR = timedelta(days=365)
PUPIL_PAGE = re.compile(r"/eleve/[-a-z0-9_/]*(\?[-a-z0-9_=&]*)?", re.ASCII | re.IGNORECASE)


def _destination(request: Request) -> str:
    """Where the pupil wanted to go: a page of pupils on this site, or nothing."""
    wanted = request.POST.get("suite") or request.GET.get("suite") or ""
    return wanted if PUPIL_PAGE.fullmatch(wanted) else ""


def _with_destination(address: str, destination: str) -> str:
    return f"{address}?{urlencode({'suite': destination})}" if destination else address


def _set_cookie(response: HttpResponse, name: str, value: str) -> None:
    response.set_signed_cookie(
        name,
        value,
        salt=SALT,
        max_age=int(OPENING.total_seconds()),
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )


def _open_door(response: HttpResponse, classroom: Classroom) -> None:
    _set_cookie(response, door_cookie_name(), f"{classroom.pk}:{classroom.opening}")


def _let_in(pupil: Pupil, destination: str) -> HttpResponse:
    response = redirect(destination or "pupil_today")
    value = f"{pupil.pk}:{pupil.classroom.opening}:{pupil.secret_version}"
    _set_cookie(response, settings.PUPIL_COOKIE_NAME, value)
    response.delete_cookie(door_cookie_name())
    return response


@open_to_all
def pupil_door(request: Request) -> HttpResponse:
    """The class code. A code that does not exist, is mistyped or is closed gets one same answer."""
    destination = _destination(request)
    if request.pupil is not None and request.method == "GET":
        return redirect(destination or "pupil_today")
    form = ClassCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        classroom = Classroom.objects.open_now().filter(join_code=form.cleaned_data["code"]).first()
        if classroom is not None:
            response = redirect(_with_destination(reverse("pupil_names"), destination))
            _open_door(response, classroom)
            return response
        form.add_error(
            "code",
            _("Ce code n’ouvre pas de classe. Relis le tableau, ou demande à ton enseignant ou ton enseignante."),
        )
    status = 422 if form.errors else 200
    context = {"form": form, "suite": destination, "came_back": bool(destination) and request.method == "GET"}
    return render(request, "schools/pupil_door.html", context, status=status)


@open_to_all
def pupil_names(request: Request) -> HttpResponse:
    """The numbers of the class; each leads to its secret."""
    destination = _destination(request)
    if request.door is None:
        return redirect(_with_destination(reverse("pupil_door"), destination))
    context = {"classroom": request.door, "pupils": request.door.pupils.present(), "suite": destination}
    return render(request, "schools/pupil_names.html", context)


@open_to_all
def pupil_secret(request: Request, number: int) -> HttpResponse:
    """Four pictures, one tap each, or a PIN; plain forms, so that it works without scripts."""
    destination = _destination(request)
    if request.door is None:
        return redirect(_with_destination(reverse("pupil_door"), destination))
    trier = get_object_or_404(request.door.pupils.present(), number=number)
    chosen = request.POST.getlist("chosen")
    given = request.POST.get("pin", "").strip()
    if request.POST.get("picture") in PICTURES:
        chosen.append(request.POST["picture"])
        given = ",".join(chosen) if len(chosen) >= PICTURE_COUNT else ""
    if given:
        tried = try_secret(pupil=trier, given=given)
        if tried.entry is Entry.OPEN:
            trier.classroom = request.door
            return _let_in(trier, destination)
        address = _with_destination(request.path, destination)
        return redirect(f"{address}{'&' if destination else '?'}essai={tried.entry.value}")
    waits = int((trier.waits_until - now()).total_seconds()) + 1 if trier.waits_until else 0
    context = {
        "trier": trier,
        "classroom": request.door,
        "chosen": chosen,
        "steps": range(PICTURE_COUNT),
        "pictures": _shuffled(),
        "waits": max(waits, 0),
        "missed": request.GET.get("essai") == Entry.WRONG.value and not chosen,
        "suite": destination,
    }
    return render(request, "schools/pupil_secret.html", context)


def _shuffled() -> list[tuple[str, str]]:
    """Give the pictures in an order that changes at every screen, so that a finger's place tells nothing."""
    names = list(PICTURES)
    SystemRandom().shuffle(names)
    return [(name, PICTURES[name]) for name in names]


@open_to_all
def pupil_badge(request: Request) -> HttpResponse:
    """The printed badge: its token stands in the address's fragment, and comes here by POST only."""
    refused = False
    if request.method == "POST":
        holder = pupil_of_badge(request.POST.get("token", "")[:64])
        if holder is not None:
            return _let_in(holder, _destination(request))
        refused = True
    response = render(request, "schools/pupil_badge.html", {"refused": refused}, status=422 if refused else 200)
    response["Permissions-Policy"] = WITH_CAMERA
    return response


@open_to_all
def pupil_comfort(request: Request) -> HttpResponse:
    """Size, spacing, contrast, motion and voice: kept for the pupil, or for the tablet before anybody signs in."""
    destination = _destination(request)
    if request.method != "POST":
        held = comfort_of(request).split()
        settings_shown = [
            (setting, next((choice for choice in setting.choices if choice.word in held), setting.choices[0]))
            for setting in SETTINGS
        ]
        return render(request, "schools/pupil_comfort.html", {"shown": settings_shown, "suite": destination})
    chosen = typed_comfort(request.POST)
    response = redirect(destination or ("pupil_today" if request.pupil else "pupil_door"))
    if request.POST.get("whose", _whose(request)) != _whose(request):
        return response
    if request.pupil is not None:
        Pupil.objects.filter(pk=request.pupil.pk).update(comfort=chosen)
    else:
        _set_comfort_cookie(response, chosen)
    return response


def _whose(request: Request) -> str:
    """Name whose settings the page shows, so that a form left open never writes over the next pupil's."""
    return str(request.pupil.pk) if request.pupil else ""


def _set_comfort_cookie(response: HttpResponse, chosen: str) -> None:
    response.set_cookie(
        comfort_cookie_name(), chosen, max_age=YEAR, secure=settings.HTTPS, httponly=True, samesite="Lax"
    )


@open_to_all
@require_POST
def pupil_leave(request: Request) -> HttpResponse:
    """« Ce n’est pas moi »: the tablet forgets the pupil and shows the class's numbers to the next one."""
    leaver = request.pupil
    response = redirect("pupil_names" if leaver else "pupil_door")
    response.delete_cookie(settings.PUPIL_COOKIE_NAME)
    if leaver is not None:
        _open_door(response, leaver.classroom)
    return response
