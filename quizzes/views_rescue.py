"""A teacher brings in the answers that a tablet could not send: a file, its text, or a code that a phone reads."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _

from common.http import open_to_all
from quizzes.rescue import Codes, Outcome, Told, import_answers, import_code
from schools.access import Request, allow, is_teacher
from schools.models import Classroom
from schools.typed import typed_fields

LARGEST = 300_000
LONGEST_CODE = 4000


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


class CodeForm(forms.Form):
    """What a tablet's code holds, read by the teacher's phone."""

    code = forms.CharField(
        label=_("Ce que dit le carré de la tablette"),
        help_text=_("L’appareil photo du téléphone le lit et remplit cette case. À la main : collez l’adresse lue."),
        max_length=LONGEST_CODE,
        widget=forms.Textarea({"rows": 3, "spellcheck": "false", "autocomplete": "off"}),
        error_messages={"required": _("Lisez d’abord un carré avec l’appareil photo du téléphone.")},
    )


@allow(is_teacher)
def answers_import(request: Request, pk: UUID) -> HttpResponse:
    """Each line is taken or refused with its reason; bringing a file in twice changes nothing."""
    classroom = get_object_or_404(Classroom.objects.active().taught_by(request.user), pk=pk)
    form = AnswersForm(typed_fields(request), request.FILES or None)
    outcomes: list[Outcome] = []
    if request.method == "POST" and form.is_valid():
        outcomes = import_answers(form.cleaned_data["answers"], classroom)
    told = Told.of(outcomes)
    if told.taken and not told.refused:
        form = AnswersForm()
    context = {"classroom": classroom, "form": form, "told": told}
    return _answer(request, "quizzes/answers_import.html", context)


@open_to_all
def answers_code(request: Request) -> HttpResponse:
    """Where a tablet's code leads: open to all, so that the page can read its address; only a teacher brings answers.

    The answers stand in the fragment, which no server sees until the page posts it.
    """
    if request.method == "POST" and not request.user.is_authenticated:
        return redirect_to_login(request.path)
    if request.method == "POST" and not is_teacher(request.user):
        raise PermissionDenied
    form = CodeForm(typed_fields(request))
    codes = Codes()
    if request.method == "POST" and form.is_valid():
        taught = Classroom.objects.active().taught_by(request.user)
        codes = import_code(form.cleaned_data["code"], frozenset(taught.values_list("pk", flat=True)))
        form = CodeForm()
    context = {"form": form, "codes": codes, "told": Told.of(codes.outcomes), "left": codes.parts - codes.part}
    return _answer(request, "quizzes/answers_code.html", context)


def _answer(request: Request, template: str, context: dict[str, Any]) -> HttpResponse:
    refused = request.method == "POST" and not context["told"].taken
    return render(request, template, context, status=422 if refused else 200)
