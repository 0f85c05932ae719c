"""The rows of the content's tables, read once and written back as they were."""

from typing import Any

from django.core.management.color import no_style
from django.db import connection

from library.models import SearchEntry
from okmila.loading import MODELS
from quizzes.models import QuizRevision
from sequences.models import SequenceRevision

CONTENT = (*MODELS.values(), QuizRevision, SequenceRevision, SearchEntry)
Rows = dict[str, tuple[list[str], list[tuple[Any, ...]]]]


def read_rows() -> Rows:
    """Give every row of the content's tables as the database holds it, with the names of its columns."""
    rows: Rows = {}
    with connection.cursor() as cursor:
        for model in CONTENT:
            table = model._meta.db_table
            columns = [field.column for field in model._meta.concrete_fields]
            cursor.execute(f"SELECT {', '.join(columns)} FROM {table}")  # noqa: S608
            rows[table] = columns, cursor.fetchall()
    return rows


def write_rows(rows: Rows) -> None:
    """Write the rows into empty tables, let new ones be numbered after them, and index the search as loading does."""
    with connection.cursor() as cursor:
        for table, (columns, values) in rows.items():
            places = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})", values)  # noqa: S608
        if connection.vendor == "sqlite":
            cursor.execute("DELETE FROM library_searchtext")
            cursor.execute(
                "INSERT INTO library_searchtext (rowid, title_words, words)"
                " SELECT id, title_words, words FROM library_searchentry"
            )
        for statement in connection.ops.sequence_reset_sql(no_style(), list(CONTENT)):
            cursor.execute(statement)
