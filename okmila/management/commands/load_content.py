"""`manage.py load_content [--check]`"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from okmila.catalogue import CatalogueError
from okmila.loading import load_catalogue, product_catalogue


class Command(BaseCommand):
    """Loads the content files, or only checks them."""

    help = "Fait dire à la base ce que disent les fichiers de contenu ; --check les relit sans base."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="relire les fichiers sans toucher à la base")

    def handle(self, *_args: Any, **options: Any) -> str:
        try:
            catalogue = product_catalogue()
        except CatalogueError as error:
            raise CommandError("\n".join(error.sentences)) from error
        if options["check"]:
            return "\n".join(f"{kind} : {len(files)} fichiers corrects" for kind, files in catalogue.files.items())
        return "\n".join(
            f"{kind} : {done.created} créés, {done.changed} changés, {done.unchanged} inchangés, {done.retired} retirés"
            for kind, done in load_catalogue(catalogue).items()
        )
