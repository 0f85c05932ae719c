"""The full size of the trials: `make reliability`.

OKMILA_SEED and OKMILA_SEQUENCES choose the random sequences, OKMILA_WORKERS how many run at once, OKMILA_CELLS how many
cells of the grid. It stops with code 1 at the first answer that is lost, doubled or falsely called stored, and says the
seed that makes it happen again.
"""

import os
import random
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from reliability.crowd import TABLETS, run_crowd
from reliability.site import Seeded, Site, prepare
from reliability.trials import CELLS
from reliability.workers import Task, all_clean, launch

SEED = int(os.environ.get("OKMILA_SEED") or random.SystemRandom().randrange(10**6))
SEQUENCES = int(os.environ.get("OKMILA_SEQUENCES", "500"))
WORKERS = int(os.environ.get("OKMILA_WORKERS", "4"))
GRID = CELLS[: int(os.environ.get("OKMILA_CELLS", len(CELLS)))]


def main() -> int:
    """Run the grid, the random sequences and the crowd; return 1 at the first fault."""
    began = time.monotonic()
    print(f"OKMILA_SEED={SEED}: {len(GRID)} cells, {SEQUENCES} sequences, {TABLETS} tablets", flush=True)
    tasks: list[Task] = [("cell", cell) for cell in GRID]
    tasks += [("sequence", seed) for seed in range(SEED, SEED + SEQUENCES)]
    with tempfile.TemporaryDirectory() as text:
        folder = Path(text)
        (folder / "seed").mkdir()
        seeded = prepare(folder / "seed", len(tasks) + TABLETS)
        clean = all_clean(folder, seeded, tasks, WORKERS) and _crowd_is_clean(folder, seeded)
    print(f"{'clean' if clean else 'FAULTY'}: OKMILA_SEED={SEED}, {time.monotonic() - began:.0f} s", flush=True)
    return 0 if clean else 1


def _crowd_is_clean(folder: Path, seeded: Seeded) -> bool:
    place = folder / "crowd"
    place.mkdir()
    with sync_playwright() as playwright:
        browser, site = launch(playwright), Site(place, seeded, seed=SEED)
        try:
            crowd = run_crowd(browser, site)
        finally:
            site.close()
            browser.close()
    print(f"{'ok  ' if crowd.is_clean else 'BAD '} {TABLETS} tablets: {crowd}", flush=True)
    return crowd.is_clean


if __name__ == "__main__":
    sys.exit(main())
