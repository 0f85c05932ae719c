"""`manage.py export_label SCHOOL --year Y --out DIR`"""

from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.timezone import localdate

from label.dossier import dossier_of
from schools.models import School, SchoolYear


class Command(BaseCommand):
    """Writes a school's dossier; the same facts and the same day give the same bytes."""

    help = "Écrit le dossier d’une école pour un label, identique à l’octet pour les mêmes faits et le même jour."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("school", help="clé de l’école")
        parser.add_argument("--year", type=int, help="année de la rentrée ; celle d’aujourd’hui si elle manque")
        parser.add_argument("--out", type=Path, default=Path(), help="dossier où écrire")
        parser.add_argument("--day", type=date.fromisoformat, help="jour de l’état, comme 2026-11-23 ; aujourd’hui")

    def handle(self, *_args: Any, **options: Any) -> str:
        school = School.objects.filter(key=options["school"]).first()
        if school is None:
            raise CommandError(f"Aucune école n’a la clé « {options['school']} ».")
        year = options["year"] or SchoolYear.objects.current().start
        content = dossier_of(school, year=year, as_of=options["day"] or localdate())
        options["out"].mkdir(parents=True, exist_ok=True)
        path = options["out"] / f"dossier-{school.key}-{year}-{year + 1}.zip"
        path.write_bytes(content)
        return str(path)
