"""Draws the icons of the installable application from the snail; run it again when the snail changes."""

import os
import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

STATIC = Path(__file__).resolve().parent.parent / "okmila" / "static" / "okmila"
PAPER = "#FBF7EF"
SIZES = (192, 512)


def main() -> None:
    """Draw the snail on paper, with the margin that round icons cut away."""
    snail = (STATIC / "illustrations" / "escargot.svg").read_text(encoding="utf-8")
    icons = STATIC / "icons"
    icons.mkdir(exist_ok=True)
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for size in SIZES:
            page = browser.new_page(viewport={"width": size, "height": size})
            style = f"margin:0;background:{PAPER};display:grid;place-items:center;height:100vh"
            page.set_content(f'<body style="{style}"><div style="width:72%">{snail}</div></body>')
            page.screenshot(path=icons / f"escargot-{size}.png")
        browser.close()


if __name__ == "__main__":
    main()
