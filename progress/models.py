"""What classes promise themselves, and what became of it."""

import uuid
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from common.actions import ActionLevel
from schools.models import Classroom, School, User


class Outcome(models.TextChoices):
    """What a review finds; none of them is a fault."""

    KEPT = "tenu", _("tenu")
    PARTLY = "en-partie", _("tenu en partie")
    NOT_YET = "pas-encore", _("pas encore tenu")


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    """Promises of classes."""

    def standing(self) -> Self:
        """Keep those that were not withdrawn."""
        return self.filter(withdrawn_at=None)


class Commitment(models.Model):
    """What a class decides to do together."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    classroom = models.ForeignKey(Classroom, on_delete=models.CASCADE, related_name="commitments")
    text = models.CharField(_("engagement"), max_length=300)
    level = models.CharField(_("niveau"), max_length=16, choices=[(item.value, item.value) for item in ActionLevel])
    made_on = models.DateField(_("pris le"))
    due_on = models.DateField(_("bilan prévu le"))
    recorded_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    reviewed_on = models.DateField(_("bilan fait le"), null=True, blank=True)
    outcome = models.CharField(_("résultat"), max_length=12, choices=Outcome, blank=True)
    review = models.CharField(_("ce que nous avons appris"), max_length=600, blank=True)
    withdrawn_at = models.DateTimeField(_("retiré le"), null=True, blank=True)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("engagement")
        ordering = ("due_on", "made_on")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(due_on__gte=models.F("made_on")), name="commitment_due_after_made"
            ),
            models.CheckConstraint(
                condition=models.Q(reviewed_on=None, outcome="")
                | (models.Q(reviewed_on__isnull=False) & ~models.Q(outcome="")),
                name="commitment_review_has_an_outcome",
            ),
        )

    def __str__(self) -> str:
        return self.text
