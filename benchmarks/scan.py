"""How surely answer sheets are read back: `make scan-bench`.

Prints real sheets, fills them in and photographs them by chance (OKMILA_SEED, drawn when it is not given), reads them,
and prints what was seen beside each target; the exit code tells whether one was missed. OKMILA_SHEETS sets how many.
"""

import os
import secrets
import statistics
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scanning.sheet import State  # noqa: E402
from tests.scanning.trials import Tally, run  # noqa: E402

SHEETS = int(os.environ.get("OKMILA_SHEETS", "2000"))
SEED = int(os.environ.get("OKMILA_SEED") or secrets.randbelow(1_000_000))
PROCESSES = 2
FULL_SIZE = 2000
MARKS = 40_000
CLEAN_SURE = 0.995
MOST_DOUBTFUL = 0.005
SECONDS = 0.2
TOLD_EVERY = 25
MOST_WRONG_TOLD = 20


def collect() -> Tally:
    """Run every sheet on two cores and tell how far it is."""
    total, begun = Tally(), time.monotonic()
    with ProcessPoolExecutor(PROCESSES) as pool:
        for done, tally in enumerate(pool.map(partial(run, SEED), range(SHEETS), chunksize=5), 1):
            total.add(tally)
            if done % TOLD_EVERY == 0 or done == SHEETS:
                left = (time.monotonic() - begun) / done * (SHEETS - done)
                told = f"{done}/{SHEETS} sheets, {len(total.wrong)} wrong, {left / 60:.1f} min left"
                print(told, file=sys.stderr, flush=True)
    return total


def figures(total: Tally) -> list[tuple[str, str, str, bool]]:
    """Give each figure as a name, what was seen, its target, and whether it is reached."""
    clean = total.share(State.SURE, of_clean=True)
    doubtful = total.share(State.DOUBTFUL, of_clean=False)
    median = statistics.median(total.seconds)
    slow = sorted(total.seconds)[int(len(total.seconds) * 0.95)]
    wanted = MARKS if SHEETS >= FULL_SIZE else 1
    return [
        ("sheets found and identified", f"{total.sheets - total.unread} of {total.sheets}", "all", not total.unread),
        ("marks made by pupils", f"{total.marks}", f">= {wanted}", total.marks >= wanted),
        ("bubbles read", f"{total.bubbles}", "", True),
        ("wrong without a doubt", f"{len(total.wrong)}", "0", not total.wrong),
        ("clean marks read as sure", f"{clean:.2%}", f">= {CLEAN_SURE:.1%}", clean >= CLEAN_SURE),
        (
            "doubtful, traces and half marks aside",
            f"{doubtful:.3%}",
            f"<= {MOST_DOUBTFUL:.1%}",
            doubtful <= MOST_DOUBTFUL,
        ),
        ("seconds a sheet on one core, median", f"{median:.3f}", f"<= {SECONDS}", median <= SECONDS),
        ("seconds a sheet on one core, 95th percentile", f"{slow:.3f}", f"<= {SECONDS}", slow <= SECONDS),
    ]


def main() -> int:
    print(f"OKMILA_SEED={SEED} OKMILA_SHEETS={SHEETS}", flush=True)
    total = collect()
    print(f"\n{'mark':<24}" + "".join(f"{state:>10}" for state in State))
    for kind in sorted({kind for kind, _state in total.states}):
        print(f"{kind:<24}" + "".join(f"{total.states[kind, state]:>10}" for state in State))
    for name, states in (("answers", total.answers), ("numbers of blank sheets", total.numbers)):
        print(f"{name:<24}" + "".join(f"{states[state]:>10}" for state in State))
    print()
    for words in total.wrong[:MOST_WRONG_TOLD]:
        print("wrong:", words)
    results = figures(total)
    for name, seen, target, reached in results:
        print(f"{'ok' if reached else 'MISSED':<8}{name:<46}{seen:>14}  {target}")
    return 0 if all(reached for *_words, reached in results) else 1


if __name__ == "__main__":
    sys.exit(main())
