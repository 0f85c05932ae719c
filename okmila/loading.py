"""Makes the database say what the content files say."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from common.documents import Document, Loaded, load_documents
from library import search
from library.models import Article, Charter, Claim, Competence, Figure, Resource, Term
from library.specs import CompetenceSpec
from okmila.catalogue import Catalogue, read_catalogue
from quizzes.models import Quiz
from quizzes.specs import QuizKind, QuizSpec
from sequences.models import Card, Game, Module, Sequence
from sequences.specs import CardSpec

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
    """Load every kind of document in one transaction, and index them; a second loading changes nothing."""
    loaded = {
        kind: load_documents(model, catalogue.of(kind), language=catalogue.language) for kind, model in MODELS.items()
    }
    if any(done.created or done.changed or done.retired for done in loaded.values()):
        search.index(_entries(catalogue), language=catalogue.language)
    return loaded


def _entries(catalogue: Catalogue) -> Iterator[search.Entry]:
    """Give what the search may know: everything, but for quizzes whose answers could be read there."""
    for kind in search.PLACES:
        for key, file in catalogue.of(kind).items():
            spec = file.spec
            if isinstance(spec, QuizSpec):
                if spec.kind is not QuizKind.DISSONANCE:
                    continue
                said: Any = tuple((story.title, story.situation, story.debrief) for story in spec.scenarios)
            else:
                said = spec
            title = spec.statement if isinstance(spec, CompetenceSpec) else spec.title
            yield search.Entry(kind, key, title, _in_short(spec), " ".join(search.texts_of(said)))


def _in_short(spec: Any) -> str:
    """Give the one sentence that lists show of a document."""
    if isinstance(spec, CardSpec):
        return spec.questions[0].text
    given = (getattr(spec, name, "") for name in ("summary", "simple", "claim", "what", "meaning", "intro"))
    return next(filter(None, given), "")
