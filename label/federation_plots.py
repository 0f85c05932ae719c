"""Where the schools of a federation stand, as SVG drawn on the server; no school is named in it."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.text import grouped
from label.federation import LevelShare, Spread, Totals

WIDTH, LEFT, ROOM = 520, 175, 280
ROW, BAR = 38, 24
AXIS_LEFT, AXIS_ROOM = 40, 400


def level_bars(totals: Totals) -> SafeString:
    """Draw how many schools stand at each level, as bars with their number beside them."""
    most = max((share.schools for share in totals.levels), default=0) or 1
    rows = [_bar(place, share, most) for place, share in enumerate(totals.levels)]
    words = ", ".join(f"{share.title}\u00a0: {_schools(share.schools)}" for share in totals.levels)
    return format_html(
        '<svg class="plot bars" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>',
        WIDTH,
        len(rows) * ROW,
        words,
        format_html_join(
            "",
            '<text x="0" y="{}">{}</text><rect class="bar level-bar" x="{}" y="{}" width="{}" height="{}" rx="4"/>'
            '<text x="{}" y="{}" class="bar-count">{}</text>',
            rows,
        ),
    )


def _bar(place: int, share: LevelShare, most: int) -> tuple[object, ...]:
    top, length = place * ROW + 4, round(ROOM * share.schools / most, 1)
    baseline = top + BAR - 7
    return baseline, share.title, LEFT, top, max(length, 2), BAR, LEFT + length + 10, baseline, share.schools


def _schools(count: int) -> str:
    return ngettext("%(n)d école", "%(n)d écoles", count) % {"n": count}


def axis_spreads(totals: Totals) -> SafeString:
    """Draw for each axis the middle half of the schools as a box, and the school in the middle as a line across it."""
    most = max((spread.most for spread in totals.axes), default=0) or 1
    scale = AXIS_ROOM / most
    rails = " ".join(
        f"M{AXIS_LEFT} {_level(place)}h{spread.most * scale:.1f}" for place, spread in enumerate(totals.axes)
    )
    boxes = " ".join(_box(place, spread, scale) for place, spread in enumerate(totals.axes))
    middles = " ".join(
        f"M{AXIS_LEFT + spread.middle * scale:.1f} {_level(place) - BAR / 2:.0f}v{BAR}"
        for place, spread in enumerate(totals.axes)
    )
    labels = [
        (_level(place) + 5, spread.axis.code, AXIS_LEFT + AXIS_ROOM + 14, _level(place) + 5, grouped(spread.middle))
        for place, spread in enumerate(totals.axes)
    ]
    return format_html(
        '<svg class="plot bars" viewBox="0 0 {} {}" role="img" aria-label="{}">'
        '<path class="plot-axis" d="{}"/><path class="spread-box" d="{}"/><path class="spread-middle" d="{}"/>{}</svg>',
        WIDTH,
        len(totals.axes) * ROW,
        "\u202f; ".join(spread_words(spread) for spread in totals.axes),
        rails,
        boxes,
        middles,
        format_html_join(
            "", '<text x="0" y="{}" class="bar-count">{}</text><text x="{}" y="{}" class="bar-count">{}</text>', labels
        ),
    )


def _level(place: int) -> int:
    return place * ROW + ROW // 2


def _box(place: int, spread: Spread, scale: float) -> str:
    start, width = AXIS_LEFT + spread.low * scale, max((spread.high - spread.low) * scale, 3)
    return f"M{start:.1f} {_level(place) - BAR / 2:.0f}h{width:.1f}v{BAR}h-{width:.1f}z"


def spread_words(spread: Spread) -> str:
    """Say a spread in words."""
    return _("%(code)s : la moitié des écoles ont entre %(low)s et %(high)s points sur %(most)s, milieu %(middle)s") % {
        "code": spread.axis.code,
        "low": grouped(spread.low),
        "high": grouped(spread.high),
        "most": spread.most,
        "middle": grouped(spread.middle),
    }
