"""A school's preparation file for a label: checkable, readable in black and white, without any pupil."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, PageBreak, Spacer, Table

from printing.bands import draw_all_patterns
from printing.document import Markup, Sheet, Styles, headline, inline, pdf, prose, section, text
from printing.layout import INK, PAPER, RULE, WHITE, Columns, Padding, Panel, Part, draw_sticker, outlined
from printing.text import BOLD, EMPTY, NBSP, REGULAR, fit_line, width_of

MOST_DOTS = 10
NOT_ASSESSABLE = "non évaluable"


@dataclass(frozen=True)
class CriterionLine:
    """One criterion with its count or its declaration; points are absent when the criterion cannot be assessed."""

    code: str
    axis: str
    title: str
    rule: str
    points: int | None
    max_points: int = 3
    basis: str = ""
    """What the points rest on: a count and its whole, or a declaration of a day."""
    detail: Markup = EMPTY
    pieces: tuple[str, ...] = ()
    """The files that prove it, with their size and the start of their fingerprint."""
    next_point: str = ""

    @property
    def points_text(self) -> str:
        """Return the points in words, never as a bare drawing."""
        if self.points is None:
            return NOT_ASSESSABLE
        return f"{self.points}{NBSP}point{'s' if self.points > 1 else ''} sur{NBSP}{self.max_points}"


@dataclass(frozen=True)
class LevelLine:
    """A level of the label, and what is missing of it."""

    title: str
    reached: bool
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True)
class CountTable:
    """Counts that may be told, hidden ones in words."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class ClassLine:
    """What one class has done; it never says who was there."""

    label: str
    bands: str
    sequences: tuple[str, ...]
    validated_steps: int
    months: str


@dataclass(frozen=True)
class DossierPages:
    """What the file of a school says on paper."""

    school_name: str
    locality: str
    period: str
    as_of: str
    grid_name: str
    grid_version: str
    notice: Markup = EMPTY
    levels: tuple[LevelLine, ...] = ()
    criteria: tuple[CriterionLine, ...] = ()
    classes: tuple[ClassLine, ...] = ()
    presences: CountTable | None = None
    fingerprint: str = ""
    key_fingerprint: str = ""
    language: str = "fr"


class _Cloth(Flowable):
    """Prints the six age patterns large, as the sign of a whole school."""

    def __init__(self, height: float) -> None:
        super().__init__()
        self.height = height

    def wrap(self, available: float, _height: float) -> tuple[float, float]:
        self.width = available
        return self.width, self.height

    def draw(self) -> None:
        draw_all_patterns(self.canv, 0, 0, self.width, self.height)


class _Points(Flowable):
    """Prints points as filled and empty dots followed by the same thing in words."""

    def __init__(self, line: CriterionLine, *, size: float = 10.5) -> None:
        super().__init__()
        self.line, self.size = line, size

    def wrap(self, available: float, _height: float) -> tuple[float, float]:
        self.width, self.height = available, self.size + 7
        return self.width, self.height

    def draw(self) -> None:
        canvas = self.canv
        left = _draw_dots(canvas, self.line, 0, self.height / 2, 4.6)
        words, size = fit_line(self.line.points_text, BOLD, self.size, self.width - left)
        canvas.setFillColor(INK)
        canvas.setFont(BOLD, size)
        canvas.drawString(left, self.height / 2 - size * 0.34, words)


def _draw_dots(canvas: Canvas, line: CriterionLine, x: float, middle: float, radius: float) -> float:
    """Draw a filled dot for each point won, an empty one for each that is not; return the place after them."""
    if line.points is None or line.max_points > MOST_DOTS:
        return x
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(radius * 0.3)
    for place in range(line.max_points):
        canvas.setFillColor(INK if place < line.points else WHITE)
        canvas.circle(x + radius * 1.2, middle, radius, stroke=1, fill=1)
        x += radius * 2.8
    return x + radius


class _Strip(Flowable):
    """Prints the dots of several criteria in a row, in the order of the grid."""

    def __init__(self, lines: Sequence[CriterionLine]) -> None:
        super().__init__()
        self.lines = lines

    def wrap(self, available: float, _height: float) -> tuple[float, float]:
        self.width, self.height = available, 14
        return self.width, self.height

    def draw(self) -> None:
        dots = sum(line.max_points * 2.8 + 2.2 for line in self.lines)
        radius, left = min(3.4, self.width / dots if dots else 3.4), 0.0
        for line in self.lines:
            left = _draw_dots(self.canv, line, left, self.height / 2, radius) + radius * 1.2


