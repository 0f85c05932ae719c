"""The texts of the content files, read once."""

import pytest

from tools.texts.passages import passages


@pytest.fixture(scope="session")
def texts(catalogue):
    """Every passage of the product's content files."""
    return list(passages(catalogue))
