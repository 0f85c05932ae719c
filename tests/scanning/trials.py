"""One simulated sheet from print to reading: what was meant, what was read, and how the two compare."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

from PIL import Image

from printing.answer_sheet import AnswerSheet, answer_sheets_pdf
from printing.sheet_geometry import AnswerKind, Bubble, SheetGeometry, SheetQuestion, SheetVariant
from scanning.sheet import SheetProblem, SheetReading, State, read_sheet
from scanning.upload import PageImage, pages_of
from tests.scanning.camera import Shot, grain, photographed, rendered
from tests.scanning.pupil import CLEAN, Hand, Tool, Truth, Written

UNTOUCHED = Written("untouched", Truth.NOTHING)
RESOLUTIONS = (150, 150, 200, 200, 250, 300)
SCANNED = 150
FELT_PEN = Tool(0.85, 0.6, 0)
VARIANTS = (*[SheetVariant.STANDARD] * 4, SheetVariant.ADAPTED, SheetVariant.LARGE)
SEED_STEP = 1_000_003
MAY_BE_DOUBTFUL = {"dot", "erased", "half"}


@dataclass(frozen=True)
class Trial:
    """A photographed page and the truth about it."""

    sheet: AnswerSheet
    geometry: SheetGeometry
    written: dict[Bubble, Written]
    photo: bytes

    def geometry_of(self, sheet_id: int, page: int) -> SheetGeometry | None:
        """Answer the reader as the application would: only for the sheet that was printed."""
        return self.geometry if (sheet_id, page) == (self.sheet.sheet_id, self.geometry.page) else None


def make_questions(count: int, letters: int = 4, several: tuple[int, ...] = ()) -> tuple[SheetQuestion, ...]:
    """Make numbered questions with the first letters of the alphabet."""
    return tuple(
        SheetQuestion(number, "ABCDEF"[:letters], AnswerKind.SEVERAL if number in several else AnswerKind.ONE)
        for number in range(1, count + 1)
    )


def make_sheet(chance: Random) -> AnswerSheet:
    """Draw a sheet: its variant, its questions, and whether it is a blank one."""
    count = chance.randint(20, 40)
    several = tuple(number for number in range(1, count + 1) if chance.random() < 0.15)
    return AnswerSheet(
        "D’où vient mon téléphone ?",
        "P5-P6 A",
        chance.getrandbits(48),
        make_questions(count, chance.randint(3, 6), several),
        chance.choice((None, chance.randint(1, 30))),
        chance.choice(VARIANTS),
        "https://okmila.ecole.be/feuilles/3F7K9-QXM2B",
    )


def make_trial(seed: int, index: int) -> Trial:
    """Print, fill in and photograph a page; the same numbers always give the same picture."""
    chance = Random(seed * SEED_STEP + index)
    sheet = make_sheet(chance)
    geometry = chance.choice(sheet.geometries)
    page = rendered(answer_sheets_pdf([sheet], title="Feuilles"), geometry.page - 1, chance.choice(RESOLUTIONS))
    written = Hand(page, chance, grain()).answer(geometry)
    return Trial(sheet, geometry, written, photographed(page, Shot.by(chance), chance))


SHEET = AnswerSheet("D’où vient mon téléphone ?", "P5-P6 A", 98_765_432_101, make_questions(8, several=(8,)), number=3)
"""A sheet of eight questions, the last one with several answers."""
Marks = Mapping[tuple[int, str], Sequence[str]]


def picture_of(sheet: AnswerSheet = SHEET, marks: Marks | None = None, *, page: int = 1) -> Image.Image:
    """Print a page, mark bubbles as the named strokes of a hand do, and give it as a perfect scanner would."""
    picture = rendered(answer_sheets_pdf([sheet], title="Feuilles"), page - 1, SCANNED)
    geometry = sheet.geometries[page - 1]
    hand = Hand(picture, Random(page), grain())
    hand.tool = FELT_PEN
    bubbles = {(bubble.question, bubble.choice): bubble for bubble in geometry.bubbles}
    bubbles |= {(bubble.question - 2, bubble.choice): bubble for bubble in geometry.digits}
    for place, strokes in (marks or {}).items():
        for stroke in strokes:
            getattr(hand, stroke)(bubbles[place])
    return picture


def read(picture: Image.Image, *sheets: AnswerSheet) -> SheetReading | SheetProblem:
    """Read a picture of one of these sheets."""
    known = {(sheet.sheet_id, geometry.page): geometry for sheet in sheets for geometry in sheet.geometries}
    return read_sheet(picture, lambda sheet_id, page: known.get((sheet_id, page)))


@dataclass
class Tally:
    """What was seen over several sheets."""

    sheets: int = 0
    unread: int = 0
    bubbles: int = 0
    marks: int = 0
    states: Counter[tuple[str, State]] = field(default_factory=Counter)
    answers: Counter[State] = field(default_factory=Counter)
    numbers: Counter[State] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        """Count another tally with this one."""
        for name in ("sheets", "unread", "bubbles", "marks"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name in ("states", "answers", "numbers"):
            getattr(self, name).update(getattr(other, name))
        self.wrong += other.wrong
        self.seconds += other.seconds

    def share(self, state: State, *, of_clean: bool) -> float:
        """Return the share of a state among clean marks, or among all that nobody should doubt."""
        kinds = Counter[State]()
        for (kind, seen), count in self.states.items():
            if kind in CLEAN if of_clean else kind not in MAY_BE_DOUBTFUL:
                kinds[seen] += count
        return kinds[state] / max(1, kinds.total())


def run(seed: int, index: int) -> Tally:
    """Read one simulated page from its file on, and compare."""
    trial = make_trial(seed, index)
    begun = time.process_time()
    pages = list(pages_of("photo.jpg", trial.photo))
    pictures = [page.picture for page in pages if isinstance(page, PageImage)]
    reading = read_sheet(pictures[0], trial.geometry_of)
    tally = Tally(sheets=1, seconds=[time.process_time() - begun])
    if isinstance(reading, SheetProblem):
        tally.unread = 1
        return tally
    _compare(trial, reading, tally)
    tally.wrong = [f"sheet {index}: {words}" for words in tally.wrong]
    return tally


def _compare(trial: Trial, reading: SheetReading, tally: Tally) -> None:
    bubbles = {(bubble.question, bubble.choice): bubble for bubble in trial.geometry.bubbles}
    for mark in reading.marks:
        written = trial.written.get(bubbles[mark.question, mark.choice], UNTOUCHED)
        tally.bubbles += 1
        tally.marks += written is not UNTOUCHED
        tally.states[written.kind, mark.state] += 1
        if not _is_allowed(written.truth, mark.state):
            tally.wrong.append(f"question {mark.question}{mark.choice}, {written.kind}, read as {mark.state}")
    for answer in reading.answers:
        tally.answers[answer.state] += 1
        meant = _meant(trial, answer.question)
        if answer.state is State.SURE and answer.letters not in meant:
            tally.wrong.append(f"answer {answer.question}: {answer.letters} instead of {'/'.join(meant)}")
    if trial.geometry.digits:
        tally.numbers[reading.number_state] += 1
        number = sum(int(b.choice) * 10**b.question for b in trial.written if b in trial.geometry.digits)
        if reading.number_state is State.SURE and reading.number != number:
            tally.wrong.append(f"number {reading.number} instead of {number}")


def _is_allowed(truth: Truth, state: State) -> bool:
    """Tell whether a state is no mistake; a doubtful mark never is one, since a person looks at it."""
    allowed = {
        Truth.NOTHING: {State.EMPTY},
        Truth.MEANT: {State.SURE},
        Truth.CROSSED: {State.CROSSED},
        Truth.TRACE: {State.EMPTY},
        Truth.HALF: {State.SURE},
    }
    return state is State.DOUBTFUL or state in allowed[truth]


def _meant(trial: Trial, question: int) -> set[str]:
    """Return the letters that may be read as a sure answer to a question."""
    row = [bubble for bubble in trial.geometry.bubbles if bubble.question == question]
    truths = {bubble: trial.written.get(bubble, UNTOUCHED).truth for bubble in row}
    meant = "".join(bubble.choice for bubble in row if truths[bubble] in (Truth.MEANT, Truth.HALF))
    return {meant} if meant and (len(meant) == 1 or row[0].square) else set()
