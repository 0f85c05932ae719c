"""Sequences and cards, and what a class was assigned and has lived."""

import uuid
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from common.documents import DocumentQuerySet, RevisedDocument, SimpleDocument, StoredSpec
from common.fields import WordSetField
from quizzes.models import Sitting
from schools.models import MAX_HEADCOUNT, Classroom, School, User
from sequences.games import GameSpec
from sequences.modules import ModuleSpec
from sequences.specs import CardSpec, Screens, SequenceSpec
from sequences.subjects import Subject


class SequenceQuerySet(DocumentQuerySet["Sequence"]):
    """Sequences that a teacher looks for."""

    def matching(
        self,
        *,
        band: str = "",
        theme: str = "",
        longest: int = 0,
        screens: str = "",
        screen_free: bool = False,
        competence: str = "",
    ) -> Self:
        """Keep those that fit every filter given; an empty one filters nothing."""
        found = self
        if band:
            found = found.filter(bands__has=band)
        if theme:
            found = found.filter(theme=theme)
        if longest:
            found = found.filter(periods__lte=longest)
        if screens:
            found = found.filter(screens=screens)
        if screen_free:
            found = found.filter(screen_free=True)
        if competence:
            found = found.filter(competences__has=competence)
        return found


class Sequence(RevisedDocument):
    """A sequence as lists know it; what it says stands in its revisions."""

    SPEC = SequenceSpec

    owner = models.ForeignKey(School, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    summary = models.CharField(_("en une phrase"), max_length=400)
    bands = WordSetField(_("paliers"), max_length=60)
    theme = models.CharField(_("thème"), max_length=60)
    periods = models.PositiveSmallIntegerField(_("périodes"))
    screen_free = models.BooleanField(_("faisable sans écran"), default=False)
    screens = models.CharField(_("écrans"), max_length=20, choices=[(item.value, item.value) for item in Screens])
    competences = WordSetField(_("compétences"), max_length=200)
    picture = models.CharField(_("illustration"), max_length=60)
    current = models.ForeignKey("SequenceRevision", on_delete=models.PROTECT, null=True, related_name="+")

    objects = SequenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("séquence")
        ordering = ("key",)
        constraints = (
            models.UniqueConstraint(
                fields=["language", "key"], condition=models.Q(owner=None), name="sequence_key_once"
            ),
            models.UniqueConstraint(
                fields=["owner", "language", "key"],
                condition=~models.Q(owner=None),
                name="sequence_key_once_per_school",
            ),
        )

    def describe(self, spec: SequenceSpec) -> None:
        self.title, self.summary, self.bands, self.theme = spec.title, spec.summary, spec.bands, spec.theme
        self.periods, self.screens, self.competences = spec.periods, spec.screens, spec.competences
        self.screen_free, self.picture = spec.screen_free, spec.picture.name


class SequenceRevision(StoredSpec):
    """What a sequence said at one time; never changed once made."""

    SPEC: ClassVar[type] = SequenceSpec

    parent = models.ForeignKey(Sequence, on_delete=models.CASCADE, related_name="revisions")
    created_at = models.DateTimeField(_("créée le"), auto_now_add=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["parent", "fingerprint"], name="sequence_revision_once"),)

    def __str__(self) -> str:
        return f"{self.parent} ({self.fingerprint[:8]})"


class CardQuerySet(DocumentQuerySet["Card"]):
    """Questioning cards."""

    def in_short(self) -> Self:
        """Add the question of the youngest, and leave the document itself unread."""
        return self.defer("document").annotate(question=KT("document__questions__0__text"))


class Card(SimpleDocument):
    """A questioning card."""

    SPEC = CardSpec

    number = models.PositiveSmallIntegerField(_("numéro"))
    theme = models.CharField(_("thème"), max_length=60)
    picture = models.CharField(_("illustration"), max_length=60)

    objects = CardQuerySet.as_manager()

    class Meta:
        verbose_name = _("fiche de questionnement")
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=["language", "key"], name="card_key_once"),)

    def describe(self, spec: CardSpec) -> None:
        self.title, self.number, self.theme, self.picture = spec.title, spec.number, spec.theme, spec.picture.name


