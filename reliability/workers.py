"""Several servers and browsers at once, each in a process of its own: most of a trial is waiting."""

import os
import shutil
import time
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.context import SpawnContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from queue import Empty
from typing import Any

from playwright.sync_api import Browser, Playwright, sync_playwright

from reliability.site import Seeded, Site
from reliability.trials import run_cell, run_sequence

STEPS = 25
Task = tuple[str, Any]


@dataclass(frozen=True)
class Result:
    """What a worker found out."""

    name: str
    is_clean: bool
    words: str


def all_clean(folder: Path, seeded: Seeded, tasks: list[Task], workers: int) -> bool:
    """Share the tasks out to workers; each ends what it has begun when one has found a fault."""
    context = get_context("spawn")
    waiting, found, stop = context.Queue(), context.Queue(), context.Event()
    for task in [*tasks, *[None] * workers]:
        waiting.put(task)
    started = [_start(context, folder / str(number), seeded, waiting, found, stop) for number in range(workers)]
    clean = _follow(len(tasks), started, found)
    stop.set()
    waiting.cancel_join_thread()
    for worker in started:
        worker.join()
    return clean


def _start(context: SpawnContext, folder: Path, seeded: Seeded, waiting: Any, found: Any, stop: Any) -> BaseProcess:
    folder.mkdir()
    worker = context.Process(target=_work, args=(folder, seeded, waiting, found, stop))
    worker.start()
    return worker


def _follow(total: int, workers: list[BaseProcess], found: Any) -> bool:
    """Tell each result as it comes, with the time left; False at the first fault, or when no worker is left."""
    began, done = time.monotonic(), 0
    while done < total:
        try:
            result: Result = found.get(timeout=5)
        except Empty:
            if any(worker.is_alive() for worker in workers):
                continue
            print("BAD  every worker has ended", flush=True)
            return False
        done += 1
        left = (time.monotonic() - began) / done * (total - done) / 60
        mark = "ok  " if result.is_clean else "BAD "
        print(f"{mark}[{done}/{total}, {left:.0f} min left] {result.name} {result.words}".rstrip(), flush=True)
        if not result.is_clean:
            return False
    return True


def _work(folder: Path, seeded: Seeded, waiting: Any, found: Any, stop: Any) -> None:
    """Keep one server and one browser for many tasks: every task has a pupil and a browser's storage of its own."""
    with sync_playwright() as playwright:
        browser, site = launch(playwright), Site(folder, seeded)
        try:
            while not stop.is_set() and (task := waiting.get()) is not None:
                found.put(_result(browser, site, task))
        finally:
            site.close()
            browser.close()


def launch(playwright: Playwright) -> Browser:
    """Start the Chromium that was found."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    return playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])


def _result(browser: Browser, site: Site, task: Task) -> Result:
    kind, what = task
    name = ", ".join(what) if kind == "cell" else f"OKMILA_SEED={what} OKMILA_SEQUENCES=1 OKMILA_CELLS=0"
    try:
        verdict = (
            run_cell(browser, site, what) if kind == "cell" else run_sequence(browser, site, seed=what, steps=STEPS)
        )
    except Exception as error:  # Whatever ends a trial early is a fault, to be told with its seed.
        return Result(name, False, f"{type(error).__name__}: {error}")
    return Result(name, verdict.is_clean, "" if verdict.is_clean else str(verdict))
