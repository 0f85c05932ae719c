"""What people type when they freeze a state."""

from django import forms
from django.utils.translation import gettext_lazy as _

from common.text import typeset
from label.models import FrozenState


class FreezeForm(forms.Form):
    """A few words that will tell this state from the others."""

    note = forms.CharField(
        label=_("À propos de cet état"),
        help_text=_("Facultatif : « remis au conseil de participation », « avant la relecture »."),
        max_length=FrozenState._meta.get_field("note").max_length,
        required=False,
    )

    def clean_note(self) -> str:
        return typeset(self.cleaned_data["note"])
