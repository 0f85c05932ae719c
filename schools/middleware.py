"""The pupil of this tablet: a signed cookie, checked against the class's opening at every request."""

from collections.abc import Callable
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.timezone import now

from schools.comfort import read_comfort
from schools.models import Classroom, Pupil

SALT = "schools.pupil"
DOOR_COOKIE = "porte"
COMFORT_COOKIE = "confort"


class PupilMiddleware:
    """Sets `request.pupil` and `request.door`, each of them None when nobody holds it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.pupil = _read(request, settings.PUPIL_COOKIE_NAME, _pupil)  # type: ignore[attr-defined]
        request.door = _read(request, door_cookie_name(), _door)  # type: ignore[attr-defined]
        return self.get_response(request)


def door_cookie_name() -> str:
    """Give the name of the cookie that remembers a good class code until a pupil has signed in."""
    return f"{settings.COOKIE_PREFIX}{DOOR_COOKIE}"


def comfort_cookie_name() -> str:
    """Give the name of the cookie that holds the tablet's own reading settings, about nobody."""
    return f"{settings.COOKIE_PREFIX}{COMFORT_COOKIE}"


def comfort_of(request: HttpRequest) -> str:
    """Give the reading settings of the pupil, and the tablet's own for who has chosen none or has not signed in."""
    pupil = getattr(request, "pupil", None)
    chosen = read_comfort(pupil.comfort) if pupil else ""
    return chosen or read_comfort(request.COOKIES.get(comfort_cookie_name(), ""))


def _read(request: HttpRequest, name: str, find: Callable[[str], object]) -> object:
    """Give what a signed cookie stands for; without the cookie no query is made."""
    value = request.get_signed_cookie(name, default="", salt=SALT)
    return find(value) if value else None


def _door(value: str) -> Classroom | None:
    classroom_id, opening = value.split(":")
    return Classroom.objects.open_now().filter(pk=UUID(classroom_id), opening=opening).first()


def _pupil(value: str) -> Pupil | None:
    """Give the pupil while the class is open, the opening is the same and the secret has not been renewed."""
    pupil_id, opening, version = value.split(":")
    held = {"pk": UUID(pupil_id), "secret_version": version, "classroom__opening": opening}
    pupils = Pupil.objects.present().filter(classroom__open_until__gt=now(), **held).select_related("classroom")
    return next(iter(pupils), None)
