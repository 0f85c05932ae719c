"""Spelling by Debian's French dictionary of the rectified spelling, with a list of the project's own words."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

OWN_WORDS = Path(__file__).resolve().parent.parent / "mots.txt"
PACKAGES = ("hunspell", "hunspell-fr-revised")
CURE = "installez-le (Debian, Ubuntu : apt install hunspell hunspell-fr-revised)."

_NOT_WORDS = re.compile(
    r"https?://\S+|\b[\w.+-]+@[\w.-]+|\b[\w-]+(?:\.[\w-]+)*\.(?:be|com|org|fr|eu|net|io|toml|pdf|xlsx|csv|ods)\b(?:/\S*)?"
    r"|\bX\b|\*+"
)
_ELISION = re.compile(r"(?i)^(?:[ldjmtsnc]|(?:jus|lors|puis|quel|quoi|pres)?qu)'(?=.)")
_SPACES = re.compile(r"\s+")
_WORD = re.compile(r"(?<!\w)[^\W\d_]+(?:[-’'][^\W\d_]+)*(?!\w)")


def words_of(text: str, own: frozenset[str] = frozenset()) -> set[str]:
    """Give the words of a text with straight apostrophes, without the names of several words that the project knows."""
    text = _SPACES.sub(" ", _NOT_WORDS.sub(" ", text))
    for phrase in sorted((line for line in own if " " in line), key=len, reverse=True):
        text = text.replace(phrase, " ")
    return {word.replace("’", "'") for word in _WORD.findall(text)}


def own_words() -> frozenset[str]:
    """Read the words that the project knows and the dictionary does not."""
    return frozenset(own_lines())


def own_lines() -> list[str]:
    """Read the project's words in the order of their file; a line that begins with # explains."""
    lines = OWN_WORDS.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def unknown_words(words: Iterable[str], own: frozenset[str]) -> list[str]:
    """Give the words that neither the dictionary nor the project knows, in order."""
    words = set(words)
    asked = sorted({form for word in words for form in _forms(word) if form})
    refused = set(_hunspell(asked).split())
    known = {word for word in asked if word not in refused and not refused.intersection(word.split("-"))}
    return sorted(word for word in words if not _is_known(word, known, own))


def _hunspell(words: Iterable[str]) -> str:
    """Give the words that the dictionary refuses, one a line."""
    command = ["hunspell", "-d", "fr", "-i", "utf-8", "-l"]
    return subprocess.run(command, input="\n".join(words), text=True, capture_output=True, check=True).stdout


def _forms(word: str) -> tuple[str, ...]:
    stem = _ELISION.sub("", word)
    return word, stem, *stem.split("-")


def _is_known(word: str, known: set[str], own: frozenset[str]) -> bool:
    """Tell whether a word is known whole, without its elision, or in each hyphenated piece (« demande-t-on »)."""
    stem = _ELISION.sub("", word)
    if any(form in known or form in own or form[0].lower() + form[1:] in own for form in (word, stem)):
        return True
    pieces = stem.split("-")
    return len(pieces) > 1 and all(piece in known or piece in own for piece in pieces if piece)


def dictionary_is_there() -> bool:
    """Tell whether hunspell answers with a French dictionary of the rectified spelling."""
    if not shutil.which("hunspell"):
        return False
    try:
        return _hunspell(["connaitre", "connaître"]).split() == ["connaître"]
    except subprocess.CalledProcessError:
        return False


def install_dictionary() -> bool:
    """Install what is missing, by apt as root; tell whether the dictionary is there in the end."""
    if not dictionary_is_there() and shutil.which("apt-get") and os.geteuid() == 0:
        print("Le dictionnaire manque : installation par apt.", flush=True)
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        subprocess.run(["apt-get", "install", "-y", "-qq", *PACKAGES], check=False, stdout=subprocess.DEVNULL)
    return dictionary_is_there()
