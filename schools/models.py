"""People, schools, classes and pupils: everything that access depends on."""

import uuid
from datetime import date, timedelta
from typing import Any, ClassVar, Self

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils.functional import cached_property
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _

from common.fields import WordSetField
from common.levels import Band, bands_of

MAX_HEADCOUNT = 60
YOUNGEST_PIN_BAND = Band.P56
"""Below this band a pupil signs in with pictures, from it on with a PIN."""


class UserManager(BaseUserManager["User"]):
    """Makes staff accounts, known by their e-mail address."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make an account; without a password nobody can sign in with it."""
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make a platform administrator."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """An adult who signs in with an e-mail address. Pupils are never users."""

    email = models.EmailField(_("adresse électronique"), unique=True)
    name = models.CharField(_("nom affiché"), max_length=80)
    is_staff = models.BooleanField(_("équipe de la plateforme"), default=False)
    is_active = models.BooleanField(_("compte actif"), default=True)
    joined_at = models.DateTimeField(_("inscrit le"), default=now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = _("compte")
        constraints = (models.UniqueConstraint(Lower("email"), name="user_email_once"),)

    def __str__(self) -> str:
        return self.name or self.email

    @cached_property
    def roles(self) -> frozenset[str]:
        """Roles that the person holds in any school, read once a request."""
        return frozenset(self.memberships.values_list("role", flat=True))

    @cached_property
    def reads_a_federation(self) -> bool:
        """Tell whether the person reads some federation, asked once a request."""
        return self.readings.exists()


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Federations by who reads them."""

    def read_by(self, user: User) -> Self:
        return self.filter(readers__user=user)


class Organisation(models.Model):
    """A federation of schools: it reads their levels and totals, and nothing of a class or a pupil."""

    key = models.SlugField(_("clé"), max_length=60, unique=True)
    name = models.CharField(_("nom"), max_length=120)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("fédération")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Reader(models.Model):
    """Somebody reads what a federation's schools have reached."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="readers")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="readings")

    class Meta:
        verbose_name = _("lecture d’une fédération")
        constraints = (models.UniqueConstraint(fields=["organisation", "user"], name="reader_once"),)

    def __str__(self) -> str:
        return f"{self.user} : {self.organisation}"


class SchoolQuerySet(models.QuerySet["School"]):
    """Schools by what somebody does in them."""

    def visible_to(self, user: User) -> Self:
        """Schools in which the person has a role, whichever it is."""
        return self.filter(pk__in=Membership.objects.filter(user=user).values("school"))

    def coordinated_by(self, user: User) -> Self:
        return self.filter(pk__in=_schools_of(user, Role.COORDINATOR))

    def taught_in_by(self, user: User) -> Self:
        return self.filter(pk__in=_schools_of(user, Role.TEACHER))


class School(models.Model):
    """A school; its register number is optional and never needed to start."""

    key = models.SlugField(_("clé"), max_length=60, unique=True)
    name = models.CharField(_("nom"), max_length=120)
    locality = models.CharField(_("localité"), max_length=80)
    fase = models.CharField(_("numéro FASE"), max_length=12, blank=True)
    language = models.CharField(_("langue"), max_length=8, default="fr")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.SET_NULL, null=True, blank=True, related_name="schools"
    )

    objects = SchoolQuerySet.as_manager()

    class Meta:
        verbose_name = _("école")

    def __str__(self) -> str:
        return self.name


class SignInBrake(models.Model):
    """Wrong passwords in a row for one address, known or not: only a digest of what was typed is kept, for a day."""

    digest = models.CharField(_("empreinte de l’adresse"), max_length=64, primary_key=True)
    failures = models.PositiveSmallIntegerField(_("essais manqués"), default=0)
    waits_until = models.DateTimeField(_("attend jusqu’à"), null=True, blank=True)
    last_at = models.DateTimeField(_("dernier essai"), auto_now=True)

    class Meta:
        verbose_name = _("frein")

    def __str__(self) -> str:
        return self.digest[:8]


def first_day_of_school_year(start: int) -> date:
    """Give the last Monday of August of a year, when the school year rolls over (domain: FWB calendar)."""
    last = date(start, 8, 31)
    return last - timedelta(days=last.weekday())


class SchoolYearManager(models.Manager["SchoolYear"]):
    """Finds the school year of a day."""

    def of_day(self, day: date) -> "SchoolYear":
        """Give the school year that a day belongs to; reading it makes no row."""
        return self.model(start=day.year if day >= first_day_of_school_year(day.year) else day.year - 1)

    def current(self) -> "SchoolYear":
        """Give today's school year."""
        return self.of_day(localdate())


class SchoolYear(models.Model):
    """A school year, named by the year it starts in."""

    start = models.PositiveSmallIntegerField(_("année de la rentrée"), primary_key=True)

    objects = SchoolYearManager()

    class Meta:
        verbose_name = _("année scolaire")
        ordering = ("start",)

    def __str__(self) -> str:
        return f"{self.start}-{self.start + 1}"

    @property
    def first_day(self) -> date:
        return first_day_of_school_year(self.start)

    @property
    def last_day(self) -> date:
        return first_day_of_school_year(self.start + 1) - timedelta(days=1)


class Role(models.TextChoices):
    """What somebody does in a school."""

    TEACHER = "teacher", _("enseignant ou enseignante")
    COORDINATOR = "coordinator", _("coordination")


class Membership(models.Model):
    """A person's role in a school."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("rôle"), max_length=16, choices=Role)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["school", "user", "role"], name="membership_once"),)

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()}"


INVITATION_LASTS = timedelta(days=14)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Invitations of a school."""

    def open_now(self) -> Self:
        """Keep those that can still be accepted."""
        return self.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=now())


