"""`manage.py add_reader FEDERATION EMAIL`"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from okmila.people import add_reader
from schools.models import Organisation


class Command(BaseCommand):
    """Lets somebody read what the schools of a federation have reached."""

    help = (
        "Laisse quelqu’un lire les niveaux et les totaux d’une fédération ; écrit son mot de passe une seule fois "
        "si le compte est nouveau."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("federation", help="clé de la fédération")
        parser.add_argument("email", help="adresse électronique")

    def handle(self, *_args: Any, **options: Any) -> str:
        organisation = Organisation.objects.filter(key=options["federation"]).first()
        if organisation is None:
            known = ", ".join(Organisation.objects.order_by("key").values_list("key", flat=True)) or "aucune"
            raise CommandError(f"Aucune fédération n’a la clé « {options['federation']} ». Clés connues : {known}.")
        return add_reader(organisation, options["email"])