def dossier_pdf(dossier: DossierPages) -> bytes:
    """Return the printed file; the same values always give the same bytes."""
    styles = Styles.of(11, 1.38)
    story: list[Flowable] = [*_cover(dossier, styles)]
    if dossier.criteria:
        story += [PageBreak(), *_criteria(dossier.criteria, styles)]
    story += _classes(dossier.classes, styles)
    story += _presences(dossier.presences, styles)
    story += _seal(dossier, styles)
    title = f"Dossier de préparation · {dossier.school_name}"
    note = f"situation {dossier.as_of}" if dossier.as_of else ""
    return pdf(story, Sheet(title, dossier.language, address=note, cover=True))


def _cover(dossier: DossierPages, styles: Styles) -> list[Flowable]:
    """Return the page that says whose file it is, of when, and where it stands on each axis."""
    story: list[Flowable] = [
        _Cloth(30 * mm),
        Spacer(1, 14 * mm),
        text("Dossier de préparation", styles.subtitle),
        Spacer(1, 6),
        headline(dossier.school_name, styles.title),
        text(dossier.locality, styles.subtitle),
        Spacer(1, 18),
        Panel([_identity(dossier, styles)], look=outlined(PAPER, 1.8), padding=Padding(12, 14, 10, 14)),
        Spacer(1, 14),
        *prose(dossier.notice, styles.body),
    ]
    if dossier.criteria:
        story += [*section("Où en est l’école, axe par axe", styles), _overview(dossier.criteria, styles)]
    if dossier.levels:
        story += [*section("Les niveaux", styles), _levels(dossier.levels, styles)]
    return story


def _levels(levels: Sequence[LevelLine], styles: Styles) -> Flowable:
    """Return each level with what is missing of it; reached ones say so in words."""
    rows = []
    for level in levels:
        told = (
            [text("atteint ✓", styles.strong)]
            if level.reached
            else [text(f"– {lack}", styles.body) for lack in level.lacks]
        )
        rows.append([text(level.title, styles.column), told])
    return _ruled(rows, ["22%", "78%"], titled=False)


def _identity(dossier: DossierPages, styles: Styles) -> Flowable:
    """Return the period, the day and the grid, side by side."""
    pairs = [("Période", dossier.period), ("Situation", dossier.as_of), ("Grille", dossier.grid_name)]
    cells = [[text(name, styles.label), text(value, styles.body)] for name, value in pairs]
    cells[2].append(text(f"version {dossier.grid_version}", styles.small))
    return Columns(cells, [1.0, 1.0, 1.3], gap=12)


def _by_axis(criteria: Sequence[CriterionLine]) -> list[tuple[str, list[CriterionLine]]]:
    return [(axis, list(lines)) for axis, lines in groupby(criteria, key=lambda line: line.axis)]


def _total(lines: Sequence[CriterionLine]) -> str:
    """Return the sum of the points that can be counted, and how many criteria cannot."""
    counted = [line for line in lines if line.points is not None]
    silent = len(lines) - len(counted)
    points = sum(line.points or 0 for line in counted)
    words = f"{points}{NBSP}point{'s' if points > 1 else ''} sur{NBSP}{sum(line.max_points for line in counted)}"
    if not counted:
        return NOT_ASSESSABLE
    if silent:
        words += f", {silent}{NBSP}critère{'s' if silent > 1 else ''} non évaluable{'s' if silent > 1 else ''}"
    return words


def _overview(criteria: Sequence[CriterionLine], styles: Styles) -> Flowable:
    """Return the sums by axis and the sum of all."""
    rows = [
        [text(axis, styles.body), _Strip(lines), text(_total(lines), styles.column)]
        for axis, lines in _by_axis(criteria)
    ]
    rows.append([text("Ensemble", styles.column), "", text(_total(criteria), styles.column)])
    return _ruled(rows, ["40%", "28%", "32%"], titled=False, extra=[("LINEABOVE", (0, -1), (-1, -1), 1.6, INK)])


def _criteria(criteria: Sequence[CriterionLine], styles: Styles) -> list[Flowable]:
    """Return every criterion with its rule, its count, its points and the next step."""
    story: list[Flowable] = []
    for axis, lines in _by_axis(criteria):
        details = [_criterion(line, styles) for line in lines]
        story += [*section(axis, styles, followed=details[:1]), *details]
    return story


