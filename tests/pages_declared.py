"""The pages of what a school declares, has read by another one, and plans, for the table of all pages.

The rows that they show come from `make_dossier` in `tests/label/dossiers.py`, which the whole world calls once.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.timezone import localdate

from label.models import Evidence, PlanAction, Review
from tests.page_table import COORDINATED, Page, coordinated_post
from tests.whole_world import World

DECLARED, COUNTED = "A1", "C1"
ACTING_ON_LABEL = "in in in 403 403 →school_label →school_label 403 403"
ACTING_ON_REVIEWS = "in in in 403 403 →reviews →reviews 403 403"
ACTING_ON_PLAN = "in in in 403 403 →plan_page →plan_page 403 403"
READ = "in in in 403 403 404 200 403 403"


def _school(world: World) -> tuple[str]:
    return (world.classroom.school.key,)


def _evidence(world: World) -> tuple[str, UUID]:
    return world.classroom.school.key, Evidence.objects.get(school=world.classroom.school).pk


def _reading(world: World) -> Review:
    """Give the reading that has begun and goes on."""
    return Review.objects.get(school=world.classroom.school, finished_at=None)


def _read(world: World) -> tuple[UUID]:
    return (_reading(world).pk,)


def _read_criterion(world: World) -> tuple[UUID, str]:
    return _reading(world).pk, DECLARED


def _read_piece(world: World) -> tuple[UUID, UUID]:
    return _reading(world).pk, _evidence(world)[1]


def _own_review(world: World) -> tuple[str, UUID]:
    return world.classroom.school.key, _reading(world).pk


def _note(world: World) -> tuple[str, UUID, str]:
    finished = Review.objects.exclude(finished_at=None).get(school=world.classroom.school)
    return world.classroom.school.key, finished.pk, DECLARED


def _action(world: World) -> tuple[str, UUID]:
    return world.classroom.school.key, PlanAction.objects.get(school=world.classroom.school).pk


def _declaration(_world: World) -> dict[str, Any]:
    return {"points": 1, "text": "Une équipe existe.", "dated_on": localdate()}


def _planned(_world: World) -> dict[str, Any]:
    return {"axis": "F", "text": "Réparer les claviers.", "due_on": localdate()}


PAGES: Mapping[str, Page] = {
    "criterion_page": Page(
        COORDINATED,
        coordinated_post("criterion_page"),
        lambda world: (world.classroom.school.key, DECLARED),
        _declaration,
    ),
    "evidence_file": Page(COORDINATED, args=_evidence),
    "evidence_thumbnail": Page(COORDINATED, args=_evidence),
    "evidence_remove": Page(ACTING_ON_LABEL, coordinated_post("criterion_page"), _evidence),
    "evidence_restore": Page(ACTING_ON_LABEL, coordinated_post("criterion_page"), _evidence),
    "reviews": Page(COORDINATED, coordinated_post("reviews"), _school),
    "review_withdraw": Page(ACTING_ON_REVIEWS, coordinated_post("reviews"), _own_review),
    "review_restore": Page(ACTING_ON_REVIEWS, coordinated_post("reviews"), _own_review),
    "review_answer": Page(
        COORDINATED, coordinated_post("criterion_page"), _note, lambda world: {"answer": "La directrice."}
    ),
    "review_link": Page(" ".join(["→review_door"] * 9), args=lambda world: ("un-lien-inconnu",)),
    "review_door": Page("in in in 403 403 404 404 403 403", "in in in 403 403 404 404 403 403"),
    "readings": Page("in in in 403 403 200 200 403 403"),
    "review_page": Page(READ, args=_read),
    "review_criterion": Page(
        READ, "in in in 403 403 404 →review_page 403 403", _read_criterion, lambda world: {"verdict": "d-accord"}
    ),
    "review_file": Page(READ, args=_read_piece),
    "review_thumbnail": Page(READ, args=_read_piece),
    "review_finish": Page(
        "in in in 403 403 →review_page →review_page 403 403", "in in in 403 403 404 →review_page 403 403", _read
    ),
    "plan_page": Page(COORDINATED, args=_school),
    "plan_print": Page(COORDINATED, args=_school),
    "plan_edit": Page(COORDINATED, coordinated_post("plan_page"), _school, lambda world: {"aims": "Garder."}),
    "plan_carry": Page(ACTING_ON_PLAN, "in in in 403 403 404 404 403 403", _school),
    "plan_action_new": Page(COORDINATED, coordinated_post("plan_page"), _school, _planned),
    "plan_action": Page(COORDINATED, coordinated_post("plan_page"), _action, lambda world: {"state": "faite"}),
    "plan_action_edit": Page(COORDINATED, coordinated_post("plan_page"), _action, _planned),
    "plan_action_remove": Page(ACTING_ON_PLAN, coordinated_post("plan_page"), _action),
    "plan_action_restore": Page(ACTING_ON_PLAN, coordinated_post("plan_page"), _action),
}
