"""What people type about the promises of a class or of a school."""

import re
from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from common.actions import ActionLevel
from common.text import typeset
from library.reading import CharterLine, Scope
from progress.commitments import next_review_day
from progress.models import Commitment, NextStep, Outcome, first_review_day
from schools.models import SchoolYear

LONGEST_TRIAL = timedelta(days=366)
MOST_RUNNING = 12
"""Most promises that a class or a school carries at once: more are forgotten, and fill more than a wall."""
LEVEL_WORDS = {
    ActionLevel.INDIVIDUAL: _("individuel : chacun de son côté"),
    ActionLevel.INTERPERSONAL: _("interpersonnel : ensemble, ou avec d’autres"),
    ActionLevel.SOCIETAL: _("sociétal : une règle change, pour tout le monde"),
}
EVERYBODY = {Scope.CLASSROOM: _("toute la classe"), Scope.SCHOOL: _("toute l’école")}
GROUPS = {
    Scope.CLASSROOM: _("Un groupe, jamais le nom d’un élève : « toute la classe », « l’équipe tri »."),
    Scope.SCHOOL: _(
        "Un groupe, jamais le nom d’un enfant : « toute l’école », « le conseil d’élèves », « l’économat »."
    ),
}


def _day(label: Any, **options: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **options)


class DecisionForm(forms.Form):
    """A day on which something was decided, and the day, four weeks later at least, on which it is looked at again."""

    made_on = _day(_("Décidé le"), initial=localdate)
    due_on = _day(
        _("Nous ferons le bilan le"),
        initial=next_review_day,
        help_text=_("Quatre semaines après la décision, au moins : le temps d’essayer."),
    )

    def clean_made_on(self) -> date:
        made_on: date = self.cleaned_data["made_on"]
        if made_on > localdate():
            raise forms.ValidationError(_("Ce jour n’est pas encore venu : donnez celui de la décision."))
        if made_on < localdate() - LONGEST_TRIAL:
            raise forms.ValidationError(_("Cette décision a plus d’un an : reprenez-la ensemble, puis notez-la."))
        return made_on

    def clean(self) -> dict[str, Any]:
        """Leave enough weeks for the promise to be tried."""
        given = super().clean() or {}
        made_on, due_on = given.get("made_on"), given.get("due_on")
        if made_on and due_on and due_on < first_review_day(made_on):
            message = _("C’est trop tôt : choisissez le %(day)s ou plus tard, quatre semaines après la décision.")
            day = date_format(first_review_day(made_on), "j F Y")
            self.add_error("due_on", forms.ValidationError(message, params={"day": day}))
        elif made_on and due_on and due_on > made_on + LONGEST_TRIAL:
            self.add_error("due_on", _("C’est trop loin : choisissez un jour dans l’année qui suit la décision."))
        return given


