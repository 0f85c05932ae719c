"""The self-check of a module: its questions as one plain form, what was typed, and what it is worth."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from common.text import grouped
from quizzes.kinds import Estimate, MarkedQuestion, Option, Ordering, SeveralChoices, Unreadable
from sequences.modules import ModuleSpec


class _NoStories:
    """Questions of a self-check rest on no story."""

    def scenario(self, key: str) -> Any:
        raise KeyError(key)


@dataclass(frozen=True)
class Offer:
    """An option under the neutral value that the page gives it, with what was ticked or typed for it."""

    value: str
    option: Option
    chosen: bool = False
    place: str = ""


@dataclass(frozen=True)
class Asked:
    """One question with what somebody typed: its mark, or what to do when it cannot be read."""

    number: int
    question: MarkedQuestion
    offers: tuple[Offer, ...]
    typed: str = ""
    advice: str = ""
    mark: float = 0.0

    @property
    def name(self) -> str:
        """Name of the question's field in the form."""
        return field_name(self.question)

    @property
    def places(self) -> range:
        """Places that can be given to the things to put in order."""
        return range(1, len(self.offers) + 1)

    @property
    def given(self) -> tuple[Option, ...]:
        """Options that were chosen, or put in this order."""
        if isinstance(self.question, Ordering):
            return tuple(offer.option for offer in sorted(self.offers, key=lambda offer: int(offer.place)))
        return tuple(offer.option for offer in self.offers if offer.chosen)

    @property
    def expected(self) -> tuple[Option, ...]:
        """Right options, in the right order."""
        return tuple(option for option in self.question.options(_NoStories()) if option.right)


@dataclass(frozen=True)
class SelfCheck:
    """Every question of a module, asked or answered."""

    asked: tuple[Asked, ...]

    @property
    def left_out(self) -> tuple[Asked, ...]:
        """Questions whose answer is missing or cannot be read."""
        return tuple(asked for asked in self.asked if asked.advice)

    @property
    def right(self) -> int:
        """How many questions are wholly right."""
        return sum(asked.mark == 1 for asked in self.asked)


def field_name(question: MarkedQuestion) -> str:
    """Name the field of a question."""
    return f"q-{question.key}"


def blank_check(spec: ModuleSpec) -> SelfCheck:
    """Ask every question, with nothing typed yet."""
    return SelfCheck(
        tuple(Asked(number, question, _offers(question)) for number, question in enumerate(_questions(spec), 1))
    )


def marked_check(spec: ModuleSpec, data: QueryDict) -> SelfCheck:
    """Read and mark what was typed."""
    return SelfCheck(tuple(_answered(number, question, data) for number, question in enumerate(_questions(spec), 1)))


def _questions(spec: ModuleSpec) -> list[MarkedQuestion]:
    return [question for question in spec.questions if isinstance(question, MarkedQuestion)]


def _offers(question: MarkedQuestion) -> tuple[Offer, ...]:
    """Offer the options under neutral values, always in the same shuffled order and never in the right one."""
    options = question.options(_NoStories())
    shown = list(options)
    if question.shuffled:
        shown.sort(key=lambda option: hashlib.sha256(f"{question.key}:{option.key}".encode()).digest())
        if isinstance(question, Ordering) and shown == list(options):
            shown = [*shown[1:], shown[0]]
    return tuple(Offer(str(value), option) for value, option in zip(count(1), shown, strict=False))


def _answered(number: int, question: MarkedQuestion, data: QueryDict) -> Asked:
    name = field_name(question)
    ticked = data.getlist(name)
    offers = tuple(
        Offer(offer.value, offer.option, offer.value in ticked, data.get(f"{name}-{offer.value}", ""))
        for offer in _offers(question)
    )
    typed = data.get(name, "")
    try:
        mark = question.mark(question.read(_values(question, offers, ticked)))
    except Unreadable:
        return Asked(number, question, offers, typed, advice=_advice(question))
    return Asked(number, question, offers, typed, mark=mark)


def _values(question: MarkedQuestion, offers: tuple[Offer, ...], ticked: list[str]) -> list[str]:
    """Give what the question reads: keys instead of neutral values, in the order that was typed."""
    if isinstance(question, Ordering):
        places: Mapping[str, str] = {offer.place: offer.option.key for offer in offers}
        return [places.get(str(place), "") for place in range(1, len(offers) + 1)]
    if not offers:
        return ticked
    keys = {offer.value: offer.option.key for offer in offers}
    return [keys.get(value, "") for value in ticked]


def _advice(question: MarkedQuestion) -> str:
    """Tell an adult what to do; the words of the question itself are for pupils."""
    if isinstance(question, Estimate):
        limits = {"low": grouped(question.minimum), "high": grouped(question.maximum)}
        return _("Écrivez un nombre entre %(low)s et %(high)s.") % limits
    if isinstance(question, Ordering):
        return _("Donnez à chaque élément une place différente.")
    if isinstance(question, SeveralChoices):
        return _("Cochez au moins une réponse.")
    return _("Choisissez une réponse.")