class GameQuerySet(DocumentQuerySet["Game"]):
    """Games that a teacher looks for."""

    def matching(self, *, band: str = "", longest: int = 0, screen_free: bool = False, printable: bool = False) -> Self:
        """Keep those that fit every filter given; an empty one filters nothing."""
        found = self
        if band:
            found = found.filter(bands__has=band)
        if longest:
            found = found.filter(minutes__lte=longest)
        if screen_free:
            found = found.filter(screen_free=True)
        if printable:
            found = found.filter(ours=True)
        return found

    def in_short(self) -> Self:
        """Add what lists show of the document, and leave the document itself unread."""
        return self.defer("document").annotate(
            summary=KT("document__summary"),
            fewest=Cast(KT("document__fewest"), models.IntegerField()),
            most=Cast(KT("document__most"), models.IntegerField()),
            elsewhere=KT("document__outside__author"),
        )


class Game(SimpleDocument):
    """A game of the ludothèque."""

    SPEC = GameSpec

    number = models.PositiveSmallIntegerField(_("numéro"))
    theme = models.CharField(_("thème"), max_length=60)
    bands = WordSetField(_("paliers"), max_length=60)
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    screen_free = models.BooleanField(_("sans écran"), default=False)
    ours = models.BooleanField(_("à imprimer"), default=False)
    picture = models.CharField(_("illustration"), max_length=60)

    objects = GameQuerySet.as_manager()

    class Meta:
        verbose_name = _("jeu")
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=["language", "key"], name="game_key_once"),)

    def describe(self, spec: GameSpec) -> None:
        self.title, self.number, self.theme, self.bands = spec.title, spec.number, spec.theme, spec.bands
        self.minutes, self.screen_free, self.ours = spec.minutes, spec.screen_free, bool(spec.prints)
        self.picture = spec.picture.name


class Module(SimpleDocument):
    """A module of the teachers' self-training."""

    SPEC = ModuleSpec

    number = models.PositiveSmallIntegerField(_("numéro"))

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("module")
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=["language", "key"], name="module_key_once"),)

    def describe(self, spec: ModuleSpec) -> None:
        self.title, self.number = spec.title, spec.number


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    """Sequences that classes were given."""

    def standing(self) -> Self:
        """Keep those that were not withdrawn."""
        return self.filter(withdrawn_at=None)

    def taught_by(self, user: User) -> Self:
        return self.filter(classroom__in=Classroom.objects.active().taught_by(user))


class Assignment(models.Model):
    """A class was given a sequence, in the words of one revision."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    classroom = models.ForeignKey(Classroom, on_delete=models.CASCADE, related_name="assignments")
    revision = models.ForeignKey(SequenceRevision, on_delete=models.PROTECT, related_name="+")
    assigned_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    assigned_at = models.DateTimeField(_("attribuée le"), auto_now_add=True)
    withdrawn_at = models.DateTimeField(_("retirée le"), null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("attribution")
        ordering = ("-assigned_at",)
        constraints = (
            models.UniqueConstraint(
                fields=["school", "classroom", "revision"],
                condition=models.Q(withdrawn_at=None),
                name="assignment_once_per_class",
            ),
        )

    def __str__(self) -> str:
        return f"{self.classroom} : {self.revision.parent}"


class Mode(models.TextChoices):
    """How a class lived a step."""

    TABLETS = "tablettes", _("tablettes")
    ONE_SCREEN = "un-ecran", _("un écran")
    NO_SCREEN = "sans-ecran", _("sans écran")
    PAPER = "papier", _("papier")


MODE_OF_SCREENS = {Screens.NONE: Mode.NO_SCREEN, Screens.ONE: Mode.ONE_SCREEN, Screens.TABLETS: Mode.TABLETS}
"""The mode in which a step is lived when it is run as written."""

FRUGAL_MODES = frozenset({Mode.ONE_SCREEN, Mode.NO_SCREEN, Mode.PAPER})
"""Modes in which pupils have no device of their own in hand (criterion D1 of the label)."""


class StepRecordQuerySet(models.QuerySet["StepRecord"]):
    """What classes have lived."""

    def standing(self) -> Self:
        """Keep those that were not undone."""
        return self.filter(undone_at=None)

    def taught_by(self, user: User) -> Self:
        return self.filter(assignment__in=Assignment.objects.taught_by(user))

    def last_subject(self, user: User, classroom: Classroom) -> str:
        """Give the discipline that somebody noted last for a class; nothing when none was."""
        noted = self.standing().filter(assignment__classroom=classroom, recorded_by=user).exclude(subject="")
        return noted.order_by("-recorded_at").values_list("subject", flat=True).first() or ""


class StepRecord(models.Model):
    """A class lived a step on a day; without a number of pupils present it is still under way."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="records")
    step = models.CharField(_("étape"), max_length=80)
    day = models.DateField(_("jour"))
    mode = models.CharField(_("mode"), max_length=12, choices=Mode)
    present = models.PositiveSmallIntegerField(_("élèves présents"), null=True, blank=True)
    subject = models.CharField(_("discipline"), max_length=20, choices=Subject, blank=True)
    sitting: Any = models.OneToOneField(
        Sitting, on_delete=models.SET_NULL, null=True, blank=True, related_name="record"
    )
    recorded_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    recorded_at = models.DateTimeField(_("noté le"), auto_now_add=True)
    undone_at = models.DateTimeField(_("annulé le"), null=True, blank=True)

    objects = StepRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("étape vécue")
        ordering = ("day", "recorded_at")
        constraints = (
            models.UniqueConstraint(
                fields=["school", "assignment", "step", "day"],
                condition=models.Q(undone_at=None),
                name="step_record_once_a_day",
            ),
            models.CheckConstraint(
                condition=models.Q(present=None) | models.Q(present__lte=MAX_HEADCOUNT),
                name="step_record_present_bounded",
            ),
        )

    def __str__(self) -> str:
        return f"{self.assignment}, {self.step}, {self.day}"


