"""Runs the whole suite: on SQLite with a real Chromium, then on PostgreSQL where one answers.

`make test TESTS="tests/test_access.py -k pupil"` passes words on to pytest. With OKMILA_REQUIRE=all (as CI sets it) a
missing Chromium, PostgreSQL or French dictionary is a failure; otherwise its tests are left out with a sentence that
says so.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from texts import spelling

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
DEFAULT_POSTGRES = "postgres://postgres@127.0.0.1:5432/postgres"
REQUIRED = os.environ.get("OKMILA_REQUIRE") == "all"


def main() -> int:
    """Find the browser and the databases, run pytest on each, and return the first bad exit code."""
    browser = _browser()
    wanted = sys.argv[1:]
    marks = [] if browser else ["-m", "not browser"]
    if not spelling.install_dictionary():
        _missing("hunspell et son dictionnaire français", spelling.CURE)
    settings = {"CHROMIUM": browser or "", "OKMILA_LOG_LEVEL": "ERROR"}
    code = _pytest([*marks, *wanted], settings, title="SQLite")
    postgres = os.environ.get("TEST_POSTGRES_URL", DEFAULT_POSTGRES)
    if not _answers(postgres):
        _missing("PostgreSQL", f"aucun serveur ne répond à {postgres} ; donnez TEST_POSTGRES_URL.")
        return code
    return code or _pytest(["-m", "not browser", *wanted], settings | {"DATABASE_URL": postgres}, title="PostgreSQL")


def _pytest(arguments: list[str], settings: dict[str, str], *, title: str) -> int:
    print(f"== {title}", flush=True)
    return subprocess.run(
        [sys.executable, "-m", "pytest", *arguments], env=os.environ | settings, check=False
    ).returncode


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
