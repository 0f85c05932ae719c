"""Badges: pupils as values that can be printed."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from common.illustrations import illustration_path
from printing.badges import Badge, badges_pdf
from printing.worksheet import Item
from schools.models import Classroom, Pupil
from schools.secrets import PICTURES, badge_of, pictures_of, pin_of


def classroom_badges_pdf(classroom: Classroom, pupils: Iterable[Pupil], *, address: str, badge_address: str) -> bytes:
    """Print a badge for each pupil; `badge_address` is where the code in the badge leads, without its token."""
    badges = [_badge(classroom, pupil, address=address, badge_address=badge_address) for pupil in pupils]
    title = _("Badges de la classe %(label)s") % {"label": classroom.label}
    return badges_pdf(badges, title=title, language=classroom.school.language)


def _badge(classroom: Classroom, pupil: Pupil, *, address: str, badge_address: str) -> Badge:
    pictures: tuple[Item, ...] = ()
    if classroom.uses_pictures:
        pictures = tuple(Item(PICTURES[name], illustration_path(f"image-{name}")) for name in pictures_of(pupil))
    return Badge(
        class_label=classroom.label,
        number=pupil.number,
        nickname=pupil.nickname,
        address=address,
        qr_text=f"{badge_address}#{badge_of(pupil)}",
        pictures=pictures,
        pin="" if pictures else pin_of(pupil),
    )
