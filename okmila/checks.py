"""House rules that Django checks at every start."""

import sqlite3
from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register
from django.db import connection
from django.urls import URLPattern, get_resolver

from okmila.sqlite import SOUND_VERSION


@register()
def sqlite_is_sound(app_configs: Sequence[AppConfig] | None, **_kwargs: Any) -> list[CheckMessage]:
    """Warn of an SQLite library that can corrupt a database in WAL mode."""
    if connection.vendor != "sqlite" or sqlite3.sqlite_version_info >= SOUND_VERSION:
        return []
    wanted = ".".join(str(part) for part in SOUND_VERSION)
    message = f"SQLite {sqlite3.sqlite_version} peut abimer une base en mode WAL (corrigé en {wanted})."
    return [Warning(message, hint="Installez pysqlite3 : pip install -r requirements.txt", id="okmila.W001")]


@register()
def policy_is_strict(app_configs: Sequence[AppConfig] | None, **_kwargs: Any) -> list[CheckMessage]:
    """Refuse a content security policy that lets inline code in."""
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    loose = [name for name, sources in directives.items() if any("unsafe" in source for source in sources)]
    if loose or directives.get("default-src") != ["'none'"]:
        return [Error("La politique de sécurité du contenu n’est plus stricte.", id="okmila.E001")]
    return []


@register()
def pages_have_an_audience(app_configs: Sequence[AppConfig] | None, **_kwargs: Any) -> list[CheckMessage]:
    """Refuse a page that does not say who may open it."""
    patterns = [
        pattern
        for resolver in get_resolver().url_patterns
        for pattern in getattr(resolver, "url_patterns", [resolver])
        if isinstance(pattern, URLPattern)
    ]
    silent = [pattern.name for pattern in patterns if not hasattr(pattern.callback, "audience")]
    return [Error(f"La page « {name} » ne dit pas qui peut l’ouvrir.", id="okmila.E002") for name in silent]
