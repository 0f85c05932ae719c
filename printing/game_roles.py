"""Roles to hand out: two on a page, each on a half page that a pupil keeps in hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from printing.document import PAGE_HEIGHT, PAGE_WIDTH
from printing.game_fit import CUT_BOTTOM, CUT_SIDE, Signature, WholePage, draw_signature, fitted
from printing.illustration import draw_illustration
from printing.layout import INK, RULE, draw_sticker
from printing.text import BOLD, NBSP, REGULAR, Markup, plain, rich

ROLES_PER_PAGE = 2
TOP = 8 * mm
HEIGHT = (PAGE_HEIGHT - TOP - CUT_BOTTOM) / ROLES_PER_PAGE
INSET = 6 * mm
ROOM_WIDTH = PAGE_WIDTH - 2 * CUT_SIDE - 2 * INSET
LEFT_SHARE = 0.34
GUTTER = 9 * mm
FOOT = 7 * mm
PICTURE = 30 * mm
LARGEST, SMALLEST = 14.5, 4.0


@dataclass(frozen=True)
class GameRole:
    """Somebody to play: who it is, what they want and know, and what could change their mind."""

    title: str
    who: Markup
    wants: Markup
    knows: tuple[Markup, ...]
    doubts: Markup
    picture: Path | None = None


@dataclass(frozen=True)
class RoleSet:
    """The roles of a game."""

    title: str
    roles: tuple[GameRole, ...]


def role_pages(roles: RoleSet, signature: Signature) -> list[RolePage]:
    """Return the pages of the roles."""
    starts = range(0, len(roles.roles), ROLES_PER_PAGE)
    return [RolePage(roles.title, roles.roles[start : start + ROLES_PER_PAGE], signature) for start in starts]


class RolePage(WholePage):
    """Draws two roles, one above the other."""

    def __init__(self, title: str, roles: Sequence[GameRole], signature: Signature) -> None:
        super().__init__()
        self.title, self.roles, self.signature = title, roles, signature

    def draw(self) -> None:
        canvas = self.canv
        for place, role in enumerate(self.roles):
            base = PAGE_HEIGHT - TOP - (place + 1) * HEIGHT
            canvas.saveState()
            canvas.translate(CUT_SIDE + INSET, base + INSET)
            self._draw_role(role)
            canvas.restoreState()
        self._draw_cut(PAGE_HEIGHT - TOP - HEIGHT)

    def _draw_cut(self, level: float) -> None:
        self.canv.setStrokeColor(RULE)
        self.canv.setLineWidth(0.8)
        self.canv.setDash(4, 4)
        self.canv.line(0, level, PAGE_WIDTH, level)
        self.canv.setDash()

    def _draw_role(self, role: GameRole) -> None:
        """Draw who somebody is on the left and what they think on the right."""
        canvas, room = self.canv, HEIGHT - 2 * INSET - FOOT
        draw_signature(canvas, self.signature, 0, 0, ROOM_WIDTH)
        left = (ROOM_WIDTH - GUTTER) * LEFT_SHARE
        right = ROOM_WIDTH - GUTTER - left
        self._draw_identity(canvas, role, left, room)
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(2)
        canvas.line(left + GUTTER / 2, FOOT, left + GUTTER / 2, FOOT + room)
        parts = _largest(role, right, room)
        spare = min(14.0, max(0.0, room - sum(part.height for part in parts)) / max(1, len(parts)))
        level = FOOT + room
        for part in parts:
            level -= part.height
            part.drawOn(canvas, left + GUTTER, level)
            level -= spare if part.style.name == "last" else 0

    def _draw_identity(self, canvas: Canvas, role: GameRole, width: float, room: float) -> None:
        """Draw the label, the picture and the title, and who it is below them."""
        level = FOOT + room
        draw_sticker(canvas, self.title, 0, level - 17, size=9, widest=width)
        level -= 17 + 4 * mm
        if role.picture:
            draw_illustration(canvas, role.picture, 0, level - PICTURE, PICTURE)
            level -= PICTURE + 3 * mm
        title = fitted(plain(role.title), 21, width, (level - FOOT) * 0.45, bold=True)
        title.drawOn(canvas, 0, level - title.height)
        level -= title.height + 3 * mm
        who = fitted(rich(role.who), 14, width, level - FOOT)
        who.drawOn(canvas, 0, level - who.height)


def _largest(role: GameRole, width: float, room: float) -> list[Paragraph]:
    """Return what somebody wants, knows and doubts in the largest letters for which all of it fits."""
    size = LARGEST
    parts = _parts(role, size, width)
    while sum(part.height for part in parts) > room and size > SMALLEST:
        size -= 0.5
        parts = _parts(role, size, width)
    return parts


def _parts(role: GameRole, size: float, width: float) -> list[Paragraph]:
    """Return the three groups of paragraphs under their headings, measured."""
    base = ParagraphStyle("body", fontName=REGULAR, fontSize=size, leading=size * 1.28, textColor=INK)
    last = ParagraphStyle("last", parent=base)
    head = ParagraphStyle("head", parent=base, fontName=BOLD, leading=size * 1.5)
    item = ParagraphStyle("item", parent=base, leftIndent=size * 0.9, firstLineIndent=-size * 0.9)
    last_item = ParagraphStyle("last", parent=item)
    knows = [Paragraph(f"•{NBSP}{rich(fact)}", item) for fact in role.knows[:-1]]
    knows += [Paragraph(f"•{NBSP}{rich(fact)}", last_item) for fact in role.knows[-1:]]
    parts = [Paragraph("Ce que veut ce rôle", head), Paragraph(rich(role.wants), last)]
    if knows:
        parts += [Paragraph("Ce que sait ce rôle", head), *knows]
    parts += [Paragraph("Ce qui peut le faire changer d’avis", head), Paragraph(rich(role.doubts), last)]
    for part in parts:
        part.wrap(width, PAGE_HEIGHT)
    return parts
