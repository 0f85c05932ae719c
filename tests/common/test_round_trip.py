"""What the product ships can be stored and read back without losing a word, and is typeset once for all."""

import json
from dataclasses import fields, is_dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from common.content import fingerprint, from_document, to_document
from common.text import typeset
from okmila.catalogue import KINDS


def every_text(value):
    """Give every text inside a document."""
    if isinstance(value, str):
        yield str(value)
    elif is_dataclass(value):
        for field in fields(value):
            yield from every_text(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from every_text(item)


@pytest.mark.parametrize("kind", KINDS)
def test_every_shipped_document_comes_back_equal_from_its_json(catalogue, kind):
    specs = {key: file.spec for key, file in catalogue.of(kind).items()}

    stored = {key: json.dumps(to_document(spec)) for key, spec in specs.items()}

    assert {key: from_document(KINDS[kind], json.loads(text)) for key, text in stored.items()} == specs


@pytest.mark.parametrize("kind", KINDS)
def test_a_document_that_came_back_has_the_same_fingerprint(catalogue, kind):
    marks = {key: fingerprint(to_document(file.spec)) for key, file in catalogue.of(kind).items()}

    again = {
        key: fingerprint(to_document(from_document(KINDS[kind], to_document(file.spec))))
        for key, file in catalogue.of(kind).items()
    }

    assert again == marks
    assert len(set(marks.values())) == len(marks)


@pytest.mark.parametrize("kind", KINDS)
def test_typesetting_a_shipped_text_again_changes_nothing(catalogue, kind):
    texts = [text for file in catalogue.of(kind).values() for text in every_text(file.spec)]

    changed = [text for text in texts if typeset(text) != text]

    assert changed == []
    assert texts


@settings(max_examples=500, deadline=None, database=None)
@given(st.text(alphabet=" \u00a0\u202f'.;:!?«»0123456789%€kghm\nab“", max_size=30) | st.text(max_size=30))
def test_typesetting_twice_is_typesetting_once(text):
    once = typeset(text)

    assert typeset(once) == once
