"""Lists of nicknames as teachers paste them."""

import unicodedata

MAX_NICKNAME = 200
NO_NICKNAME = "–"
"""A line of its own for a pupil who is only a number."""
INVISIBLE = {"Cc", "Cf", "Cs"}
JOINERS = "\u200d\u200c"
"""Signs of category Cf that hold emoji and some scripts together."""


def read_nicknames(pasted: str) -> list[str]:
    """Read one nickname a line, without numbers, bullets, invisible signs or empty lines; « – » reads as none."""
    nicknames = []
    for line in pasted.replace("\t", " ").splitlines():
        visible = "".join(sign for sign in line if sign in JOINERS or unicodedata.category(sign) not in INVISIBLE)
        words = " ".join(visible.split())
        name = words.lstrip("0123456789.)°-–•* ").strip(JOINERS + " ")
        if name or words == NO_NICKNAME:
            nicknames.append(name[:MAX_NICKNAME])
    return nicknames
