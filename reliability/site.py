"""The product as a school runs it: its own process, its own database, killed and frozen at will."""

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reliability.proxy import Proxy

ROOT = Path(__file__).resolve().parent.parent
DATABASE = "essai.sqlite3"
HEALTH_TRIES = 300


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def _environment(folder: Path, **more: str) -> dict[str, str]:
    return os.environ | {
        "DATABASE_URL": f"sqlite:///{folder / DATABASE}",
        "OKMILA_DATA": str(folder),
        "OKMILA_HOSTS": "127.0.0.1",
        "OKMILA_LOG_LEVEL": "CRITICAL",
        "OKMILA_DEBUG": "1",
        **more,
    }


def _run(env: dict[str, str], *words: str) -> str:
    done = subprocess.run([sys.executable, *words], cwd=ROOT, env=env, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return done.stdout


@dataclass(frozen=True)
class Seeded:
    """A prepared database, to be copied by several sites: where it is, its questions and its pupils."""

    folder: Path
    told: dict[str, Any]


def prepare(folder: Path, pupils: int) -> Seeded:
    """Make a database in which pupils have begun a quiz and answered nothing."""
    told = _run(_environment(folder), "-m", "reliability.seed", str(pupils))
    return Seeded(folder, json.loads(told.splitlines()[-1]))


class Site:
    """A server behind a proxy, and what its database holds."""

    def __init__(self, folder: Path, seeded: Seeded, *, broken: str = "", seed: int = 0) -> None:
        self.folder = folder
        self.database = folder / DATABASE
        self.port = _free_port()
        self.broken = broken
        self._env = _environment(folder, OKMILA_BROKEN=broken, PORT=str(self.port))
        self.told = seeded.told | {"pupils": list(seeded.told["pupils"])}
        if seeded.folder != folder:
            self._copy(seeded.folder)
        if broken == "keys":
            _run(self._env, "-m", "reliability.seed", "--drop-keys")
        self.questions: list[str] = self.told["questions"]
        self._pupils: list[dict[str, Any]] = self.told["pupils"]
        self.server: subprocess.Popen[bytes] | None = None
        self.start()
        self.proxy = Proxy(self.port, seed=seed)
        self.url = f"http://127.0.0.1:{self.proxy.port}"

    def _copy(self, other: Path) -> None:
        """Take a database as it stands, with the key that its tickets are signed with."""
        with sqlite3.connect(other / DATABASE) as source, sqlite3.connect(self.database) as target:
            source.backup(target)
        for connection in (source, target):
            connection.close()
        (self.folder / "secret.key").write_text((other / "secret.key").read_text())

    def like_this(self) -> Seeded:
        """Give what another site needs to stand as this one does now, with one pupil who is still free."""
        return Seeded(self.folder, self.told | {"pupils": [self.next_pupil()]})

    def next_pupil(self) -> dict[str, Any]:
        """Give a pupil who has begun the quiz and answered nothing."""
        return self._pupils.pop(0)

    def start(self) -> None:
        module = "reliability.broken" if self.broken else "okmila.wsgi"
        words = ["-m", "gunicorn", "--config", "tools/gunicorn.conf.py", f"{module}:application"]
        self.server = subprocess.Popen(
            [sys.executable, *words],
            cwd=ROOT,
            env=self._env,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _try in range(HEALTH_TRIES):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/eleve/", timeout=2)
                return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError("the server does not start")

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the server and its workers, which are a group of their own."""
        assert self.server is not None
        os.killpg(self.server.pid, number)

    def kill(self) -> None:
        """Pull the plug."""
        if self.server is not None:
            self.signal(signal.SIGKILL)
            self.server.wait()
            self.server = None

    def close(self) -> None:
        self.proxy.close()
        self.kill()

    def question_url(self, pupil: dict[str, Any], place: int = 0) -> str:
        return f"{self.url}/eleve/quiz/{pupil['sitting']}/question/{self.questions[place]}/"

    def cookie(self, pupil: dict[str, Any]) -> dict[str, str]:
        return {"name": "eleve", "value": pupil["cookie"], "url": self.url}

    def stored(self, pupil: dict[str, Any]) -> Counter[str]:
        """Count the committed answers of a pupil by question, straight from the file."""
        with sqlite3.connect(f"file:{self.database}?mode=ro", uri=True, timeout=10) as connection:
            rows = connection.execute(
                "SELECT question, COUNT(*) FROM quizzes_answer WHERE attempt_id = ? GROUP BY question",
                [pupil["attempt"]],
            ).fetchall()
        connection.close()
        return Counter(dict(rows))
