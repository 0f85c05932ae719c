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
_WORD = re.compile(r"(?<!\w)[^\W\d_]+(?:[-’'][^\W\d_]+)*(?!\w)")


def words_of(text: str) -> set[str]:
    """Give the words of a text with straight apostrophes, as dictionaries write them."""
    return {word.replace("’", "'") for word in _WORD.findall(_NOT_WORDS.sub(" ", text))}


def own_words() -> frozenset[str]:
    """Read the words that the project knows and the dictionary does not; a line that begins with # explains."""
    lines = OWN_WORDS.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def unknown_words(words: Iterable[str], own: frozenset[str]) -> list[str]:
    """Give the words that neither the dictionary nor the project knows, in order."""
    words = set(words)
    asked = sorted({piece for word in words for piece in (word, *_pieces(word))})
    refused = set(_hunspell(asked).split())
    known = {word for word in asked if word not in refused and not refused.intersection(word.split("-"))}
    return sorted(word for word in words if not _is_known(word, known, own))


def _hunspell(words: Iterable[str]) -> str:
    """Give the words that the dictionary refuses, one a line."""
    command = ["hunspell", "-d", "fr", "-i", "utf-8", "-l"]
    return subprocess.run(command, input="\n".join(words), text=True, capture_output=True, check=True).stdout


def _pieces(word: str) -> list[str]:
    return [piece for piece in re.split(r"[-']", word) if piece]


def _is_known(word: str, known: set[str], own: frozenset[str]) -> bool:
    """Tell whether a word is known whole, or in each of its hyphenated pieces (« demande-t-on »), or after its elision."""
    if word in known or word in own or word.lower() in own:
        return True
    pieces = _pieces(word)
    elided = {"l", "d", "j", "m", "t", "s", "n", "c", "qu", "jusqu", "lorsqu", "puisqu", "quelqu"}
    return len(pieces) > 1 and all(
        piece in known or piece in own or piece.lower() in own or piece.lower() in elided for piece in pieces
    )


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
