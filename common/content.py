"""Content files: strict TOML read into frozen dataclasses, and back to plain JSON.

A dataclass is the only description of a format. Every field is checked for its type, unknown and missing fields are
refused, and every mistake becomes one French sentence with the file, the place and what to write instead.
"""

import difflib
import hashlib
import json
import re
import tomllib
import types
from collections.abc import Iterator
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache, cached_property
from pathlib import Path
from typing import (
    Annotated,
    Any,
    ClassVar,
    Generic,
    Protocol,
    TypeVar,
    Union,
    cast,
    get_args,
    get_origin,
    get_type_hints,
    runtime_checkable,
)

from common.text import Prose, typeset

T = TypeVar("T")


@dataclass(frozen=True)
class Ref:
    """Marks a string field as the key of another document, or of an illustration."""

    kind: str


@dataclass(frozen=True)
class Problem:
    """A mistake at a place inside a document."""

    place: str
    message: str


@runtime_checkable
class Checked(Protocol):
    """A document that knows rules beyond the types of its fields."""

    def problems(self) -> Iterator[Problem]: ...


class ContentError(Exception):
    """What is wrong in one content file, as French sentences."""

    def __init__(self, source: str, problems: list[Problem]) -> None:
        self.source = source
        self.problems = problems
        super().__init__("\n".join(self.sentences()))

    def sentences(self) -> list[str]:
        """Give one sentence a problem, each with the file and the place."""
        return [f"{self.source}, {problem.place or 'racine'} : {problem.message}" for problem in self.problems]


IllustrationName = Annotated[str, Ref("illustrations")]
FigureKey = Annotated[str, Ref("figures")]
CompetenceKey = Annotated[str, Ref("competences")]
TermKey = Annotated[str, Ref("terms")]
CardKey = Annotated[str, Ref("cards")]
QuizKey = Annotated[str, Ref("quizzes")]
GameKey = Annotated[str, Ref("games")]
ArticleKey = Annotated[str, Ref("articles")]
ClaimKey = Annotated[str, Ref("claims")]
SequenceKey = Annotated[str, Ref("sequences")]


@dataclass(frozen=True)
class Picture:
    """An illustration with the words that stand for it when it cannot be seen."""

    name: IllustrationName
    alt: Prose

    def problems(self) -> Iterator[Problem]:
        if not self.alt:
            yield Problem("alt", "texte de remplacement vide ; décrivez l’image en quelques mots.")


_EXPECTED = {
    str: "un texte entre guillemets est attendu",
    int: "un nombre entier est attendu",
    float: "un nombre est attendu",
    bool: "true ou false est attendu",
    date: "une date comme 2026-11-23 est attendue",
    tuple: "une liste entre crochets est attendue",
    dict: "une table est attendue",
}


@cache
def _hints(cls: type) -> dict[str, Any]:
    hints = get_type_hints(cls, include_extras=True)
    return {name: hint for name, hint in hints.items() if get_origin(hint) is not ClassVar}


def _join(place: str, name: str) -> str:
    return f"{place}.{name}" if place else name


