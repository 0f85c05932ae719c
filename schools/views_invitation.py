"""The pages by which somebody who was invited joins a school.

The link's secret is exchanged at once for the invitation's id in the session: no page, no form, no address to come back
to and no log line of ours holds it.
"""

from django.contrib import messages
from django.contrib.auth import login
from django.db import IntegrityError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from common.http import open_to_all
from schools.access import Request
from schools.brake import note_failure, seconds_to_wait
from schools.forms import SignInForm
from schools.forms_team import AccountForm
from schools.invitations import Closed, accept_invitation, digest_of, join_with_account
from schools.models import Invitation, InvitationQuerySet, Role, User

HELD = "invitation"


@open_to_all
def invitation_link(request: Request, token: str) -> HttpResponse:
    """Remember which invitation the link opens, and go to a page whose address says nothing of it."""
    found = Invitation.objects.filter(digest=digest_of(token)).first()
    request.session.pop(HELD, None)
    if found is not None:
        request.session[HELD] = str(found.pk)
    return redirect("invitation")


@open_to_all
def invitation(request: Request) -> HttpResponse:
    """Who invites, and one tap to join; a new account first where somebody has none."""
    held = _remembered(request).open_now().first()
    if held is None:
        return _spent(request)
    if request.user.is_authenticated:
        if request.method == "POST":
            return _join(request, held, request.user)
        return render(request, "schools/invitation.html", {"invitation": held})
    form = AccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and (answer := _join_newly(request, held, form)) is not None:
        return answer
    status = 422 if request.method == "POST" else 200
    return render(request, "schools/invitation.html", {"invitation": held, "form": form}, status=status)


def _remembered(request: Request) -> InvitationQuerySet:
    """Give the invitation whose link was opened in this browser, or none."""
    key = request.session.get(HELD)
    return Invitation.objects.filter(pk__in=[key] if key else []).select_related("school")


def _spent(request: Request) -> HttpResponse:
    """Say that the link is of no use any more; who has joined by it goes to work, as after a second click."""
    own = _remembered(request).first()
    if own is not None and request.user.is_authenticated and own.accepted_by_id == request.user.pk:
        return _welcomed(request, own)
    return render(request, "schools/invitation.html", status=410)


def _join(request: Request, held: Invitation, user: User) -> HttpResponse:
    try:
        accept_invitation(invitation=held, user=user)
    except Closed:
        return render(request, "schools/invitation.html", status=410)
    return _welcomed(request, held)


def _join_newly(request: Request, held: Invitation, form: AccountForm) -> HttpResponse | None:
    """Make the account and sign in; an address that has one needs its password, as at the sign-in. None when refused.

    Each refusal slows the link down, so that it cannot be used to try many addresses.
    """
    brake = f"invitation:{held.pk}"
    if seconds := seconds_to_wait(brake):
        form.add_error(None, _("Trop d’essais. Attendez %(seconds)s secondes.") % {"seconds": seconds})
        return None
    given = form.cleaned_data
    if not User.objects.filter(email__iexact=given["email"]).exists():
        try:
            login(request, join_with_account(invitation=held, **given))
        except Closed:
            return render(request, "schools/invitation.html", status=410)
        except IntegrityError:
            """The same form was sent twice at once: the account is there now, and its password opens it below."""
        else:
            return _welcomed(request, held)
    known = SignInForm(request, {"username": given["email"], "password": given["password"]})
    if known.is_valid():
        login(request, known.get_user())
        return _join(request, held, known.get_user())
    note_failure(brake)
    message = _("Cette adresse et ce mot de passe ne suffisent pas. Si vous avez déjà un compte, connectez-vous.")
    form.add_error(None, message)
    return None


def _welcomed(request: Request, held: Invitation) -> HttpResponse:
    messages.success(request, _("Bienvenue dans l’équipe : %(school)s.") % {"school": held.school.name})
    return redirect("schools" if held.role == Role.COORDINATOR else "classrooms")
