"""The full-text index of the search, in the way of the engine at hand."""

from typing import Any

from django.db import migrations

from library.search import VECTOR


def make_index(_apps: Any, editor: Any) -> None:
    if editor.connection.vendor == "sqlite":
        editor.execute("CREATE VIRTUAL TABLE library_searchtext USING fts5(title_words, words, tokenize='unicode61')")
    else:
        editor.execute(f"CREATE INDEX library_search_words ON library_searchentry USING gin ({VECTOR})")


def drop_index(_apps: Any, editor: Any) -> None:
    if editor.connection.vendor == "sqlite":
        editor.execute("DROP TABLE library_searchtext")
    else:
        editor.execute("DROP INDEX library_search_words")


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [migrations.RunPython(make_index, drop_index)]
