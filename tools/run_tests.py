"""Runs the whole suite: in a real Chromium, and beside it on SQLite, then on PostgreSQL where one answers.

`make test TESTS="tests/test_access.py -k pupil"` passes words on to pytest. With OKMILA_REQUIRE=all (as CI sets it) a
missing Chromium, PostgreSQL or French dictionary is a failure; otherwise its tests are left out with a sentence that
says so. A browser that shares two cores with two databases can miss a deadline: its failures are shown, then tried once
more when the machine is quiet, and a test that fails there too fails the suite.
"""

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from texts import spelling

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
DEFAULT_POSTGRES = "postgres://postgres@127.0.0.1:5432/postgres"
REQUIRED = os.environ.get("OKMILA_REQUIRE") == "all"
MEMORY = ".pytest_cache/browser"
"""Where the browser's run remembers its failures, apart from the runs beside it."""

SOME_FAILED = 1
"""Pytest's exit code where tests ran and some failed."""

NOTHING_FOUND = 5
"""Pytest's exit code where none of the wanted tests belongs to a run."""


@dataclass(frozen=True)
class Run:
    """One pytest: what it is called, which marks it takes, and under which settings."""

    title: str
    marks: str
    settings: dict[str, str]

    def go(self, wanted: list[str], output: IO[bytes] | None = None) -> int:
        """Run it to its end and give its exit code."""
        words = f"== {self.title}\n"
        if output:
            output.write(words.encode())
            output.flush()
        else:
            print(words, end="", flush=True)
        command = [sys.executable, "-m", "pytest", "-m", self.marks, *wanted]
        ended = subprocess.run(command, env=os.environ | self.settings, stdout=output, stderr=output, check=False)
        return 0 if wanted and ended.returncode == NOTHING_FOUND else ended.returncode


def main() -> int:
    """Find the browser and the databases, run pytest on each, two at a time, and return the first bad exit code."""
    wanted = sys.argv[1:]
    first, others = _runs()
    with TemporaryFile() as told, ThreadPoolExecutor(1) as beside:
        later = beside.submit(lambda: [run.go(wanted, told) for run in others])
        browser = first.go([*wanted, "-o", f"cache_dir={MEMORY}"])
        codes = later.result()
        told.seek(0)
        print(told.read().decode(errors="replace"), flush=True)
    if browser == SOME_FAILED and first.marks == "browser":
        print("== Ce qui a échoué dans le navigateur, une seconde fois, la machine au calme", flush=True)
        browser = first.go([*wanted, "-o", f"cache_dir={MEMORY}", "--last-failed"])
    return next((code for code in (browser, *codes) if code), 0)


def _runs() -> tuple[Run, list[Run]]:
    """Give the browser's run, which is shown as it goes, and those that go on beside it one after the other."""
    browser = _browser()
    if not spelling.install_dictionary():
        _missing("hunspell et son dictionnaire français", spelling.CURE)
    settings = {"CHROMIUM": browser or "", "OKMILA_LOG_LEVEL": "ERROR"}
    name = os.environ.get("OKMILA_TEST_DB", "")
    runs = [Run("SQLite", "not browser", settings)]
    if browser:
        runs.insert(0, Run("Chromium", "browser", settings | {"OKMILA_TEST_DB": f"{name}_browser"}))
    postgres = os.environ.get("TEST_POSTGRES_URL", DEFAULT_POSTGRES)
    if _answers(postgres):
        runs.append(Run("PostgreSQL", "not browser", settings | {"DATABASE_URL": postgres}))
    else:
        _missing("PostgreSQL", f"aucun serveur ne répond à {postgres} ; donnez TEST_POSTGRES_URL.")
    return runs[0], runs[1:]


def _browser() -> str | None:
    """Find a Chromium, or install one: by apt as root, else Playwright's own."""
    found = os.environ.get("CHROMIUM") or _on_path()
    if found:
        return found
    if shutil.which("apt-get") and os.geteuid() == 0:
        print("Chromium manque : installation par apt.", flush=True)
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        subprocess.run(["apt-get", "install", "-y", "-qq", "chromium"], check=False, stdout=subprocess.DEVNULL)
        found = _on_path()
    else:
        print("Chromium manque : installation par Playwright.", flush=True)
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
        found = _playwrights_own()
    if not found:
        _missing("Chromium", "installez-le (Debian, Ubuntu : apt install chromium) ou donnez son chemin dans CHROMIUM.")
    return found


def _on_path() -> str | None:
    return next((path for name in CHROMIUM_NAMES if (path := shutil.which(name))), None)


def _playwrights_own() -> str | None:
    cache = Path.home() / ".cache" / "ms-playwright"
    return next((str(path) for path in sorted(cache.glob("chromium-*/chrome-linux*/chrome"))), None)


def _answers(url: str) -> bool:
    probe = f"import psycopg; psycopg.connect({url!r}, connect_timeout=3).close()"
    return subprocess.run([sys.executable, "-c", probe], capture_output=True, check=False).returncode == 0


def _missing(what: str, cure: str) -> None:
    print(f"{what} : {cure}", flush=True)
    if REQUIRED:
        sys.exit(f"{what} est obligatoire ici.")


if __name__ == "__main__":
    sys.exit(main())
