"""What a school declares for its dossier, who has read it again, what it plans, and the states that it has frozen."""

import uuid
from datetime import timedelta
from typing import Self

from django.core.files.storage import Storage, storages
from django.db import models
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _

from schools.models import Organisation, School, SchoolYear, User

MOST_POINTS = 3
REVIEW_LASTS = timedelta(days=30)


def evidence_storage() -> Storage:
    """Give the place of the schools' files, which no address serves as it is."""
    return storages["evidence"]


def evidence_path(evidence: "Evidence", _name: str) -> str:
    """Name a stored file by its school and its fingerprint, never by what somebody called it."""
    return f"{evidence.school_id}/{evidence.sha256[:2]}/{evidence.sha256}.{evidence.kind}"


class Declaration(models.Model):
    """What a school says of a criterion that no count can tell, for a school year."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="declarations")
    year = models.ForeignKey(SchoolYear, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(_("critère"), max_length=12)
    points = models.PositiveSmallIntegerField(_("points déclarés"))
    text = models.TextField(_("ce qui a été fait"), max_length=3000)
    dated_on = models.DateField(_("daté du"))
    link = models.URLField(_("lien"), max_length=300, blank=True)
    saved_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    saved_at = models.DateTimeField(_("enregistrée le"), auto_now=True)

    class Meta:
        verbose_name = _("déclaration")
        ordering = ("code",)
        constraints = (
            models.UniqueConstraint(fields=["school", "year", "code"], name="declaration_once_a_year"),
            models.CheckConstraint(condition=models.Q(points__lte=MOST_POINTS), name="declaration_points_bounded"),
        )

    def __str__(self) -> str:
        return f"{self.school} : {self.code}, {self.year_id}"


class EvidenceKind(models.TextChoices):
    """Files that can prove something; each is known by its first bytes, not by its name."""

    PDF = "pdf", "PDF"
    PNG = "png", "PNG"
    JPEG = "jpg", "JPEG"
    ODT = "odt", "ODT"
    DOCX = "docx", "DOCX"


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    """Files of a declaration."""

    def standing(self) -> Self:
        """Keep those that were not taken away."""
        return self.filter(removed_at=None)


class Evidence(models.Model):
    """A file that proves a declaration, always handed out as a download."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    declaration = models.ForeignKey(Declaration, on_delete=models.CASCADE, related_name="evidence")
    name = models.CharField(_("nom du fichier"), max_length=120)
    kind = models.CharField(_("type"), max_length=4, choices=EvidenceKind)
    size = models.PositiveIntegerField(_("octets"))
    sha256 = models.CharField(_("empreinte"), max_length=64)
    file = models.FileField(_("fichier"), max_length=200, storage=evidence_storage, upload_to=evidence_path)
    thumbnail = models.BinaryField(_("vignette"), blank=True, default=b"")
    added_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField(_("ajoutée le"), default=now)
    removed_at = models.DateTimeField(_("retirée le"), null=True, blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("pièce")
        ordering = ("added_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["school", "declaration", "sha256"],
                condition=models.Q(removed_at=None),
                name="evidence_once_per_declaration",
            ),
        )

    def __str__(self) -> str:
        return self.name


class ReviewQuerySet(models.QuerySet["Review"]):
    """Readings of a dossier by another school."""

    def standing(self) -> Self:
        """Keep those that were not withdrawn."""
        return self.filter(withdrawn_at=None)

    def open_now(self) -> Self:
        """Keep those whose link still opens something."""
        return self.standing().filter(finished_at=None, expires_at__gt=now())

    def given_by(self, school: School) -> Self:
        """Keep those that a school has done for others, to the end."""
        return self.standing().filter(reviewing_school=school).exclude(finished_at=None)


class Review(models.Model):
    """Another school's coordination reads what a school declares, through a link that expires."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="reviews")
    year = models.ForeignKey(SchoolYear, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(_("empreinte du lien"), max_length=64, unique=True)
    invited_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    invited_at = models.DateTimeField(_("proposée le"), default=now)
    expires_at = models.DateTimeField(_("valable jusqu’à"))
    reviewer = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    reviewing_school = models.ForeignKey(School, on_delete=models.SET_NULL, null=True, related_name="+")
    finished_at = models.DateTimeField(_("terminée le"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("retirée le"), null=True, blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("relecture")
        ordering = ("-invited_at",)
        indexes = (models.Index(fields=["school", "year"], name="review_school_year"),)

    def __str__(self) -> str:
        return f"{self.school}, {self.year_id}"


class Verdict(models.TextChoices):
    """What a reader from another school says of a declaration; there is no refusal, only a question."""

    AGREES = "d-accord", _("d’accord")
    ASKS = "question", _("une question")


class ReviewNote(models.Model):
    """What the reading school says of one declaration, and what the school answers."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="notes")
    code = models.CharField(_("critère"), max_length=12)
    verdict = models.CharField(_("avis"), max_length=10, choices=Verdict)
    comment = models.CharField(_("commentaire"), max_length=600, blank=True)
    written_at = models.DateTimeField(_("écrit le"), auto_now=True)
    answer = models.CharField(_("réponse de l’école"), max_length=600, blank=True)

    class Meta:
        verbose_name = _("note de relecture")
        ordering = ("code",)
        constraints = (models.UniqueConstraint(fields=["school", "review", "code"], name="review_note_once"),)

    def __str__(self) -> str:
        return f"{self.code} : {self.get_verdict_display()}"


