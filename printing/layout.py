"""The boxes every print is made of: they frame, indent, stay whole or split between two lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph

from printing.text import BOLD, fit_line, width_of

INK = HexColor("#1D1B2E")
MUTED = HexColor("#5C5868")
RULE = HexColor("#8E899B")
PAPER = HexColor("#F7F2E8")
WHITE = HexColor("#FFFFFF")
CORNER = 7.0
FULL_PAGE = 600.0
SHORT = 142.0

Look = Callable[[Canvas, "Part"], None]


@dataclass(frozen=True)
class Part:
    """What a look needs to know about the piece of a panel that is on this page."""

    width: float
    height: float
    first: bool
    last: bool


@dataclass(frozen=True)
class Padding:
    """The white around the content of a panel, in points."""

    top: float = 0
    right: float = 0
    bottom: float = 0
    left: float = 0

    @classmethod
    def even(cls, space: float) -> Padding:
        """Return the same white on the four sides."""
        return cls(space, space, space, space)


def no_look(_canvas: Canvas, _part: Part) -> None:
    """Draw nothing: the panel only indents or keeps together."""


def outlined(fill: Color = WHITE, line: float = 1.4) -> Look:
    """Return a look with an ink outline, round corners and a light ground."""

    def look(canvas: Canvas, part: Part) -> None:
        canvas.setFillColor(fill)
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(line)
        canvas.roundRect(0, 0, part.width, part.height, CORNER, stroke=1, fill=1)

    return look


def left_ruled(canvas: Canvas, part: Part) -> None:
    """Draw a thick ink rule along the left side."""
    canvas.setFillColor(INK)
    canvas.rect(0, 0, 3, part.height, stroke=0, fill=1)


class Panel(Flowable):
    """Holds content in a frame, keeps short content on one page and titles with what follows them."""

    def __init__(
        self,
        content: Sequence[Flowable],
        *,
        look: Look = no_look,
        padding: Padding = Padding(),
        before: float = 0,
        after: float = 0,
        whole_below: float = 0,
        clings: bool = False,
        first: bool = True,
        last: bool = True,
    ) -> None:
        super().__init__()
        self.content = list(content)
        self.look, self.padding, self.whole_below, self.clings = look, padding, whole_below, clings
        self.spaceBefore, self.spaceAfter = before, after
        self.first, self.last = first, last
        self._known: dict[int, tuple[Flowable, float]] = {}
        self._inner = -1.0

    def wrap(self, available: float, _height: float) -> tuple[float, float]:
        self.width = available
        self._rows = self._measured(available - self.padding.left - self.padding.right)
        inner = sum(gap + height for _piece, gap, height in self._rows)
        self.height = inner + self.padding.top + self.padding.bottom
        return self.width, self.height

    def _measured(self, width: float) -> list[tuple[Flowable, float, float]]:
        rows: list[tuple[Flowable, float, float]] = []
        above: Flowable | None = None
        for piece in self.content:
            gap = 0.0 if above is None else max(above.getSpaceAfter(), piece.getSpaceBefore())
            rows.append((piece, gap, self._height_of(piece, width)))
            above = piece
        return rows

    def _height_of(self, piece: Flowable, width: float) -> float:
        """Return how tall a piece is at this width, measured once however often the panel is asked."""
        if width != self._inner:
            self._inner, self._known = width, {}
        if id(piece) not in self._known:
            self._known[id(piece)] = piece, piece.wrapOn(getattr(self, "canv", None), width, 1_000_000)[1]
        return self._known[id(piece)][1]

    def split(self, available: float, height: float) -> list[Flowable]:
        self.wrap(available, height)
        if self.height <= height:
            return [self]
        if self.height <= self.whole_below:
            return []
        room = height - self.padding.top - self.padding.bottom
        head, rest = self._shared(available - self.padding.left - self.padding.right, room)
        settled, moved = self._settled(head, rest, available - self.padding.left - self.padding.right)
        if settled or height < FULL_PAGE:
            head, rest = settled, moved
        if not head or not rest:
            return []
        return [self._part(head, first=self.first, last=False), self._part(rest, first=False, last=self.last)]

    def _shared(self, width: float, room: float) -> tuple[list[Flowable], list[Flowable]]:
        """Return what fits in the room and what is left for the next page."""
        canvas = getattr(self, "canv", None)
        head: list[Flowable] = []
        queue = list(self.content)
        while queue:
            piece = queue.pop(0)
            gap = max(head[-1].getSpaceAfter(), piece.getSpaceBefore()) if head else 0.0
            height = self._height_of(piece, width)
            if gap + height <= room:
                head.append(piece)
                room -= gap + height
                continue
            parts = piece.splitOn(canvas, width, room - gap) if room > gap else []
            del self._known[id(piece)]
            if len(parts) > 1 and isinstance(piece, Columns):
                queue = [*parts, *queue]
                continue
            if len(parts) > 1 and self._height_of(parts[0], width) <= room - gap + 0.01:
                return [*head, parts[0]], [*parts[1:], *queue]
            return head, [piece, *queue]
        return head, []

    def _settled(
        self, head: list[Flowable], rest: list[Flowable], width: float
    ) -> tuple[list[Flowable], list[Flowable]]:
        """Move to the next page the titles that would stay behind and what a clinging piece needs above it."""
        head, rest = list(head), list(rest)
        while head and rest:
            if getattr(rest[0], "clings", False) and self._height_of(rest[0], width) <= SHORT:
                tall = self._height_of(head[-1], width)
                parts = head[-1].splitOn(getattr(self, "canv", None), width, tall - 1) if tall > SHORT else []
                if len(parts) > 1:
                    return [*head[:-1], parts[0]], [*parts[1:], *rest]
            elif not head[-1].getKeepWithNext():
                break
            rest.insert(0, head.pop())
        return head, rest

    def _part(self, content: list[Flowable], *, first: bool, last: bool) -> Panel:
        part = Panel(
            content,
            look=self.look,
            padding=self.padding,
            before=self.spaceBefore if first else 0,
            after=self.spaceAfter if last else 0,
            first=first,
            last=last,
        )
        part._inner = self._inner
        part._known = {id(piece): self._known[id(piece)] for piece in content if id(piece) in self._known}
        return part

    def draw(self) -> None:
        self.canv.saveState()
        self.look(self.canv, Part(self.width, self.height, self.first, self.last))
        self.canv.restoreState()
        level = self.height - self.padding.top
        for piece, gap, height in self._rows:
            level -= gap + height
            piece.drawOn(self.canv, self.padding.left, level)


class Columns(Flowable):
    """Prints cells side by side, tops aligned, on one page; cells too tall for any page go below each other."""

    def __init__(self, cells: Sequence[Sequence[Flowable]], shares: Sequence[float], *, gap: float = 14) -> None:
        super().__init__()
        self.cells = [list(cell) for cell in cells]
        self.shares, self.gap = list(shares), gap

    def wrap(self, available: float, _height: float) -> tuple[float, float]:
        self.width = available
        usable = available - self.gap * (len(self.cells) - 1)
        widths = [usable * share / sum(self.shares) for share in self.shares]
        self._panels = [Panel(cell) for cell in self.cells]
        canvas = getattr(self, "canv", None)
        heights = [panel.wrapOn(canvas, width, 0)[1] for panel, width in zip(self._panels, widths, strict=True)]
        self.height = max(heights, default=0)
        return self.width, self.height

    def split(self, _available: float, _height: float) -> list[Flowable]:
        return [Panel(cell) for cell in self.cells] if self.height > FULL_PAGE else []

    def draw(self) -> None:
        left = 0.0
        for panel in self._panels:
            panel.drawOn(self.canv, left, self.height - panel.height)
            left += panel.width + self.gap


def draw_sticker(
    canvas: Canvas, text: str, x: float, y: float, *, size: float = 9.5, tilt: float = 0, widest: float = 200
) -> float:
    """Draw words on a small white label with an ink outline and return its width."""
    line, size = fit_line(text, BOLD, size, widest - 14)
    width, height = width_of(line, BOLD, size) + 14, size + 8
    canvas.saveState()
    canvas.translate(x, y)
    canvas.rotate(tilt)
    canvas.setFillColor(WHITE)
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(1.4)
    canvas.roundRect(0, 0, width, height, 5, stroke=1, fill=1)
    canvas.setFillColor(INK)
    canvas.setFont(BOLD, size)
    canvas.drawString(7, 4 + size * 0.18, line)
    canvas.restoreState()
    return width


class Sticker(Flowable):
    """Prints a word on a small label."""

    def __init__(self, text: str, *, size: float = 9.5, tilt: float = 0) -> None:
        super().__init__()
        self.text, self.size, self.tilt = text, size, tilt

    def wrap(self, available: float, _height: float) -> tuple[float, float]:
        self.width, self.height = available, self.size + 9
        return self.width, self.height

    def draw(self) -> None:
        draw_sticker(self.canv, self.text, 0, 1, size=self.size, tilt=self.tilt, widest=self.width)


def draw_number(canvas: Canvas, text: str, x: float, y: float, radius: float, *, outlined: bool = False) -> None:
    """Draw a number in white on an ink disc around this centre, or in ink in a thin circle."""
    line, size = fit_line(text, BOLD, radius * 1.15, radius * 1.6)
    canvas.saveState()
    canvas.setFillColor(INK)
    if outlined:
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(0.8)
        canvas.circle(x, y, radius, stroke=1, fill=0)
    else:
        canvas.circle(x, y, radius, stroke=0, fill=1)
        canvas.setFillColor(WHITE)
    canvas.setFont(BOLD, size)
    canvas.drawCentredString(x, y - size * 0.335, line)
    canvas.restoreState()


def bounded(markup: str, style: ParagraphStyle, width: float, height: float) -> Paragraph:
    """Return a paragraph small enough for a box: the letters shrink before anything overflows."""
    paragraph = Paragraph(markup, style)
    scale = 1.0
    while paragraph.wrap(width, height)[1] > height and scale > 0.3:
        scale *= 0.9
        smaller = ParagraphStyle(
            f"{style.name}-{scale:.2f}", parent=style, fontSize=style.fontSize * scale, leading=style.leading * scale
        )
        paragraph = Paragraph(markup, smaller)
    return paragraph
