"""The people of a school, as its coordination sees them: who works here, who is invited, who leaves."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from common.drafts import Draft
from schools.access import Request, acts, allow, is_coordinator
from schools.forms_team import InvitationForm
from schools.invitations import (
    LastCoordinator,
    invite,
    remove_member,
    restore_invitation,
    return_member,
    token_of,
    withdraw_invitation,
)
from schools.models import Invitation, Membership, Role, School, SchoolYear, Teaching, User
from schools.qr import qr_svg
from schools.typed import typed_fields

PEOPLE_A_PAGE = 20
REMOVED = "removed_member"


@dataclass(frozen=True)
class Person:
    """Somebody of the team: the roles held here, and the classes taught this year."""

    user: User
    memberships: tuple[Membership, ...]
    classes: tuple[str, ...]


def _coordinated(request: Request, key: str) -> School:
    """Give a school that the person coordinates; any other one is a 404."""
    schools = School.objects.coordinated_by(request.user).select_related("organisation")
    return get_object_or_404(schools, key=key)


def _people(school: School) -> list[Person]:
    """Give everybody who has a role in a school, by name."""
    held: dict[User, list[Membership]] = {}
    for row in school.memberships.select_related("user").order_by("user__name", "user_id", "role"):
        held.setdefault(row.user, []).append(row)
    teachings = Teaching.objects.filter(
        school=school, classroom__year=SchoolYear.objects.current(), classroom__archived_at=None
    )
    taught: dict[int, list[str]] = {}
    for user_id, label in teachings.order_by("classroom__label").values_list("user_id", "classroom__label"):
        taught.setdefault(user_id, []).append(label)
    return [Person(user, tuple(rows), tuple(taught.get(user.pk, ()))) for user, rows in held.items()]


@allow(is_coordinator)
def school_team(request: Request, key: str) -> HttpResponse:
    """Who works here and who is invited; posting makes an invitation."""
    school = _coordinated(request, key)
    form = InvitationForm(typed_fields(request))
    if request.method == "POST" and form.is_valid():
        made = invite(school=school, user=request.user, **form.cleaned_data)
        return redirect("school_invitation", key, made.pk)
    context = {
        "school": school,
        "form": form if form.is_bound else InvitationForm(),
        "page": Paginator(_people(school), PEOPLE_A_PAGE).get_page(request.GET.get("page")),
        "invitations": school.invitations.open_now().order_by("expires_at"),
    }
    return render(request, "schools/team.html", context, status=422 if request.method == "POST" else 200)


def _invitation(request: Request, key: str, pk: UUID) -> Invitation:
    return get_object_or_404(Invitation.objects.filter(school=_coordinated(request, key)), pk=pk)


@allow(is_coordinator)
def school_invitation(request: Request, key: str, pk: UUID) -> HttpResponse:
    """The link of an open invitation: to copy, to show as a QR code, or to write in a message of one's own."""
    school = _coordinated(request, key)
    invitation = get_object_or_404(Invitation.objects.open_now().filter(school=school), pk=pk)
    link = request.build_absolute_uri(reverse("invitation_link", args=[token_of(invitation)]))
    context = {
        "school": school,
        "invitation": invitation,
        "link": link,
        "qr": qr_svg(link, label=_("Code QR de l’invitation")),
        "mailto": _draft(invitation, link).mailto(),
    }
    return render(request, "schools/team_invitation.html", context)


def _draft(invitation: Invitation, link: str) -> Draft:
    """Write a message with the link, to which the coordinator adds an address."""
    body = _(
        "Bonjour,\n\nVoici un lien pour rejoindre l’équipe de %(school)s sur OK Mila, où nos classes travaillent la "
        "sobriété numérique :\n\n%(link)s\n\nIl sert une seule fois, jusqu’au %(day)s.\n\nBien à vous,\n%(name)s"
    )
    return Draft(
        _("Rejoindre l’équipe de %(school)s sur OK Mila") % {"school": invitation.school.name},
        body
        % {
            "school": invitation.school.name,
            "link": link,
            "day": date_format(localtime(invitation.expires_at), "j F Y"),
            "name": invitation.invited_by or invitation.school.name,
        },
    )


@allow(is_coordinator)
@acts("school_team")
def invitation_withdraw(request: Request, key: str, pk: UUID) -> HttpResponse:
    withdraw_invitation(invitation=_invitation(request, key, pk))
    undo = reverse("invitation_restore", args=[key, pk])
    messages.success(request, _("Le lien ne sert plus."), extra_tags=f"undo:{undo}")
    return redirect("school_team", key)


@allow(is_coordinator)
@acts("school_team")
def invitation_restore(request: Request, key: str, pk: UUID) -> HttpResponse:
    restore_invitation(invitation=_invitation(request, key, pk))
    messages.success(request, _("Le lien sert de nouveau."))
    return redirect("school_team", key)


@allow(is_coordinator)
@acts("school_team")
def member_remove(request: Request, key: str, pk: int) -> HttpResponse:
    """Take a role away from somebody; one's own coordination is for a colleague to take away."""
    membership = get_object_or_404(_coordinated(request, key).memberships.select_related("user"), pk=pk)
    if membership.user == request.user and membership.role == Role.COORDINATOR:
        messages.error(request, _("Demandez à une autre personne de la coordination de retirer votre rôle."))
        return redirect("school_team", key)
    try:
        remove_member(membership=membership)
    except LastCoordinator:
        messages.error(request, _("Une école garde toujours quelqu’un pour la coordonner."))
    else:
        request.session[REMOVED] = {key: [membership.user_id, membership.role]}
        told = _("%(name)s n’a plus ce rôle ; son travail reste.") % {"name": membership.user}
        messages.success(request, told, extra_tags=f"undo:{reverse('member_return', args=[key])}")
    return redirect("school_team", key)


@allow(is_coordinator)
@acts("school_team")
def member_return(request: Request, key: str) -> HttpResponse:
    """Give back the role that was last taken away in this session."""
    school = _coordinated(request, key)
    user_id, role = request.session.pop(REMOVED, {}).get(key, (None, None))
    user = User.objects.filter(pk=user_id).first()
    if user is not None:
        return_member(school=school, user=user, role=role)
        messages.success(request, _("%(name)s a retrouvé son rôle.") % {"name": user})
    return redirect("school_team", key)
