"""How somebody reads most easily: size, spacing, contrast, motion and voice, as words that the style sheet knows."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LONGEST = 60
"""Longest text that is read as settings; all of them together are shorter."""


@dataclass(frozen=True)
class Choice:
    """One way of showing pages: its word in the style sheet, and its name."""

    word: str
    label: Promise


@dataclass(frozen=True)
class Setting:
    """One thing to choose; the first choice is the usual one."""

    name: str
    title: Promise
    choices: tuple[Choice, ...]

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(choice.word for choice in self.choices)


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "size",
        _("La taille"),
        (
            Choice("size-1", _("Moyen")),
            Choice("size-2", _("Grand")),
            Choice("size-3", _("Très grand")),
        ),
    ),
    Setting("spacing", _("Les espaces"), (Choice("tight", _("Serré")), Choice("airy", _("Aéré")))),
    Setting("contrast", _("Les couleurs"), (Choice("soft", _("Douces")), Choice("strong", _("Fortes")))),
    Setting("motion", _("Les mouvements"), (Choice("lively", _("Petits")), Choice("calm", _("Aucun")))),
    Setting("voice", _("La voix"), (Choice("spoken", _("Avec")), Choice("silent", _("Sans")))),
)


def read_comfort(text: str) -> str:
    """Give one known word for each setting, or nothing when the text holds none: nothing else gets into a page."""
    given = set(text[:LONGEST].split())
    if given.isdisjoint(word for setting in SETTINGS for word in setting.words):
        return ""
    return " ".join(next((word for word in setting.words if word in given), setting.words[0]) for setting in SETTINGS)


def typed_comfort(fields: Mapping[str, str]) -> str:
    """Give the settings that a form sends; a value that does not exist counts as the usual one."""
    typed = [(setting, fields.get(setting.name)) for setting in SETTINGS]
    return " ".join(word if word in setting.words else setting.words[0] for setting, word in typed)
