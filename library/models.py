"""Figures, competences, terms and what there is to read: documents that others refer to by key."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from common.documents import DocumentQuerySet, SimpleDocument
from common.fields import WordSetField
from library.reading import ArticleSpec, CharterSpec, ClaimSpec, ResourceSort, ResourceSpec
from library.specs import CompetenceSpec, FigureSpec, FigureStatus, TermSpec


class Figure(SimpleDocument):
    """A quantity with its range and its source."""

    SPEC = FigureSpec

    status = models.CharField(_("solidité"), max_length=16, choices=[(item.value, item.value) for item in FigureStatus])

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("chiffre")
        ordering = ("title",)
        constraints = (models.UniqueConstraint(fields=["language", "key"], name="figure_key_once"),)

    def describe(self, spec: FigureSpec) -> None:
        self.title, self.status = spec.title, spec.status


class Competence(SimpleDocument):
    """One line of the référentiel."""

    SPEC = CompetenceSpec

    code = models.CharField(_("code"), max_length=8)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("compétence")
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=["language", "key"], name="competence_key_once"),)

    def describe(self, spec: CompetenceSpec) -> None:
        self.title, self.code = spec.statement, spec.code


class Term(SimpleDocument):
    """A word of the glossary."""

    SPEC = TermSpec

    bands = WordSetField(_("paliers"), max_length=60)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("mot du lexique")
        ordering = ("title",)
        constraints = (models.UniqueConstraint(fields=["language", "key"], name="term_key_once"),)

    def describe(self, spec: TermSpec) -> None:
        self.title, self.bands = spec.title, spec.bands


class Claim(SimpleDocument):
    """Something that is said, to be checked."""

    SPEC = ClaimSpec

    number = models.PositiveSmallIntegerField(_("numéro"))
    bands = WordSetField(_("paliers"), max_length=60)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("affirmation à vérifier")
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=["language", "key"], name="claim_key_once"),)

    def describe(self, spec: ClaimSpec) -> None:
        self.title, self.number, self.bands = spec.title, spec.number, spec.bands


class Article(SimpleDocument):
    """An illustrated page to understand one thing with."""

    SPEC = ArticleSpec

    number = models.PositiveSmallIntegerField(_("numéro"))
    bands = WordSetField(_("paliers"), max_length=60)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=["language", "key"], name="article_key_once"),)

    def describe(self, spec: ArticleSpec) -> None:
        self.title, self.number, self.bands = spec.title, spec.number, spec.bands


class Resource(SimpleDocument):
    """Something outside the product that is worth a visit."""

    SPEC = ResourceSpec

    sort = models.CharField(_("sorte"), max_length=20, choices=[(item.value, item.value) for item in ResourceSort])

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("ressource")
        ordering = ("sort", "title")
        constraints = (models.UniqueConstraint(fields=["language", "key"], name="resource_key_once"),)

    def describe(self, spec: ResourceSpec) -> None:
        self.title, self.sort = spec.title, spec.sort


class Charter(SimpleDocument):
    """Promises that a class or a school can make."""

    SPEC = CharterSpec

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("charte")
        ordering = ("title",)
        constraints = (models.UniqueConstraint(fields=["language", "key"], name="charter_key_once"),)


class SearchEntry(models.Model):
    """One document as the search sees it: where it is, and its words folded and stemmed.

    The words are indexed by the engine at hand: a full-text table beside this one on SQLite, an index of PostgreSQL's.
    """

    kind = models.CharField(_("sorte"), max_length=20)
    key = models.SlugField(_("clé"), max_length=80)
    language = models.CharField(_("langue"), max_length=8, default="fr")
    title = models.CharField(_("titre"), max_length=200)
    summary = models.CharField(_("en une phrase"), max_length=400)
    title_words = models.TextField(_("mots du titre"))
    words = models.TextField(_("mots"))

    class Meta:
        verbose_name = _("entrée de recherche")
        constraints = (models.UniqueConstraint(fields=["language", "kind", "key"], name="search_entry_once"),)

    def __str__(self) -> str:
        return self.title
