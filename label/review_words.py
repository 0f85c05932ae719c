"""Readings by another school in words: where each stands, the letter that carries its link, doors that stay shut."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.utils.functional import Promise
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from label.models import Review, ReviewNote, Verdict
from label.reviewing import Door
from schools.models import School


@dataclass(frozen=True)
class ReviewLine:
    """A reading as the school that asked for it sees it; what is noted shows once the reading is finished."""

    review: Review
    notes: tuple[ReviewNote, ...]

    @property
    def words(self) -> str:
        if self.review.finished_at:
            return _("terminée")
        if self.is_over:
            return _("délai passé")
        return _("en lecture") if self.review.reviewing_school_id else _("lien ouvert")

    @property
    def is_over(self) -> bool:
        """Tell whether nobody can write in it any more."""
        return bool(self.review.finished_at) or self.review.expires_at <= now()

    @property
    def agreed(self) -> int:
        return sum(note.verdict == Verdict.AGREES for note in self.notes)

    @property
    def questions(self) -> list[ReviewNote]:
        return [note for note in self.notes if note.verdict == Verdict.ASKS]

    @property
    def unanswered(self) -> int:
        return sum(not note.answer for note in self.questions)


def review_lines(school: School, most: int) -> list[ReviewLine]:
    """Give the latest readings of a school."""
    rows = school.reviews.standing().select_related("reviewing_school").prefetch_related("notes")[:most]
    return [ReviewLine(row, tuple(row.notes.all()) if row.finished_at else ()) for row in rows]


def letter_address(school: School, link: str) -> str:
    """Give the address that opens a letter with the link in it, its reader still to be chosen."""
    body = _(
        "Bonjour,\n\nNotre école prépare un dossier de sobriété numérique. Acceptez-vous de relire ce que nous "
        "déclarons ? Comptez une demi-heure. Ce lien ouvre la relecture à la coordination de votre école, pendant "
        "30 jours :\n\n%(link)s\n\nMerci !"
    )
    subject = _("Relire le dossier de sobriété numérique : %(school)s") % {"school": school.name}
    return "mailto:?" + urlencode({"subject": subject, "body": body % {"link": link}}, quote_via=quote)


@dataclass(frozen=True)
class Shut:
    """A door that does not open: why, and what to do."""

    picture: str
    title: str | Promise
    advice: str | Promise
    status: int


SHUT: Mapping[Door, Shut] = {
    Door.CLOSED: Shut(
        "erreur-cle",
        gettext_lazy("Ce lien n’ouvre rien"),
        gettext_lazy(
            "Il est incomplet, retiré, ou son délai est passé. Rouvrez le message reçu, ou demandez un nouveau lien à "
            "l’école."
        ),
        404,
    ),
    Door.TAKEN: Shut(
        "erreur-cle",
        gettext_lazy("Ce lien a déjà son lecteur"),
        gettext_lazy(
            "Un lien sert à une seule personne, et quelqu’un l’a ouvert avant vous. Demandez-en un autre à l’école."
        ),
        403,
    ),
    Door.OWN: Shut(
        "erreur-perdu",
        gettext_lazy("Ce lien est pour une autre école"),
        gettext_lazy("Vous coordonnez l’école à relire : transmettez ce lien à la coordination d’une autre école."),
        403,
    ),
}
NOT_COORDINATING = Shut(
    "erreur-perdu",
    gettext_lazy("La relecture est confiée à la coordination"),
    gettext_lazy("Transmettez ce lien à la personne qui coordonne votre école : elle pourra l’ouvrir."),
    403,
)
