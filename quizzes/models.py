"""Quizzes and what pupils answered: answers are only ever added, and positions carry no pupil."""

import secrets
import uuid
from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from common.documents import DocumentQuerySet, RevisedDocument, StoredSpec
from common.fields import WordSetField
from quizzes.specs import QuizKind, QuizSpec
from schools.models import Classroom, Pupil, School, User


class Quiz(RevisedDocument):
    """A quiz as lists know it; what it asks stands in its revisions."""

    SPEC = QuizSpec

    owner = models.ForeignKey(School, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    kind = models.CharField(_("sorte"), max_length=20, choices=[(kind.value, kind.value) for kind in QuizKind])
    bands = WordSetField(_("paliers"), max_length=60)
    theme = models.CharField(_("thème"), max_length=60)
    current = models.ForeignKey("QuizRevision", on_delete=models.PROTECT, null=True, related_name="+")

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("quiz")
        constraints = (
            models.UniqueConstraint(fields=["language", "key"], condition=models.Q(owner=None), name="quiz_key_once"),
            models.UniqueConstraint(
                fields=["owner", "language", "key"], condition=~models.Q(owner=None), name="quiz_key_once_per_school"
            ),
        )

    def describe(self, spec: QuizSpec) -> None:
        self.title, self.kind, self.bands, self.theme = spec.title, spec.kind, spec.bands, spec.theme


class QuizRevision(StoredSpec):
    """What a quiz said at one time; never changed once made."""

    SPEC: ClassVar[type] = QuizSpec

    parent = models.ForeignKey(Quiz, on_delete=models.CASCADE, related_name="revisions")
    created_at = models.DateTimeField(_("créée le"), auto_now_add=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["parent", "fingerprint"], name="quiz_revision_once"),)

    def __str__(self) -> str:
        return f"{self.parent} ({self.fingerprint[:8]})"


def new_position_key() -> bytes:
    """Make the key under which a sitting's positions are kept apart from their pupils."""
    return secrets.token_bytes(32)


class SittingQuerySet(models.QuerySet["Sitting"]):
    """Sittings of classes."""

    def running(self) -> Self:
        """Keep those that still take answers."""
        return self.filter(closed_at=None)


class Sitting(models.Model):
    """A class takes a quiz, from the teacher's opening to the teacher's closing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    classroom = models.ForeignKey(Classroom, on_delete=models.CASCADE, related_name="sittings")
    revision = models.ForeignKey(QuizRevision, on_delete=models.PROTECT, related_name="+")
    opened_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    opened_at = models.DateTimeField(_("ouvert le"), auto_now_add=True)
    closed_at = models.DateTimeField(_("fermé le"), null=True, blank=True)
    position_key = models.BinaryField(_("clé des positions"), max_length=32, null=True, default=new_position_key)
    """Erased at closing: from then on nobody can tell whose position is whose."""

    objects = SittingQuerySet.as_manager()

    class Meta:
        verbose_name = _("passation")
        indexes = (models.Index(fields=["school", "classroom", "closed_at"], name="sitting_school_classroom"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(closed_at=None) | models.Q(position_key=None), name="sitting_key_erased_at_closing"
            ),
        )

    def __str__(self) -> str:
        return f"{self.classroom} : {self.revision.parent}"

    @property
    def is_running(self) -> bool:
        """Tell whether the sitting still takes answers."""
        return self.closed_at is None


class Attempt(models.Model):
    """A pupil's way through a sitting."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="attempts")
    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="attempts")
    started_at = models.DateTimeField(_("commencé le"), auto_now_add=True)
    finished_at = models.DateTimeField(_("terminé le"), null=True, blank=True)
    waiting = models.PositiveSmallIntegerField(_("réponses encore sur la tablette"), default=0)
    """What the tablet said when an answer last arrived; it can say nothing while it is cut off."""
    waiting_at = models.DateTimeField(_("compte reçu le"), null=True, blank=True)

    class Meta:
        verbose_name = _("parcours")
        constraints = (models.UniqueConstraint(fields=["school", "sitting", "pupil"], name="attempt_once_per_pupil"),)

    def __str__(self) -> str:
        return f"{self.sitting}, {self.pupil}"


class Answer(models.Model):
    """One answer to one question that is no opinion: added once, never changed. Its id is the order of arrival."""

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="answers")
    client_key = models.UUIDField(_("clé donnée par la tablette"))
    question = models.CharField(_("question"), max_length=80)
    response: Any = models.JSONField(_("réponse"))
    mark = models.FloatField(_("part réussie"), null=True)
    """Empty for what is never marked, as a short text."""
    created_at = models.DateTimeField(_("reçue le"), auto_now_add=True)
    late = models.BooleanField(_("arrivée après la fermeture"), default=False)

    class Meta:
        verbose_name = _("réponse")
        constraints = (
            models.UniqueConstraint(fields=["school", "client_key"], name="answer_client_key_once"),
            models.UniqueConstraint(fields=["school", "attempt", "question"], name="answer_once_per_question"),
            models.CheckConstraint(condition=models.Q(mark__gte=0, mark__lte=1), name="answer_mark_is_a_share"),
        )

    def __str__(self) -> str:
        return f"{self.question} ({self.attempt_id})"


class Position(models.Model):
    """What somebody of the class would say: no pupil, no time, no order, no mark."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="positions")
    pseudonym = models.CharField(_("pseudonyme"), max_length=64)
    question = models.CharField(_("question"), max_length=80)
    stance = models.CharField(_("position"), max_length=20)
    """A strategy, or a step of a scale."""

    class Meta:
        verbose_name = _("position")
        constraints = (
            models.UniqueConstraint(
                fields=["school", "sitting", "question", "pseudonym"], name="position_once_per_pseudonym"
            ),
        )

    def __str__(self) -> str:
        return f"{self.question} : {self.stance}"
