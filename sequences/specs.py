"""What a sequence and a questioning card say: the formats of `fixtures/<language>/{sequences,cards}`."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from common.content import (
    BAD_KEY,
    ArticleKey,
    CardKey,
    ClaimKey,
    CompetenceKey,
    FigureKey,
    GameKey,
    Picture,
    Problem,
    QuizKey,
    TermKey,
    is_key,
)
from common.levels import Band
from common.text import Prose
from sequences.exercises import Worksheet

PERIOD_MINUTES = 50


class Axis(StrEnum):
    """Education about, through and for digital sobriety."""

    ABOUT = "au sujet"
    THROUGH = "par"
    FOR = "pour"


class Phase(StrEnum):
    """The part that a step plays in a sequence."""

    HOOK = "accroche"
    RESEARCH = "recherche"
    DEBATE = "débat"
    TRACE = "trace"


class Screens(StrEnum):
    """The equipment that a step needs when it is run as written."""

    NONE = "sans écran"
    ONE = "un écran"
    TABLETS = "tablettes"


@dataclass(frozen=True)
class Exchange:
    """What pupils may say, and what a teacher may answer."""

    pupil: Prose
    reply: Prose


@dataclass(frozen=True)
class Step:
    """A timed part of a sequence."""

    key: str
    title: Prose
    phase: Phase
    period: int
    minutes: int
    screens: Screens
    goal: Prose
    unfolding: Prose
    """Markdown: what happens, in order, so that a substitute teacher can run it."""
    say: tuple[Prose, ...]
    exchanges: tuple[Exchange, ...]
    pitfalls: tuple[Prose, ...]
    screen_free: Prose
    pupil_text: Prose = Prose("")
    """What pupils read or are read, at their level."""
    trace: Prose = Prose("")
    """What stays in the notebook."""
    quiz: QuizKey | None = None
    mandatory: bool = True
    questions_a_figure: bool = False


@dataclass(frozen=True)
class SequenceSpec:
    """A turnkey sequence of lessons."""

    title: Prose
    summary: Prose
    bands: tuple[Band, ...]
    theme: Prose
    periods: int
    axes: tuple[Axis, ...]
    subjects: tuple[Prose, ...]
    picture: Picture
    competences: tuple[CompetenceKey, ...]
    objectives: tuple[Prose, ...]
    material: tuple[Prose, ...]
    preparation: Prose
    adapted: Prose
    """How the sequence opens to pupils with specific needs."""
    steps: tuple[Step, ...]
    worksheet: Worksheet
    home: Prose
    figures: tuple[FigureKey, ...] = ()
    cards: tuple[CardKey, ...] = ()
    terms: tuple[TermKey, ...] = ()
    games: tuple[GameKey, ...] = ()
    stories: tuple[QuizKey, ...] = ()
    """Dissonance quizzes that go on where the sequence stops."""
    claims: tuple[ClaimKey, ...] = ()
    articles: tuple[ArticleKey, ...] = ()

    @property
    def minutes(self) -> int:
        """Length of all steps together, in minutes."""
        return sum(step.minutes for step in self.steps)

    @property
    def screens(self) -> Screens:
        """The most equipment that any step asks for."""
        order = list(Screens)
        return max((step.screens for step in self.steps), key=order.index)

    @property
    def screen_free(self) -> bool:
        """Tell whether every step says how to do it without a screen."""
        return all(step.screen_free for step in self.steps)

    def step(self, key: str) -> Step:
        """Give the step of that key; raise KeyError when there is none."""
        for step in self.steps:
            if step.key == key:
                return step
        raise KeyError(key)

    def problems(self) -> Iterator[Problem]:
        if not self.steps:
            yield Problem("steps", "une séquence a au moins une étape.")
        for key, count in Counter(step.key for step in self.steps).items():
            if count > 1:
                yield Problem("steps", f"la clé « {key} » sert {count} fois ; chaque étape a la sienne.")
        for period in range(1, self.periods + 1):
            minutes = sum(step.minutes for step in self.steps if step.period == period)
            if not 0 < minutes <= PERIOD_MINUTES:
                yield Problem(
                    "steps", f"la période {period} dure {minutes} minutes ; elle doit en durer de 1 à {PERIOD_MINUTES}."
                )
        for number, step in enumerate(self.steps, 1):
            if not is_key(step.key):
                yield Problem(f"steps[{number}].key", BAD_KEY)
            if not 1 <= step.period <= self.periods:
                yield Problem(
                    f"steps[{number}].period", f"la séquence compte {self.periods} périodes ; choisissez-en une."
                )
            if step.minutes < 1:
                yield Problem(f"steps[{number}].minutes", "une étape dure au moins une minute.")
        missing = set(Phase) - {step.phase for step in self.steps}
        if missing:
            yield Problem("steps", f"il manque une étape de : {', '.join(sorted(missing))}.")


class Tier(IntEnum):
    """The four reading levels of a questioning card."""

    P1_P3 = 1
    P4_P6 = 2
    S1_S3 = 3
    S4_S6 = 4


TIER_GRADES: Mapping[Tier, str] = {Tier.P1_P3: "P1-P3", Tier.P4_P6: "P4-P6", Tier.S1_S3: "S1-S3", Tier.S4_S6: "S4-S6"}


@dataclass(frozen=True)
class CardQuestion:
    """An open question for one reading level."""

    tier: Tier
    text: Prose


@dataclass(frozen=True)
class CardBack:
    """The adult's side of a card."""

    prompt: Prose
    figure: FigureKey
    about_figure: Prose
    trap: Prose


@dataclass(frozen=True)
class CardSpec:
    """A questioning card: a picture, one open question per reading level, and a side for the adult."""

    number: int
    title: Prose
    theme: Prose
    picture: Picture
    questions: tuple[CardQuestion, ...]
    back: CardBack

    def problems(self) -> Iterator[Problem]:
        if [question.tier for question in self.questions] != list(Tier):
            yield Problem("questions", "une fiche a quatre questions, du palier 1 au palier 4.")
