"""What every test may use."""

from pathlib import Path

import pytest
from django.conf import settings as product_settings
from hypothesis.configuration import set_hypothesis_home_dir

from okmila.loading import load_catalogue, product_catalogue

set_hypothesis_home_dir(Path(product_settings.DATA_DIR) / "hypothesis")


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
