"""Who works in a school: a link by which a colleague joins it, and how somebody leaves.

A link's secret is derived from the installation's key and the invitation, as pupils' secrets are: the coordination can
show it again while it is open, and the database, which keeps a digest of it, opens nothing.
"""

import base64
import hashlib
import hmac
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils.timezone import now

from schools.models import Invitation, Membership, Role, School, User

TOKEN_BYTES = 16


class Closed(ValueError):
    """An invitation was used, withdrawn, or its days are over."""


class LastCoordinator(ValueError):
    """Nobody else would coordinate the school."""


def token_of(invitation: Invitation) -> str:
    """Give the 128-bit secret of a link, safe in an address."""
    secret = hmac.digest(settings.SECRET_KEY.encode(), f"invitation:{invitation.pk}".encode(), "sha256")
    return base64.urlsafe_b64encode(secret[:TOKEN_BYTES]).rstrip(b"=").decode()


def digest_of(token: str) -> str:
    """Give what the database keeps of a link: a hash is enough for 128 bits that nobody can guess."""
    return hashlib.sha256(token.encode()).hexdigest()


def invite(*, school: School, role: str, lasts: timedelta, user: User) -> Invitation:
    """Make a link by which one person joins a school in a role, for some days."""
    invitation = Invitation(school=school, role=role, invited_by=user, expires_at=now() + lasts)
    invitation.digest = digest_of(token_of(invitation))
    invitation.save()
    return invitation


@transaction.atomic
def accept_invitation(*, invitation: Invitation, user: User) -> Membership:
    """Let one person join, once; who has the role already spends nothing. Raise Closed where the link is spent."""
    held = Invitation.objects.select_for_update().get(pk=invitation.pk)
    given = {"school": held.school, "user": user, "role": held.role}
    known = Membership.objects.filter(**given).first()
    if known is not None:
        return known
    if not Invitation.objects.open_now().filter(pk=held.pk).exists():
        raise Closed
    held.accepted_at, held.accepted_by = now(), user
    held.save(update_fields=["accepted_at", "accepted_by"])
    return Membership.objects.create(**given)


@transaction.atomic
def join_with_account(*, invitation: Invitation, name: str, email: str, password: str) -> User:
    """Make an account and let it join, both or neither; raise Closed where the link is spent."""
    user = User.objects.create_user(email, password, name=name)
    accept_invitation(invitation=invitation, user=user)
    return user


def withdraw_invitation(*, invitation: Invitation) -> None:
    """Close a link that nobody has used; it can be opened again."""
    Invitation.objects.filter(pk=invitation.pk, accepted_at=None, withdrawn_at=None).update(withdrawn_at=now())


def restore_invitation(*, invitation: Invitation) -> None:
    """Undo that; its days have gone on meanwhile."""
    Invitation.objects.filter(pk=invitation.pk, accepted_at=None).update(withdrawn_at=None)


@transaction.atomic
def remove_member(*, membership: Membership) -> None:
    """Take a role away and keep all that the person recorded; raise LastCoordinator rather than leave nobody."""
    School.objects.select_for_update().get(pk=membership.school_id)
    if membership.role == Role.COORDINATOR:
        coordinators = Membership.objects.filter(school=membership.school_id, role=Role.COORDINATOR)
        if not coordinators.exclude(pk=membership.pk).exists():
            raise LastCoordinator
    Membership.objects.filter(pk=membership.pk).delete()


def return_member(*, school: School, user: User, role: str) -> Membership:
    """Give a role back."""
    membership, _created = Membership.objects.get_or_create(school=school, user=user, role=role)
    return membership
