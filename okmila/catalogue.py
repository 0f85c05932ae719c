"""All content files of one language, read and checked against each other, without a database."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from common.content import BAD_KEY, ContentError, ContentFile, Problem, is_key, read_file
from label.grid import GridSpec
from library.reading import ArticleSpec, CharterSpec, ClaimSpec, ResourceSpec
from library.specs import CompetenceSpec, FigureSpec, TermSpec
from quizzes.kinds import Estimate
from quizzes.specs import QuizSpec
from sequences.games import GameSpec
from sequences.modules import ModuleSpec
from sequences.specs import CardSpec, SequenceSpec

KINDS: Mapping[str, type] = {
    "figures": FigureSpec,
    "competences": CompetenceSpec,
    "terms": TermSpec,
    "claims": ClaimSpec,
    "articles": ArticleSpec,
    "resources": ResourceSpec,
    "charters": CharterSpec,
    "quizzes": QuizSpec,
    "cards": CardSpec,
    "games": GameSpec,
    "sequences": SequenceSpec,
    "modules": ModuleSpec,
    "label": GridSpec,
}


@dataclass(frozen=True)
class Catalogue:
    """Every document of a language, by kind and key."""

    language: str
    files: Mapping[str, Mapping[str, ContentFile[Any]]]

    def of(self, kind: str) -> Mapping[str, ContentFile[Any]]:
        """Give the documents of one kind by key."""
        return self.files[kind]


class CatalogueError(Exception):
    """Everything that is wrong in the content files, one French sentence each."""

    def __init__(self, sentences: list[str]) -> None:
        self.sentences = sentences
        super().__init__("\n".join(sentences))


def read_catalogue(root: Path, *, language: str, illustrations: Path) -> Catalogue:
    """Read all files of a language under `root`; raise CatalogueError with every mistake found."""
    if not (root / language).is_dir():
        raise CatalogueError([f"fixtures/{language} n’existe pas ; vérifiez le dossier des contenus."])
    sentences: list[str] = []
    files: dict[str, dict[str, ContentFile[Any]]] = {kind: {} for kind in KINDS}
    for kind, spec in KINDS.items():
        for path in sorted((root / language / kind).glob("*.toml")):
            try:
                files[kind][path.stem] = read_file(spec, path, source=f"fixtures/{language}/{kind}/{path.name}")
            except ContentError as error:
                sentences.extend(error.sentences())
                files[kind].setdefault(path.stem, ContentFile(path.stem, path.name, None, ()))
    catalogue = Catalogue(language, files)
    drawings = {path.stem for path in illustrations.glob("*.svg")}
    for file in _all_files(catalogue):
        problems = [
            *_unfit_for_the_database(file),
            *_unknown_references(file, catalogue, drawings),
            *_estimates_off_their_figure(file, catalogue),
        ]
        sentences.extend(ContentError(file.source, [problem]).sentences()[0] for problem in problems)
    if sentences:
        raise CatalogueError(sentences)
    return catalogue


def _all_files(catalogue: Catalogue) -> Iterator[ContentFile[Any]]:
    for files in catalogue.files.values():
        yield from files.values()


LONGEST: Mapping[str, int] = {"title": 200, "statement": 200, "theme": 60, "summary": 400}
"""Longest texts that the columns for lists can hold, in signs."""


def _unfit_for_the_database(file: ContentFile[Any]) -> Iterator[Problem]:
    if not is_key(file.key):
        yield Problem("nom du fichier", BAD_KEY)
    for name, most in LONGEST.items():
        length = len(getattr(file.spec, name, ""))
        if length > most:
            yield Problem(name, f"ce texte compte {length} signes ; il en faut {most} au plus.")


def _unknown_references(file: ContentFile[Any], catalogue: Catalogue, drawings: set[str]) -> Iterator[Problem]:
    for kind, key, place in file.references:
        known = drawings if kind == "illustrations" else catalogue.files[kind]
        if key not in known:
            folder = "les illustrations" if kind == "illustrations" else f"fixtures/{catalogue.language}/{kind}"
            yield Problem(place, f"« {key} » n’existe pas dans {folder} ; corrigez la clé ou ajoutez le fichier.")


def _estimates_off_their_figure(file: ContentFile[Any], catalogue: Catalogue) -> Iterator[Problem]:
    """The range that marks an estimate is the range of its figure, so that one cannot change without the other."""
    if not isinstance(file.spec, QuizSpec):
        return
    for number, question in enumerate(file.spec.questions, 1):
        if not isinstance(question, Estimate):
            continue
        figure = catalogue.of("figures").get(question.figure)
        if figure and figure.spec and (question.low, question.high) != (figure.spec.low, figure.spec.high):
            place = f"questions[{number}].low"
            yield Problem(
                place, f"la fourchette doit être celle du chiffre : {figure.spec.low:g} à {figure.spec.high:g}."
            )
