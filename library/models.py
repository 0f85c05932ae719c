"""Figures, competences and terms: facts that other documents refer to by key."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from common.documents import DocumentQuerySet, SimpleDocument
from common.fields import WordSetField
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
