"""The full size of the trials: `make reliability`, with OKMILA_SEED and OKMILA_SEQUENCES to choose the random ones."""

import os
import random
import shutil
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from reliability.crowd import TABLETS, run_crowd
from reliability.site import Site
from reliability.trials import CELLS, Verdict, run_cell, run_sequence

SEED = int(os.environ.get("OKMILA_SEED") or random.SystemRandom().randrange(10**6))
SEQUENCES = int(os.environ.get("OKMILA_SEQUENCES", "30"))
STEPS = 25


def main() -> int:
    """Run every cell, the random sequences and the crowd; return 1 as soon as anything was lost, doubled or untrue."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = os.environ.get("CHROMIUM") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        site = Site(Path(folder), pupils=len(CELLS) + SEQUENCES + TABLETS, seed=SEED)
        try:
            clean = _run(browser, site)
        finally:
            site.close()
            browser.close()
    print(f"{time.monotonic() - began:.0f} s")
    return 0 if clean else 1


def _run(browser: Browser, site: Site) -> bool:
    cells = [_told(", ".join(cell), run_cell(browser, site, cell)) for cell in CELLS]
    sequences = [
        _told(f"seed {seed}", run_sequence(browser, site, seed=seed, steps=STEPS))
        for seed in range(SEED, SEED + SEQUENCES)
    ]
    crowd = run_crowd(browser, site)
    print(f"{sum(cells)}/{len(cells)} cells, {sum(sequences)}/{len(sequences)} sequences, {TABLETS} tablets: {crowd}")
    return all(cells) and all(sequences) and bool(crowd["clean"])


def _told(name: str, verdict: Verdict) -> bool:
    print(f"{'ok  ' if verdict.is_clean else 'BAD '} {name}{'' if verdict.is_clean else f' {verdict}'}", flush=True)
    return verdict.is_clean


if __name__ == "__main__":
    sys.exit(main())