class SheetPrint(models.Model):
    """A school printed a sequence's worksheet on a day, in ink-saving form or not; nobody's name is kept."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    sequence = models.ForeignKey(Sequence, on_delete=models.CASCADE, related_name="+")
    day = models.DateField(_("jour"))
    variant = models.CharField(_("version"), max_length=20)
    frugal = models.BooleanField(_("version économe"))

    class Meta:
        verbose_name = _("fiche imprimée")
        constraints = (
            models.UniqueConstraint(
                fields=["school", "sequence", "day", "variant", "frugal"], name="sheet_print_once_a_day"
            ),
        )

    def __str__(self) -> str:
        return f"{self.school} : {self.sequence}, {self.day}"


class CardDiscussionQuerySet(models.QuerySet["CardDiscussion"]):
    """Cards that classes have talked about."""

    def standing(self) -> Self:
        """Keep those that were not undone."""
        return self.filter(undone_at=None)

    def taught_by(self, user: User) -> Self:
        return self.filter(classroom__in=Classroom.objects.active().taught_by(user))


class CardDiscussion(models.Model):
    """A class talked about a questioning card on a day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    classroom = models.ForeignKey(Classroom, on_delete=models.CASCADE, related_name="discussions")
    card = models.ForeignKey(Card, on_delete=models.PROTECT, related_name="+")
    day = models.DateField(_("jour"))
    question = models.CharField(_("la meilleure question de la classe"), max_length=300, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    recorded_at = models.DateTimeField(_("noté le"), auto_now_add=True)
    undone_at = models.DateTimeField(_("annulé le"), null=True, blank=True)

    objects = CardDiscussionQuerySet.as_manager()

    class Meta:
        verbose_name = _("fiche discutée")
        ordering = ("-day", "-recorded_at")
        constraints = (
            models.UniqueConstraint(
                fields=["school", "classroom", "card", "day"],
                condition=models.Q(undone_at=None),
                name="card_discussion_once_a_day",
            ),
        )

    def __str__(self) -> str:
        return f"{self.classroom} : {self.card}, {self.day}"


class ModuleRecord(models.Model):
    """Somebody of a school has gone through a module of the self-training; it belongs to the person."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="module_records")
    module = models.ForeignKey(Module, on_delete=models.PROTECT, related_name="+")
    right = models.PositiveSmallIntegerField(_("bonnes réponses"))
    asked = models.PositiveSmallIntegerField(_("questions"))
    finished_on = models.DateField(_("terminé le"))

    class Meta:
        verbose_name = _("module terminé")
        constraints = (models.UniqueConstraint(fields=["user", "module"], name="module_record_once"),)

    def __str__(self) -> str:
        return f"{self.user} : {self.module}"
