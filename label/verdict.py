"""What can be said of a dossier once it is checked."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from label.manifest import Manifest


class Outcome(StrEnum):
    """What can be said of a dossier as a whole."""

    GENUINE = "genuine"
    INTACT = "intact"
    OTHER_KEY = "other-key"
    MISCOUNTED = "miscounted"
    ALTERED = "altered"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Verdict:
    """What was checked, what differs, and, where the seal holds, whose dossier it is and whose key sealed it."""

    outcome: Outcome
    differences: tuple[str, ...] = ()
    passed: tuple[str, ...] = ()
    manifest: Manifest | None = None
    fingerprint: str = ""

    @property
    def is_good(self) -> bool:
        return self.outcome in (Outcome.GENUINE, Outcome.INTACT)

    @property
    def title(self) -> str:
        return {
            Outcome.GENUINE: _("Ce dossier est intact, et signé par la clé attendue."),
            Outcome.INTACT: _("Ce dossier est intact. Comparez encore l’empreinte de la clé."),
            Outcome.OTHER_KEY: _("Ce dossier est intact, mais signé par une autre clé que celle attendue."),
            Outcome.MISCOUNTED: _(
                "Ce dossier est celui qui a été signé, mais ses points ne suivent pas de ses nombres."
            ),
            Outcome.ALTERED: _("Ce dossier n’est plus celui qui a été signé."),
            Outcome.UNREADABLE: _("Ce fichier n’est pas un dossier qui se vérifie."),
        }[self.outcome]