class ActionPlan(models.Model):
    """A school's plan for two years: where it starts from, and what it aims at."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="action_plans")
    start = models.ForeignKey(SchoolYear, on_delete=models.PROTECT, related_name="+")
    state_of_play = models.TextField(_("état des lieux"), max_length=3000, blank=True)
    aims = models.TextField(_("ce que nous visons"), max_length=3000, blank=True)
    saved_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    saved_at = models.DateTimeField(_("enregistré le"), auto_now=True)

    class Meta:
        verbose_name = _("plan d’action")
        ordering = ("-start",)
        constraints = (models.UniqueConstraint(fields=["school", "start"], name="action_plan_once"),)

    def __str__(self) -> str:
        return f"{self.school}, {self.start_id}-{self.start_id + 2}"


class ActionState(models.TextChoices):
    """Where an action stands; giving one up is a finding, not a fault."""

    PLANNED = "prevue", _("prévue")
    RUNNING = "en-cours", _("en cours")
    DONE = "faite", _("faite")
    DROPPED = "abandonnee", _("abandonnée")


class PlanActionQuerySet(models.QuerySet["PlanAction"]):
    """Actions of a plan."""

    def standing(self) -> Self:
        """Keep those that were not taken out."""
        return self.filter(removed_at=None)


class PlanAction(models.Model):
    """One thing that a school does for an axis of the grid, with its sign of success and its review."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    plan = models.ForeignKey(ActionPlan, on_delete=models.CASCADE, related_name="actions")
    axis = models.CharField(_("axe"), max_length=12)
    text = models.CharField(_("action"), max_length=300)
    indicator = models.CharField(_("signe de réussite"), max_length=200, blank=True)
    carried_by = models.CharField(_("qui s’en charge"), max_length=80, blank=True)
    due_on = models.DateField(_("pour le"))
    state = models.CharField(_("où elle en est"), max_length=10, choices=ActionState, default=ActionState.PLANNED)
    review = models.CharField(_("bilan"), max_length=600, blank=True)
    reviewed_on = models.DateField(_("bilan fait le"), null=True, blank=True)
    removed_at = models.DateTimeField(_("retirée le"), null=True, blank=True)

    objects = PlanActionQuerySet.as_manager()

    class Meta:
        verbose_name = _("action")
        ordering = ("due_on", "text")
        indexes = (models.Index(fields=["school", "plan"], name="plan_action_school_plan"),)

    def __str__(self) -> str:
        return self.text

    @property
    def is_due(self) -> bool:
        """Tell whether its day has come and nobody has said what became of it."""
        return self.reviewed_on is None and self.due_on <= localdate()


class FrozenStateQuerySet(models.QuerySet["FrozenState"]):
    """Frozen states of a school."""

    def standing(self) -> Self:
        """Keep those that were not taken away."""
        return self.filter(removed_at=None)


class FrozenState(models.Model):
    """A school's dossier as it was on a day: the facts from which the same bytes are made again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="frozen_states")
    year = models.ForeignKey(SchoolYear, on_delete=models.PROTECT, related_name="+")
    as_of = models.DateField(_("état au"))
    note = models.CharField(_("à propos de cet état"), max_length=120, blank=True)
    points = models.PositiveSmallIntegerField(_("points"))
    level = models.CharField(_("niveau"), max_length=40, blank=True)
    facts = models.TextField(_("faits"))
    """The facts as JSON text, kept to the letter: their fingerprint stands in the dossier."""
    fingerprint = models.CharField(_("empreinte"), max_length=64)
    frozen_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    frozen_at = models.DateTimeField(_("figé le"), default=now)
    removed_at = models.DateTimeField(_("retiré le"), null=True, blank=True)

    objects = FrozenStateQuerySet.as_manager()

    class Meta:
        verbose_name = _("état figé")
        ordering = ("-frozen_at",)
        constraints = (
            models.UniqueConstraint(
                fields=["school", "fingerprint"], condition=models.Q(removed_at=None), name="frozen_state_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.school}, {self.as_of}"


class FederationExportQuerySet(models.QuerySet["FederationExport"]):
    """Exports of a federation."""

    def unfinished(self) -> Self:
        """Keep those that still have schools to go."""
        return self.filter(finished_at=None)


class FederationExport(models.Model):
    """The levels and totals of all schools of a federation, gathered a few at a time and offered once whole."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="exports")
    year = models.ForeignKey(SchoolYear, on_delete=models.PROTECT, related_name="+")
    as_of = models.DateField(_("état au"))
    total = models.PositiveIntegerField(_("écoles"))
    asked_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(_("demandé le"), default=now)
    finished_at = models.DateTimeField(_("terminé le"), null=True, blank=True)

    objects = FederationExportQuerySet.as_manager()

    class Meta:
        verbose_name = _("export d’une fédération")
        ordering = ("-asked_at",)

    def __str__(self) -> str:
        return f"{self.organisation}, {self.as_of}"


class FederationLine(models.Model):
    """What one school adds to an export: written once, whoever was stopped in between."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    export = models.ForeignKey(FederationExport, on_delete=models.CASCADE, related_name="lines")
    facts = models.TextField(_("faits"))

    class Meta:
        verbose_name = _("ligne d’export")
        constraints = (models.UniqueConstraint(fields=["school", "export"], name="federation_line_once"),)

    def __str__(self) -> str:
        return f"{self.school} : {self.export_id}"
