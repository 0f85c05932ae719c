"""Strict readers of environment variables: a value that cannot be understood stops the start, in words."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

_BOOLEANS = {"1": True, "0": False, "true": True, "false": False, "yes": True, "no": False}


class Environment:
    """Reads settings from a mapping, `os.environ` by default."""

    def __init__(self, values: Mapping[str, str] = os.environ) -> None:
        self.values = values

    def text(self, name: str, default: str = "") -> str:
        """Give the variable's text; `NAME_FILE` may name a file that holds it instead."""
        path = self.values.get(f"{name}_FILE")
        if path:
            try:
                return Path(path).read_text(encoding="utf-8").strip()
            except OSError as error:
                raise ImproperlyConfigured(f"{name}_FILE vaut {path!r} ; ce fichier ne se lit pas.") from error
        return self.values.get(name, default)

    def boolean(self, name: str, *, default: bool) -> bool:
        """Give the variable as yes or no; raise ImproperlyConfigured for anything else."""
        value = self.values.get(name)
        if value is None:
            return default
        try:
            return _BOOLEANS[value.strip().lower()]
        except KeyError:
            raise ImproperlyConfigured(f"{name} vaut {value!r} ; écrivez 1 ou 0.") from None

    def integer(self, name: str, *, default: int, minimum: int = 0) -> int:
        """Give the variable as a whole number; raise ImproperlyConfigured below the minimum or for other text."""
        value = self.values.get(name)
        if value is None:
            return default
        if not value.strip().isdecimal() or int(value) < minimum:
            raise ImproperlyConfigured(f"{name} vaut {value!r} ; écrivez un nombre entier d’au moins {minimum}.")
        return int(value)

    def choice(self, name: str, *, default: str, among: tuple[str, ...]) -> str:
        """Give the variable as one of a few words; raise ImproperlyConfigured for another one."""
        value = self.text(name, default)
        if value not in among:
            raise ImproperlyConfigured(f"{name} vaut {value!r} ; choisissez parmi {', '.join(among)}.")
        return value

    def database(self, name: str, *, default: str) -> dict[str, Any]:
        """Give the variable as Django's description of a database; raise ImproperlyConfigured for another engine."""
        value = self.text(name, default)
        if value.partition(":")[0] not in {"sqlite", "postgres", "postgresql"}:
            raise ImproperlyConfigured(f"{name} doit commencer par sqlite: ou postgres:.")
        try:
            return dict(dj_database_url.parse(value, conn_max_age=60, conn_health_checks=True))
        except (ValueError, dj_database_url.ParseError) as error:
            raise ImproperlyConfigured(f"{name} ne se lit pas comme l’adresse d’une base.") from error

    def words(self, name: str, *, default: str) -> list[str]:
        """Give the variable as a list, its items parted by commas."""
        return [word.strip() for word in self.text(name, default).split(",") if word.strip()]
