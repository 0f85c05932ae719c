"""Accounts made from the command line."""

import secrets

from django.db import transaction

from schools.models import Membership, Role, School, User

PASSWORD_BYTES = 12


@transaction.atomic
def add_member(school: School, email: str, role: Role) -> str:
    """Give a person a role in a school, making the account when it is new; say in a sentence what was done.

    The password of a new account is drawn here, told once and never stored in clear.
    """
    user = User.objects.filter(email__iexact=email).first()
    told = "compte déjà connu, mot de passe inchangé"
    if user is None:
        password = secrets.token_urlsafe(PASSWORD_BYTES)
        user = User.objects.create_user(email, password, name=email.partition("@")[0])
        told = f"mot de passe : {password}"
    Membership.objects.get_or_create(school=school, user=user, role=role)
    return f"{email}, {role.label}, {school.name} – {told}"
