"""How hard the texts of pupils are to read: Kandel and Moles' formula, and the length of sentences, band by band.

Kandel and Moles (1958) fitted Flesch's ease to French: 207 − 1.015 × words per sentence − 73.6 × syllables per word.
Syllables are those of Pyphen's French patterns. On Flesch's scale 90 and more is very easy, 80 easy, 70 fairly easy,
60 plain, 50 fairly hard.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby

import pyphen

from common.levels import Band
from sequences.specs import Tier
from tools.texts.passages import Passage

SHORTEST = 100
"""Words under which a mean says nothing; the formula was made for samples of a hundred words."""


@dataclass(frozen=True)
class Limit:
    """What a band can read by itself."""

    ease: float
    """The least ease of a file, on Kandel and Moles' scale."""
    mean: float
    """The most words a sentence, on average over a file."""
    longest: int
    """The most words in any one sentence."""


LIMITS: Mapping[Band, Limit] = {
    Band.P12: Limit(ease=95, mean=8, longest=16),
    Band.P34: Limit(ease=90, mean=10, longest=22),
    Band.P56: Limit(ease=80, mean=12, longest=28),
    Band.S12: Limit(ease=80, mean=14, longest=32),
    Band.S34: Limit(ease=70, mean=16, longest=36),
    Band.S56: Limit(ease=70, mean=18, longest=36),
}

NOT_READ = {"alt", "theme", "unit", "title", "source", "say", "pupil", "reply", "home", "columns", "label", "licence"}
"""Names, labels and what is said aloud: they are no running text, or nobody reads them alone."""

LED = {"rules", "summary", "debrief"}
"""What the person who leads reads first, where some players cannot read yet."""

_TIERS: Mapping[Tier, Band] = {
    Tier.P1_P3: Band.P12,
    Tier.P4_P6: Band.P34,
    Tier.S1_S3: Band.S12,
    Tier.S4_S6: Band.S34,
}


@dataclass(frozen=True)
class Ease:
    """What measuring a text gives."""

    words: int
    sentences: int
    syllables: int
    longest: str
    """The sentence with the most words."""

    @property
    def mean(self) -> float:
        return self.words / self.sentences

    @property
    def score(self) -> float:
        return 207 - 1.015 * self.mean - 73.6 * self.syllables / self.words

    @property
    def longest_words(self) -> int:
        return len(words_of(self.longest))


@dataclass(frozen=True)
class Line:
    """One line of the report: a file, the band it is written for, and what it measures."""

    file: str
    band: Band
    ease: Ease

    def faults(self) -> Iterator[str]:
        """Say in French what is above the limits of the band."""
        limit = LIMITS[self.band]
        if self.ease.longest_words > limit.longest:
            yield (
                f"une phrase de {self.ease.longest_words} mots (au plus {limit.longest} en {self.band}) : "
                f"« {self.ease.longest} »"
            )
        if self.ease.words < SHORTEST:
            return
        if self.ease.score < limit.ease:
            yield f"aisance de {self.ease.score:.0f} (au moins {limit.ease:g} en {self.band})"
        if self.ease.mean > limit.mean:
            yield f"{self.ease.mean:.1f} mots par phrase (au plus {limit.mean:g} en {self.band})"


_MARKS = re.compile(r"\*+|^\s*(?:[-–]|\d+\.)\s+", re.MULTILINE)
_SENTENCE_END = re.compile(r"(?<=[.!?…])(?:[ \u00a0\u202f]*»)?\s+|\n+|\s(?=–\s)|(?<=:)\s+(?=«)")
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")


def sentences_of(text: str) -> list[str]:
    """Cut a text into sentences; a line of a list is one."""
    return [piece.strip() for piece in _SENTENCE_END.split(_MARKS.sub("", text)) if words_of(piece)]


def words_of(text: str) -> list[str]:
    """Give the words of a text; what is elided goes with the word that follows."""
    return _WORD.findall(text)


@cache
def _patterns() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="fr", left=1, right=1)


@cache
def syllables_in(word: str) -> int:
    """Count the syllables of a word; an elided letter has none."""
    parts = re.split(r"[-’']", word)
    spoken = [part for part in parts if len(part) > 1 or part.lower() in "aàyôo"] or parts[:1]
    return sum(len(_patterns().positions(part.lower())) + 1 for part in spoken)


def measure(texts: Iterable[str]) -> Ease | None:
    """Measure texts together; nothing comes of texts without a sentence."""
    sentences = [sentence for text in texts for sentence in sentences_of(text)]
    if not sentences:
        return None
    words = [word for sentence in sentences for word in words_of(sentence)]
    longest = max(sentences, key=lambda sentence: len(words_of(sentence)))
    return Ease(len(words), len(sentences), sum(syllables_in(word) for word in words), longest)


def is_running_text(passage: Passage) -> bool:
    """Tell whether pupils read the passage by themselves, as sentences."""
    if passage.field in LED and Band.P12 in passage.bands:
        return False
    return passage.for_pupils and passage.field not in NOT_READ and passage.text.rstrip(" »*\u00a0")[-1:] in ".!?…"


def band_of(passage: Passage) -> Band:
    """Give the band a passage is written for: the youngest that its document names, unless its place says more."""
    kind = passage.file.partition("/")[0]
    if kind == "cards":
        number = int(re.sub(r"\D", "", passage.place) or 1)
        return _TIERS[Tier(number)]
    if kind == "figures":
        return Band.P56 if passage.field == "simple" else Band.S34
    if kind == "terms" and passage.field == "full":
        return Band.S34
    return passage.bands[0] if passage.bands else Band.P56


def report(passages: Iterable[Passage]) -> list[Line]:
    """Measure every file, part by part where its parts are for different bands."""
    read = [passage for passage in passages if is_running_text(passage)]
    order = list(Band)
    read.sort(key=lambda passage: (passage.file, order.index(band_of(passage))))
    lines = []
    for (file, band), group in groupby(read, key=lambda passage: (passage.file, band_of(passage))):
        ease = measure(passage.text for passage in group)
        if ease is not None:
            lines.append(Line(file, band, ease))
    return lines
