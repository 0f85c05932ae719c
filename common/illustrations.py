"""Illustrations drawn into the page: no request, and one file for screen, projector and print."""

import re
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

_OPENING = re.compile(r"<svg[^>]*>")


def illustration_path(name: str) -> Path:
    """Give the file of an illustration."""
    return Path(settings.ILLUSTRATIONS_DIR) / f"{name}.svg"


@lru_cache(maxsize=256)
def _inner(name: str) -> tuple[str, str]:
    source = illustration_path(name).read_text(encoding="utf-8")
    opening = _OPENING.search(source)
    if opening is None:
        raise ValueError(f"{name} is not an SVG drawing")
    return opening.group()[:-1], " ".join(source[opening.end() :].split())


def inline_illustration(name: str, alt: str = "", css: str = "") -> SafeString:
    """Draw an illustration of the product; without alternative text it is decoration, hidden from screen readers.

    The file comes with the product and is checked, so that its text may stand in the page as it is.
    """
    opening, body = _inner(name)
    role = f'role="img" aria-label="{escape(alt)}"' if alt else 'aria-hidden="true"'
    return mark_safe(f'{opening} class="drawing {escape(css)}" {role}>{body}')