def _day(text: str) -> Any:
    """Read a stored day; a text that is none comes back as it is."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


SLUG = re.compile(r"[-a-zA-Z0-9_]{1,80}")


def is_key(text: str) -> bool:
    """Tell whether a key can stand in an address."""
    return bool(SLUG.fullmatch(text))


BAD_KEY = "écrivez la clé sans espace ni accent : lettres, chiffres et tirets, 80 signes au plus."


class _Reader:
    """Walks plain data along a dataclass and collects every problem instead of stopping at the first.

    Trusted data comes from the database: it was checked when it was read from its file, and rules made since then do
    not make the past unreadable.
    """

    def __init__(self, *, trusted: bool) -> None:
        self.trusted = trusted
        self.found: list[Problem] = []
        self.unbuilt = 0
        """Mistakes that keep a dataclass from being built, apart from the rules of those that were."""
        self.references: list[tuple[str, str, str]] = []

    def refuse(self, place: str, message: str) -> None:
        self.unbuilt += 1
        self.found.append(Problem(place, message))

    def wrong_type(self, place: str, wanted: type, value: object) -> None:
        self.refuse(place, f"{_EXPECTED[wanted]} ici, et non {value!r}.")

    def value(self, hint: Any, value: Any, place: str) -> Any:
        origin = get_origin(hint)
        if origin is Annotated:
            return self.reference(hint, value, place)
        if origin in (Union, types.UnionType):
            inner = next(arg for arg in get_args(hint) if arg is not type(None))
            return None if value is None else self.value(inner, value, place)
        if origin is tuple:
            return self.sequence(get_args(hint)[0], value, place)
        if hint is Prose:
            return self.prose(value, place)
        if isinstance(hint, type) and issubclass(hint, Enum):
            return self.choice(hint, value, place)
        if is_dataclass(hint):
            return self.table(cast(type, hint), value, place)
        return self.scalar(hint, value, place)

    def reference(self, hint: Any, value: Any, place: str) -> Any:
        base, *marks = get_args(hint)
        read = self.value(base, value, place)
        if isinstance(read, str):
            self.references.extend((mark.kind, read, place) for mark in marks if isinstance(mark, Ref))
        return read

    def sequence(self, inner: Any, value: Any, place: str) -> Any:
        if not isinstance(value, list | tuple):
            self.wrong_type(place, tuple, value)
            return ()
        return tuple(self.value(inner, item, f"{place}[{number}]") for number, item in enumerate(value, 1))

    def prose(self, value: Any, place: str) -> Any:
        if not isinstance(value, str):
            self.wrong_type(place, str, value)
            return Prose("")
        return Prose(value) if self.trusted else typeset(value)

    def choice(self, hint: type[Enum], value: Any, place: str) -> Any:
        try:
            if isinstance(value, bool):
                raise ValueError(value)
            return hint(value)
        except ValueError:
            allowed = ", ".join(f"« {member.value} »" for member in hint)
            self.refuse(place, f"« {value} » n’existe pas ici ; choisissez parmi {allowed}.")
            return next(iter(hint))

    def scalar(self, hint: type, value: Any, place: str) -> Any:
        if hint is float and isinstance(value, int) and not isinstance(value, bool):
            return float(value)
        if hint is date and self.trusted and isinstance(value, str):
            value = _day(value)
        exact = {int: bool, date: datetime}
        if not isinstance(value, hint) or isinstance(value, exact.get(hint, ())):
            self.wrong_type(place, hint, value)
        return value

    def table(self, cls: type, value: Any, place: str) -> Any:
        if not isinstance(value, dict):
            self.wrong_type(place, dict, value)
            return None
        variants = getattr(cls, "VARIANTS", None)
        if variants is not None:
            kind = value.get("kind")
            if kind is None:
                self.refuse(_join(place, "kind"), "champ obligatoire absent ; ajoutez-le.")
                return None
            chosen = variants.get(kind) if isinstance(kind, str) else None
            if chosen is None:
                allowed = ", ".join(f"« {name} »" for name in variants)
                self.refuse(_join(place, "kind"), f"« {kind} » n’existe pas ici ; choisissez parmi {allowed}.")
                return None
            return self.fields(chosen, {name: item for name, item in value.items() if name != "kind"}, place)
        return self.fields(cls, value, place)

    def fields(self, cls: type, value: dict[str, Any], place: str) -> Any:
        hints = _hints(cls)
        before = self.unbuilt
        self.unknown_fields(value, hints, place)
        read: dict[str, Any] = {}
        for field in fields(cls):
            if field.name in value:
                read[field.name] = self.value(hints[field.name], value[field.name], _join(place, field.name))
            elif field.default is MISSING and field.default_factory is MISSING:
                self.refuse(_join(place, field.name), "champ obligatoire absent ; ajoutez-le.")
        if self.unbuilt > before:
            return None
        built = cls(**read)
        if not self.trusted and isinstance(built, Checked):
            for problem in built.problems():
                where = _join(place, problem.place) if problem.place else place
                self.found.append(Problem(where, problem.message))
        return built

    def unknown_fields(self, value: dict[str, Any], hints: dict[str, Any], place: str) -> None:
        for name in value:
            if name in hints:
                continue
            near = difflib.get_close_matches(name, hints, n=1)
            cure = f"écrivez « {near[0]} »" if near else f"les champs possibles sont {', '.join(hints)}"
            self.refuse(_join(place, name), f"champ inconnu ; {cure}.")


@dataclass(frozen=True)
class ContentFile(Generic[T]):
    """One document read from its file: its key, what it says and the keys it refers to."""

    key: str
    source: str
    spec: T
    references: tuple[tuple[str, str, str], ...]

    @cached_property
    def document(self) -> Any:
        """What the spec says as plain JSON values."""
        return to_document(self.spec)

    @cached_property
    def fingerprint(self) -> str:
        """The digest of what the spec says."""
        return fingerprint(self.document)


def read_file(cls: type[T], path: Path, *, source: str) -> ContentFile[T]:
    """Read one TOML file strictly; raise ContentError with every mistake it holds."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise ContentError(
            source, [Problem("", "le fichier n’est pas en UTF-8 ; enregistrez-le dans cet encodage.")]
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise ContentError(
            source, [Problem("", f"le TOML ne se lit pas ({error}) ; corrigez la ligne indiquée.")]
        ) from error
    reader = _Reader(trusted=False)
    spec = reader.table(cls, data, "")
    if reader.found:
        raise ContentError(source, reader.found)
    return ContentFile(path.stem, source, spec, tuple(reader.references))


def to_document(spec: object) -> Any:
    """Turn a spec into plain JSON values; `from_document` gives the equal spec back."""
    if is_dataclass(spec):
        document = {field.name: to_document(getattr(spec, field.name)) for field in fields(spec)}
        kind = getattr(spec, "kind", None)
        return {"kind": kind, **document} if isinstance(kind, str) and "kind" not in document else document
    if isinstance(spec, tuple):
        return [to_document(item) for item in spec]
    if isinstance(spec, Enum):
        return spec.value
    if isinstance(spec, date):
        return spec.isoformat()
    return spec


def from_document(cls: type[T], document: dict[str, Any]) -> T:
    """Build the spec that a stored document describes; raise ContentError when it no longer fits the format."""
    reader = _Reader(trusted=True)
    spec = reader.table(cls, document, "")
    if reader.found:
        raise ContentError("document enregistré", reader.found)
    return spec


def fingerprint(document: Any) -> str:
    """Give the SHA-256 of a document's canonical JSON, in hexadecimal."""
    canonical = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
