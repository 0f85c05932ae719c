"""Start-up of the product."""

from django.apps import AppConfig


class OkMilaConfig(AppConfig):
    """Registers the house rules."""

    name = "okmila"
    verbose_name = "OK Mila"

    def ready(self) -> None:
        from okmila import checks  # noqa: F401