def _criterion(line: CriterionLine, styles: Styles) -> Flowable:
    code, _size = fit_line(line.code, BOLD, 11, 20 * mm)
    indent = max(42.0, width_of(code, BOLD, 11) + 26)

    def look(canvas: Canvas, part: Part) -> None:
        canvas.setStrokeColor(RULE)
        canvas.setLineWidth(0.6)
        if part.last:
            canvas.line(0, 0, part.width, 0)
        if part.first:
            draw_sticker(canvas, line.code, 0, part.height - 26, size=11, widest=20 * mm + 14)

    left: list[Flowable] = [text(line.title, styles.strong), text(line.rule, styles.small)]
    right: list[Flowable] = [_Points(line)]
    if line.basis:
        right.append(text(line.basis, styles.small))
    content: list[Flowable] = [Columns([left, right], [0.62, 0.38], gap=12)]
    if line.detail:
        content += [Spacer(1, 4), inline(line.detail, styles.body)]
    content += [text(f"▪ {piece}", styles.small) for piece in line.pieces]
    if line.next_point:
        content.append(text(f"→ Pour un point de plus{NBSP}: {line.next_point}", styles.body))
    return Panel(content, look=look, padding=Padding(8, 0, 6, indent), whole_below=110 * mm)


def _classes(classes: Sequence[ClassLine], styles: Styles) -> list[Flowable]:
    """Return the table of the classes."""
    if not classes:
        return []
    names = ("Classe", "Âges", "Séquences vécues", "Étapes validées", "Mois")
    rows = [[text(name, styles.column) for name in names]]
    for line in classes:
        sequences: list[Flowable] = [text(title, styles.body) for title in line.sequences]
        cells = [text(line.label, styles.column), text(line.bands, styles.body), sequences or text("–", styles.body)]
        rows.append([*cells, text(str(line.validated_steps), styles.body), text(line.months, styles.body)])
    table = _ruled(rows, ["17%", "12%", "40%", "13%", "18%"], titled=True)
    intro = text("Aucun élève ne figure dans ce dossier, ni par son nom, ni par son numéro.", styles.small)
    return [*section("Les classes", styles, room=45 * mm), intro, Spacer(1, 6), table]


def _presences(table: CountTable | None, styles: Styles) -> list[Flowable]:
    """Return who was present, in counts that tell of nobody."""
    if table is None or not table.rows:
        return []
    rows = [[text(name, styles.column) for name in table.header]]
    rows += [
        [text(cell, styles.column if not place else styles.body) for place, cell in enumerate(row)]
        for row in table.rows
    ]
    share = f"{100 / len(table.header):.4f}%"
    note = "Présences additionnées sur les séances validées. Les nombres inférieurs à 5 ne sont pas montrés."
    body = [text(note, styles.small), Spacer(1, 6), _ruled(rows, [share] * len(table.header), titled=True)]
    return [*section("Les présences", styles, room=45 * mm), *body]


def _seal(dossier: DossierPages, styles: Styles) -> list[Flowable]:
    """Return what lets a reader check that nothing was changed."""
    lines = [
        (f"Empreinte des faits (SHA-256 de criteres.json){NBSP}: ", dossier.fingerprint),
        (f"Clé de signature (SHA-256 de la clé publique){NBSP}: ", dossier.key_fingerprint),
    ]
    told = [text(name + value, styles.small) for name, value in lines if value]
    return [Spacer(1, 16), *told] if told else []


def _ruled(
    rows: list[list[object]], widths: list[str], *, titled: bool, extra: Sequence[tuple[object, ...]] = ()
) -> Table:
    """Return a quiet table whose lines are ruled and whose titles come back on every page."""
    return Table(
        rows,
        colWidths=widths,
        repeatRows=1 if titled else 0,
        splitInRow=1,
        hAlign="LEFT",
        style=[
            ("FONT", (0, 0), (-1, -1), REGULAR),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LINEBELOW", (0, 0), (-1, -1), 0.5, RULE),
            *([("LINEBELOW", (0, 0), (-1, 0), 1.6, INK)] if titled else []),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 8),
            ("TOPPADDING", (0, 0), (-1, -1), 5),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
            *extra,
        ],
    )
