"""Figures, competences, terms and what there is to read: documents that others refer to by key."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from common.documents import DocumentQuerySet, SimpleDocument
from common.fields import WordSetField
from library.reading import ArticleSpec, CharterSpec, ClaimSpec, ResourceSpec, ResourceSort
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
