"""Quizzes, answers, positions and votes: answers are only ever added; positions and votes carry no pupil."""

import secrets
import uuid
from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from common.documents import DocumentQuerySet, RevisedDocument, StoredSpec
from common.fields import WordSetField
from quizzes.specs import QuizKind, QuizSpec
from schools.models import MAX_HEADCOUNT, Classroom, Pupil, School, User


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


class Phase(models.TextChoices):
    """Whether a sitting stands alone, or is one end of a pair."""

    SINGLE = "single", _("seule")
    BEFORE = "before", _("avant")
    AFTER = "after", _("après")


class SittingPair(models.Model):
    """The same positions asked before and after something the class lives: what moved, never who."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    classroom = models.ForeignKey(Classroom, on_delete=models.CASCADE, related_name="pairs")
    revision = models.ForeignKey(QuizRevision, on_delete=models.PROTECT, related_name="+")
    opened_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    opened_at = models.DateTimeField(_("commencé le"), auto_now_add=True)
    closed_at = models.DateTimeField(_("terminé le"), null=True, blank=True)
    key = models.BinaryField(_("clé des positions"), max_length=32, null=True, default=new_position_key)
    """Holds a pupil's two positions together until the pair closes; erased then."""

    class Meta:
        verbose_name = _("avant et après")
        indexes = (models.Index(fields=["school", "classroom"], name="pair_school_classroom"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(closed_at=None, key__isnull=False) | models.Q(closed_at__isnull=False, key=None),
                name="pair_key_erased_at_closing",
            ),
        )

    def __str__(self) -> str:
        return f"{self.classroom} : {self.revision.parent}"


class SittingQuerySet(models.QuerySet["Sitting"]):
    """Sittings of classes."""

    def running(self) -> Self:
        """Keep those that still take answers."""
        return self.filter(closed_at=None)

    def single(self) -> Self:
        """Leave out the ends of pairs, which are only ever told together."""
        return self.filter(phase=Phase.SINGLE)


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
    phase = models.CharField(_("phase"), max_length=8, choices=Phase, default=Phase.SINGLE)
    pair = models.ForeignKey(SittingPair, on_delete=models.CASCADE, null=True, blank=True, related_name="sittings")

    objects = SittingQuerySet.as_manager()

    class Meta:
        verbose_name = _("passation")
        indexes = (models.Index(fields=["school", "classroom", "closed_at"], name="sitting_school_classroom"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(closed_at=None) | models.Q(position_key=None), name="sitting_key_erased_at_closing"
            ),
            models.CheckConstraint(
                condition=models.Q(phase="single", pair=None)
                | (~models.Q(phase="single") & models.Q(pair__isnull=False, position_key=None)),
                name="sitting_phase_has_its_pair",
            ),
            models.UniqueConstraint(fields=["school", "pair", "phase"], name="sitting_phase_once_per_pair"),
        )

    def __str__(self) -> str:
        return f"{self.classroom} : {self.revision.parent}"

    @property
    def is_running(self) -> bool:
        """Tell whether the sitting still takes answers."""
        return self.closed_at is None

    @property
    def is_paired(self) -> bool:
        """Tell whether the sitting is one end of a pair."""
        return self.pair_id is not None

    @property
    def spec(self) -> QuizSpec:
        """Give what the class is asked: the whole quiz or, at the ends of a pair, its opinions alone."""
        return self.revision.spec.opinions_alone() if self.is_paired else self.revision.spec


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


class Stage(models.TextChoices):
    """Where the class is with one question of a debate, in the order in which it goes on."""

    ASK = "question", _("question")
    VOTE_1 = "vote-1", _("premier vote")
    DISCUSS = "discussion", _("discussion")
    VOTE_2 = "vote-2", _("second vote")
    COMPARE = "comparaison", _("les deux votes")
    EXPLAIN = "explication", _("explication")


class DebateQuerySet(models.QuerySet["Debate"]):
    """Debates of classes."""

    def running(self) -> Self:
        return self.filter(closed_at=None)

    def led_by(self, user: User) -> Self:
        """Keep those of the classes in which the person may act."""
        return self.filter(classroom__in=Classroom.objects.active().taught_by(user))


