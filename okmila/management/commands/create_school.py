"""`manage.py create_school NAME --locality PLACE --coordinator EMAIL`"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.text import slugify

from common.content import BAD_KEY, is_key
from okmila.people import add_member
from schools.models import Role, School


class Command(BaseCommand):
    """Makes a school with its coordinator."""

    help = "Crée une école et la personne qui la coordonne ; écrit son mot de passe une seule fois."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="nom de l’école")
        parser.add_argument("--locality", required=True, help="localité")
        parser.add_argument("--coordinator", required=True, help="adresse électronique")
        parser.add_argument("--fase", default="", help="numéro FASE, facultatif")
        parser.add_argument("--key", help="clé dans les adresses ; faite à partir du nom si elle manque")

    @transaction.atomic
    def handle(self, *_args: Any, **options: Any) -> str:
        key = options["key"] or slugify(options["name"].replace("’", " ").replace("'", " "))[:60]
        if not is_key(key):
            raise CommandError(f"« {key} » ne peut pas servir de clé ; donnez-en une avec --key : {BAD_KEY}")
        if School.objects.filter(key=key).exists():
            raise CommandError(f"Une école porte déjà la clé « {key} » ; donnez-en une autre avec --key.")
        school = School.objects.create(
            key=key, name=options["name"], locality=options["locality"], fase=options["fase"]
        )
        return f"École créée, clé : {key}\n{add_member(school, options['coordinator'], Role.COORDINATOR)}"
