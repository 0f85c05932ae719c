"""What a teacher types to open a debate and to count votes."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quizzes.ballots import Ballot
from quizzes.models import Quiz
from schools.models import MAX_HEADCOUNT


class DebateForm(forms.Form):
    """A quiz or stories to vote on, or a sentence of one's own: one of the two."""

    quiz = forms.ModelChoiceField(
        Quiz.objects.none(),
        label=_("Des histoires ou un quiz"),
        required=False,
        to_field_name="key",
        empty_label=_("Choisissez…"),
    )
    statement = forms.CharField(
        label=_("Ou votre phrase à débattre"),
        required=False,
        max_length=200,
        help_text=_("Une affirmation sur laquelle on peut être d’accord ou non, sans nom d’élève."),
        widget=forms.TextInput({"list": "phrases"}),
    )
    doubt = forms.BooleanField(
        label=_("Ajouter « Je doute encore »"),
        required=False,
        help_text=_("Un choix de plus aux questions d’avis : le coin du doute."),
    )

    def __init__(self, *args: Any, quizzes: Iterable[Quiz], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["quiz"].queryset = quizzes  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        given["statement"] = " ".join(given.get("statement", "").split())
        if self.errors:
            return given
        if bool(given.get("quiz")) == bool(given["statement"]):
            raise forms.ValidationError(
                _("Choisissez des histoires ou un quiz, ou écrivez votre phrase : l’un des deux.")
            )
        return given


class CountForm(forms.Form):
    """How many chose each answer, as the teacher counts them."""

    def __init__(self, *args: Any, ballot: Ballot, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for choice in ballot.choices:
            self.fields[f"n-{choice.key}"] = forms.IntegerField(
                label=choice.letter, min_value=0, max_value=MAX_HEADCOUNT, required=False
            )

    def counts(self) -> dict[str, int]:
        """Give the counts by choice; an empty field counts nobody."""
        return {name.removeprefix("n-"): number or 0 for name, number in self.cleaned_data.items()}


class PresentForm(forms.Form):
    """How many pupils are in the room."""

    present = forms.IntegerField(label=_("Élèves présents"), min_value=1, max_value=MAX_HEADCOUNT)
