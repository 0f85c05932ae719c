"""What every test may use."""

import pytest

from okmila.loading import load_catalogue, product_catalogue


@pytest.fixture(scope="session")
def catalogue():
    """The product's own content files, read once."""
    return product_catalogue()


@pytest.fixture
def content(db, catalogue):
    """The product's own content in the database."""
    load_catalogue(catalogue)


@pytest.fixture(autouse=True)
def _plain_static_files(settings):
    """Name static files without their hash, so that no collected copy is needed."""
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
