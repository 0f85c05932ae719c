"""What classes and schools promise themselves, and what became of it."""

import uuid
from datetime import date, timedelta
from typing import Self

from django.db import models
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from common.actions import ActionLevel
from schools.models import Classroom, School, SchoolYear, User

SHORTEST_TRIAL = timedelta(weeks=4)
"""What a promise needs before anybody can say what became of it; the label asks for as much."""


def first_review_day(made_on: date) -> date:
    """Give the first day on which a promise made on a day may be looked at again."""
    return made_on + SHORTEST_TRIAL


class Outcome(models.TextChoices):
    """What a review finds; none of them is a fault."""

    KEPT = "tenu", _("tenu")
    PARTLY = "en-partie", _("tenu en partie")
    NOT_YET = "pas-encore", _("pas encore tenu")


class NextStep(models.TextChoices):
    """What people do with a promise once it was looked at again."""

    KEEP = "garder", _("on le garde")
    ADAPT = "adapter", _("on l’adapte")
    END = "arreter", _("on s’arrête là")


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    """Promises of classes and of schools."""

    def standing(self) -> Self:
        """Keep those that were not withdrawn."""
        return self.filter(withdrawn_at=None)

    def running(self) -> Self:
        """Keep those that stand and were not looked at again yet."""
        return self.standing().filter(reviewed_on=None)

    def reviewed(self) -> Self:
        """Keep those that stand and were looked at, the latest first."""
        return self.standing().exclude(reviewed_on=None).order_by("-reviewed_on", "text")

    def of_school(self, school: School) -> Self:
        """Keep what a whole school decided, and nothing that a class of it did."""
        return self.filter(school=school, classroom=None)

    def kept_by(self, user: User) -> Self:
        """Keep those that a person may write on: a class's for its teachers, a school's for its coordination."""
        taught = models.Q(classroom__in=Classroom.objects.active().taught_by(user))
        coordinated = models.Q(classroom=None, school__in=School.objects.coordinated_by(user))
        return self.filter(taught | coordinated)


class Commitment(models.Model):
    """What a class decides to do together or, without a class, what the whole school decides."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="commitments")
    classroom = models.ForeignKey(Classroom, on_delete=models.CASCADE, null=True, related_name="commitments")
    text = models.CharField(_("engagement"), max_length=300)
    carried_by = models.CharField(_("qui s’en charge"), max_length=60)
    level = models.CharField(_("niveau"), max_length=16, choices=[(item.value, item.value) for item in ActionLevel])
    made_on = models.DateField(_("décidé le"))
    due_on = models.DateField(_("bilan prévu le"))
    follows = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="followed_by")
    recorded_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    reviewed_on = models.DateField(_("bilan fait le"), null=True, blank=True)
    outcome = models.CharField(_("résultat"), max_length=12, choices=Outcome, blank=True)
    helped = models.CharField(_("ce qui a aidé"), max_length=600, blank=True)
    hindered = models.CharField(_("ce qui a freiné"), max_length=600, blank=True)
    next_step = models.CharField(_("la suite"), max_length=8, choices=NextStep, blank=True)
    withdrawn_at = models.DateTimeField(_("retiré le"), null=True, blank=True)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("engagement")
        ordering = ("due_on", "made_on", "text")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(due_on__gte=models.F("made_on")), name="commitment_due_after_made"
            ),
            models.CheckConstraint(
                condition=models.Q(reviewed_on=None, outcome="", next_step="")
                | (models.Q(reviewed_on__isnull=False) & ~models.Q(outcome="") & ~models.Q(next_step="")),
                name="commitment_review_has_an_outcome",
            ),
            models.UniqueConstraint(
                fields=["school", "classroom", "text", "made_on"],
                condition=models.Q(withdrawn_at=None, classroom__isnull=False),
                name="commitment_once_a_day_per_class",
            ),
            models.UniqueConstraint(
                fields=["school", "text", "made_on"],
                condition=models.Q(withdrawn_at=None, classroom=None),
                name="commitment_once_a_day_per_school",
            ),
        )

    def __str__(self) -> str:
        return self.text

    @property
    def first_review_on(self) -> date:
        return first_review_day(self.made_on)

    @property
    def may_be_reviewed(self) -> bool:
        """Tell whether enough weeks have passed to say what became of it."""
        return localdate() >= self.first_review_on

    @property
    def is_due(self) -> bool:
        """Tell whether the day of its review has come."""
        return self.reviewed_on is None and self.due_on <= localdate()

    @property
    def noted_today(self) -> bool:
        """Tell whether the review can still be taken back as a mistake."""
        return self.reviewed_on == localdate()


class CharterAdoption(models.Model):
    """A school's council adopts the charter for a school year; what it promises from it are commitments."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="charter_adoptions")
    year = models.ForeignKey(SchoolYear, on_delete=models.PROTECT, related_name="+")
    adopted_on = models.DateField(_("adoptée le"))
    adopted_by = models.CharField(_("adoptée par"), max_length=80)
    recorded_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(_("retirée le"), null=True, blank=True)

    class Meta:
        verbose_name = _("adoption de la charte")
        ordering = ("-year",)
        constraints = (models.UniqueConstraint(fields=["school", "year"], name="charter_adopted_once_a_year"),)

    def __str__(self) -> str:
        return f"{self.school} : {self.year_id}"


NUDGE_LASTS = timedelta(weeks=2)
"""How long a kind word stands on a class's page, and how long the next one waits."""


class NudgeQuerySet(models.QuerySet["Nudge"]):
    """Kind words on the pages of classes."""

    def recent(self) -> Self:
        """Keep those of the last two weeks."""
        return self.filter(made_on__gt=localdate() - NUDGE_LASTS)

    def shown_today(self) -> Self:
        """Keep the recent ones that nobody has put away."""
        return self.recent().filter(seen_at=None)


class Nudge(models.Model):
    """The coordination has left a kind word on a class's page."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    classroom = models.ForeignKey(Classroom, on_delete=models.CASCADE, related_name="nudges")
    made_on = models.DateField(_("laissé le"))
    made_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    seen_at = models.DateTimeField(_("rangé le"), null=True, blank=True)

    objects = NudgeQuerySet.as_manager()

    class Meta:
        verbose_name = _("petit mot")
        constraints = (models.UniqueConstraint(fields=["school", "classroom", "made_on"], name="nudge_once_a_day"),)

    def __str__(self) -> str:
        return f"{self.classroom}, {self.made_on}"
