"""What a school prints of a sequence's worksheet: kept by day and by kind, with nobody's name."""

from django.db import models, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from schools.models import School, User
from sequences.models import Sequence, SheetPrint

FRUGAL = "-econome"


class SheetKind(models.TextChoices):
    """The four PDFs of a worksheet; a member's value is the name of the file."""

    USUAL = "fiche", _("Fiche élève")
    USUAL_FRUGAL = f"fiche{FRUGAL}", _("Fiche élève économe")
    ADAPTED = "fiche-adaptee", _("Fiche adaptée")
    ADAPTED_FRUGAL = f"fiche-adaptee{FRUGAL}", _("Fiche adaptée économe")

    @property
    def is_frugal(self) -> bool:
        """Tell whether it saves ink and paper."""
        return self.value.endswith(FRUGAL)

    @property
    def variant(self) -> str:
        """For whom it is: the usual sheet or the adapted one."""
        return self.value.removesuffix(FRUGAL)

    @property
    def is_adapted(self) -> bool:
        """Tell whether it has larger letters and more air."""
        return self.variant == SheetKind.ADAPTED

    @property
    def page(self) -> str:
        """The name of its address."""
        return PAGES[self]


PAGES = {
    SheetKind.USUAL: "worksheet",
    SheetKind.ADAPTED: "worksheet_adapted",
    SheetKind.USUAL_FRUGAL: "worksheet_frugal",
    SheetKind.ADAPTED_FRUGAL: "worksheet_adapted_frugal",
}


@transaction.atomic
def note_print(*, sequence: Sequence, kind: SheetKind, user: User) -> None:
    """Keep that the schools in which somebody has a role printed a sheet today; printing it again says nothing more."""
    for school in School.objects.visible_to(user):
        SheetPrint.objects.get_or_create(
            school=school, sequence=sequence, day=localdate(), variant=kind.variant, frugal=kind.is_frugal
        )
