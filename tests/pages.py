"""Every page of the product with its arguments, the people who may ask for it, and what each of them gets."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpResponse
from django.urls import get_resolver, resolve, reverse
from django.utils.timezone import localdate

from label.models import FrozenState
from quizzes.specs import QuizSpec
from tests import pages_declared, pages_federation, pages_workspace
from tests.page_table import (
    ACTING_ON_CHARTER,
    ACTING_ON_COMMITMENTS,
    COORDINATED,
    DRAWN,
    NO_DOOR,
    OPEN,
    OWN,
    POST_ONLY,
    STAFFED,
    TAUGHT,
    TEACHERS,
    VISIBLE,
    Page,
    acting,
    coordinated_post,
    kept_post,
    taught_post,
)
from tests.whole_world import ROLES, TEXTS_QUIZ, World


def _classroom(world: World) -> tuple[UUID]:
    return (world.classroom.pk,)


def _school(world: World) -> tuple[str]:
    return (world.classroom.school.key,)


def _assignment(world: World) -> tuple[UUID]:
    return (world.assignment.pk,)


def _record(world: World) -> tuple[UUID]:
    return (world.record.pk,)


def _sitting(world: World) -> tuple[UUID]:
    return (world.sitting.pk,)


def _quiz(world: World) -> QuizSpec:
    return world.sitting.revision.spec


def _step(*, quiz: bool) -> Callable[[World], tuple[UUID, str]]:
    """Give the address's arguments of the last step of the class's sequence with or without a quiz."""

    def args(world: World) -> tuple[UUID, str]:
        steps = world.assignment.revision.spec.steps
        return world.assignment.pk, [step.key for step in steps if bool(step.quiz) is quiz][-1]

    return args


def _sequence(_world: World) -> tuple[str]:
    return ("sq08",)


def _module(_world: World) -> tuple[str]:
    return ("pourquoi-enseigner",)


def _card(_world: World) -> tuple[str]:
    return ("smartphones",)


def _story(_world: World) -> tuple[str]:
    return ("histoires-p56-appareils",)


def _discussion(world: World) -> tuple[UUID]:
    return (world.discussion.pk,)


def _commitment(world: World) -> tuple[UUID]:
    return (world.commitment.pk,)


def _pair(world: World) -> tuple[UUID]:
    return (world.pair.pk,)


def _debate(world: World) -> tuple[UUID]:
    return (world.debate.pk,)


def _adoption(world: World) -> tuple[str, int]:
    return world.classroom.school.key, world.adoption.year_id


def _state(world: World) -> tuple[str, UUID]:
    return (*_school(world), FrozenState.objects.get(school=world.classroom.school).pk)


def _promise(_world: World) -> dict[str, Any]:
    """Give a decision of today, to be looked at in six weeks."""
    return {
        "text": "Nous réparons.",
        "carried_by": "l’équipe tri",
        "level": "interpersonnel",
        "made_on": localdate(),
        "due_on": localdate() + timedelta(weeks=6),
    }


def _adopted(world: World) -> dict[str, Any]:
    return _promise(world) | {"year": world.adoption.year_id, "adopted_by": "le conseil", "lines": ["ecole-garder"]}


def _game(_world: World) -> tuple[str]:
    return ("enquete-publique",)


def _article(_world: World) -> tuple[str]:
    return ("cycle-de-vie-de-l-ia",)


def _claim(_world: World) -> tuple[str]:
    return ("cent-ans-d-un-menage",)


PAGES: Mapping[str, Page] = {
    **pages_declared.PAGES,
    **pages_federation.PAGES,
    **pages_workspace.PAGES,
    "home": Page("200 →pupil_today →pupil_today →classrooms →classrooms →schools →schools 200 →federations"),
    "health": Page(OPEN),
    "privacy": Page(OPEN),
    "accessibility": Page(OPEN),
    "ecodesign": Page(OPEN),
    "figures": Page(OPEN),
    "figure_page": Page(OPEN, args=lambda world: ("video-heure",)),
    "competences": Page(OPEN),
    "terms": Page(OPEN),
    "search": Page(OPEN),
    "articles": Page(OPEN),
    "article_page": Page(OPEN, args=_article),
    "article_print": Page(OPEN, args=_article),
    "claims": Page(OPEN),
    "claim_page": Page(OPEN, args=_claim),
    "claim_print": Page(OPEN, args=_claim),
    "competence_page": Page(OPEN, args=lambda world: ("co1",)),
    "term_page": Page(OPEN, args=lambda world: ("serveur",)),
    "resources": Page(OPEN),
    "charter": Page(OPEN),
    "charter_print": Page(OPEN),
    "coverage": Page(OPEN),
    "training": Page(OPEN),
    "training_brief": Page(OPEN),
    "training_brief_pdf": Page(OPEN),
    "module_page": Page(OPEN, args=_module),
    "module_check": Page(OPEN, "422 422 422 422 422 422 422 422 422", _module),
    "certificate": Page(" ".join(["→training"] * 9)),
    "referential_print": Page(OPEN),
    "library": Page(OPEN),
    "sequence_page": Page(OPEN, args=_sequence),
    "sequence_period": Page(OPEN, args=lambda world: ("sq08", 1)),
    "sequence_guide": Page(OPEN, args=_sequence),
    "worksheet_page": Page(OPEN, args=_sequence),
    "worksheet": Page(OPEN, args=_sequence),
    "worksheet_adapted": Page(OPEN, args=_sequence),
    "worksheet_frugal": Page(OPEN, args=_sequence),
    "worksheet_adapted_frugal": Page(OPEN, args=_sequence),
    "sheet_print": Page(
        "in in in →worksheet_page →worksheet_page →worksheet_page →worksheet_page 403 403",
        "in in in →worksheet →worksheet →worksheet →worksheet 403 403",
        _sequence,
        lambda world: {"kind": "fiche"},
    ),
    "games": Page(OPEN),
    "game_page": Page(OPEN, args=_game),
    "game_material": Page(OPEN, args=_game),
    "game_print": Page(OPEN, args=_game),
    "cards": Page(OPEN),
    "card_page": Page(OPEN, args=_card),
    "card_project": Page(OPEN, args=_card),
    "card_draw": Page(DRAWN),
    "card_discuss": Page(
        acting("card_page"),
        "in in in →classroom_talks 422 403 403 403 403",
        _card,
        lambda world: {"classroom": str(world.classroom.pk), "question": "Et chez les dinosaures ?"},
    ),
    "discussion_undo": Page(acting("classrooms"), taught_post("classroom_talks"), _discussion),
    "discussion_redo": Page(acting("classrooms"), taught_post("classroom_talks"), _discussion),
    "stories": Page(OPEN),
    "story_page": Page(OPEN, args=_story),
    "story_launch": Page(
        acting("story_page"),
        "in in in →classroom_talks →story_page 403 403 403 403",
        _story,
        lambda world: {"classroom": str(world.classroom.pk)},
    ),
    "story_close": Page(acting("classrooms"), taught_post("classroom_talks"), lambda world: (world.told.pk,)),
    "classroom_talks": Page(VISIBLE, args=_classroom),
    "classroom_change": Page(VISIBLE, args=_classroom),
    "change_start": Page(
        acting("classroom_change"),
        taught_post("classroom_change"),
        _classroom,
        lambda world: {"quiz": "sq08-histoires"},
    ),
    "change_report": Page(VISIBLE, args=_pair),
    "change_act": Page(
        acting("change_report"), taught_post("classroom_change"), lambda world: (world.pair.pk, "fermer-avant")
    ),
    "commitment_new": Page(
        TAUGHT,
        taught_post("classroom_talks"),
        _classroom,
        _promise,
    ),
    "classroom_poster": Page(VISIBLE, args=_classroom),
    "classroom_poster_a4": Page(VISIBLE, args=_classroom),
    "commitment_page": Page(
        "in in in 200 404 404 404 403 403",
        kept_post("classroom_talks"),
        _commitment,
        lambda world: {"outcome": "tenu", "next_step": "garder"},
    ),
    "commitment_unreview": Page(ACTING_ON_COMMITMENTS, kept_post("commitment_page"), _commitment),
    "commitment_withdraw": Page(ACTING_ON_COMMITMENTS, kept_post("classroom_talks"), _commitment),
    "commitment_restore": Page(ACTING_ON_COMMITMENTS, kept_post("classroom_talks"), _commitment),
    "sign_in": Page("200 200 200 →home →home →home →home →home →home"),
    "sign_out": Page(POST_ONLY, "→home →home →home →home →home →home →home →home →home"),
    "classrooms": Page("in in in 200 200 200 200 403 403"),
    "classroom_new": Page(
        TEACHERS,
        "in in in →classroom_pupils →classroom_pupils 403 403 403 403",
        data=lambda world: {"label": "S1 Z", "grades": ["S1"], "headcount": "2"},
    ),
    "classroom_pupils": Page(
        TAUGHT, taught_post("classroom_pupils"), _classroom, lambda world: {"nicknames": "Lou\nZoé\nSam"}
    ),
    "pupil_add": Page(acting("classroom_pupils"), taught_post("classroom_pupils"), _classroom),
    "classroom_list_undo": Page(acting("classroom_pupils"), taught_post("classroom_pupils"), _classroom),
    "quiz_key": Page("in in in 200 200 200 200 403 403", args=lambda world: ("sq08-histoires",)),
    "classroom_badges": Page(TAUGHT, args=_classroom),
    "pupil_badge_pdf": Page(TAUGHT, args=lambda world: (world.classroom.pk, world.pupil.number)),
    "session_open": Page(acting("classroom_page"), taught_post("session_code"), _classroom),
    "classroom_texts": Page(TAUGHT, args=lambda world: (world.classroom.pk, TEXTS_QUIZ)),
    "session_close": Page(acting("classroom_page"), taught_post("classroom_page"), _classroom),
    "classroom_archive": Page(acting("classroom_page"), taught_post("classrooms"), _classroom),
    "classroom_restore": Page(acting("classroom_page"), taught_post("classroom_page"), _classroom),
    "session_code": Page(TAUGHT, args=_classroom),
    "pupil_page": Page(TAUGHT, args=lambda world: (world.pupil.pk,)),
    "pupil_act": Page(acting("pupil_page"), taught_post("pupil_page"), lambda world: (world.pupil.pk, "renouveler")),
    "pupil_door": Page("200 →pupil_today →pupil_today 200 200 200 200 200 200"),
    "pupil_names": Page("door door door door door door door door door"),
    "pupil_secret": Page("door door door door door door door door door", args=lambda world: (world.pupil.number,)),
    "pupil_badge": Page(OPEN, "422 422 422 422 422 422 422 422 422", data=lambda world: {"token": "inconnu"}),
    "pupil_comfort": Page(
        OPEN, "door →pupil_today →pupil_today door door door door door door", data=lambda world: {"size": "size-2"}
    ),
    "pupil_leave": Page(POST_ONLY, "door →pupil_names →pupil_names door door door door door door"),
    "pupil_today": Page("door 200 200 door door door door door door"),
    "answers_import": Page(
        TAUGHT,
        "in in in 422 404 403 403 403 403",
        _classroom,
        lambda world: {"text": "pas un fichier"},
    ),
    "answers_code": Page(
        OPEN,
        "in in in 422 422 403 403 403 403",
        data=lambda world: {"code": "pas un carré"},
    ),
    "debates": Page(TAUGHT, taught_post("debate_page"), _classroom, lambda world: {"statement": "Il faut réparer."}),
    "debate_page": Page(TAUGHT, args=_debate),
    "debate_projector": Page(TAUGHT, args=_debate),
    "debate_count": Page(acting("debate_page"), taught_post("debate_page"), _debate, lambda world: {"more": "accord"}),
    "debate_present": Page(acting("debate_page"), taught_post("debate_page"), _debate, lambda world: {"present": "2"}),
    "debate_move": Page(
        acting("debate_page"),
        taught_post("debate_page"),
        lambda world: (world.debate.pk, "avancer"),
        lambda world: {"version": str(world.debate.version)},
    ),
    "class_pulse": Page(OPEN, args=_classroom),
    "debate_pulse": Page(OPEN, args=_debate),
    "pupil_vote": Page(
        "door 200 200 door door door door door door",
        "door →pupil_vote 200 door door door door door door",
        data=lambda world: {"question": world.debate.question, "round": "1", "choice": "accord"},
    ),
    "pupil_urn": Page(NO_DOOR, NO_DOOR),
    "answers": Page(POST_ONLY, "401 401 401 401 401 401 401 401 401"),
    "quiz_start": Page(OWN, "door →quiz_end 404 door door door door door door", _sitting),
    "webmanifest": Page(OPEN),
    "service_worker": Page(OPEN),
    "quiz_prepared": Page(OWN, args=_sitting),
    "quiz_end": Page(OWN, args=_sitting),
    "quiz_debrief": Page(OWN, args=lambda world: (world.sitting.pk, _quiz(world).scenarios[0].key)),
    "quiz_question": Page(OWN, args=lambda world: (world.sitting.pk, _quiz(world).questions[0].key)),
    "sequence_assign": Page(
        acting("sequence_page"),
        "in in in →assignment_page →sequence_page 403 403 403 403",
        lambda world: ("sq05",),
        lambda world: {"classroom": str(world.classroom.pk)},
    ),
    "assignment_page": Page(TAUGHT, args=_assignment),
    "assignment_withdraw": Page(acting("assignment_page"), taught_post("classroom_page"), _assignment),
    "assignment_restore": Page(acting("assignment_page"), taught_post("assignment_page"), _assignment),
    "step_record": Page(
        taught_post("assignment_page"),
        taught_post("assignment_page"),
        _step(quiz=False),
        lambda world: {"mode": "papier", "present": "2"},
    ),
    "step_launch": Page(acting("assignment_page"), taught_post("assignment_page"), _step(quiz=True)),
    "record_undo": Page(acting("classrooms"), taught_post("assignment_page"), _record),
    "record_redo": Page(acting("classrooms"), taught_post("assignment_page"), _record),
    "classroom_page": Page(VISIBLE, args=_classroom),
    "schools": Page("in in in 403 403 200 200 403 403"),
    "school_page": Page(COORDINATED, args=_school),
    "school_commitments": Page(STAFFED, args=_school),
    "school_commitment_new": Page(COORDINATED, coordinated_post("school_commitments"), _school, _promise),
    "school_poster": Page(STAFFED, args=_school),
    "school_poster_a4": Page(STAFFED, args=_school),
    "charter_adopt": Page(COORDINATED, coordinated_post("school_commitments"), _school, _adopted),
    "charter_withdraw": Page(ACTING_ON_CHARTER, coordinated_post("school_commitments"), _adoption),
    "charter_restore": Page(ACTING_ON_CHARTER, coordinated_post("school_commitments"), _adoption),
    "school_label": Page(COORDINATED, args=_school),
    "dossier": Page(COORDINATED, args=_school),
    "frozen_dossier": Page(COORDINATED, args=_state),
    "dossier_check": Page(OPEN, "422 422 422 422 422 422 422 422 422"),
}


def named_pages() -> set[str]:
    """Give the name of every address that the resolver knows."""
    return {name for name in get_resolver().reverse_dict if isinstance(name, str)}


def address(name: str, world: World) -> str:
    return reverse(name, args=PAGES[name].args(world))


def outcome(response: HttpResponse) -> str:
    """Say in one word what somebody got."""
    if response.status_code != 302:
        return str(response.status_code)
    name = resolve(urlsplit(response["Location"]).path).url_name
    return {"sign_in": "in", "pupil_door": "door"}.get(name, f"→{name}")


def every_outcome(world: World) -> Iterator[tuple[str, HttpResponse]]:
    """Ask for every page once for each thing that it answers."""
    for name, page in PAGES.items():
        askers = {expected: role for role, expected in zip(ROLES, page.get.split(), strict=True)}
        for role in askers.values():
            yield f"{name} ({role})", world.clients[role].get(address(name, world))


@contextmanager
def undone() -> Iterator[None]:
    """Take back everything that is written inside."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def all_rows() -> dict[str, list[tuple[Any, ...]]]:
    """Give every row of every table, apart from sessions and from when somebody last signed in."""
    models = [model for model in apps.get_models(include_auto_created=True) if model is not Session]
    return {model._meta.label: _rows(model) for model in models}


def _rows(model: type) -> list[tuple[Any, ...]]:
    names = [field.attname for field in model._meta.concrete_fields if field.name != "last_login"]
    rows = model._base_manager.order_by("pk").values_list(*names)
    return [tuple(bytes(value) if isinstance(value, memoryview) else value for value in row) for row in rows]
