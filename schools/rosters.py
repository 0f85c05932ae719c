"""Lists of pupils as teachers paste and correct them."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from schools.models import MAX_HEADCOUNT, Pupil

MAX_NICKNAME = 200
NO_NICKNAME = "–"
"""A line of its own for a pupil who is only a number, in a list without numbers."""
INVISIBLE = {"Cc", "Cf", "Cs"}
JOINERS = "\u200d\u200c"
"""Signs of category Cf that hold emoji and some scripts together."""
NUMBERED = re.compile(r"(\d{1,2})(?:\s*[.)°:]|(?=\s|$))\s*(?:[-–]\s+)?(.*)")
BULLET = re.compile(r"[-–•*]\s+|•|\*")


@dataclass(frozen=True)
class Line:
    """One pupil of a list: a nickname, and the number when the line says one."""

    number: int | None
    nickname: str


def read_roster(pasted: str) -> list[Line]:
    """Read one pupil a line.

    A line « 7 Zoé » names number 7; where every line has its own number, numbers keep their meaning, otherwise the
    order of the lines is all that counts. Bullets, invisible signs and empty lines are left out.
    """
    lines = [line for text in pasted.replace("\t", " ").splitlines() if (line := _line(text)) is not None]
    numbers = [line.number for line in lines]
    if None in numbers or len(set(numbers)) != len(numbers) or not all(1 <= (n or 0) <= MAX_HEADCOUNT for n in numbers):
        return [Line(None, line.nickname) for line in lines if line.nickname or line.number is None]
    return lines


def _line(text: str) -> Line | None:
    visible = "".join(sign for sign in text if sign in JOINERS or unicodedata.category(sign) not in INVISIBLE)
    words = " ".join(visible.split()).strip(JOINERS)
    if words == NO_NICKNAME:
        return Line(None, "")
    numbered = NUMBERED.fullmatch(words)
    if numbered:
        return Line(int(numbered[1]), numbered[2][:MAX_NICKNAME])
    bullet = BULLET.match(words)
    name = words[bullet.end() :].strip() if bullet else words
    return Line(None, name[:MAX_NICKNAME]) if name else None


def write_roster(pupils: Iterable[Pupil]) -> str:
    """Write the list of a class as it can be corrected and read again."""
    return "\n".join(f"{pupil.number} {pupil.nickname}".rstrip() for pupil in pupils)


def is_numbered(lines: Sequence[Line]) -> bool:
    """Tell whether the numbers of a list mean the pupils' own numbers."""
    return bool(lines) and all(line.number is not None for line in lines)
