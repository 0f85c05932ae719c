"""What there is to read, as values that can be printed."""

from collections.abc import Iterable
from pathlib import Path

from django.utils.translation import gettext as _

from common.actions import ActionLevel
from common.content import FigureKey, Picture
from common.documents import specs_by_key
from common.illustrations import illustration_path
from common.text import NARROW, grouped, to_print_line
from library.models import Article, Charter, Claim, Figure
from library.plots import range_text
from library.reading import ArticlePart, CharterLine, CharterSpec, Layout, Scope, Sum, Verdict
from library.specs import FigureSpec
from printing.article import ArticleLayout, ArticlePages, ArticleStop, article_pdf
from printing.bands import Band
from printing.charter import CharterPages, CharterScope, Promise, charter_pdf
from printing.claim import ClaimPages, WorkedSum, claim_pdf
from printing.document import Markup
from printing.reading_parts import FigureLine

CREDIT = "OK Mila · CC BY-SA 4.0"
LAYOUTS = {
    Layout.TIMELINE: ArticleLayout.TIMELINE,
    Layout.BLOCKS: ArticleLayout.BLOCKS,
    Layout.SHEET: ArticleLayout.SHEET,
}
ICONS = {
    ActionLevel.INDIVIDUAL: "niveau-individuel",
    ActionLevel.INTERPERSONAL: "niveau-interpersonnel",
    ActionLevel.SOCIETAL: "niveau-societal",
}


def _line(source: str) -> Markup:
    return Markup(to_print_line(source))


def _lines(sources: Iterable[str]) -> tuple[Markup, ...]:
    return tuple(_line(source) for source in sources)


def _drawing(picture: Picture | None) -> Path | None:
    return illustration_path(picture.name) if picture else None


def _bands_label(bands: Iterable[str]) -> str:
    """Name one band in full, and several by their short names."""
    named = [Band(band) for band in bands]
    return named[0].words if len(named) == 1 else ", ".join(named)


def _figures(keys: Iterable[FigureKey], language: str) -> tuple[FigureLine, ...]:
    wanted = tuple(keys)
    found = specs_by_key(Figure.objects.published(language).filter(key__in=wanted))
    return tuple(_figure(found[key]) for key in wanted if key in found)


def _figure(figure: FigureSpec) -> FigureLine:
    source = _("%(source)s, %(year)s") % {"source": figure.source, "year": figure.year}
    return FigureLine(figure.title, range_text(figure), figure.status.value, source)


def article_pdf_of(article: Article) -> bytes:
    """Print an article as its layout says."""
    spec = article.spec
    return article_pdf(
        ArticlePages(
            title=spec.title,
            band=Band(spec.bands[0]),
            bands_label=_bands_label(spec.bands),
            layout=LAYOUTS[spec.layout],
            summary=spec.summary,
            illustration=_drawing(spec.picture),
            intro=_line(spec.intro),
            parts=tuple(_part(part) for part in spec.parts),
            questions=_lines(spec.questions),
            figures=_figures(spec.figures, article.language),
            source=_line(spec.source),
            credit=CREDIT,
            language=article.language,
        )
    )


def _part(part: ArticlePart) -> ArticleStop:
    return ArticleStop(
        title=part.title,
        text=_line(part.text),
        picture=_drawing(part.picture),
        benefit=_line(part.benefit),
        limit=_line(part.limit),
        check=_line(part.check),
        question=_line(part.question),
    )


def claim_pdf_of(claim: Claim) -> bytes:
    """Print the pupils' sheet of a claim and its worked correction."""
    spec = claim.spec
    return claim_pdf(
        ClaimPages(
            number=spec.number,
            title=spec.title,
            claim=spec.claim,
            band=Band(spec.bands[0]),
            bands_label=_bands_label(spec.bands),
            heard=spec.heard,
            questions=_lines(spec.questions),
            verdicts=tuple(verdict.value for verdict in Verdict),
            correction=_line(spec.correction),
            sums=tuple(_sum(line) for line in spec.sums),
            verdict=spec.verdict.value,
            honest=_line(spec.honest),
            figures=_figures(spec.figures, claim.language),
            credit=CREDIT,
            language=claim.language,
        )
    )


def _sum(line: Sum) -> WorkedSum:
    """Write a sum out as people do on paper."""
    written = f"{NARROW}{line.sign.value}{NARROW}".join(grouped(term) for term in line.terms)
    return WorkedSum(line.label, written, f"≈{NARROW}{grouped(line.result)} {line.unit}")


def charter_pdf_of(charter: Charter) -> bytes:
    """Print the charter for a class and for a school, and the sheets of its review."""
    spec = charter.spec
    return charter_pdf(
        CharterPages(
            title=spec.title,
            summary=spec.summary,
            scopes=tuple(scope for scope in (_scope(spec, scope) for scope in Scope) if scope.promises),
            illustration=_drawing(spec.picture),
            review=_line(spec.review),
            source=_line(spec.source),
            credit=CREDIT,
            language=charter.language,
        )
    )


def _scope(spec: CharterSpec, scope: Scope) -> CharterScope:
    of_class = scope is Scope.CLASSROOM
    return CharterScope(
        heading=_("Pour une classe") if of_class else _("Pour l’école"),
        signers=_("Notre classe") if of_class else _("Notre école"),
        promises=tuple(_promise(line) for line in spec.lines if line.scope is scope),
    )


def _promise(line: CharterLine) -> Promise:
    return Promise(line.text, line.level.value, illustration_path(ICONS[line.level]), line.how, line.sign)
