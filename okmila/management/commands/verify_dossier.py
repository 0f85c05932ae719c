"""`manage.py verify_dossier FILE [--fingerprint F]`"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.formats import date_format

from label.signing import clean_fingerprint, fingerprint_groups
from label.verdict import Verdict
from label.verifying import verify_file


class Command(BaseCommand):
    """Checks a dossier offline, without the database; leaves with 1 when anything differs."""

    help = "Vérifie un dossier hors connexion et dit exactement ce qui diffère ; sort avec 1 au moindre écart."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="dossier à vérifier (.zip)")
        parser.add_argument("--fingerprint", default="", help="empreinte de la clé attendue, avec ou sans espaces")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            expected = clean_fingerprint(options["fingerprint"]) if options["fingerprint"] else None
        except ValueError:
            raise CommandError("Une empreinte compte 64 signes, de 0 à 9 et de a à f.") from None
        try:
            with options["file"].open("rb") as file:
                verdict = verify_file(file, expected)
        except OSError as error:
            raise CommandError(f"Le fichier {options['file']} ne se lit pas.") from error
        self.stdout.write("\n".join(_lines(verdict)))
        if not verdict.is_good:
            raise CommandError(verdict.title)
        self.stdout.write(verdict.title)


def _lines(verdict: Verdict) -> list[str]:
    lines = []
    if verdict.manifest:
        told = verdict.manifest
        lines.append(f"{told.school}, année scolaire {told.school_year}, état au {date_format(told.day, 'j F Y')}")
        lines.append(f"Grille : {told.grid}")
    if verdict.fingerprint:
        lines.append(f"Clé : {' '.join(fingerprint_groups(verdict.fingerprint))}")
    lines += [f"✓ {line}" for line in verdict.passed]
    return lines + [f"✗ {line}" for line in verdict.differences]
