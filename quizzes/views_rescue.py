"""A teacher brings in the answers that a tablet could not send."""

from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _

from quizzes.rescue import Outcome, import_answers
from schools.access import Request, allow, is_teacher
from schools.models import Classroom
from schools.typed import typed_fields

LARGEST = 300_000


class AnswersForm(forms.Form):
    """A file of a tablet, or its text."""

    file = forms.FileField(label=_("Fichier de la tablette"), required=False)
    text = forms.CharField(
        label=_("Ou le texte copié sur la tablette"),
        required=False,
        max_length=LARGEST,
        widget=forms.Textarea({"rows": 6, "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, str]:
        given = self.cleaned_data.get("file")
        if given is not None and given.size > LARGEST:
            raise forms.ValidationError(_("Ce fichier est trop grand pour des réponses."))
        text = given.read().decode("utf-8", "replace") if given else self.cleaned_data.get("text", "")
        if not text.strip():
            raise forms.ValidationError(_("Choisissez le fichier, ou collez le texte."))
        return {"answers": text}


@allow(is_teacher)
def answers_import(request: Request, pk: UUID) -> HttpResponse:
    """Each line is taken or refused with its reason; bringing a file in twice changes nothing."""
    classroom = get_object_or_404(Classroom.objects.active().taught_by(request.user), pk=pk)
    form = AnswersForm(typed_fields(request), request.FILES or None)
    outcomes: list[Outcome] = []
    if request.method == "POST" and form.is_valid():
        outcomes = import_answers(form.cleaned_data["answers"], classroom)
    taken = sum(outcome.taken for outcome in outcomes)
    context = {"classroom": classroom, "form": form, "outcomes": outcomes, "taken": taken}
    refused = request.method == "POST" and not taken
    return render(request, "quizzes/answers_import.html", context, status=422 if refused else 200)
