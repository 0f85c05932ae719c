"""One trial: a pupil answers while something fails at a chosen instant; then good weather, and the count."""

import random
import re
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Error, Page

from reliability.site import Site

INSTANTS = ("before it is sent", "in flight", "after the commit", "after the reply")
FAULTS = ("offline", "killed", "frozen", "reply dropped")
ACTS = ("reload", "closed and reopened", "none")
CELLS = tuple(product(INSTANTS, FAULTS, ACTS))
SMALL = tuple((INSTANTS[n % 4], FAULTS[(n + n // 4) % 4], ACTS[n % 3]) for n in range(8))
STORED = re.compile("✓ Réponse enregistrée")
ALL_STORED = "✓ Toutes tes réponses"
LOOK = """() => [
  document.getElementById("save-state").textContent,
  (document.querySelector("#answer-form [name=question]") || {}).value || "",
  Object.keys(localStorage).filter((name) => name.startsWith("okmila:"))
    .map((name) => new URLSearchParams(JSON.parse(localStorage[name]).body).get("question")),
]"""
"""In one look: what the screen says, of which question, and what the tablet still holds."""
ANSWER = """() => {
  const form = document.getElementById("answer-form");
  const send = document.getElementById("send");
  if (!form || !send || send.disabled || send.hidden || getComputedStyle(send).visibility !== "visible") return "";
  const guess = document.getElementById("guess");
  const tile = form.querySelector(".tile input");
  if (guess) guess.value = guess.min || "1";
  else if (tile) tile.click();
  const key = form.elements.question.value;
  send.click();
  return key;
}"""
"""At one instant, so that no other screen comes between: answer what is asked, press, and say which question it was."""
PATIENCE = 45.0


@dataclass
class Verdict:
    """What a trial found; all three must be empty."""

    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    false_claims: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        return not (self.lost or self.doubled or self.false_claims)


class Tablet:
    """A pupil's tablet: its storage outlives its pages."""

    def __init__(
        self, browser: Browser, site: Site, *, spoil: Callable[[str], str] | None = None, workers: str = "block"
    ) -> None:
        self.site = site
        self.pupil = site.next_pupil()
        self.context: BrowserContext = browser.new_context(service_workers=workers)  # type: ignore[arg-type]
        self.context.set_default_timeout(15_000)
        self.context.add_cookies([site.cookie(self.pupil)])  # type: ignore[list-item]
        if spoil:
            self.context.route("**/outbox*.js", lambda route: self._spoilt(route, spoil))
        self.given: set[str] = set()
        self.verdict = Verdict()
        self.open()
        while not self.page.locator("#send:visible").count():
            self.page.goto(self.site.question_url(self.pupil), wait_until="networkidle")

    def _spoilt(self, route: Any, spoil: Callable[[str], str]) -> None:
        reply = route.fetch()
        route.fulfill(response=reply, body=spoil(reply.text()))

    def open(self) -> None:
        """Open the first question and let the rest of the quiz arrive."""
        self.page: Page = self.context.new_page()
        self.page.on("dialog", lambda dialog: dialog.accept())
        with suppress(Error):
            self.page.goto(self.site.question_url(self.pupil), wait_until="networkidle")

    def answer(self) -> None:
        """Answer the question on the screen, whatever its kind; it counts as given once « Valider » is pressed."""
        if key := self.page.evaluate(ANSWER):
            self.given.add(key)

    def check(self) -> None:
        """Compare what the screen says at this instant with what the database holds."""
        with suppress(Error):
            line, key, kept = self.page.evaluate(LOOK)
            stored = set(self.site.stored(self.pupil))
            claimed = self.given if ALL_STORED in line else {key} if STORED.search(line) and key else set()
            self.verdict.false_claims += sorted(claimed - stored)
            self.verdict.lost += sorted(self.given - set(kept) - stored)

    def settle(self) -> Verdict:
        """Wait for every given answer, open the pages again as a pupil would, and count."""
        limit = time.monotonic() + PATIENCE
        while time.monotonic() < limit and not self.given <= set(self.site.stored(self.pupil)) and self._has_waiting():
            self.page.wait_for_timeout(100)
        while time.monotonic() < limit and self._has_waiting():
            self.page.wait_for_timeout(100)
        self.check()
        stored = self.site.stored(self.pupil)
        self.verdict.lost += sorted(self.given - set(stored))
        self.verdict.doubled += sorted(key for key, count in stored.items() if count > 1)
        return self.verdict

    def _has_waiting(self) -> bool:
        """Tell whether the tablet still holds an answer, looking from any page of the product."""
        try:
            return bool(self.page.evaluate("Object.keys(localStorage).some((name) => name.startsWith('okmila:'))"))
        except Error:
            with suppress(Error):
                self.page.goto(self.site.question_url(self.pupil))
            return True

    def close(self) -> None:
        self.context.close()


def strike(tablet: Tablet, fault: str) -> None:
    """Let the fault happen."""
    site = tablet.site
    if fault == "offline":
        tablet.context.set_offline(True)
        site.proxy.cut = True
        site.proxy.hang_up()
    elif fault == "killed":
        site.kill()
        site.proxy.hang_up()
    elif fault == "frozen":
        site.signal(signal.SIGSTOP)
    else:
        site.proxy.drop_replies = True
        site.proxy.hold_replies = False


def mend(tablet: Tablet, fault: str) -> None:
    """Undo the fault."""
    site = tablet.site
    if fault == "frozen":
        site.signal(signal.SIGCONT)
    if site.server is None:
        site.start()
    site.proxy.heal()
    tablet.context.set_offline(False)


def act(tablet: Tablet, deed: str) -> None:
    """Let the pupil do something while the fault lasts."""
    if deed == "reload":
        with suppress(Error):
            tablet.page.reload(timeout=1_500)
    elif deed == "closed and reopened":
        tablet.page.close()


def run_cell(browser: Browser, site: Site, cell: tuple[str, str, str], **rest: Any) -> Verdict:
    """Run one of the 48 cells and give its verdict."""
    instant, fault, deed = cell
    tablet = Tablet(browser, site, **rest)
    proxy = site.proxy
    try:
        if instant == "before it is sent":
            strike(tablet, fault)
            tablet.answer()
            tablet.page.wait_for_timeout(200)
        elif instant == "after the reply":
            tablet.answer()
            tablet.page.locator("#next").wait_for()
            strike(tablet, fault)
        else:
            proxy.hold_requests, proxy.hold_replies = instant == "in flight", instant == "after the commit"
            tablet.answer()
            while not proxy.seen.wait(0):
                tablet.page.wait_for_timeout(20)
            tablet.check()
            strike(tablet, fault)
        tablet.check()
        act(tablet, deed)
        if deed != "closed and reopened":
            tablet.check()
        mend(tablet, fault)
        if deed == "closed and reopened":
            tablet.open()
        return tablet.settle()
    finally:
        mend(tablet, "")
        tablet.close()


def run_sequence(browser: Browser, site: Site, *, seed: int, steps: int) -> Verdict:
    """Let faults and the pupil's deeds follow each other at random; the seed makes it happen again."""
    chance = random.Random(seed)
    tablet = Tablet(browser, site)
    fault = ""
    try:
        for _step in range(steps):
            deed = chance.choice(("answer", "answer", "go on", "strike", "mend", "reload", "wait"))
            if deed == "strike" and not fault:
                fault = chance.choice(FAULTS)
                strike(tablet, fault)
            elif deed == "mend" and fault:
                mend(tablet, fault)
                fault = ""
            elif deed == "reload" and not fault:
                act(tablet, "reload")
            elif deed == "wait":
                tablet.page.wait_for_timeout(chance.randrange(400))
            else:
                _try(tablet, deed)
            tablet.check()
        mend(tablet, fault)
        fault = ""
        return tablet.settle()
    finally:
        mend(tablet, fault)
        tablet.close()


def _try(tablet: Tablet, deed: str) -> None:
    """Do what the screen allows just now."""
    page = tablet.page
    with suppress(Error):
        if deed == "answer" and page.locator("#answer-form #send:enabled:visible").count():
            tablet.answer()
        for name in ("#next", "#onward"):
            if deed == "go on" and page.locator(f"{name}:visible").count():
                page.click(name, timeout=1_000, no_wait_after=True)
                page.wait_for_timeout(300)
                return
