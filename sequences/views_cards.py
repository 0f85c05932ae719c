"""Questioning cards: read, projected one by one, drawn at random, and noted as talked about."""

import random
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from common.documents import specs_by_key
from common.http import open_to_all
from library.models import Figure
from schools.access import Request, acts, allow, is_teacher
from schools.models import Classroom, SchoolYear
from schools.typed import typed_fields
from sequences.forms import TalkForm
from sequences.models import Card, CardDiscussion
from sequences.specs import TIER_GRADES, CardSpec, Tier
from sequences.talks import record_discussion, redo_discussion, undo_discussion


@open_to_all
def cards(request: Request) -> HttpResponse:
    context = {"cards": Card.objects.published().in_short(), "tiers": _tiers()}
    return render(request, "sequences/cards.html", context)


def _tiers() -> list[tuple[int, str]]:
    return [(tier.value, TIER_GRADES[tier]) for tier in Tier]


@open_to_all
def card_page(request: Request, key: str) -> HttpResponse:
    card = get_object_or_404(Card.objects.published(), key=key)
    return _card(request, card, TalkForm(classrooms=_classrooms(request)))


def _card(request: Request, card: Card, form: TalkForm, status: int = 200) -> HttpResponse:
    spec = card.spec
    context = {
        "card": card,
        "spec": spec,
        "questions": [(tier, TIER_GRADES[tier], text) for tier, text in _questions(spec)],
        "figure": specs_by_key(Figure.objects.published().filter(key=spec.back.figure)).get(spec.back.figure),
        "form": form,
    }
    return render(request, "sequences/card.html", context, status=status)


def _questions(spec: CardSpec) -> list[tuple[Tier, str]]:
    return [(question.tier, question.text) for question in spec.questions]


def _classrooms(request: Request) -> object:
    """The classes that the person teaches this year; nobody's for the others."""
    if not request.user.is_authenticated:
        return Classroom.objects.none()
    return Classroom.objects.active().taught_by(request.user).filter(year=SchoolYear.objects.current())


@open_to_all
def card_project(request: Request, key: str) -> HttpResponse:
    """A card for the wall: its picture, then the question of an age and the deeper ones, revealed one by one."""
    card = get_object_or_404(Card.objects.published(), key=key)
    tier = _tier(request.GET.get("palier"))
    questions = [(number, text) for number, text in _questions(card.spec) if number >= tier]
    shown = min(max(_number(request.GET.get("montrer"), 0), 0), len(questions))
    context = {
        "card": card,
        "spec": card.spec,
        "tier": tier,
        "shown": [text for _tier_number, text in questions[:shown]],
        "next": shown + 1,
        "more": shown < len(questions),
    }
    return render(request, "sequences/card_project.html", context)


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 4 else default


def _tier(text: str | None) -> Tier:
    number = _number(text, Tier.P4_P6)
    return Tier(number) if number in set(Tier) else Tier.P4_P6


@open_to_all
def card_draw(request: Request) -> HttpResponse:
    """Draw a card at random, never the one that has just been on the wall."""
    keys = list(Card.objects.published().exclude(key=request.GET.get("sauf", "")).values_list("key", flat=True))
    if not keys:
        raise Http404
    address = reverse("card_project", args=[random.SystemRandom().choice(keys)])
    return redirect(f"{address}?palier={_tier(request.GET.get('palier')).value}")


@allow(is_teacher)
def card_discuss(request: Request, key: str) -> HttpResponse:
    """Note that a class talked about the card; by GET, only what had been typed before signing in again is shown."""
    card = get_object_or_404(Card.objects.published(), key=key)
    fields = typed_fields(request)
    if fields is None:
        return redirect("card_page", key)
    form = TalkForm(fields, classrooms=_classrooms(request))
    if request.method != "POST" or not form.is_valid():
        return _card(request, card, form, status=422 if request.method == "POST" else 200)
    discussion = record_discussion(card=card, teacher=request.user, **form.cleaned_data)
    undo = reverse("discussion_undo", args=[discussion.pk])
    told = _("« %(title)s » est notée pour %(label)s.") % {
        "title": card.title,
        "label": discussion.classroom.label,
    }
    messages.success(request, told, extra_tags=f"undo:{undo}")
    return redirect("classroom_talks", discussion.classroom_id)


@allow(is_teacher)
@acts("classrooms", same_argument=False)
def discussion_undo(request: Request, pk: UUID) -> HttpResponse:
    discussion = get_object_or_404(CardDiscussion.objects.taught_by(request.user), pk=pk)
    undo_discussion(discussion=discussion)
    redo = reverse("discussion_redo", args=[pk])
    messages.success(request, _("La fiche n’est plus notée."), extra_tags=f"undo:{redo}")
    return redirect("classroom_talks", discussion.classroom_id)


@allow(is_teacher)
@acts("classrooms", same_argument=False)
def discussion_redo(request: Request, pk: UUID) -> HttpResponse:
    discussion = get_object_or_404(CardDiscussion.objects.taught_by(request.user), pk=pk)
    redo_discussion(discussion=discussion)
    messages.success(request, _("La fiche est de nouveau notée."))
    return redirect("classroom_talks", discussion.classroom_id)
