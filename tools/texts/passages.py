"""Every text of the content files, with the place it stands at and who reads it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import Any, get_args, get_type_hints

from common.content import Picture
from common.levels import Band
from common.text import Prose
from label.grid import Axis, CriterionSpec, GridSpec, Level
from library.reading import ArticlePart, ArticleSpec, CharterLine, CharterSpec, ClaimSpec, ResourceSpec, Sum
from library.specs import (
    CompetenceSpec,
    Equivalent,
    FigureSpec,
    FrameworkLink,
    Milestone,
    OtherSource,
    TermSpec,
)
from okmila.catalogue import Catalogue
from quizzes.specs import QuizSpec, Scenario, Statement, Surroundings
from sequences.exercises import (
    DrawingExercise,
    MatchExercise,
    OrderExercise,
    ReadingExercise,
    SheetItem,
    TableExercise,
    TickExercise,
    Worksheet,
    WritingExercise,
)
from sequences.games import Board, Deck, GameSpec, Outside, PlayingCard, Role, Roles, Square
from sequences.modules import ModuleExercise, ModulePart, ModuleSpec
from sequences.specs import CardBack, CardQuestion, CardSpec, Exchange, SequenceSpec, Step

_EXERCISE = "instruction"

PUPILS: Mapping[type, str] = {
    FigureSpec: "title simple unit perimeter excluded source equivalents other_sources",
    Equivalent: "sentence",
    OtherSource: "source",
    TermSpec: "title simple full",
    ArticleSpec: "title summary picture intro parts questions source",
    ArticlePart: "title text picture benefit limit check question",
    ClaimSpec: "title claim heard questions correction honest sums",
    Sum: "label unit",
    CharterSpec: "title summary picture intro lines review source",
    CharterLine: "text how sign",
    Picture: "alt",
    QuizSpec: "title intro theme picture questions closing scenarios",
    Scenario: "title situation picture behaviour belief rationalisation question_around surroundings debrief",
    Statement: "text",
    Surroundings: "individual interpersonal societal",
    CardSpec: "title theme picture questions",
    CardQuestion: "text",
    GameSpec: "title summary theme picture rules debrief prints",
    Deck: "title cards",
    PlayingCard: "title text picture",
    Board: "title squares",
    Square: "text effect picture",
    Roles: "title roles",
    Role: "title who wants knows doubts picture",
    SequenceSpec: "title theme picture steps worksheet home",
    Step: "title say exchanges pupil_text trace",
    Exchange: "pupil reply",
    Worksheet: "title intro adapted_intro standard adapted",
    ReadingExercise: f"{_EXERCISE} text",
    TickExercise: f"{_EXERCISE} choices",
    WritingExercise: _EXERCISE,
    OrderExercise: f"{_EXERCISE} items",
    TableExercise: f"{_EXERCISE} columns rows",
    DrawingExercise: _EXERCISE,
    MatchExercise: f"{_EXERCISE} left right",
    SheetItem: "text picture",
}
"""What pupils read, or are read, of each kind of document; a piece is theirs when everything around it is.

Of a question and of its pieces they read everything: see `readers`."""

STAFF: Mapping[type, str] = {
    CompetenceSpec: "statement dimension meaning progression links",
    Milestone: "text",
    FrameworkLink: "framework",
    ResourceSpec: "title author what use limits audience licence weight",
    ModuleSpec: "title summary picture aims brief parts exercise questions tomorrow",
    ModulePart: "title text picture",
    ModuleExercise: "title instruction worked",
    GridSpec: "title notice axes levels criteria",
    Axis: "title",
    Level: "title criteria",
    CriterionSpec: "title rule unit thresholds steps evidence",
    CardSpec: "back",
    CardBack: "prompt about_figure trap",
    Scenario: "teacher_note",
    Statement: "note",
    GameSpec: "aim material setup variants solution outside",
    PlayingCard: "answer",
    Outside: "author licence",
    SequenceSpec: "summary subjects objectives material preparation adapted",
    Step: "goal unfolding pitfalls screen_free",
    **dict.fromkeys(
        (
            ReadingExercise,
            TickExercise,
            WritingExercise,
            OrderExercise,
            TableExercise,
            DrawingExercise,
            MatchExercise,
        ),
        "answer",
    ),
}
"""What only teachers read."""


@dataclass(frozen=True)
class Passage:
    """One text: where it stands, who reads it, and the figures that the things around it name."""

    file: str
    """As `quizzes/sq05-quiz`."""
    place: str
    text: str
    for_pupils: bool
    bands: tuple[Band, ...]
    figures: frozenset[str]

    @property
    def field(self) -> str:
        """The last name of the place, without its number."""
        return self.place.rpartition(".")[2].partition("[")[0]


def holds_text(hint: Any) -> bool:
    """Tell whether a field of this type holds something that people read."""
    return hint is Prose or is_dataclass(hint) or any(holds_text(inner) for inner in get_args(hint))


@cache
def readers(cls: type) -> tuple[frozenset[str], frozenset[str]]:
    """Give the fields of a class that pupils read, and those that only teachers read."""
    if cls.__module__.startswith("quizzes.") and cls not in PUPILS:
        hints = get_type_hints(cls)
        return frozenset(field.name for field in fields(cls) if holds_text(hints[field.name])), frozenset()
    return frozenset(PUPILS.get(cls, "").split()), frozenset(STAFF.get(cls, "").split())


@dataclass(frozen=True)
class _Around:
    file: str
    bands: tuple[Band, ...]
    figures: frozenset[str]


def passages(catalogue: Catalogue) -> Iterator[Passage]:
    """Give every text of every document, in the order of the files."""
    lent = _figures_lent_to_quizzes(catalogue)
    for kind, files in catalogue.files.items():
        for key, file in files.items():
            name = f"{kind}/{key}"
            named = frozenset(key for kind, key, _place in file.references if kind == "figures")
            if kind == "figures":
                named |= {key}
            around = _Around(name, tuple(getattr(file.spec, "bands", ())), named | lent.get(key, frozenset()))
            yield from _walk(file.spec, "", around, for_pupils=type(file.spec) in PUPILS)


def _figures_lent_to_quizzes(catalogue: Catalogue) -> Mapping[str, frozenset[str]]:
    """A quiz is played inside its sequences, beside their figures."""
    lent: dict[str, frozenset[str]] = {}
    for file in catalogue.of("sequences").values():
        quizzes = {step.quiz for step in file.spec.steps if step.quiz} | set(file.spec.stories)
        for quiz in quizzes:
            lent[quiz] = lent.get(quiz, frozenset()) | set(file.spec.figures)
    return lent


def _walk(thing: Any, place: str, around: _Around, *, for_pupils: bool) -> Iterator[Passage]:
    if isinstance(thing, str):
        if thing:
            yield Passage(around.file, place, thing, for_pupils, around.bands, around.figures)
    elif isinstance(thing, tuple):
        for number, item in enumerate(thing, 1):
            yield from _walk(item, f"{place}[{number}]", around, for_pupils=for_pupils)
    elif is_dataclass(thing):
        pupils, staff = readers(type(thing))
        for field in fields(thing):
            if field.name in pupils or field.name in staff:
                inner = f"{place}.{field.name}" if place else field.name
                theirs = for_pupils and field.name in pupils
                yield from _walk(getattr(thing, field.name), inner, around, for_pupils=theirs)
