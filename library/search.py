"""One search over every document: words are folded and stemmed the same way for both engines, then each indexes them.

Accents, capitals and plurals make no difference. All words must be found, the last one at least begun; when no document
has them all, those that have some come.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from functools import cache, lru_cache

import snowballstemmer
from django.db import connection, transaction

from library.models import SearchEntry

WORD = re.compile(r"[^\W_]+")
MOST_WORDS = 12
MOST_FOUND = 40
COMMON = """
a au aux avec ce ces cet cette d dans de des du elle en et est il ils je l la le les leur lui ma mais me mes moi mon n
ne nos notre nous on ou par pas pour qu que qui s sa se ses son sur ta te tes toi ton tu un une vos votre vous y
"""
STOP_WORDS = frozenset(COMMON.split())
_stemmer = snowballstemmer.stemmer("french")

PLACES = {
    "sequences": ("sequence_page", True),
    "cards": ("card_page", True),
    "games": ("game_page", True),
    "quizzes": ("story_page", True),
    "modules": ("module_page", True),
    "articles": ("article_page", True),
    "claims": ("claim_page", True),
    "figures": ("figure_page", True),
    "terms": ("term_page", True),
    "competences": ("competence_page", True),
    "resources": ("resources", False),
    "charters": ("charter", False),
}
"""The page of each kind of document, and whether its key is in the address (else it is the place on the page)."""


@cache
def stem(word: str) -> str:
    """Fold a word's capitals and accents, and cut its ending."""
    plain = unicodedata.normalize("NFKD", word.casefold().replace("œ", "oe").replace("æ", "ae"))
    folded = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return _stemmer.stemWord(folded)


def stems(text: str) -> Iterator[str]:
    """Give the stem of each word that says something."""
    for word in WORD.findall(text):
        if word.casefold() not in STOP_WORDS:
            yield stem(word)


@lru_cache(maxsize=1024)
def _stemmed(text: str) -> str:
    return " ".join(stems(text))


def texts_of(spec: object) -> Iterator[str]:
    """Give every text that a document says, however deep it stands."""
    if is_dataclass(spec):
        for field in fields(spec):
            yield from texts_of(getattr(spec, field.name))
    elif isinstance(spec, tuple):
        for item in spec:
            yield from texts_of(item)
    elif type(spec) is str and " " in spec:
        yield spec


@dataclass(frozen=True)
class Entry:
    """What the search keeps of a document."""

    kind: str
    key: str
    title: str
    summary: str
    text: str


@transaction.atomic
def index(entries: Iterable[Entry], *, language: str) -> None:
    """Make the search know these documents of a language, and no others."""
    rows = [
        SearchEntry(
            kind=entry.kind,
            key=entry.key,
            language=language,
            title=entry.title,
            summary=entry.summary[:400],
            title_words=_stemmed(entry.title),
            words=_stemmed(entry.text),
        )
        for entry in entries
    ]
    SearchEntry.objects.filter(language=language).delete()
    SearchEntry.objects.bulk_create(rows)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM library_searchtext")
            cursor.execute(
                "INSERT INTO library_searchtext (rowid, title_words, words)"
                " SELECT id, title_words, words FROM library_searchentry"
            )


def search(text: str, *, language: str = "fr") -> list[SearchEntry]:
    """Give the documents that a text leads to, the best first."""
    wanted = list(dict.fromkeys(stems(text)))[:MOST_WORDS]
    if not wanted:
        return []
    for glue in ("AND", "OR"):
        keys = _ask(wanted, glue, language)
        if keys:
            found = SearchEntry.objects.in_bulk(keys)
            return [found[key] for key in keys]
    return []


def _ask(wanted: list[str], glue: str, language: str) -> list[int]:
    """Ask the engine at hand for the rows that hold the stems; the last one may be the beginning of a word."""
    sql, match = (SQLITE, _sqlite_match) if connection.vendor == "sqlite" else (POSTGRES, _postgres_match)
    with connection.cursor() as cursor:
        cursor.execute(sql, {"match": match(wanted, glue), "language": language, "most": MOST_FOUND})
        return [row[0] for row in cursor.fetchall()]


SQLITE = """
    SELECT entry.id FROM library_searchtext JOIN library_searchentry entry ON entry.id = library_searchtext.rowid
    WHERE library_searchtext MATCH %(match)s AND entry.language = %(language)s
    ORDER BY bm25(library_searchtext, 12.0, 1.0), entry.title LIMIT %(most)s
"""

VECTOR = "(setweight(to_tsvector('simple', title_words), 'A') || setweight(to_tsvector('simple', words), 'D'))"
POSTGRES = """
    SELECT id FROM library_searchentry, to_tsquery('simple', %(match)s) AS wanted
    WHERE VECTOR @@ wanted AND language = %(language)s
    ORDER BY ts_rank(VECTOR, wanted, 1) DESC, title LIMIT %(most)s
""".replace("VECTOR", VECTOR)


def _sqlite_match(wanted: list[str], glue: str) -> str:
    return f" {glue} ".join([*(f'"{word}"' for word in wanted[:-1]), f'"{wanted[-1]}" *'])


def _postgres_match(wanted: list[str], glue: str) -> str:
    sign = {"AND": " & ", "OR": " | "}[glue]
    return sign.join([*(f"'{word}'" for word in wanted[:-1]), f"'{wanted[-1]}':*"])