class Invitation(models.Model):
    """A link by which a colleague joins a school; only a digest of its secret is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="invitations")
    role = models.CharField(_("rôle"), max_length=16, choices=Role)
    digest = models.CharField(_("empreinte du lien"), max_length=64, unique=True)
    invited_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    invited_at = models.DateTimeField(_("invitée le"), default=now)
    expires_at = models.DateTimeField(_("valable jusqu’à"))
    accepted_at = models.DateTimeField(_("acceptée le"), null=True, blank=True)
    accepted_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(_("retirée le"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        ordering = ("-invited_at",)
        indexes = (models.Index(fields=["school", "expires_at"], name="invitation_school_expiry"),)

    def __str__(self) -> str:
        return f"{self.school}, {self.get_role_display()}"


def _schools_of(user: User, role: Role) -> models.QuerySet[Any, Any]:
    """Give the schools in which a person holds a role, for use inside another query."""
    return Membership.objects.filter(user=user, role=role).values("school")


class ClassroomQuerySet(models.QuerySet["Classroom"]):
    """Starts of every query on class data."""

    def active(self) -> Self:
        return self.filter(archived_at=None)

    def visible_to(self, user: User) -> Self:
        """Classes of which the person is a teacher, or whose school they coordinate."""
        taught = models.Q(pk__in=self._taught_ids(user))
        coordinated = models.Q(school__in=_schools_of(user, Role.COORDINATOR))
        return self.filter(taught | coordinated)

    def taught_by(self, user: User) -> Self:
        """Classes in which the person may act."""
        return self.filter(pk__in=self._taught_ids(user))

    def _taught_ids(self, user: User) -> models.QuerySet[Any, Any]:
        """Classes that the person teaches in a school of which they are still a teacher."""
        teachings = Teaching.objects.filter(user=user, school__in=_schools_of(user, Role.TEACHER))
        return teachings.values("classroom")

    def open_now(self) -> Self:
        """Classes whose session is open at this instant."""
        return self.filter(open_until__gt=now())


class Classroom(models.Model):
    """A class or group: a free label, and a set of grades from which nobody's age is inferred."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="classrooms")
    year = models.ForeignKey(SchoolYear, on_delete=models.PROTECT, related_name="classrooms")
    label = models.CharField(_("nom de la classe"), max_length=60)
    grades = WordSetField(_("années d’études"), max_length=60)
    headcount = models.PositiveSmallIntegerField(_("nombre d’élèves"), validators=[MaxValueValidator(MAX_HEADCOUNT)])
    teachers = models.ManyToManyField(User, through="Teaching", related_name="classrooms")
    join_code = models.CharField(_("code de la classe"), max_length=8, blank=True)
    open_until = models.DateTimeField(_("ouverte jusqu’à"), null=True, blank=True)
    opening = models.PositiveIntegerField(_("numéro d’ouverture"), default=0)
    archived_at = models.DateTimeField(_("archivée le"), null=True, blank=True)

    objects = ClassroomQuerySet.as_manager()

    class Meta:
        verbose_name = _("classe")
        ordering = ("label", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["join_code"], condition=~models.Q(join_code=""), name="classroom_join_code_once"
            ),
            models.CheckConstraint(
                condition=models.Q(headcount__lte=MAX_HEADCOUNT), name="classroom_headcount_bounded"
            ),
        )
        indexes = (models.Index(fields=["school", "year"], name="classroom_school_year"),)

    def __str__(self) -> str:
        return self.label

    @property
    def bands(self) -> tuple[Band, ...]:
        """Bands that the class touches; one with several grades may touch several."""
        return bands_of(self.grades)

    @property
    def is_open(self) -> bool:
        """Tell whether pupils may sign in at this instant."""
        return self.open_until is not None and self.open_until > now()

    @property
    def uses_pictures(self) -> bool:
        """Tell whether the youngest pupils here are too young for a PIN."""
        order = list(Band)
        return bool(self.bands) and order.index(self.bands[0]) < order.index(YOUNGEST_PIN_BAND)


class Teaching(models.Model):
    """A teacher acts in a class."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    classroom = models.ForeignKey(Classroom, on_delete=models.CASCADE, related_name="teachings")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="teachings")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["school", "classroom", "user"], name="teaching_once"),)

    def __str__(self) -> str:
        return f"{self.user} : {self.classroom}"


class PupilQuerySet(models.QuerySet["Pupil"]):
    """Pupils of a class."""

    def present(self) -> Self:
        """Keep those who have not left the class."""
        return self.filter(left_at=None)


class Pupil(models.Model):
    """A number in a class, maybe with a nickname. Secrets are derived from a key outside the database, never stored."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    classroom = models.ForeignKey(Classroom, on_delete=models.CASCADE, related_name="pupils")
    number = models.PositiveSmallIntegerField(_("numéro"))
    nickname = models.CharField(_("surnom"), max_length=200, blank=True)
    secret_version = models.PositiveIntegerField(_("version du secret"), default=1)
    badge_digest = models.CharField(_("empreinte du badge"), max_length=64, unique=True)
    failures = models.PositiveSmallIntegerField(_("essais manqués"), default=0)
    waits_until = models.DateTimeField(_("attend jusqu’à"), null=True, blank=True)
    locked_at = models.DateTimeField(_("verrouillé le"), null=True, blank=True)
    left_at = models.DateTimeField(_("a quitté la classe le"), null=True, blank=True)
    comfort = models.CharField(_("réglages de lecture"), max_length=60, blank=True)

    objects = PupilQuerySet.as_manager()

    class Meta:
        verbose_name = _("élève")
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=["school", "classroom", "number"], name="pupil_number_once_per_class"),
        )

    def __str__(self) -> str:
        return self.nickname or f"n° {self.number}"
