"""A school that is read, and its reader from another one, for the tests that ask for them."""

import pytest
from django.test import Client

from tests.label.dossiers import (
    make_declaration,
)
from tests.world import make_coordinator, make_school


@pytest.fixture
def school(db, pieces):
    school = make_school(name="École des Tilleuls")
    make_declaration(school, "A1", text="Trois adultes et six élèves.", link="https://tilleuls.example.org/")
    make_declaration(school, "F1", text="Nos quarante appareils.")
    make_declaration(school, "D3", points=0, text="Rien encore.")
    return school


@pytest.fixture
def reader(school):
    return make_coordinator()


@pytest.fixture
def desk(client, school):
    client.force_login(make_coordinator(school))
    return client


@pytest.fixture
def tablet(reader):
    browser = Client()
    browser.force_login(reader)
    return browser