class Debate(models.Model):
    """A class votes, talks, and votes again. Its state is here alone, whichever screen looks at it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    classroom = models.ForeignKey(Classroom, on_delete=models.CASCADE, related_name="debates")
    revision = models.ForeignKey(QuizRevision, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    statement = models.CharField(_("phrase à débattre"), max_length=200, blank=True)
    doubt = models.BooleanField(_("avec un coin du doute"), default=False)
    present = models.PositiveSmallIntegerField(_("élèves présents"))
    opened_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    opened_at = models.DateTimeField(_("ouvert le"), auto_now_add=True)
    paused_at = models.DateTimeField(_("en pause depuis"), null=True, blank=True)
    closed_at = models.DateTimeField(_("fermé le"), null=True, blank=True)
    question = models.CharField(_("question en cours"), max_length=80)
    stage = models.CharField(_("moment"), max_length=12, choices=Stage, default=Stage.ASK)
    discuss_until = models.DateTimeField(_("discussion jusqu’à"), null=True, blank=True)
    version = models.PositiveIntegerField(_("numéro de l’état"), default=1)
    """Grows with every move of the class."""
    tally = models.PositiveIntegerField(_("numéro du compte"), default=1)
    """Grows with every vote."""

    objects = DebateQuerySet.as_manager()

    class Meta:
        verbose_name = _("débat")
        indexes = (models.Index(fields=["school", "classroom", "opened_at"], name="debate_school_classroom"),)
        constraints = (
            models.UniqueConstraint(
                fields=["school", "classroom"], condition=models.Q(closed_at=None), name="debate_running_once_per_class"
            ),
            models.CheckConstraint(
                condition=models.Q(revision=None) ^ models.Q(statement=""), name="debate_has_one_subject"
            ),
        )

    def __str__(self) -> str:
        return self.statement or str(self.revision.parent)  # type: ignore[union-attr]


class VoteRound(models.Model):
    """One of the two votes on one question; the key that tells its voters apart goes when the question is left."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    debate = models.ForeignKey(Debate, on_delete=models.CASCADE, related_name="rounds")
    question = models.CharField(_("question"), max_length=80)
    number = models.PositiveSmallIntegerField(_("tour"))
    opened_at = models.DateTimeField(_("ouvert le"), auto_now_add=True)
    voided_at = models.DateTimeField(_("annulé le"), null=True, blank=True)
    key = models.BinaryField(_("clé des votes"), max_length=32, null=True, default=new_position_key)

    class Meta:
        verbose_name = _("tour de vote")
        constraints = (
            models.UniqueConstraint(
                fields=["school", "debate", "question", "number"],
                condition=models.Q(voided_at=None),
                name="vote_round_once",
            ),
            models.CheckConstraint(condition=models.Q(number__in=[1, 2]), name="vote_round_first_or_second"),
        )

    def __str__(self) -> str:
        return f"{self.debate} : {self.question}, {self.number}"


class Way(models.TextChoices):
    """How votes are given; those by tablet are secret, the others are counted before everybody."""

    TABLETS = "tablettes", _("sur les tablettes")
    PASSED = "urne", _("sur une tablette qui passe")
    CARDS = "cartes", _("cartes levées")
    HANDS = "mains", _("mains levées")
    CORNERS = "coins", _("coins de la classe")
    TYPED = "nombres", _("nombres écrits")


class Vote(models.Model):
    """One vote on a screen, until the question is left; then only counts remain."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    round = models.ForeignKey(VoteRound, on_delete=models.CASCADE, related_name="votes")
    way = models.CharField(_("façon"), max_length=10, choices=Way)
    pseudonym = models.CharField(_("pseudonyme"), max_length=64)
    choice = models.CharField(_("choix"), max_length=40)

    class Meta:
        verbose_name = _("vote")
        constraints = (models.UniqueConstraint(fields=["school", "round", "pseudonym"], name="vote_once_per_round"),)

    def __str__(self) -> str:
        return self.choice


class VoteCount(models.Model):
    """How many chose the same thing in the same way."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    round = models.ForeignKey(VoteRound, on_delete=models.CASCADE, related_name="counts")
    way = models.CharField(_("façon"), max_length=10, choices=Way)
    choice = models.CharField(_("choix"), max_length=40)
    count = models.PositiveSmallIntegerField(_("nombre"), default=0)

    class Meta:
        verbose_name = _("compte de voix")
        constraints = (
            models.UniqueConstraint(fields=["school", "round", "way", "choice"], name="vote_count_once"),
            models.CheckConstraint(condition=models.Q(count__lte=MAX_HEADCOUNT), name="vote_count_bounded"),
        )

    def __str__(self) -> str:
        return f"{self.choice} : {self.count}"
