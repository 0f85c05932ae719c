"""The public library: sequences to find, read and print."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from common.documents import specs_by_key
from common.http import open_to_all, page_or_partial, pdf_response
from library.glossary import glossary_of
from library.models import Article, Claim, Competence, Figure, Term
from quizzes.models import Quiz
from schools.access import Request, acts, allow, is_school_staff, is_teacher
from schools.models import Classroom, SchoolYear
from sequences.forms import AssignForm, LibraryForm, PrintForm
from sequences.models import Card, Game, Sequence
from sequences.pdf import sequence_guide_pdf, sequence_worksheet_pdf
from sequences.prints import SheetKind, note_print
from sequences.services import assign_sequence
from sequences.specs import SequenceSpec, Step


@open_to_all
def library(request: Request) -> HttpResponse:
    published = Sequence.objects.published()
    themes = sorted(set(published.values_list("theme", flat=True)))
    competences = [(row.key, f"{row.code} – {row.title}") for row in Competence.objects.published().defer("document")]
    form = LibraryForm(request.GET, themes=themes, competences=competences)
    context = {"form": form, "sequences": published.matching(**form.filters)}
    return page_or_partial(request, "sequences/library.html", "results", context)


@open_to_all
def sequence_page(request: Request, key: str) -> HttpResponse:
    sequence = get_object_or_404(Sequence.objects.published().select_related("current"), key=key)
    spec = sequence.spec
    competences = specs_by_key(Competence.objects.published().filter(key__in=spec.competences))
    figures = specs_by_key(Figure.objects.published().filter(key__in=spec.figures))
    context = {
        "sequence": sequence,
        "spec": spec,
        "competences": [(competences[key].code, competences[key].statement) for key in spec.competences],
        "figures": figures,
        "further": _further(spec),
        "glossary": glossary_of(spec.terms),
        "quizzes": _quiz_titles(spec),
        "kinds": list(SheetKind),
        "periods": [(period, _steps_of(spec, period)) for period in range(1, spec.periods + 1)],
        "form": _assign_form(request, sequence) if request.user.is_authenticated and is_teacher(request.user) else None,
    }
    return render(request, "sequences/sequence.html", context)


def _further(spec: SequenceSpec) -> list[tuple[str, list[tuple[str, str]]]]:
    """Give what goes with a sequence, by kind: the address and title of each."""
    kinds: list[tuple[str, Any, tuple[str, ...], str]] = [
        (_("Fiches de questionnement"), Card, spec.cards, "card_page"),
        (_("Jeux"), Game, spec.games, "game_page"),
        (_("Histoires à débattre"), Quiz, spec.stories, "story_page"),
        (_("Affirmations à vérifier"), Claim, spec.claims, "claim_page"),
        (_("À lire"), Article, spec.articles, "article_page"),
        (_("Mots du lexique"), Term, spec.terms, "term_page"),
    ]
    found = []
    for label, model, keys, page in kinds:
        if keys:
            rows = model.objects.published().filter(key__in=keys).values_list("key", "title")
            found.append((label, [(reverse(page, args=[key]), title) for key, title in rows]))
    return found


@open_to_all
def sequence_period(request: Request, key: str, period: int) -> HttpResponse:
    """One period of the guide, in full."""
    sequence = get_object_or_404(Sequence.objects.published().select_related("current"), key=key)
    spec = sequence.spec
    steps = _steps_of(spec, period)
    if not steps:
        raise Http404
    context = {
        "sequence": sequence,
        "spec": spec,
        "period": period,
        "periods": range(1, spec.periods + 1),
        "steps": steps,
        "glossary": glossary_of(spec.terms),
        "quizzes": _quiz_titles(spec),
    }
    return render(request, "sequences/period.html", context)


def _steps_of(spec: SequenceSpec, period: int) -> list[tuple[int, Step]]:
    """Give the steps of a period with their numbers in the whole sequence."""
    return [(number, step) for number, step in enumerate(spec.steps, 1) if step.period == period]


def _quiz_titles(spec: SequenceSpec) -> dict[str, str]:
    keys = [step.quiz for step in spec.steps if step.quiz]
    return dict(Quiz.objects.published().filter(key__in=keys).values_list("key", "title"))


def _assign_form(request: Request, sequence: Sequence) -> AssignForm:
    """Offer the teacher's classes of this year, one of the sequence's bands first."""
    taught = Classroom.objects.active().taught_by(request.user).filter(year=SchoolYear.objects.current())
    fitting = next((row.pk for row in taught if set(row.bands) & set(sequence.bands)), None)
    return AssignForm(request.POST or None, initial={"classroom": fitting}, classrooms=taught)


@allow(is_teacher)
@acts("sequence_page")
def sequence_assign(request: Request, key: str) -> HttpResponse:
    sequence = get_object_or_404(Sequence.objects.published().select_related("current"), key=key)
    form = _assign_form(request, sequence)
    if not form.is_valid():
        messages.error(request, _("Choisissez une de vos classes, ou créez-en une d’abord."))
        return redirect("sequence_page", key)
    assignment = assign_sequence(sequence=sequence, classroom=form.cleaned_data["classroom"], teacher=request.user)
    undo = reverse("assignment_withdraw", args=[assignment.pk])
    told = _("« %(title)s » est attribuée.") % {"title": sequence.title}
    messages.success(request, told, extra_tags=f"undo:{undo}")
    return redirect("assignment_page", assignment.pk)


@open_to_all
def guide(request: Request, key: str) -> HttpResponse:
    sequence = get_object_or_404(Sequence.objects.published().select_related("current"), key=key)
    return pdf_response(sequence_guide_pdf(sequence, sequence.spec), f"guide-{key}")


@open_to_all
def worksheet(request: Request, key: str, kind: SheetKind) -> HttpResponse:
    sequence = get_object_or_404(Sequence.objects.published().select_related("current"), key=key)
    return pdf_response(sequence_worksheet_pdf(sequence.spec, kind), f"{kind.value}-{key}")


@allow(is_school_staff)
@acts("worksheet_page")
def sheet_print(request: Request, key: str) -> HttpResponse:
    """Note that the person's school prints a sheet, then open its PDF: reading the PDF itself notes nothing."""
    sequence = get_object_or_404(Sequence.objects.published(), key=key)
    form = PrintForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choisissez la fiche à imprimer."))
        return redirect("worksheet_page", key)
    kind = SheetKind(form.cleaned_data["kind"])
    note_print(sequence=sequence, kind=kind, user=request.user)
    return redirect(kind.page, key)


@open_to_all
def worksheet_page(request: Request, key: str) -> HttpResponse:
    """The worksheet as a page: its accessible version, and what the print style sheet prints."""
    sequence = get_object_or_404(Sequence.objects.published().select_related("current"), key=key)
    adapted = request.GET.get("version") == "adaptee"
    sheet = sequence.spec.worksheet
    context = {
        "sequence": sequence,
        "spec": sequence.spec,
        "adapted": adapted,
        "intro": sheet.adapted_intro if adapted else sheet.intro,
        "exercises": sheet.adapted if adapted else sheet.standard,
        "kinds": [kind for kind in SheetKind if kind.is_adapted is adapted],
    }
    return render(request, "sequences/worksheet.html", context)
