"""What teachers and pupils type about classes."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.db import models
from django.utils.translation import gettext_lazy as _

from common.levels import GRADES
from schools.brake import forget_failures, note_failure, seconds_to_wait
from schools.models import MAX_HEADCOUNT, School
from schools.rosters import Line, read_roster
from schools.secrets import clean_class_code


class SignInForm(AuthenticationForm):
    """Adults sign in with their e-mail address."""

    error_messages = {
        "invalid_login": _("Cette adresse et ce mot de passe ne vont pas ensemble. Vérifiez-les, puis réessayez."),
        "inactive": _("Ce compte est fermé. Adressez-vous à la coordination de votre école."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("Adresse électronique")
        self.fields["username"].widget = forms.EmailInput(attrs={"autocomplete": "username", "autofocus": True})
        self.fields["password"].label = _("Mot de passe")

    def clean(self) -> dict[str, Any]:
        address = self.cleaned_data.get("username") or ""
        seconds = seconds_to_wait(address)
        if seconds:
            message = _("Trop d’essais pour cette adresse. Attendez %(seconds)s secondes, puis réessayez.")
            raise forms.ValidationError(message, code="wait", params={"seconds": seconds})
        try:
            cleaned = super().clean()
        except forms.ValidationError:
            note_failure(address)
            raise
        forget_failures(address)
        return cleaned


class ClassroomForm(forms.Form):
    """A new class: a free label, one or several grades, a headcount."""

    label = forms.CharField(
        label=_("Nom de la classe"),
        max_length=60,
        help_text=_("Comme à l’école : « P3B », « S1 C », « 5e B – Mme Lambert »."),
    )
    grades = forms.MultipleChoiceField(
        label=_("Années d’études"),
        choices=[(grade, grade) for grade in GRADES],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Une classe multiple coche plusieurs années."),
        error_messages={"required": _("Cochez au moins une année.")},
    )
    headcount = forms.IntegerField(
        label=_("Nombre d’élèves"),
        min_value=0,
        max_value=MAX_HEADCOUNT,
        help_text=_(
            "Les élèves reçoivent les numéros 1 à n ; la liste qui relie un numéro à un prénom reste chez vous."
        ),
        error_messages={
            "max_value": _("Une classe compte au plus %(limit_value)s élèves ; faites deux groupes."),
            "min_value": _("Écrivez un nombre d’élèves, zéro au moins."),
        },
    )

    def __init__(self, *args: Any, schools: models.QuerySet[School], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(schools) > 1:
            self.fields["school"] = forms.ModelChoiceField(schools, label=_("École"), empty_label=None)
        self.only_school = schools[0] if schools else None

    def clean(self) -> dict[str, Any]:
        return {"school": self.only_school} | self.cleaned_data

    def clean_grades(self) -> tuple[str, ...]:
        chosen = self.cleaned_data["grades"]
        return tuple(grade for grade in GRADES if grade in chosen)


class NicknamesForm(forms.Form):
    """A list of nicknames, one a line."""

    nicknames = forms.CharField(
        label=_("Surnoms, un par ligne"),
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
        help_text=_("Un surnom ou un prénom suffit. Pas de nom de famille : l’application n’en a pas besoin."),
    )

    def clean_nicknames(self) -> list[Line]:
        nicknames = read_roster(self.cleaned_data["nicknames"])
        if not any(line.nickname for line in nicknames):
            raise forms.ValidationError(_("Écrivez au moins un surnom."))
        if len(nicknames) > MAX_HEADCOUNT:
            message = _("Cette liste compte %(count)s lignes ; une classe en accepte %(limit)s au plus.")
            raise forms.ValidationError(message, params={"count": len(nicknames), "limit": MAX_HEADCOUNT})
        return nicknames


class ClassCodeForm(forms.Form):
    """The code that the teacher shows."""

    code = forms.CharField(
        label=_("Code de la classe"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "class": "code-field"}
        ),
        error_messages={"required": _("Écris le code qui est au tableau.")},
    )

    def clean_code(self) -> str:
        return clean_class_code(self.cleaned_data["code"])
