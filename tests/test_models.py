"""Rules that every table follows: the school comes first, and what is held about people is registered."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

from schools.models import Pupil, School, User
from schools.privacy import REGISTER
from tests.plain import words

OURS = [model for model in apps.get_models() if model.__module__.split(".")[0] not in {"django"}]

NOT_OF_A_SCHOOL = {
    "schools.School": "it is the school",
    "quizzes.Quiz": "a document: `owner` is empty for the product's own, and a school for the others",
    "sequences.Sequence": "a document: `owner` is empty for the product's own, and a school for the others",
    "quizzes.QuizRevision": "what a document said: it belongs with its document",
    "sequences.SequenceRevision": "what a document said: it belongs with its document",
}
UNIQUE_EVERYWHERE = {
    "classroom_join_code_once": "a code is typed before anybody knows the school",
    "Pupil.badge_digest": "a badge is shown before anybody knows the school",
    "Invitation.digest": "a link is opened before anybody knows the school",
    "Review.digest": "a link is opened before anybody knows the school",
    "sitting_phase_once_per_pair": "the pair carries the school",
    "StepRecord.sitting": "one to one: the sitting carries the school",
}
NOT_PERSONAL = {
    "id": "names a row",
    "school": "says where the row lies",
    "classroom": "says where the row lies",
    "client_key": "drawn by the tablet, about nobody",
    "sitting": "says where the row lies",
    "question": "names a question of the product",
    "is_active": "a switch of the account",
    "is_staff": "a switch of the account",
    "is_superuser": "a switch of the account",
    "groups": "switches of the account",
    "user_permissions": "switches of the account",
}
PEOPLE = ("schools.User", "schools.Membership", "schools.Teaching", "schools.Pupil")
WORK = ("quizzes.Attempt", "quizzes.Answer", "quizzes.Position")


def _school_fields(model: type[models.Model]) -> list[models.ForeignKey]:
    """Give the fields by which a row belongs to a school, itself or through what it points at."""
    keys = [field for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey)]
    others = [field for field in keys if field.related_model is not model]
    return [field for field in others if field.related_model is School or _belongs(field.related_model)]


def _belongs(model: type[models.Model]) -> bool:
    return model._meta.label not in NOT_OF_A_SCHOOL and bool(_school_fields(model))


SCHOOL_MODELS = [model for model in OURS if _belongs(model)]


def _ordered_groups(model: type[models.Model]) -> Iterator[tuple[str, list[str]]]:
    """Give every unique constraint and index of a model: its name, and its fields in order."""
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            yield constraint.name, list(constraint.fields)
    for index in model._meta.indexes:
        yield index.name, [name.removeprefix("-") for name, _order in index.fields_orders]
    for field in model._meta.concrete_fields:
        if field.unique and not field.primary_key:
            yield f"{model.__name__}.{field.name}", [field.name]


def test_the_walk_finds_the_tables_of_schools():
    labels = {model._meta.label for model in SCHOOL_MODELS}

    assert labels >= {*PEOPLE, *WORK, "schools.Classroom", "quizzes.Sitting", "sequences.StepRecord"} - {"schools.User"}


@pytest.mark.parametrize("model", SCHOOL_MODELS, ids=lambda model: model._meta.label)
def test_a_row_of_a_school_names_its_school(model):
    field = model._meta.get_field("school")

    assert (field.related_model, field.null) == (School, False)


@pytest.mark.parametrize("model", SCHOOL_MODELS, ids=lambda model: model._meta.label)
def test_the_school_comes_first_in_what_is_unique_or_indexed(model):
    groups = {name: fields[0] for name, fields in _ordered_groups(model) if name not in UNIQUE_EVERYWHERE}

    assert {name: first for name, first in groups.items() if first != "school"} == {}


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_a_document_of_a_school_is_found_by_its_owner_first(model):
    owned = {name: fields[0] for name, fields in _ordered_groups(model) if "owner" in fields}

    assert set(owned.values()) <= {"owner"}


def test_every_exemption_still_exempts_something():
    labels = {model._meta.label for model in OURS}
    groups = {name for model in OURS for name, _fields in _ordered_groups(model)}

    assert set(NOT_OF_A_SCHOOL) - labels == set()
    assert set(UNIQUE_EVERYWHERE) - groups == set()


def _named(model: type[models.Model], field: models.Field) -> str:
    return f"{model._meta.label}.{field.name}"


def _personal_fields() -> set[str]:
    """Give every field of people and of their work, and every field anywhere that points at a person."""
    held = {_named(model, field) for model in OURS for field in model._meta.concrete_fields if _points_at_person(field)}
    for label in (*PEOPLE, *WORK):
        model = apps.get_model(label)
        fields = [*model._meta.concrete_fields, *model._meta.many_to_many]
        held |= {_named(model, field) for field in fields if field.name not in NOT_PERSONAL}
    return held


def _points_at_person(field: models.Field) -> bool:
    return field.related_model in {User, Pupil}


REGISTERED = [name for holding in REGISTER for name in holding.fields]


@pytest.mark.parametrize("name", sorted(_personal_fields()))
def test_what_is_held_about_people_has_its_line_in_the_register(name):
    assert name in REGISTERED


@pytest.mark.parametrize("name", REGISTERED)
def test_a_line_of_the_register_names_a_real_field(name):
    label, _dot, field = name.rpartition(".")

    assert apps.get_model(label)._meta.get_field(field).name == field


def test_no_field_stands_twice_in_the_register():
    twice = {name for name in REGISTERED if REGISTERED.count(name) > 1}

    assert twice == set()


@pytest.mark.parametrize("holding", REGISTER, ids=lambda holding: holding.fields[0])
def test_a_line_of_the_register_says_what_for_and_for_how_long(holding):
    said = [str(words).strip() for words in (holding.what, holding.purpose, holding.retention)]

    assert all(said)


def test_the_privacy_page_shows_the_whole_register(client, db):
    text = words(client.get("/confidentialite/"))

    said = [str(item) for holding in REGISTER for item in (holding.what, holding.purpose, holding.retention)]
    assert [sentence for sentence in said if " ".join(sentence.split()) not in text] == []


def test_the_migrations_say_what_the_models_say(db):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
