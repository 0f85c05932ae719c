"""A plan of two axes as SVG drawn on the server; a pattern, a shape and words say what the colour says."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from quizzes.kinds_more import PLAN_SIDE, Cell, Placement

CELL, LEFT, TOP = 44, 60, 26
SIDE = CELL * PLAN_SIDE
WIDTH, HEIGHT = SIDE + 2 * LEFT, TOP + SIDE + 50


def plan_svg(question: Placement, place: Cell | None) -> SafeString:
    """Draw the grid and the ends of its axes; with a place, the zone held to be right and that place as well."""
    zone = question.zone if place else ()
    return format_html(
        '<svg class="plan" viewBox="0 0 {} {}" role="img" aria-label="{}" data-left="{}" data-top="{}" data-cell="{}"'
        ' data-cells="{}">{}{}{}{}</svg>',
        WIDTH, HEIGHT, _words(question, place), LEFT, TOP, CELL, PLAN_SIDE,
        _zone(zone), _grid(), _ends(question), _dot(place),
    )  # fmt: skip


def _words(question: Placement, place: Cell | None) -> str:
    ends = _("Plan : de « %(left)s » à « %(right)s », et de « %(bottom)s » à « %(top)s ».") % {
        "left": question.across.low,
        "right": question.across.high,
        "bottom": question.up.low,
        "top": question.up.high,
    }
    if place is None:
        return ends
    told = {"place": question.words(place), "zone": " ; ".join(question.words(cell) for cell in question.zone)}
    return f"{ends} {_('Ta place : %(place)s. Places justes : %(zone)s.') % told}"


def _corner(cell: Cell) -> tuple[int, int]:
    return LEFT + (cell.across - 1) * CELL, TOP + (PLAN_SIDE - cell.up) * CELL


def _grid() -> SafeString:
    left, right, bottom = LEFT, LEFT + SIDE, TOP + SIDE
    down = "".join(f"M{left + step * CELL} {TOP}V{bottom}" for step in range(PLAN_SIDE + 1))
    across = "".join(f"M{left} {TOP + step * CELL}H{right}" for step in range(PLAN_SIDE + 1))
    return format_html('<path class="plan-grid" d="{}{}"/>', down, across)


def _zone(zone: tuple[Cell, ...]) -> SafeString:
    """Fill the right cells and hatch them, so that a photocopy shows them as well."""
    corners = [_corner(cell) for cell in zone]
    fills = format_html_join(
        "", '<rect class="plan-zone" x="{}" y="{}" width="{}" height="{}"/>', ((*at, CELL, CELL) for at in corners)
    )
    strokes = "".join(
        f"M{left} {top + gap}L{left + gap} {top}M{left + gap} {top + CELL}L{left + CELL} {top + gap}"
        for left, top in corners
        for gap in (CELL // 2, CELL)
    )
    return format_html('{}<path class="plan-hatch" d="{}"/>', fills, strokes) if zone else SafeString("")


def _ends(question: Placement) -> SafeString:
    middle, under = WIDTH / 2, TOP + SIDE + 19
    ends = (
        (middle, 18, "middle", f"↑ {question.up.high}"),
        (middle, under, "middle", f"↓ {question.up.low}"),
        (0, under + 24, "start", f"← {question.across.low}"),
        (WIDTH, under + 24, "end", f"{question.across.high} →"),
    )
    return format_html_join("", '<text x="{}" y="{}" text-anchor="{}">{}</text>', ends)


def _dot(place: Cell | None) -> SafeString:
    if place is None:
        return SafeString("")
    left, top = _corner(place)
    return format_html('<circle class="plan-place" cx="{}" cy="{}" r="13"/>', left + CELL / 2, top + CELL / 2)
