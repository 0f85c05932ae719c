"""Thirty tablets at once through a network that drops a fifth of what it carries and delays the rest."""

import time
from dataclasses import dataclass

from playwright.sync_api import Browser, Error

from reliability.site import Site
from reliability.trials import Tablet, Verdict

TABLETS = 30
ANSWERS = 3
DROPPED = 0.2
DELAY = 2.0
LONGEST = 300
CUT = 20
"""Long enough for tablets to have grown slow at trying."""
SOON = 10.0
"""The last answer is stored within these seconds of the network's return."""


@dataclass(frozen=True)
class Crowd:
    """What became of everybody's answers."""

    given: int
    seconds_in_bad_weather: float
    seconds_after_the_return: float
    verdicts: list[Verdict]
    """Those that are not clean."""
    errors: list[str]
    """What the pages complained of, apart from the network."""

    @property
    def is_clean(self) -> bool:
        return not self.verdicts and not self.errors and self.seconds_after_the_return <= SOON


def run_crowd(browser: Browser, site: Site, *, count: int = TABLETS, rounds: int = ANSWERS) -> Crowd:
    """Let every tablet give answers in bad weather, then one more without any network, and count what arrives when."""
    tablets = [Tablet(browser, site) for _number in range(count)]
    errors: list[str] = []
    for tablet in tablets:
        tablet.page.on("pageerror", lambda error: errors.append(str(error)))
    site.proxy.drop_share, site.proxy.delay = DROPPED, DELAY
    began = time.monotonic()
    while min(len(tablet.given) for tablet in tablets) < rounds and time.monotonic() - began < LONGEST:
        for tablet in tablets:
            _answer_and_go_on(tablet, rounds)
    _wait(tablets, site)
    stormy = time.monotonic() - began
    site.proxy.drop_share = site.proxy.delay = 0.0
    calm = _cut_and_return(tablets, site, rounds + 1)
    verdicts = [tablet.settle() for tablet in tablets]
    for tablet in tablets:
        tablet.close()
    given = sum(len(tablet.given) for tablet in tablets)
    return Crowd(given, round(stormy, 1), round(calm, 1), [one for one in verdicts if not one.is_clean], errors)


def _cut_and_return(tablets: list[Tablet], site: Site, wanted: int) -> float:
    """Let everybody answer without a network, and give how long the last answer takes once it is back."""
    site.proxy.cut = True
    site.proxy.hang_up()
    began = time.monotonic()
    while time.monotonic() - began < LONGEST and min(len(tablet.given) for tablet in tablets) < wanted:
        for tablet in tablets:
            _answer_and_go_on(tablet, wanted)
    while time.monotonic() - began < CUT:
        tablets[0].page.wait_for_timeout(200)
    site.proxy.heal()
    back = time.monotonic()
    _wait(tablets, site)
    return time.monotonic() - back


def _wait(tablets: list[Tablet], site: Site) -> None:
    began = time.monotonic()
    while time.monotonic() - began < LONGEST and not all(_arrived(tablet, site) for tablet in tablets):
        tablets[0].page.wait_for_timeout(100)


def _answer_and_go_on(tablet: Tablet, wanted: int) -> None:
    page = tablet.page
    if len(tablet.given) >= wanted:
        return
    try:
        if page.locator("#answer-form #send:enabled:visible").count():
            tablet.answer()
        elif page.locator("#next:visible, #onward:visible").count():
            page.locator("#next:visible, #onward:visible").first.click(timeout=1_000, no_wait_after=True)
        page.wait_for_timeout(50)
    except Error:
        return  # The screen is still on its way: the tablet answers in the next round.


def _arrived(tablet: Tablet, site: Site) -> bool:
    return tablet.given <= set(site.stored(tablet.pupil))
