"""The référentiel on paper: each competence from band to band, and which sequence trains it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, PageBreak, Spacer, Table

from printing.bands import Band, draw_pattern
from printing.document import SIDE, Sheet, Styles, headline, pdf, section, text
from printing.layout import INK, PAPER, RULE, WHITE, draw_sticker
from printing.text import BOLD, NARROW_NBSP, NBSP, REGULAR, fit_line

WIDTH = Sheet("", "", wide=True).size[0] - 2 * SIDE
STATEMENT = 84 * mm
TAUGHT = "●"
NARROW = 46.0
"""Below this width the name of a band takes the whole head, without a sticker."""


@dataclass(frozen=True)
class CompetenceLine:
    """One competence: what it means, and what pupils of each band can say or do."""

    code: str
    kind: str
    statement: str
    meaning: str = ""
    progression: tuple[tuple[Band, str], ...] = ()
    trained_by: tuple[str, ...] = ()
    """The codes of the sequences that train it."""


@dataclass(frozen=True)
class SequenceColumn:
    """One sequence as the matrix names it."""

    code: str
    title: str
    band: Band


@dataclass(frozen=True)
class ReferentialPages:
    """What the référentiel says on paper, dimension after dimension."""

    title: str
    summary: str
    dimensions: tuple[tuple[str, tuple[CompetenceLine, ...]], ...] = ()
    sequences: tuple[SequenceColumn, ...] = ()
    credit: str = ""
    language: str = "fr"
    address: str = ""


def referential_pdf(referential: ReferentialPages) -> bytes:
    """Return the printed référentiel; the same values always give the same bytes."""
    styles = Styles.of(10, 1.3)
    story: list[Flowable] = [
        headline(referential.title, styles.title),
        Spacer(1, 6),
        text(referential.summary, styles.lead),
        Spacer(1, 4),
    ]
    for place, (dimension, lines) in enumerate(referential.dimensions):
        story += [*([PageBreak()] if place else []), *_dimension(dimension, lines, styles)]
    if referential.sequences:
        story += [PageBreak(), *_matrix(referential, styles)]
    if referential.credit:
        story += [Spacer(1, 6), text(referential.credit, styles.small)]
    return pdf(story, Sheet(referential.title, referential.language, address=referential.address, wide=True))


class _BandHead(Flowable):
    """Prints the pattern of a band with its name on it."""

    def __init__(self, band: Band, *, size: float = 9.5, height: float = 16) -> None:
        super().__init__()
        self.band, self.size, self.height = band, size, height

    def wrap(self, available: float, _height: float) -> tuple[float, float]:
        self.width = available
        return self.width, self.height

    def draw(self) -> None:
        draw_pattern(self.canv, self.band, 0, 0, self.width, self.height)
        if self.width >= NARROW:
            base = (self.height - self.size - 8) / 2
            draw_sticker(self.canv, str(self.band), 3, base, size=self.size, widest=self.width - 4)
            return
        words, size = fit_line(str(self.band), BOLD, self.size, self.width - 4)
        self.canv.setFillColor(WHITE)
        self.canv.rect(1, 2, self.width - 2, self.height - 4, stroke=0, fill=1)
        self.canv.setFillColor(INK)
        self.canv.setFont(BOLD, size)
        self.canv.drawCentredString(self.width / 2, self.height / 2 - size * 0.34, words)


def _dimension(dimension: str, lines: Sequence[CompetenceLine], styles: Styles) -> list[Flowable]:
    """Return a table: one line for each competence, one column for each band."""
    cell = ParagraphStyle("cell", parent=styles.body, fontSize=8.5, leading=11, spaceAfter=0)
    strong = ParagraphStyle("statement", parent=cell, fontName=BOLD, fontSize=10, leading=12.5, spaceAfter=3)
    kind = ParagraphStyle("kind", parent=styles.small, spaceAfter=1)
    rows: list[list[object]] = [[text("Compétence", styles.column), *(_BandHead(band) for band in Band)]]
    for line in lines:
        said = dict(line.progression)
        words = [text(f"{line.code} · {line.kind}", kind), text(line.statement, strong), text(line.meaning, cell)]
        rows.append([words, *(text(said.get(band, "–"), cell) for band in Band)])
    share = (WIDTH - STATEMENT) / len(Band)
    return [*section(dimension, styles, room=50 * mm), _table(rows, [STATEMENT, *[share] * len(Band)])]


def _table(rows: list[list[object]], widths: list[float]) -> Table:
    return Table(
        rows,
        colWidths=widths,
        repeatRows=1,
        splitInRow=1,
        hAlign="LEFT",
        style=[
            ("FONT", (0, 0), (-1, -1), REGULAR),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
            ("LINEBELOW", (0, 0), (-1, -1), 0.6, RULE),
            ("LINEBELOW", (0, 0), (-1, 0), 1.4, INK),
            ("LINEBEFORE", (1, 1), (-1, -1), 0.4, RULE),
            ("LEFTPADDING", (0, 0), (-1, -1), 5),
            ("LEFTPADDING", (0, 0), (0, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 5),
            ("TOPPADDING", (0, 0), (-1, -1), 4),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
        ],
    )


def _matrix(referential: ReferentialPages, styles: Styles) -> list[Flowable]:
    """Return which sequence trains which competence, on one page, with the titles below."""
    note = f"{TAUGHT}{NBSP}: la séquence travaille la compétence. SQ{NBSP}: séquence."
    return [
        text(f"Quelle séquence travaille quoi{NARROW_NBSP}?", styles.heading),
        text(note, styles.small),
        Spacer(1, 4),
        _matrix_table(referential, styles),
        Spacer(1, 5),
        _titles(referential.sequences, styles),
    ]


def _matrix_table(referential: ReferentialPages, styles: Styles) -> Table:
    cell = ParagraphStyle("row", parent=styles.body, fontSize=8.5, leading=10, spaceAfter=0)
    middle = ParagraphStyle("middle", parent=cell, fontName=BOLD, alignment=1)
    sequences = referential.sequences
    rows: list[list[object]] = [
        ["", *_band_heads(sequences), ""],
        [
            text("Compétence", _small_title(cell)),
            *(text(column.code, middle) for column in sequences),
            text("En tout", middle),
        ],
    ]
    extra: list[tuple[object, ...]] = [*_spans(sequences)]
    for dimension, lines in referential.dimensions:
        extra += [("SPAN", (0, len(rows)), (-1, len(rows))), ("BACKGROUND", (0, len(rows)), (-1, len(rows)), PAPER)]
        rows.append([text(dimension, _small_title(cell)), *[""] * (len(sequences) + 1)])
        rows += [_matrix_row(line, sequences, cell, middle) for line in lines]
    each = 10.6 * mm
    return Table(
        rows,
        colWidths=[WIDTH - each * (len(sequences) + 1) - 2 * mm, *[each] * len(sequences), each + 2 * mm],
        repeatRows=2,
        hAlign="LEFT",
        style=[
            ("FONT", (0, 0), (-1, -1), REGULAR),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("LINEBELOW", (0, 1), (-1, -1), 0.5, RULE),
            ("LINEBELOW", (0, 1), (-1, 1), 1.4, INK),
            ("LINEBEFORE", (1, 2), (-1, -1), 0.4, RULE),
            ("LEFTPADDING", (0, 0), (-1, -1), 1),
            ("RIGHTPADDING", (0, 0), (-1, -1), 1),
            ("TOPPADDING", (0, 0), (-1, -1), 1.3),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1.9),
            *extra,
        ],
    )


def _small_title(style: ParagraphStyle) -> ParagraphStyle:
    """Return the bold letters of a small title."""
    return ParagraphStyle("small-title", parent=style, fontName=BOLD)


def _band_heads(sequences: Sequence[SequenceColumn]) -> list[object]:
    """Return the head of each band over its first column, nothing over the others."""
    return [
        "" if place and sequences[place - 1].band is column.band else _BandHead(column.band, size=9, height=15)
        for place, column in enumerate(sequences)
    ]


def _spans(sequences: Sequence[SequenceColumn]) -> list[tuple[object, ...]]:
    """Return which cells of the first line belong to one band."""
    spans: list[tuple[object, ...]] = []
    start = 0
    for place in range(1, len(sequences) + 1):
        if place == len(sequences) or sequences[place].band is not sequences[start].band:
            spans.append(("SPAN", (start + 1, 0), (place, 0)))
            start = place
    return spans


def _matrix_row(
    line: CompetenceLine, sequences: Sequence[SequenceColumn], cell: ParagraphStyle, middle: ParagraphStyle
) -> list[object]:
    dots = [text(TAUGHT, middle) if column.code in line.trained_by else "" for column in sequences]
    return [text(f"{line.code}{NBSP} {line.statement}", cell), *dots, text(str(len(line.trained_by)), middle)]


def _titles(sequences: Sequence[SequenceColumn], styles: Styles) -> Table:
    """Return the titles of the sequences in three columns, read downwards."""
    small = ParagraphStyle("title", parent=styles.body, fontSize=8.5, leading=11, spaceAfter=0)
    depth = -(-len(sequences) // 3)
    columns = [sequences[start : start + depth] for start in range(0, len(sequences), depth)]
    rows = [
        [
            text(f"{column[row].code}{NBSP} {column[row].title}", small) if row < len(column) else ""
            for column in columns
        ]
        for row in range(depth)
    ]
    padding = [(name, (0, 0), (-1, -1), 1) for name in ("TOPPADDING", "BOTTOMPADDING", "LEFTPADDING")]
    return Table(
        rows,
        colWidths=[WIDTH / len(columns)] * len(columns),
        hAlign="LEFT",
        style=[("FONT", (0, 0), (-1, -1), REGULAR), *padding],
    )
