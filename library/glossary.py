"""Words of the glossary, linked where a page first says them."""

import re
from collections.abc import Iterable

from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from library.models import Term

PIECE = re.compile(r"(<[^>]*>)")


class Glossary:
    """Links each of its words once: make one for each page."""

    def __init__(self, words: Iterable[tuple[str, str]]) -> None:
        longest_first = sorted(words, key=lambda row: -len(row[1]))
        self.keys = [key for key, _title in longest_first]
        self.linked: set[str] = set()
        spoken = "|".join(f"({_spoken(title)})" for _key, title in longest_first)
        self.pattern = re.compile(rf"(?<![\w-])(?:{spoken})(?![\w-])", re.IGNORECASE)

    def link(self, html: str) -> SafeString:
        """Link the words not yet linked on this page, in HTML that is already safe."""
        if not self.keys:
            return mark_safe(html)
        pieces, inside = PIECE.split(html), 0
        for place, piece in enumerate(pieces):
            if piece.startswith("<"):
                inside += _opens(piece)
            elif not inside:
                pieces[place] = self.pattern.sub(self._anchor, piece)
        return mark_safe("".join(pieces))

    def _anchor(self, match: re.Match[str]) -> str:
        key = self.keys[(match.lastindex or 1) - 1]
        if key in self.linked:
            return match.group()
        self.linked.add(key)
        return format_html(
            '<a class="word" href="{}">{}</a>', reverse("term_page", args=[key]), mark_safe(match.group())
        )


def glossary_of(keys: Iterable[str] | None = None) -> Glossary:
    """Make a page's glossary out of some terms, or of all of them."""
    terms = Term.objects.published()
    if keys is not None:
        terms = terms.filter(key__in=list(keys))
    return Glossary(terms.values_list("key", "title"))


def _opens(tag: str) -> int:
    """Tell whether a tag opens (1) or closes (-1) something in which nothing is linked."""
    name = tag.strip("</>").split(" ", 1)[0]
    if name not in {"a", "h1", "h2", "h3", "button", "summary"}:
        return 0
    return -1 if tag.startswith("</") else 1


def _spoken(title: str) -> str:
    """Match a word as texts say it, in the singular or the plural."""
    return r"\s+".join(re.escape(escape(word)) + "[sx]?" for word in title.split())
