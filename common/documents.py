"""Documents in the database: rows that say what their files say, and revisions that never change."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self, TypeVar

from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from common.content import ContentFile, from_document

D = TypeVar("D", bound=models.Model, covariant=True)


class DocumentQuerySet(models.QuerySet[D]):
    """What lists need of any kind of document."""

    def of_product(self) -> Self:
        """Leave out the documents that a school owns."""
        owned = any(field.name == "owner" for field in self.model._meta.get_fields())
        return self.filter(owner=None) if owned else self.all()

    def published(self, language: str = "fr") -> Self:
        """Keep what the product's files say today, in one language."""
        return self.of_product().filter(language=language, retired_at=None)


class Document(models.Model):
    """What every kind of document shares: its key and language identify it."""

    SPEC: ClassVar[type]

    key = models.SlugField(_("clé"), max_length=80)
    language = models.CharField(_("langue"), max_length=8, default="fr")
    title = models.CharField(_("titre"), max_length=200)
    retired_at = models.DateTimeField(_("retiré le"), null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title

    def describe(self, spec: Any) -> None:
        """Copy from the spec into the columns what lists filter and show."""
        self.title = spec.title


class StoredSpec(models.Model):
    """A row that holds a whole document and can give it back as its dataclass."""

    SPEC: ClassVar[type]

    document = models.JSONField(_("contenu"))
    fingerprint = models.CharField(_("empreinte"), max_length=64)

    class Meta:
        abstract = True

    @property
    def spec(self) -> Any:
        """Give the document as its frozen dataclass; equal fingerprints share one object, and need no document read."""
        known = _specs.get((self.SPEC, self.fingerprint))
        if known is None:
            known = from_document(self.SPEC, dict(self.document))
            if len(_specs) >= MOST_SPECS:
                _specs.clear()
            _specs[(self.SPEC, self.fingerprint)] = known
        return known


MOST_SPECS = 512
_specs: dict[tuple[type, str], Any] = {}
"""Specs by class and fingerprint. A fingerprint is the digest of what a spec says, so nothing here can go stale."""


@dataclass(frozen=True)
class Loaded:
    """How many documents of one kind a loading touched."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    retired: int = 0


def load_documents(model: type[Document], files: Mapping[str, ContentFile[Any]], *, language: str) -> Loaded:
    """Make the rows of one kind say what the files say; what left the files is retired, never deleted."""
    manager: Any = model._default_manager
    rows = {row.key: row for row in manager.of_product().filter(language=language)}
    counts = {"created": 0, "changed": 0, "unchanged": 0}
    for key, file in files.items():
        row = rows.get(key) or model(key=key, language=language)
        counts[_store(row, file)] += 1
    gone = [row.pk for key, row in rows.items() if key not in files and row.retired_at is None]
    retired = manager.filter(pk__in=gone).update(retired_at=now())
    return Loaded(**counts, retired=retired)


def _store(row: Any, file: ContentFile[Any]) -> str:
    """Save the row when the file differs from what it says; tell `created`, `changed` or `unchanged`."""
    new = row.pk is None
    if not new and row.says(file.fingerprint) and row.retired_at is None:
        return "unchanged"
    row.describe(file.spec)
    row.retired_at = None
    row.keep(file.document, file.fingerprint)
    return "created" if new else "changed"


class SimpleDocument(Document, StoredSpec):
    """A document whose past does not matter: the row itself holds what it says."""

    class Meta:
        abstract = True

    def says(self, mark: str) -> bool:
        """Tell whether the row already holds the document of that fingerprint."""
        return self.fingerprint == mark

    def keep(self, document: Any, mark: str) -> None:
        """Save the document in the row."""
        self.document, self.fingerprint = document, mark
        self.save()


class RevisedDocument(Document):
    """A document that things point at: what it says lives in revisions, of which one is current.

    A concrete model adds `current`, a foreign key to its revision model, whose rows point back with `parent`.
    """

    current: Any
    revisions: Any

    class Meta:
        abstract = True

    def says(self, mark: str) -> bool:
        """Tell whether the current revision has that fingerprint."""
        return self.current is not None and self.current.fingerprint == mark

    def keep(self, document: Any, mark: str) -> None:
        """Make the revision of that fingerprint current, and make it first when it is new."""
        self.save()
        self.current, _created = self.revisions.get_or_create(fingerprint=mark, defaults={"document": document})
        self.save()

    @property
    def published_revision(self) -> Any:
        """Give the current revision; a document that was loaded always has one."""
        return self.current

    @property
    def spec(self) -> Any:
        """Give what the current revision says."""
        return self.current.spec


def specs_by_key(rows: Iterable[Any]) -> dict[str, Any]:
    """Give the specs of some documents by key."""
    return {row.key: row.spec for row in rows}
