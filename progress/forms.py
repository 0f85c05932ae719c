"""What people type about a class's promises."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from common.actions import ActionLevel
from library.reading import CharterLine
from progress.commitments import FIRST_REVIEW
from progress.models import Outcome

LEVEL_WORDS = {
    ActionLevel.INDIVIDUAL: _("individuel : chacun de son côté"),
    ActionLevel.INTERPERSONAL: _("interpersonnel : ensemble, ou avec d’autres"),
    ActionLevel.SOCIETAL: _("sociétal : une règle change, pour tout le monde"),
}


class CommitmentForm(forms.Form):
    """A line of the charter, or the class's own words, with its level of action and the day of its review."""

    line = forms.ChoiceField(label=_("Dans la charte"), required=False)
    text = forms.CharField(
        label=_("Ou avec nos mots"),
        required=False,
        max_length=300,
        help_text=_("Commencez par « Nous ». Pas de nom d’élève."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    level = forms.ChoiceField(
        label=_("Niveau d’action"),
        required=False,
        choices=[("", _("celui de la charte")), *((item.value, LEVEL_WORDS[item]) for item in ActionLevel)],
    )
    due_on = forms.DateField(
        label=_("Nous ferons le bilan le"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, lines: Iterable[CharterLine], **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"due_on": localdate() + FIRST_REVIEW})
        super().__init__(*args, **kwargs)
        self.lines = {line.key: line for line in lines}
        field: Any = self.fields["line"]
        field.choices = [("", _("– aucune –")), *((key, line.text) for key, line in self.lines.items())]

    def clean_due_on(self) -> date:
        due_on = self.cleaned_data["due_on"]
        if due_on < localdate():
            raise forms.ValidationError(_("Ce jour est passé : choisissez celui où vous en reparlerez."))
        return due_on

    def clean(self) -> dict[str, Any]:
        """Take the line of the charter where one was chosen, unless the class wrote its own words."""
        given = super().clean() or {}
        line = self.lines.get(given.get("line", ""))
        text = (given.get("text") or "").strip()
        if text:
            if not given.get("level"):
                self.add_error("level", _("Dites à quel niveau agit votre engagement."))
            return {"text": text, "level": given.get("level"), "due_on": given.get("due_on")}
        if line is None:
            self.add_error("text", _("Choisissez une ligne de la charte, ou écrivez la vôtre."))
            return given
        return {"text": line.text, "level": line.level.value, "due_on": given.get("due_on")}


class ReviewForm(forms.Form):
    """What became of a promise."""

    outcome = forms.ChoiceField(label=_("Alors ?"), choices=Outcome, widget=forms.RadioSelect)
    review = forms.CharField(
        label=_("Ce que nous avons appris"),
        required=False,
        max_length=600,
        help_text=_("Ce qui a aidé, ce qui a freiné, ce qu’on changerait autour. Pas de nom d’élève."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
