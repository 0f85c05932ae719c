"""What every test may use."""

from pathlib import Path

import pytest
from django.conf import settings as product_settings
from hypothesis import settings
from hypothesis.configuration import set_hypothesis_home_dir

from okmila.catalogue import read_catalogue
from okmila.loading import load_catalogue, product_catalogue
from tests.rows import read_rows, write_rows
from tests.texts import FULL_QUIZ, YOUNGER_QUIZ, write_catalogue

set_hypothesis_home_dir(Path(product_settings.DATA_DIR) / "hypothesis")
settings.register_profile("repeatable", derandomize=True)
settings.load_profile("repeatable")  # Other examples each time: --hypothesis-profile=default.
product_settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)


@pytest.fixture(scope="session")
def catalogue():
    """The product's own content files, read once."""
    return product_catalogue()


@pytest.fixture(scope="session")
def loaded_rows():
    """The rows of the product's content, kept by the first test that loads it."""
    return {}


@pytest.fixture
def content(db, catalogue, loaded_rows):
    """The product's own content in the database: loaded once, then written back row by row, which is quicker."""
    if loaded_rows:
        write_rows(loaded_rows)
    else:
        load_catalogue(catalogue)
        loaded_rows.update(read_rows())


@pytest.fixture
def small_content(db, tmp_path):
    """The small catalogue of `tests/texts.py` in the database: sequence `sq`, whose second step has `petit-quiz`."""
    root, drawings = write_catalogue(tmp_path, {"quizzes/petit-quiz": FULL_QUIZ})
    load_catalogue(read_catalogue(root, language="fr", illustrations=drawings))


@pytest.fixture
def younger_content(db, tmp_path):
    """The small catalogue with the younger kinds of question in `petit-quiz`."""
    root, drawings = write_catalogue(tmp_path, {"quizzes/petit-quiz": YOUNGER_QUIZ})
    load_catalogue(read_catalogue(root, language="fr", illustrations=drawings))


@pytest.fixture(autouse=True)
def pieces(settings, tmp_path):
    """Keep the files and the signing key of a test in a folder of its own."""
    options = settings.STORAGES["evidence"]["OPTIONS"] | {"location": str(tmp_path / "pieces")}
    settings.STORAGES = settings.STORAGES | {"evidence": settings.STORAGES["evidence"] | {"OPTIONS": options}}
    settings.SIGNING_KEY = tmp_path / "signature.pem"
    return tmp_path / "pieces"


@pytest.fixture(autouse=True)
def _plain_static_files(settings):
    """Name static files without their hash, so that no collected copy is needed; their folder must only exist."""
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
