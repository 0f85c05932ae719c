"""Who may do what: every rule, and the decorators that put one on a page.

Which rows somebody may see is said by `visible_to` and `taught_by`; a view that fetches through them cannot hold
somebody else's class. The rules here say which roles may open a page at all.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar
from urllib.parse import quote

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from schools.models import Classroom, Pupil, Role, User

View = TypeVar("View", bound=Callable[..., HttpResponseBase])
Rule = Callable[[User], bool]


class Request(HttpRequest):
    """A request as views see it after the middleware."""

    user: User  # type: ignore[assignment]
    pupil: Pupil | None
    door: Classroom | None
    htmx: Any


class PupilRequest(Request):
    """A request on a page for pupils: somebody has signed in on this tablet."""

    pupil: Pupil


def is_teacher(user: User) -> bool:
    """Tell whether the person teaches in some school."""
    return Role.TEACHER in user.roles


def is_coordinator(user: User) -> bool:
    """Tell whether the person coordinates some school."""
    return Role.COORDINATOR in user.roles


def is_school_staff(user: User) -> bool:
    """Tell whether the person has any role in any school."""
    return bool(user.roles)


def is_reader(user: User) -> bool:
    """Tell whether the person reads some federation."""
    return user.reads_a_federation


def allow(rule: Rule) -> Callable[[View], View]:
    """Open a page to signed-in people for whom the rule holds; the others get a 403."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not rule(request.user):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.audience = rule.__name__  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return decorate


def acts(parent: str, *, same_argument: bool = True) -> Callable[[View], View]:
    """Let a page act by POST only; somebody who arrives by GET, after signing in again for instance, goes to `parent`.

    `parent` names a page that takes the same first argument, or none.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def acting(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method != "POST":
                first = args[:1] or tuple(kwargs.values())[:1]
                return redirect(parent, *(first if same_argument else ()))
            return view(request, *args, **kwargs)

        return acting  # type: ignore[return-value]

    return decorate


def for_pupils(view: View) -> View:
    """Open a page to the pupil who has signed in on this tablet; the others go and sign in, and come back."""

    @login_not_required
    @wraps(view)
    def opened(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.pupil is None:
            return redirect(f"{reverse('pupil_door')}?suite={quote(request.path)}")
        return view(request, *args, **kwargs)

    opened.audience = "for_pupils"  # type: ignore[attr-defined]
    return opened  # type: ignore[return-value]
