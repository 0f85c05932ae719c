"""What every template may ask about the people of this request."""

from typing import Any, cast

from django.http import HttpRequest

from schools.access import is_coordinator, is_reader, is_teacher
from schools.middleware import comfort_of
from schools.models import User


def people(request: HttpRequest) -> dict[str, Any]:
    """Give the pupil of this tablet with the reading settings, and the roles of the adult who has signed in."""
    user = cast(User, getattr(request, "user", None))
    signed_in = user is not None and user.is_authenticated
    pupil = getattr(request, "pupil", None)
    classroom = pupil.classroom if pupil else getattr(request, "door", None)
    return {
        "pupil": pupil,
        "comfort": comfort_of(request),
        "reads_pictures": classroom is not None and classroom.uses_pictures,
        "teaches": signed_in and is_teacher(user),
        "coordinates": signed_in and is_coordinator(user),
        "reads": lambda: signed_in and is_reader(user),
    }
