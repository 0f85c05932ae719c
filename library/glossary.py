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
        self.left = {key: _spoken(title) for key, title in words}

    def link(self, html: str) -> SafeString:
        """Link the words not yet linked on this page, in HTML that is already safe."""
        pieces, inside = PIECE.split(html), 0
        for place, piece in enumerate(pieces):
            if piece.startswith("<"):
                inside += _opens(piece)
            elif not inside:
                pieces[place] = self._link_text(piece)
        return mark_safe("".join(pieces))

    def _link_text(self, text: str) -> str:
        found = [(match, key) for key, spoken in self.left.items() if (match := spoken.search(text))]
        end = 0
        linked: list[str] = []
        for match, key in sorted(found, key=lambda item: (item[0].start(), -item[0].end())):
            if match.start() < end:
                continue
            linked += [text[end : match.start()], self._anchor(key, match.group())]
            end = match.end()
            del self.left[key]
        return "".join([*linked, text[end:]])

    def _anchor(self, key: str, words: str) -> str:
        return format_html('<a class="word" href="{}">{}</a>', reverse("term_page", args=[key]), mark_safe(words))


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


def _spoken(title: str) -> re.Pattern[str]:
    """Match a word as texts say it: in the singular or the plural, with or without a capital."""
    words = r"\s+".join(re.escape(escape(word)) + r"[sx]?" for word in title.split())
    return re.compile(rf"(?<![\w’-]){words}(?![\w-])|(?<=[dlnsjDLNSJ]’){words}(?![\w-])", re.IGNORECASE)
