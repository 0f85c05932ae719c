"""What teachers choose and type about sequences."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from common.levels import Band
from schools.models import Classroom
from sequences.models import Mode
from sequences.prints import SheetKind
from sequences.specs import Screens
from sequences.subjects import Subject

LONGEST = (1, 2, 3, 4, 6)


class LibraryForm(forms.Form):
    """The filters of the library; an empty one filters nothing."""

    band = forms.ChoiceField(label=_("Palier"), required=False)
    theme = forms.ChoiceField(label=_("Thème"), required=False)
    longest = forms.TypedChoiceField(label=_("Durée"), required=False, coerce=int, empty_value="")
    screens = forms.ChoiceField(label=_("Prévue pour"), required=False)
    screen_free = forms.BooleanField(label=_("Faisable sans écran"), required=False)
    competence = forms.ChoiceField(label=_("Compétence"), required=False)

    def __init__(
        self, *args: Any, themes: Iterable[str], competences: Iterable[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        durations = (
            (str(count), ngettext_lazy("%d période au plus", "%d périodes au plus", count) % count) for count in LONGEST
        )
        fields: dict[str, Any] = self.fields
        fields["band"].choices = [("", _("Tous les âges")), *((band.value, band.value) for band in Band)]
        fields["theme"].choices = [("", _("Tous les thèmes")), *((theme, theme) for theme in themes)]
        fields["longest"].choices = [("", _("Toutes les durées")), *durations]
        fields["screens"].choices = [("", _("Tout équipement")), *((item.value, item.value) for item in Screens)]
        fields["competence"].choices = [("", _("Toutes les compétences")), *competences]

    @property
    def filters(self) -> dict[str, Any]:
        """Give the filters that can be understood; an unknown value filters nothing."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class AssignForm(forms.Form):
    """Which class gets the sequence."""

    classroom = forms.ModelChoiceField(Classroom.objects.none(), label=_("Classe"), empty_label=None)

    def __init__(self, *args: Any, classrooms: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["classroom"]
        field.queryset = classrooms


class RecordForm(forms.Form):
    """How a step was lived, and by how many."""

    mode = forms.ChoiceField(label=_("Mode"), choices=Mode)
    present = forms.IntegerField(
        label=_("Présents"), min_value=0, error_messages={"min_value": _("Écrivez un nombre d’élèves, zéro au moins.")}
    )

    subject = forms.ChoiceField(
        label=_("Discipline"), choices=[("", _("non précisée")), *Subject.choices], required=False
    )

    def __init__(self, *args: Any, headcount: int, has_subjects: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.headcount = headcount
        if not has_subjects:
            del self.fields["subject"]

    def clean_present(self) -> int:
        present = self.cleaned_data["present"]
        if present > self.headcount:
            message = _("La classe compte %(headcount)s élèves ; corrigez ce nombre ou l’effectif de la classe.")
            raise forms.ValidationError(message, params={"headcount": self.headcount})
        return present

    def clean_subject(self) -> str:
        """Keep what was chosen last where the page shows no choice: it is offered once a page, to stay light."""
        if self.add_prefix("subject") in self.data:
            return self.cleaned_data["subject"]
        return self.initial.get("subject", "")


class PrintForm(forms.Form):
    """Which kind of a worksheet is printed."""

    kind = forms.ChoiceField(choices=SheetKind)


class TalkForm(forms.Form):
    """Which class talked about a card, and the question that it keeps."""

    classroom = forms.ModelChoiceField(Classroom.objects.none(), label=_("Classe"), empty_label=None)
    question = forms.CharField(
        label=_("La meilleure question de la classe"),
        max_length=300,
        required=False,
        help_text=_("Facultatif, sans nom d’élève."),
    )

    def __init__(self, *args: Any, classrooms: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["classroom"]
        field.queryset = classrooms
