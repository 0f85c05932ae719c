"""What every kind of question has, and what the kinds share: choices, options, and how a form's values are refused."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol

from common.content import Picture, Problem
from common.text import Prose


class Unreadable(ValueError):
    """The response is not an answer to this question; its text says in French what to do."""


@dataclass(frozen=True)
class Choice:
    """One possible answer, with what to say to somebody who chose it."""

    key: str
    text: Prose
    picture: Picture | None = None
    feedback: Prose = Prose("")


@dataclass(frozen=True)
class Item:
    """One thing to put in order."""

    key: str
    text: Prose
    picture: Picture | None = None


@dataclass(frozen=True)
class Option:
    """One thing that a page offers: what it stands for, and what is said to somebody who takes it."""

    key: str
    text: str
    picture: Picture | None = None
    feedback: str = ""
    right: bool = False

    @property
    def words(self) -> str:
        """Say it where no picture can be shown."""
        return self.text or (self.picture.alt if self.picture else "")


class Stories(Protocol):
    """What a question may ask of its quiz: the statements of a story."""

    def scenario(self, key: str) -> Any: ...


@dataclass(frozen=True)
class Question(ABC):
    """What every kind of question has; the kinds are listed in `VARIANTS` at the end of `quizzes.kinds`."""

    VARIANTS: ClassVar[Mapping[str, type["Question"]]]
    kind: ClassVar[str]
    piece: ClassVar[str] = "tiles"
    """The template pieces that draw it, `_ask_….html` before the answer and `_told_….html` after."""
    several: ClassVar[bool] = False
    shuffled: ClassVar[bool] = True
    in_order: ClassVar[bool] = False
    """The file's order is the answer, so that no page may start with it."""

    key: str
    prompt: Prose

    @abstractmethod
    def read(self, values: Sequence[str]) -> Any:
        """Turn the values of a form into the response to store; raise Unreadable."""

    def options(self, stories: Stories) -> tuple[Option, ...]:
        """Give what a page offers to choose from or to put in order, in the order of the file."""
        return ()


@dataclass(frozen=True)
class MarkedQuestion(Question):
    """A question of knowledge: it has a key, a reason, and maybe a figure to show afterwards."""

    reason: Prose
    """Said to everybody after the answer: why, in words of the pupil's age."""

    @abstractmethod
    def mark(self, response: Any) -> float:
        """Give the share of the question that the response earns, from 0 to 1."""

    def right_words(self, stories: Stories) -> tuple[str, ...]:
        """Say what is right, a line each, for those who read the answers aloud."""
        return tuple(option.text for option in self.options(stories) if option.right)


@dataclass(frozen=True)
class Opinion(Question):
    """What somebody thinks: no key, no mark, no name; it is kept as a position and never as an answer."""

    @abstractmethod
    def read(self, values: Sequence[str]) -> str: ...


def one_of(values: Sequence[str], allowed: Sequence[str], advice: str) -> str:
    """Read the only value there is, which must be allowed; else give the advice."""
    if len(values) != 1 or values[0] not in allowed:
        raise Unreadable(advice)
    return values[0]


def repeated(keys: Sequence[str], place: str) -> Iterator[Problem]:
    """Complain about two answers of the same key."""
    if len(set(keys)) != len(keys):
        yield Problem(place, "deux réponses portent la même clé ; donnez-en une différente à chacune.")
