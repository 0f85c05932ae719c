"""A QR code as a drawing in the page, black on white whatever the colours around it."""

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString

QUIET_MODULES = 4
"""White modules around the code, without which phones do not find it."""


def qr_svg(text: str, *, label: str) -> SafeString:
    """Draw a text as a QR code."""
    rows = [list(row) for row in segno.make_qr(text, error="m").matrix]
    side = len(rows) + 2 * QUIET_MODULES
    dark = "".join(
        f"M{column + QUIET_MODULES} {line + QUIET_MODULES}h1v1h-1z"
        for line, row in enumerate(rows)
        for column, module in enumerate(row)
        if module
    )
    return format_html(
        '<svg class="qr" viewBox="0 0 {} {}" role="img" aria-label="{}"><path d="{}"/></svg>', side, side, label, dark
    )
