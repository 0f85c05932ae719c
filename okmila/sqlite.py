"""SQLite before 3.51.3 can corrupt a database in WAL mode when two connections checkpoint at once; avoid it."""

import importlib
import sqlite3
from collections.abc import MutableMapping
from types import ModuleType

SOUND_VERSION = (3, 51, 3)
"""The first release without the WAL-reset fault, published on 13 March 2026 (source: sqlite.org release notes)."""


def use_sound_sqlite(modules: MutableMapping[str, ModuleType]) -> None:
    """Let `pysqlite3` stand for `sqlite3` when the system's library has the fault and a newer one is installed."""
    if sqlite3.sqlite_version_info >= SOUND_VERSION:
        return
    try:
        replacement = importlib.import_module("pysqlite3")
    except ImportError:
        return
    modules["sqlite3"] = replacement
    modules["sqlite3.dbapi2"] = importlib.import_module("pysqlite3.dbapi2")
