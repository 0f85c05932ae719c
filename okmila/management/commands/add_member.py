"""`manage.py add_member SCHOOL EMAIL --role teacher|coordinator`"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from okmila.people import add_member
from schools.models import Role, School


class Command(BaseCommand):
    """Gives somebody a role in a school."""

    help = "Donne à quelqu’un un rôle dans une école ; écrit son mot de passe une seule fois si le compte est nouveau."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("school", help="clé de l’école")
        parser.add_argument("email", help="adresse électronique")
        parser.add_argument("--role", choices=Role.values, default=Role.TEACHER.value, help="rôle")

    def handle(self, *_args: Any, **options: Any) -> str:
        school = School.objects.filter(key=options["school"]).first()
        if school is None:
            known = ", ".join(School.objects.order_by("key").values_list("key", flat=True)) or "aucune"
            raise CommandError(f"Aucune école n’a la clé « {options['school']} ». Clés connues : {known}.")
        return add_member(school, options["email"], Role(options["role"]))
