"""Thirty tablets at once through a network that drops a fifth of what it carries and delays the rest."""

import time

from playwright.sync_api import Browser, Error

from reliability.site import Site
from reliability.trials import Tablet

TABLETS = 30
ANSWERS = 3
DROPPED = 0.2
DELAY = 2.0
LONGEST = 300


def run_crowd(browser: Browser, site: Site) -> dict[str, object]:
    """Let every tablet give some answers in bad weather, and count what arrived while it lasts."""
    tablets = [Tablet(browser, site) for _number in range(TABLETS)]
    site.proxy.drop_share, site.proxy.delay = DROPPED, DELAY
    began = time.monotonic()
    for _round in range(ANSWERS):
        for tablet in tablets:
            _answer_and_go_on(tablet)
    while time.monotonic() - began < LONGEST and not all(_arrived(tablet, site) for tablet in tablets):
        tablets[0].page.wait_for_timeout(500)
    seconds = round(time.monotonic() - began, 1)
    site.proxy.drop_share = site.proxy.delay = 0.0
    verdicts = [tablet.settle() for tablet in tablets]
    for tablet in tablets:
        tablet.close()
    return {
        "given": sum(len(tablet.given) for tablet in tablets),
        "seconds": seconds,
        "clean": all(verdict.is_clean for verdict in verdicts),
    }


def _answer_and_go_on(tablet: Tablet) -> None:
    page = tablet.page
    try:
        if page.locator("#answer-form #send:enabled:visible").count():
            tablet.answer()
        page.locator("#next:visible, #onward:visible").first.click(timeout=20_000)
        page.wait_for_timeout(100)
    except Error:
        return  # The screen is still on its way: the tablet answers in the next round.


def _arrived(tablet: Tablet, site: Site) -> bool:
    return tablet.given <= set(site.stored(tablet.pupil))
