"""What a coordinator types to invite somebody, and what that person types to join."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _

from schools.models import INVITATION_LASTS, Role, User

LONGEST_DAYS = 60


class InvitationForm(forms.Form):
    """A role, and how long the link is good."""

    role = forms.ChoiceField(
        label=_("Rôle"), choices=Role.choices, initial=Role.TEACHER, widget=forms.RadioSelect(attrs={"class": "picks"})
    )
    days = forms.IntegerField(
        label=_("Valable combien de jours"),
        min_value=1,
        max_value=LONGEST_DAYS,
        initial=INVITATION_LASTS.days,
        error_messages={
            "min_value": _("Un jour au moins."),
            "max_value": _("Soixante jours au plus ; vous pourrez refaire un lien."),
        },
    )

    def clean(self) -> dict[str, Any]:
        days = self.cleaned_data.pop("days", None)
        return self.cleaned_data | {"lasts": timedelta(days=days or 0)}


class AccountForm(forms.Form):
    """A new account: a name, an address and a password, which can be shown instead of typed twice."""

    name = forms.CharField(label=_("Votre nom"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(
        label=_("Adresse électronique"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
        help_text=_("Elle sert à vous connecter ; l’application n’envoie aucun courriel."),
    )
    password = forms.CharField(
        label=_("Mot de passe"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Douze signes au moins. Une petite phrase se retient bien."),
    )

    def clean_email(self) -> str:
        return User.objects.normalize_email(self.cleaned_data["email"])

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if {"name", "email", "password"} <= set(cleaned):
            person = User(email=cleaned["email"], name=cleaned["name"])
            try:
                password_validation.validate_password(cleaned["password"], person)
            except forms.ValidationError as problem:
                self.add_error("password", problem)
        return cleaned
