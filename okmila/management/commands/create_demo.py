"""`manage.py create_demo`"""

from typing import Any

from django.core.management.base import BaseCommand

from okmila.demo import create_demo


class Command(BaseCommand):
    """Makes the demo schools and prints how to sign in."""

    help = "Crée deux écoles de démonstration et écrit les façons d’entrer ; la refaire ne change rien."

    def handle(self, *_args: Any, **_options: Any) -> str:
        return "\n".join(create_demo())
