"""What people type about declared criteria, readings by another school, and the plan."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import URLValidator
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from common.uploads import SUFFIXES
from label.grid import Axis, CriterionSpec
from label.models import ActionPlan, ActionState, Evidence, PlanAction, ReviewNote, Verdict
from label.planning import MOST_ACTIONS, first_day, last_day
from schools.models import School, SchoolYear

NO_NAMES = _("Des fonctions ou des groupes, jamais le nom d’un élève.")


def _day(label: Any, **options: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **options)


class LongText(forms.CharField):
    """Several lines of text, in which a line end counts for one sign, as it does for who types."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n")


def _long(label: Any, *, rows: int = 5, most: int = 3000, **options: Any) -> LongText:
    return LongText(label=label, max_length=most, widget=forms.Textarea(attrs={"rows": rows}), **options)


class WebAddressField(forms.URLField):
    """An address of the web, and of nothing else."""

    default_validators = [URLValidator(schemes=["http", "https"])]


class SeveralFilesInput(forms.ClearableFileInput):
    """Lets people choose several files at once."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class SeveralFiles(forms.FileField):
    """Files as they were sent; each of them is judged alone, so that a bad one takes no good one along."""

    widget = SeveralFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        return list(data or ())


class DeclarationForm(forms.Form):
    """What a school says of a criterion, and what proves it."""

    points = forms.TypedChoiceField(
        label=_("Où en est l’école"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez où en est l’école ; « pas encore » est une réponse.")},
    )
    text = _long(_("Ce qui a été fait"), required=False, help_text=NO_NAMES)
    dated_on = _day(_("Daté du"), required=False, help_text=_("Le jour de la réunion, du document ou de l’action."))
    link = WebAddressField(
        label=_("Lien vers une preuve"),
        required=False,
        max_length=300,
        assume_scheme="https",
        error_messages={"invalid": _("Donnez une adresse complète, qui commence par « https:// ».")},
    )
    kept = forms.MultipleChoiceField(
        label=_("Pièces de l’an dernier à garder"), required=False, widget=forms.CheckboxSelectMultiple
    )
    proofs = SeveralFiles(
        label=_("Ajouter des pièces"),
        required=False,
        help_text=_(
            "PDF, PNG, JPEG, ODT ou DOCX, 10 Mo au plus par fichier. Les photos perdent leur lieu et leur date ; "
            "évitez les visages d’élèves. Les documents restent tels quels."
        ),
        widget=SeveralFilesInput(attrs={"accept": ",".join(f".{end}" for ends in SUFFIXES.values() for end in ends)}),
    )

    def __init__(
        self, *args: Any, spec: CriterionSpec, year: SchoolYear, earlier: Iterable[Evidence] = (), **kwargs: Any
    ) -> None:
        """Offer the steps of the criterion, and the files of the year before where it is taken up again."""
        super().__init__(*args, **kwargs)
        self.first_day = SchoolYear(start=year.start - 1).first_day
        points: Any = self.fields["points"]
        points.choices = [(0, _("Pas encore")), *((place, step_words(place, spec)) for place in _places(spec))]
        kept: Any = self.fields["kept"]
        kept.choices = [(str(piece.pk), piece.name) for piece in earlier]
        if not kept.choices:
            del self.fields["kept"]

    def clean_dated_on(self) -> date | None:
        dated_on: date | None = self.cleaned_data["dated_on"]
        if dated_on and dated_on > localdate():
            raise forms.ValidationError(_("Cette date est dans le futur."))
        if dated_on and dated_on < self.first_day:
            raise forms.ValidationError(
                _("Cette date est trop ancienne : le dossier couvre cette année scolaire et la précédente.")
            )
        return dated_on

    def clean(self) -> dict[str, Any]:
        """Ask for words and a day as soon as something is claimed."""
        given = super().clean() or {}
        if given.get("points"):
            if not given.get("text", "unread"):
                self.add_error("text", _("Dites en quelques mots ce qui a été fait."))
            if not given.get("dated_on", "unread"):
                self.add_error("dated_on", _("Donnez une date."))
        given["dated_on"] = given.get("dated_on") or localdate()
        return given


def _places(spec: CriterionSpec) -> range:
    return range(1, len(spec.steps) + 1)


def step_words(place: int, spec: CriterionSpec) -> str:
    """Say what a number of points asks for."""
    return ngettext("%(n)d point : %(step)s", "%(n)d points : %(step)s", place) % {
        "n": place,
        "step": spec.steps[place - 1],
    }


class ReaderForm(forms.Form):
    """For which of their schools somebody reads another one's declarations."""

    school = forms.ModelChoiceField(School.objects.none(), label=_("Vous relisez au nom de"), empty_label=None)

    def __init__(self, *args: Any, schools: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["school"]
        field.queryset = schools
        field.initial = schools.first()
        if schools.count() == 1:
            field.widget = forms.HiddenInput()


class NoteForm(forms.Form):
    """What a reader thinks of a declaration."""

    verdict = forms.ChoiceField(
        label=_("Votre avis"),
        choices=[
            (Verdict.AGREES, _("D’accord : le texte et les preuves montrent cette marche.")),
            (Verdict.ASKS, _("Une question : il manque quelque chose, ou ce n’est pas clair.")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez : d’accord, ou une question.")},
    )
    comment = _long(
        _("Commentaire"),
        rows=3,
        most=600,
        required=False,
        help_text=_("Ce qui vous a plu, ou ce que vous aimeriez comprendre. Obligatoire avec une question."),
    )

    def __init__(self, *args: Any, note: ReviewNote | None, **kwargs: Any) -> None:
        """Start from what was noted before."""
        kwargs["initial"] = {"verdict": note.verdict, "comment": note.comment} if note else {}
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("verdict") == Verdict.ASKS and not given.get("comment", "unread"):
            self.add_error("comment", _("Écrivez votre question : l’école pourra y répondre."))
        return given


class AnswerForm(forms.Form):
    """What the school answers to a note."""

    answer = _long(_("Votre réponse"), rows=2, most=600, error_messages={"required": _("Écrivez votre réponse.")})


class PlanForm(forms.Form):
    """The words of a plan."""

    state_of_play = _long(
        _("État des lieux"),
        rows=7,
        required=False,
        help_text=_("Les équipements et leur âge, les usages, ce que les élèves en pensent."),
    )
    aims = _long(
        _("Ce que nous visons"),
        rows=5,
        required=False,
        help_text=_("Deux ou trois buts que l’on pourra vérifier dans deux ans."),
    )

    def __init__(self, *args: Any, plan: ActionPlan | None, **kwargs: Any) -> None:
        """Start from what the plan says."""
        kwargs["initial"] = {"state_of_play": plan.state_of_play, "aims": plan.aims} if plan else {}
        super().__init__(*args, **kwargs)


class ActionForm(forms.Form):
    """One action of the plan."""

    axis = forms.ChoiceField(label=_("Axe"))
    text = forms.CharField(
        label=_("Action"),
        max_length=300,
        help_text=_("Commencez par un verbe : « inventorier les ordinateurs et leur âge »."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    indicator = forms.CharField(
        label=_("Signe de réussite"),
        max_length=200,
        required=False,
        help_text=_("À quoi verrez-vous que c’est fait ?"),
    )
    carried_by = forms.CharField(
        label=_("Qui s’en charge"),
        max_length=80,
        required=False,
        help_text=_("Une fonction ou un groupe : « l’économat », « l’éco-équipe ». Jamais le nom d’un élève."),
    )
    due_on = _day(_("Pour le"))

    def __init__(
        self,
        *args: Any,
        plan: ActionPlan,
        axes: Iterable[Axis],
        standing: int = 0,
        action: PlanAction | None = None,
        **kwargs: Any,
    ) -> None:
        """Start from the action that is corrected, where there is one."""
        names = ("axis", "text", "indicator", "carried_by", "due_on")
        kwargs["initial"] = {name: getattr(action, name) for name in names} if action else {}
        super().__init__(*args, **kwargs)
        self.plan, self.standing = plan, standing
        axis: Any = self.fields["axis"]
        axis.choices = [(item.code, f"{item.code} – {item.title}") for item in axes]

    def clean_text(self) -> str:
        """Keep one line."""
        return " ".join(self.cleaned_data["text"].split())

    def clean_due_on(self) -> date:
        due_on: date = self.cleaned_data["due_on"]
        if not first_day(self.plan) <= due_on <= last_day(self.plan):
            raise forms.ValidationError(
                _("Choisissez un jour des deux années du plan, de septembre %(first)s à aout %(last)s."),
                params={"first": first_day(self.plan).year, "last": last_day(self.plan).year},
            )
        return due_on

    def clean(self) -> dict[str, Any]:
        if self.standing >= MOST_ACTIONS:
            raise forms.ValidationError(
                _("Le plan porte déjà %(most)s actions : terminez-en une, ou retirez-en une."),
                params={"most": MOST_ACTIONS},
            )
        return super().clean() or {}


class ActionReviewForm(forms.Form):
    """Where an action stands, and what it has taught."""

    state = forms.ChoiceField(label=_("Où en est-elle ?"), choices=ActionState, widget=forms.RadioSelect)
    review = _long(
        _("Bilan"),
        rows=3,
        most=600,
        required=False,
        help_text=_("Ce qui a marché, ce qui a freiné. Abandonner une action, c’est aussi apprendre."),
    )
    reviewed_on = _day(_("Bilan fait le"), required=False)

    def __init__(self, *args: Any, action: PlanAction, **kwargs: Any) -> None:
        """Start from what was noted before."""
        names = ("state", "review", "reviewed_on")
        kwargs["initial"] = {name: getattr(action, name) for name in names}
        super().__init__(*args, **kwargs)

    def clean_reviewed_on(self) -> date | None:
        reviewed_on: date | None = self.cleaned_data["reviewed_on"]
        if reviewed_on and reviewed_on > localdate():
            raise forms.ValidationError(_("Cette date est dans le futur."))
        return reviewed_on

    def clean(self) -> dict[str, Any]:
        """Ask why an action was given up: the next plan starts from it."""
        given = super().clean() or {}
        if given.get("state") == ActionState.DROPPED and not given.get("review", "unread"):
            self.add_error("review", _("Dites en une phrase pourquoi : le prochain plan en tiendra compte."))
        return given
