"""Reading by another school: its coordination invites, another one reads what is declared and nothing else."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from common.http import open_to_all
from label.evidence import download, thumbnail
from label.forms import AnswerForm, NoteForm, ReaderForm
from label.grid import GridSpec, read_grid
from label.models import Evidence, Review, ReviewNote
from label.pieces import piece_lines
from label.review_words import NOT_COORDINATING, SHUT, Shut, letter_address, review_lines
from label.reviewing import (
    MOST_OPEN,
    Door,
    answer_note,
    claims_of,
    digest_of,
    door_of,
    finish_review,
    invite_review,
    is_known,
    pieces_of,
    readings_of,
    restore_review,
    start_review,
    withdraw_review,
    write_note,
)
from progress.views import coordinated_school
from schools.access import Request, acts, allow, is_coordinator, is_school_staff
from schools.models import School, SchoolYear
from schools.typed import typed_fields

HELD = "review_link"
"""Where a browser keeps the digest of the link that it has opened, so that the secret stands in one address only."""
MADE = "review_made"
"""Where a link waits for the page that shows it, once."""
REVIEWS_SHOWN = 12


@allow(is_coordinator)
def reviews(request: Request, key: str) -> HttpResponse:
    """The readings that a school has asked for; a new link is shown once, on the page that follows its making."""
    school = coordinated_school(request, key)
    crowded = school.reviews.open_now().count() >= MOST_OPEN
    refused = request.method == "POST" and crowded
    if request.method == "POST" and not crowded:
        _review, token = invite_review(school=school, start=SchoolYear.objects.current().start, author=request.user)
        request.session[MADE] = reverse("review_link", args=[token])
        return redirect("reviews", key)
    made = request.session.pop(MADE, "")
    link = request.build_absolute_uri(made) if made else ""
    context = {
        "school": school,
        "link": link,
        "letter": letter_address(school, link),
        "lines": review_lines(school, REVIEWS_SHOWN),
        "crowded": crowded,
        "refused": refused,
        "most": MOST_OPEN,
    }
    return render(request, "label/reviews.html", context, status=422 if refused else 200)


def _own_review(request: Request, key: str, pk: UUID) -> Review:
    return get_object_or_404(Review, school=coordinated_school(request, key), pk=pk)


@allow(is_coordinator)
@acts("reviews")
def review_withdraw(request: Request, key: str, pk: UUID) -> HttpResponse:
    withdraw_review(review=_own_review(request, key, pk))
    undo = reverse("review_restore", args=[key, pk])
    messages.success(request, _("Le lien est retiré : il n’ouvre plus rien."), extra_tags=f"undo:{undo}")
    return redirect("reviews", key)


@allow(is_coordinator)
@acts("reviews")
def review_restore(request: Request, key: str, pk: UUID) -> HttpResponse:
    restore_review(review=_own_review(request, key, pk))
    messages.success(request, _("Le lien ouvre de nouveau la relecture."))
    return redirect("reviews", key)


@allow(is_coordinator)
def review_answer(request: Request, key: str, pk: UUID, code: str) -> HttpResponse:
    """Answer what a finished reading says of a criterion."""
    school = coordinated_school(request, key)
    notes = ReviewNote.objects.filter(school=school).exclude(review__finished_at=None)
    note = get_object_or_404(notes.select_related("review__reviewing_school"), review=pk, code=code)
    form = AnswerForm(typed_fields(request), initial={"answer": note.answer})
    if request.method == "POST" and form.is_valid():
        answer_note(note=note, **form.cleaned_data)
        messages.success(request, _("Votre réponse est enregistrée."))
        return redirect("criterion_page", key, code)
    status = 422 if request.method == "POST" else 200
    return render(request, "label/review_answer.html", {"school": school, "note": note, "form": form}, status=status)


@open_to_all
@require_GET
def review_link(request: Request, token: str) -> HttpResponse:
    """Remember the link that was opened, and leave its address: the secret goes into no other page and no log line."""
    request.session.pop(HELD, None)
    digest = digest_of(token)
    if is_known(digest):
        request.session[HELD] = digest
    return redirect("review_door")


@allow(is_school_staff)
def review_door(request: Request) -> HttpResponse:
    """What the opened link leads to: a reading to start, or what to do instead."""
    if not is_coordinator(request.user):
        return _shut(request, NOT_COORDINATING)
    door, review = door_of(request.session.get(HELD, ""), request.user)
    if review is None:
        return _shut(request, SHUT[door])
    if door is Door.MINE:
        return redirect("review_page", review.pk)
    schools = School.objects.coordinated_by(request.user).order_by("name")
    form = ReaderForm(typed_fields(request), schools=schools)
    if request.method == "POST" and form.is_valid():
        start_review(review=review, reviewer=request.user, school=form.cleaned_data["school"])
        return redirect("review_door")
    context = {"review": review, "form": form}
    return render(request, "label/review_door.html", context, status=422 if request.method == "POST" else 200)


def _shut(request: Request, shut: Shut) -> HttpResponse:
    context = {"picture": shut.picture, "title": shut.title, "advice": shut.advice}
    return render(request, "error.html", context, status=shut.status)


@allow(is_coordinator)
def readings(request: Request) -> HttpResponse:
    """The readings that a person has started."""
    rows = readings_of(request.user).select_related("school", "year")[:REVIEWS_SHOWN]
    return render(request, "label/readings.html", {"rows": rows})


def _reading(request: Request, pk: UUID) -> Review:
    """Give a reading bound to the person; any other one, or one that is over, is a 404."""
    return get_object_or_404(readings_of(request.user).select_related("school", "year"), pk=pk)


def _grid(review: Review) -> GridSpec:
    return read_grid(review.school.language)


@allow(is_coordinator)
def review_page(request: Request, pk: UUID) -> HttpResponse:
    """What a school declares, criterion by criterion, with what the reader has noted."""
    review = _reading(request, pk)
    notes = {note.code: note for note in review.notes.all()}
    claims = claims_of(review, _grid(review))
    lines = [(spec, declaration, notes.get(spec.code)) for spec, declaration in claims]
    left = [spec for spec, _declaration, note in lines if note is None]
    context = {"review": review, "lines": lines, "left": left, "first_left": left[0] if left else None}
    return render(request, "label/review.html", context)


@allow(is_coordinator)
def review_criterion(request: Request, pk: UUID, code: str) -> HttpResponse:
    """One declaration with its files, and what the reader thinks of it."""
    review = _reading(request, pk)
    claims = {spec.code: (spec, declaration) for spec, declaration in claims_of(review, _grid(review))}
    if code not in claims:
        return redirect("review_page", pk)
    spec, declaration = claims[code]
    note = review.notes.filter(code=code).first()
    form = NoteForm(typed_fields(request), note=note)
    if request.method == "POST" and not review.finished_at and form.is_valid():
        write_note(review=review, code=code, **form.cleaned_data)
        messages.success(request, _("C’est noté."))
        return _next_claim(review, list(claims))
    context = {
        "review": review,
        "spec": spec,
        "declaration": declaration,
        "step": spec.steps[min(declaration.points, spec.most) - 1],
        "pieces": _pieces(review, declaration.pk),
        "note": note,
        "form": form,
    }
    return render(request, "label/review_criterion.html", context, status=422 if request.method == "POST" else 200)


def _next_claim(review: Review, codes: list[str]) -> HttpResponse:
    """Lead to the next claim without a note, or back to the list."""
    noted = set(review.notes.values_list("code", flat=True))
    left = [code for code in codes if code not in noted]
    return redirect("review_criterion", review.pk, left[0]) if left else redirect("review_page", review.pk)


def _pieces(review: Review, declaration: int) -> Any:
    return piece_lines(
        pieces_of(review).filter(declaration=declaration).defer("thumbnail"),
        file=lambda piece: reverse("review_file", args=[review.pk, piece.pk]),
        small=lambda piece: reverse("review_thumbnail", args=[review.pk, piece.pk]),
    )


def _read_piece(request: Request, pk: UUID, piece: UUID) -> Evidence:
    return get_object_or_404(pieces_of(_reading(request, pk)), pk=piece)


@allow(is_coordinator)
def review_file(request: Request, pk: UUID, piece: UUID) -> FileResponse:
    """A file of a claim, as a download."""
    return download(_read_piece(request, pk, piece))


@allow(is_coordinator)
def review_thumbnail(request: Request, pk: UUID, piece: UUID) -> HttpResponse:
    return thumbnail(_read_piece(request, pk, piece))


@allow(is_coordinator)
@acts("review_page")
def review_finish(request: Request, pk: UUID) -> HttpResponse:
    """End the reading; from then on it can only be read."""
    review = _reading(request, pk)
    if review.finished_at is None and not finish_review(review=review, grid=_grid(review)):
        messages.error(request, _("Il reste des déclarations sans avis : lisez-les, puis terminez."))
        return redirect("review_page", pk)
    messages.success(request, _("La relecture est terminée. L’école voit vos avis ; merci pour elle."))
    return redirect("review_page", pk)
