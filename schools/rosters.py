"""Lists of nicknames as teachers paste them."""

import unicodedata

MAX_NICKNAME = 200


def read_nicknames(pasted: str) -> list[str]:
    """Read one nickname a line, without leading numbers, bullets, invisible signs or empty lines."""
    nicknames = []
    for line in pasted.replace("\t", " ").splitlines():
        visible = "".join(sign for sign in line if unicodedata.category(sign) not in {"Cc", "Cs"})
        name = " ".join(visible.split()).lstrip("0123456789.)°-–•* ").strip() or ""
        if name:
            nicknames.append(name[:MAX_NICKNAME])
    return nicknames
