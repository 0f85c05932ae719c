"""What somebody looks for in the ludothèque."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.levels import Band

MINUTES = (20, 30, 50, 100)


class GamesForm(forms.Form):
    """The filters of the list of games; an empty one filters nothing."""

    band = forms.ChoiceField(label=_("Palier"), required=False)
    longest = forms.TypedChoiceField(label=_("Durée"), required=False, coerce=int, empty_value="")
    screen_free = forms.BooleanField(label=_("Sans écran"), required=False)
    printable = forms.BooleanField(label=_("À imprimer ici"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        durations = ((str(count), _("%(count)d\u00a0min au plus") % {"count": count}) for count in MINUTES)
        fields: dict[str, Any] = self.fields
        fields["band"].choices = [("", _("Tous les âges")), *((band.value, band.value) for band in Band)]
        fields["longest"].choices = [("", _("Toutes les durées")), *durations]

    @property
    def filters(self) -> dict[str, Any]:
        """Give the filters that can be understood; an unknown value filters nothing."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