class CommitmentForm(DecisionForm):
    """A line of the charter, or people's own words: who sees to it, at what level, until when."""

    line = forms.ChoiceField(label=_("Dans la charte"), required=False)
    text = forms.CharField(
        label=_("Ou avec nos mots"),
        required=False,
        max_length=300,
        help_text=_("Commencez par « Nous ». Pas de nom d’élève."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    carried_by = forms.CharField(label=_("Qui s’en charge"), max_length=60)
    level = forms.ChoiceField(
        label=_("Niveau d’action"),
        required=False,
        choices=[("", _("celui de la charte")), *((item.value, LEVEL_WORDS[item]) for item in ActionLevel)],
        widget=forms.RadioSelect,
    )
    field_order = ("line", "text", "carried_by", "level", "made_on", "due_on")

    def __init__(
        self,
        *args: Any,
        lines: Iterable[CharterLine],
        scope: Scope = Scope.CLASSROOM,
        running: Collection[str] = (),
        follows: Commitment | None = None,
        **kwargs: Any,
    ) -> None:
        """Offer the lines of the charter and, where a promise is adapted, its words to start from."""
        super().__init__(*args, **kwargs)
        self.lines, self.running = {line.key: line for line in lines}, set(running)
        choices: Any = self.fields["line"]
        choices.choices = [("", _("– aucune –")), *((key, line.text) for key, line in self.lines.items())]
        self.fields["carried_by"].initial = EVERYBODY[scope]
        self.fields["carried_by"].help_text = GROUPS[scope]
        if follows is not None:
            given = {"text": follows.text, "carried_by": follows.carried_by, "level": follows.level}
            self.initial = {**self.initial, **given}

    def clean_text(self) -> str:
        """Keep one line, with the spaces that French asks for: it hangs on a wall."""
        return typeset(re.sub(r"[ \t\r\n]+", " ", self.cleaned_data["text"]))

    def clean(self) -> dict[str, Any]:
        """Take the line of the charter where one was chosen, unless people wrote their own words."""
        given = super().clean()
        line = self.lines.get(given.pop("line", ""))
        if given.get("text"):
            if not given.get("level"):
                self.add_error("level", _("Dites à quel niveau agit votre engagement."))
        elif line is not None:
            given |= {"text": line.text, "level": line.level.value}
        elif "text" in given:
            self.add_error("text", _("Choisissez une ligne de la charte, ou écrivez la vôtre."))
        if given.get("text") and len(self.running | {given["text"]}) > MOST_RUNNING:
            message = _("Vous portez déjà %(most)s engagements : faites un bilan, ou retirez-en un, puis réessayez.")
            raise forms.ValidationError(message, params={"most": MOST_RUNNING})
        return given


class AdoptionForm(DecisionForm):
    """A council adopts the charter for a school year, with the lines that the school promises."""

    year = forms.TypedChoiceField(label=_("Pour l’année scolaire"), coerce=int)
    adopted_by = forms.CharField(
        label=_("Adoptée par"),
        max_length=80,
        help_text=_(
            "Un conseil ou une équipe, jamais une personne : « le conseil de participation », « le conseil d’élèves »."
        ),
    )
    lines = forms.MultipleChoiceField(
        label=_("Ce que l’école promet"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Trois lignes tenues valent mieux que dix lignes affichées."),
        error_messages={"required": _("Cochez au moins une ligne que l’école peut tenir.")},
    )
    field_order = ("year", "adopted_by", "made_on", "lines", "due_on")

    def __init__(self, *args: Any, lines: Iterable[CharterLine], running: Collection[str] = (), **kwargs: Any) -> None:
        """Offer every line for the school, with those that it already promises ticked."""
        super().__init__(*args, **kwargs)
        self.known, self.running = {line.key: line for line in lines}, set(running)
        now = SchoolYear.objects.current().start
        years: Any = self.fields["year"]
        years.choices = [(start, str(SchoolYear(start=start))) for start in (now, now + 1)]
        choices: Any = self.fields["lines"]
        choices.choices = [(key, line.text) for key, line in self.known.items()]
        choices.initial = [key for key, line in self.known.items() if line.text in self.running]
        self.fields["made_on"].label = _("Adoptée le")

    def clean_lines(self) -> list[CharterLine]:
        chosen = [self.known[key] for key in self.cleaned_data["lines"]]
        if len(self.running | {line.text for line in chosen}) > MOST_RUNNING:
            message = _("Avec ceux qui courent déjà, cela fait plus de %(most)s engagements : cochez-en moins.")
            raise forms.ValidationError(message, params={"most": MOST_RUNNING})
        return chosen


class ReviewForm(forms.Form):
    """What became of a promise."""

    outcome = forms.ChoiceField(label=_("Alors ?"), choices=Outcome, widget=forms.RadioSelect)
    helped = forms.CharField(
        label=_("Ce qui a aidé"),
        required=False,
        max_length=600,
        help_text=_("Une habitude, un lieu, une règle, quelqu’un d’autre. Pas de nom d’élève."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    hindered = forms.CharField(
        label=_("Ce qui a freiné"),
        required=False,
        max_length=600,
        help_text=_("Ce qu’il faudrait changer autour. Pas de nom d’élève."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    next_step = forms.ChoiceField(label=_("Et maintenant ?"), choices=NextStep, widget=forms.RadioSelect)

    def __init__(self, *args: Any, commitment: Commitment, **kwargs: Any) -> None:
        names = ("outcome", "helped", "hindered", "next_step")
        kwargs["initial"] = {name: getattr(commitment, name) for name in names}
        super().__init__(*args, **kwargs)
        self.commitment = commitment

    def clean(self) -> dict[str, Any]:
        """Refuse a review before the promise could be tried."""
        if not self.commitment.may_be_reviewed:
            message = _(
                "Le bilan est possible à partir du %(day)s, quatre semaines après la décision. Gardez vos notes !"
            )
            day = date_format(self.commitment.first_review_on, "j F Y")
            raise forms.ValidationError(message, params={"day": day})
        return super().clean() or {}
