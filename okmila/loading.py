"""Makes the database say what the content files say."""

from collections.abc import Mapping
from pathlib import Path

from django.conf import settings
from django.db import transaction

from common.documents import Document, Loaded, load_documents
from library.models import Article, Charter, Claim, Competence, Figure, Resource, Term
from okmila.catalogue import Catalogue, read_catalogue
from quizzes.models import Quiz
from sequences.models import Card, Game, Module, Sequence

MODELS: Mapping[str, type[Document]] = {
    "figures": Figure,
    "competences": Competence,
    "terms": Term,
    "claims": Claim,
    "articles": Article,
    "resources": Resource,
    "charters": Charter,
    "quizzes": Quiz,
    "cards": Card,
    "games": Game,
    "sequences": Sequence,
    "modules": Module,
}


def product_catalogue(language: str = "fr") -> Catalogue:
    """Read and check the product's own files; raise CatalogueError."""
    root = Path(settings.CONTENT_DIR)
    return read_catalogue(root, language=language, illustrations=Path(settings.ILLUSTRATIONS_DIR))


@transaction.atomic
def load_catalogue(catalogue: Catalogue) -> Mapping[str, Loaded]:
    """Load every kind of document in one transaction; a second loading changes nothing."""
    return {
        kind: load_documents(model, catalogue.of(kind), language=catalogue.language) for kind, model in MODELS.items()
    }
