"""`manage.py join_federation SCHOOL FEDERATION [--name NAME]` or `manage.py join_federation SCHOOL --leave`"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from common.content import BAD_KEY, is_key
from schools.models import Organisation, School


class Command(BaseCommand):
    """Lets a school join a federation, or leave it."""

    help = "Fait entrer une école dans une fédération, qui lit alors son niveau et ses totaux ; ou l’en fait sortir."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("school", help="clé de l’école")
        parser.add_argument("federation", nargs="?", help="clé de la fédération")
        parser.add_argument("--name", default="", help="nom de la fédération, pour la créer si sa clé est nouvelle")
        parser.add_argument("--leave", action="store_true", help="fait sortir l’école de sa fédération")

    def handle(self, *_args: Any, **options: Any) -> str:
        school = School.objects.filter(key=options["school"]).first()
        if school is None:
            raise CommandError(f"Aucune école n’a la clé « {options['school']} ».")
        if bool(options["federation"]) is options["leave"]:
            raise CommandError("Donnez la clé d’une fédération, ou --leave, l’un des deux.")
        school.organisation = None if options["leave"] else _federation(options["federation"], options["name"])
        school.save(update_fields=["organisation"])
        return f"{school.name} – {school.organisation or 'sans fédération'}"


def _federation(key: str, name: str) -> Organisation:
    """Give a federation by its key, made when it is new and has a name."""
    found = Organisation.objects.filter(key=key).first()
    if found is not None:
        return found
    if not name:
        known = ", ".join(Organisation.objects.order_by("key").values_list("key", flat=True)) or "aucune"
        raise CommandError(f"Aucune fédération n’a la clé « {key} » ; créez-la avec --name. Clés connues : {known}.")
    if not is_key(key):
        raise CommandError(f"« {key} » ne peut pas servir de clé : {BAD_KEY}")
    return Organisation.objects.create(key=key, name=name)
