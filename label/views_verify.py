"""Anybody checks a dossier that was handed in; nothing of it is kept."""

from dataclasses import replace
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from common.http import open_to_all
from label.archive import MOST_BYTES
from label.signing import clean_fingerprint, fingerprint_groups, installation_key
from label.verdict import Outcome
from label.verifying import verify_file

AROUND_THE_FILE = 64_000
"""What a request may hold beside the file: its fields and their frames."""


class DossierForm(forms.Form):
    """A dossier, and the fingerprint that its school or the installation has told, if one was told."""

    file = forms.FileField(
        label=_("Dossier à vérifier"),
        help_text=_("Le zip tel que vous l’avez reçu, 60 Mo au plus."),
        widget=forms.FileInput({"accept": ".zip,application/zip"}),
    )
    fingerprint = forms.CharField(
        label=_("Empreinte attendue (facultatif)"),
        help_text=_(
            "Les 16 groupes de 4 signes que l’école vous a dits ou envoyés par un autre chemin que le dossier."
        ),
        required=False,
        max_length=200,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_file(self) -> UploadedFile:
        if self.cleaned_data["file"].size > MOST_BYTES:
            raise forms.ValidationError(_("Ce fichier dépasse 60 Mo : ce n’est pas un dossier."))
        return self.cleaned_data["file"]

    def clean_fingerprint(self) -> str | None:
        typed = self.cleaned_data["fingerprint"]
        try:
            return clean_fingerprint(typed) if typed else None
        except ValueError:
            raise forms.ValidationError(_("Une empreinte compte 64 signes, de 0 à 9 et de a à f.")) from None


@open_to_all
@csrf_exempt
def dossier_check(request: HttpRequest) -> HttpResponse:
    """Refuse what is too large before any of it is read, then check against forged requests as everywhere."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES + AROUND_THE_FILE:
        return _page(request, DossierForm(), status=413, too_large=True)
    request.upload_handlers = [TemporaryFileUploadHandler(request)]
    return _check(request)


@csrf_protect
def _check(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _page(request, DossierForm())
    form = DossierForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form, status=422)
    verdict = verify_file(form.cleaned_data["file"].file, form.cleaned_data["fingerprint"])
    own = installation_key().public.fingerprint
    if verdict.outcome is Outcome.INTACT and verdict.fingerprint == own:
        verdict = replace(verdict, outcome=Outcome.GENUINE)
    signer = fingerprint_groups(verdict.fingerprint)
    return _page(request, DossierForm(), verdict=verdict, signer=signer, is_own=verdict.fingerprint == own)


def _page(request: HttpRequest, form: DossierForm, *, status: int = 200, **context: Any) -> HttpResponse:
    context |= {"form": form, "own": fingerprint_groups(installation_key().public.fingerprint)}
    return render(request, "label/verify.html", context, status=status)
