"""No bare number: a quantity that pupils read is one of a figure that its document names."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from math import floor, isclose, log10
from pathlib import Path

from library.equivalents import compute, rounded
from library.reading import ClaimSpec
from library.specs import Equivalent, FigureSpec
from okmila.catalogue import Catalogue
from quizzes.kinds import Estimate
from quizzes.specs import QuizSpec
from tools.texts.passages import Passage, passages

NUMBER = re.compile(r"(?<![\w,.])\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:,\d+)?(?![\w])|(?<![\w,])\d+(?:,\d+)?(?!\w)")
EXCEPTIONS = Path(__file__).with_name("exceptions.toml")

_SPACE = r"[ \u00a0\u202f]"
_RANGE = rf"(?:\d+{_SPACE}?(?:à|et|ou|–|-){_SPACE}?)?"
_UNIT = (
    r"%|pour cent|pourcents?|g\b|kg\b|t\b|tonnes?\b|grammes?\b|kilos?\b|kilogrammes?\b|litres?\b|l\b|ml\b|cl\b|"
    r"millilitres?\b|[kMGT]?Wh?\b|(?:kilo|méga|giga|téra)?watt(?:heure)?s?\b|km\b|kilom[èe]tres?\b|m[²³]?\b|m[èe]tres?\b|"
    r"hectares?\b|ha\b|°C|degrés?\b|€|euros?\b|[MGTk]o\b|(?:méga|giga)?octets?\b|millions?\b|milliards?\b|fois\b|"
    r"matériaux\b|heures?\b|h\b|jours?\b|ans?\b|années?\b|mois\b"
)
WITH_UNIT = re.compile(rf"{_SPACE}?(?:{_UNIT})|{_SPACE}sur{_SPACE}\d")
SMALL = 12
"""Numbers up to here, without a unit, are counts that a pupil can check by looking."""


@dataclass(frozen=True)
class Allowed:
    """A shape of number that needs no figure, and why."""

    reason: str
    pattern: re.Pattern[str]
    """Must cover the number."""


def _allowed(reason: str, pattern: str) -> Allowed:
    return Allowed(reason, re.compile(pattern.replace("␣de␣", _RANGE).replace("␣", _SPACE)))


_MONTHS = "janvier|février|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|décembre"

ALLOWED: tuple[Allowed, ...] = (
    _allowed("une année : elle date une quantité, elle n’en est pas une", r"\b(?:19|20)\d\d(?:[-–](?:19|20)?\d\d)?\b"),
    _allowed("un jour du calendrier", rf"\b\d{{1,2}}(?:er)?␣(?:{_MONTHS})\b"),
    _allowed("un âge", r"\b␣de␣1?\d␣ans\b"),
    _allowed("la durée d’une étape de la séance", r"\b␣de␣\d{1,3}␣(?:min|minutes?|secondes?|périodes?)\b"),
    _allowed("une heure de l’horloge", r"\b\d{1,2}␣?h(?:␣?\d\d)?\b"),
    _allowed(
        "le numéro d’une chose : exercice, page, case, question…",
        r"(?i)\b(?:exercices?|étapes?|pages?|cases?|questions?|périodes?|fiches?|cartes?|documents?|articles?|n°|"
        r"numéros?|niveaux?|paliers?|images?|lignes?|colonnes?|groupes?|équipes?|manches?|tours?|jours?|semaines?|"
        r"seconde|zone|chiffres?|partie|histoires?|situation|version|DigComp|AFNOR|point|affirmations?|pièces?)␣"
        r"\d+(?:(?:,␣|␣(?:à|et|ou)␣)\d+)*\b",
    ),
    _allowed("le rang d’une ligne dans une liste", r"(?m)^\s*\d+\.␣|(?<=[:;.!?]␣)\d\.␣|\(\d{1,2}\)"),
    _allowed(
        "du matériel ou des personnes que la classe peut compter",
        r"\b␣de␣\d{1,3}␣(?:élèves?|enfants?|joueurs?|joueuses?|cartes?|pions?|cases?|dés?|feuilles?|lignes?|mots?|"
        r"phrases?|points?|équipes?|groupes?|questions?|images?|étiquettes?|jetons?|voix|personnes?|"
        r"participants?|billets?|doigts?|carreaux|pas|tours?|familles?|paires?|seaux)\b",
    ),
    _allowed("une conversion d’unités", r"\b1␣kg(?:,␣c’est|␣=)␣(?:déjà␣)?1␣000␣g\b"),
    _allowed("le format d’une feuille", r"\bA[345]\b"),
)


@dataclass(frozen=True)
class Exempt:
    """Passages of a file where a number is allowed to stand alone, and why."""

    file: str
    reason: str
    texts: tuple[str, ...] = ()
    figure: str = ""
    """A figure that the file does not name, whose numbers it may use all the same."""
    proof: str = ""
    """A sum of two numbers that gives the one that is written."""

    @property
    def proved(self) -> float | None:
        """Compute the proof, when there is one."""
        if not self.proof:
            return None
        first, sign, second = self.proof.split()
        return float(first) / float(second) if sign == "/" else float(first) * float(second)


@dataclass(frozen=True)
class Bare:
    """A quantity that no figure of its document backs."""

    passage: Passage
    written: str
    around: str


def value_of(written: str) -> float:
    """Read a number as it is written in French."""
    return float(re.sub(_SPACE, "", written).replace(",", "."))


def numbers_in(text: str) -> list[float]:
    """Give every number of a text."""
    return [value_of(found.group()) for found in NUMBER.finditer(text)]


def read_exceptions() -> tuple[Exempt, ...]:
    """Read the reviewed passages where a number stands without a figure."""
    data = tomllib.loads(EXCEPTIONS.read_text(encoding="utf-8"))
    return tuple(Exempt(**one | {"texts": tuple(one.get("texts", ()))}) for one in data["exceptions"])


def figure_numbers(figure: FigureSpec, figures: Mapping[str, FigureSpec]) -> set[float]:
    """Give every number that the page of a figure shows."""
    texts = (figure.title, figure.simple, figure.perimeter, figure.excluded, figure.source, figure.unit)
    found = {figure.value, figure.low, figure.high, float(figure.year)}
    found.update(number for text in texts for number in numbers_in(text))
    found.update(number for other in figure.other_sources for number in numbers_in(other.source))
    for equivalent in figure.equivalents:
        found.update(_equivalent_numbers(equivalent, figure, figures[equivalent.other]))
    return found


def _equivalent_numbers(equivalent: Equivalent, figure: FigureSpec, other: FigureSpec) -> Iterator[float]:
    """Give what an equivalent shows, and its range when only the measure it is told in varies."""
    sure = replace(figure, low=figure.value, high=figure.value)
    for result in (compute(equivalent, figure, other), compute(equivalent, sure, other)):
        yield from (rounded(number) for number in (result.value, result.low, result.high))


def backing(catalogue: Catalogue) -> Mapping[str, set[float]]:
    """Give the numbers of every figure by its key."""
    figures = {key: file.spec for key, file in catalogue.of("figures").items()}
    return {key: figure_numbers(figure, figures) for key, figure in figures.items()}


def own_numbers(catalogue: Catalogue) -> Mapping[str, set[float]]:
    """Give the numbers that a document itself proves: sums that were computed, limits of what is to be guessed."""
    found: dict[str, set[float]] = {}
    for key, file in catalogue.of("claims").items():
        spec: ClaimSpec = file.spec
        found[f"claims/{key}"] = {number for line in spec.sums for number in (*line.terms, line.result)}
    for key, file in catalogue.of("quizzes").items():
        quiz: QuizSpec = file.spec
        guesses = [question for question in quiz.questions if isinstance(question, Estimate)]
        found[f"quizzes/{key}"] = {limit for guess in guesses for limit in (guess.minimum, guess.maximum)}
    return found


def is_backed(number: float, known: Iterable[float]) -> bool:
    """Tell whether a number is one of those known, maybe rounded to two digits or more, in another decimal unit."""
    return any(_same(number, other * 10.0**power) for other in known if other for power in (0, 3, -3, 6, -6, 9, -9))


def _same(written: float, exact: float) -> bool:
    if isclose(written, exact, rel_tol=1e-9):
        return True
    digits = len(f"{written:.12g}".replace(".", "").strip("0"))
    if digits < 2 or exact <= 0:
        return False
    return isclose(written, round(exact, digits - 1 - floor(log10(exact))), rel_tol=1e-9)


def unbacked(catalogue: Catalogue, exempted: Iterable[Exempt]) -> Iterator[Bare]:
    """Give every quantity of the content files that its document does not back."""
    of_figures, own = backing(catalogue), own_numbers(catalogue)
    for passage in passages(catalogue):
        exempt = [one for one in exempted if one.file == passage.file]
        keys = passage.figures | {one.figure for one in exempt if one.figure}
        known = {number for key in keys for number in of_figures[key]} | own.get(passage.file, set())
        yield from bare_numbers(passage, known, [text for one in exempt for text in one.texts])


def bare_numbers(passage: Passage, known: Iterable[float], exempt: Iterable[str] = ()) -> Iterator[Bare]:
    """Give the quantities of a passage that are neither known, nor of an allowed shape, nor inside an exempt text."""
    known = list(known)
    text = passage.text
    covered = [found.span() for rule in ALLOWED for found in rule.pattern.finditer(text)]
    covered += [found.span() for one in exempt for found in loosely(one).finditer(text)]
    for found in NUMBER.finditer(text):
        start, end = found.span()
        if any(low <= start and end <= high for low, high in covered):
            continue
        number = value_of(found.group())
        if number <= SMALL and number == int(number) and not WITH_UNIT.match(text, end):
            continue
        if not is_backed(number, known):
            yield Bare(passage, found.group(), text[max(0, start - 40) : end + 40].replace("\n", " "))


def loosely(text: str) -> re.Pattern[str]:
    """Compile a text as a pattern that takes any kind of space and either apostrophe."""
    escaped = "".join(_SPACE if sign.isspace() else "['’]" if sign in "'’" else re.escape(sign) for sign in text)
    return re.compile(rf"(?<!\d){escaped}(?!\d)")


_NUMBER = rf"(\d{{1,3}}(?:{_SPACE}\d{{3}})+(?:,\d+)?|\d+(?:,\d+)?)"
_TERM = rf"{_NUMBER}(?:{_SPACE}?(%|€|[a-zA-Zéè₂²]+))?"
_STEP = rf"{_SPACE}([×÷+−]){_SPACE}{_TERM}"
SUM = re.compile(rf"{_TERM}((?:{_STEP})+){_SPACE}([=≈]){_SPACE}{_TERM}")
DIVISION = re.compile(rf"(?<![\d,]){_NUMBER}{_SPACE}:{_SPACE}{_NUMBER}{_SPACE}([=≈]){_SPACE}{_NUMBER}")


def wrong_sums(text: str) -> Iterator[str]:
    """Give the lines of arithmetic written in a text whose result is not what they compute."""
    for found in SUM.finditer(text):
        total = value_of(found[1])
        for sign, written, _unit in re.findall(_STEP, found[3]):
            total = _apply(sign, total, value_of(written))
        if not _is_result(found[len(found.groups()) - 1], total):
            yield f"{found.group()} (le calcul donne {total:g})"
    for found in DIVISION.finditer(text):
        total = value_of(found[1]) / value_of(found[2])
        if not _is_result(found[4], total):
            yield f"{found.group()} (le calcul donne {total:g})"


def _is_result(written: str, total: float) -> bool:
    """Tell whether a result is the total, rounded by 3 % or to the digits that are written, maybe in a larger unit."""
    result = value_of(written)
    digits = len(written.partition(",")[2])
    scaled = [total * 10.0**power for power in (0, -3, 3, -6)]
    return any(isclose(one, result, rel_tol=0.03) or (one >= 1 and round(one, digits) == result) for one in scaled)


def _apply(sign: str, total: float, term: float) -> float:
    match sign:
        case "×":
            return total * term
        case "+":
            return total + term
        case "−":
            return total - term
    return total / term if term else 0.0
