"""Accounts made from the command line; the password of a new one is told once and never stored in clear."""

import secrets

from django.db import transaction

from schools.models import Membership, Organisation, Reader, Role, School, User

PASSWORD_BYTES = 12


@transaction.atomic
def add_member(school: School, email: str, role: Role) -> str:
    """Give a person a role in a school, making the account when it is new; say in a sentence what was done."""
    user, told = _account(email)
    Membership.objects.get_or_create(school=school, user=user, role=role)
    return f"{email}, {role.label}, {school.name} – {told}"


@transaction.atomic
def add_reader(organisation: Organisation, email: str) -> str:
    """Let a person read what a federation's schools have reached; say in a sentence what was done."""
    user, told = _account(email)
    Reader.objects.get_or_create(organisation=organisation, user=user)
    return f"{email}, lecture de {organisation.name} – {told}"


def _account(email: str) -> tuple[User, str]:
    """Give the account of an address, made with a drawn password when it is new, and what to say of it."""
    user = User.objects.filter(email__iexact=email).first()
    if user is not None:
        return user, "compte déjà connu, mot de passe inchangé"
    password = secrets.token_urlsafe(PASSWORD_BYTES)
    return User.objects.create_user(email, password, name=email.partition("@")[0]), f"mot de passe : {password}"
