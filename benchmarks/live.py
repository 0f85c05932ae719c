"""What debates cost while classes vote on tablets: `make bench-live`.

Starts the real server on a fresh database, SQLite then PostgreSQL, in front of which this process plays every tablet,
projector and teacher's page of one class of thirty, then of ten. Server and screens share the machine, so read the
figures as ranges; the server's part is its own processor time, whoever else is busy.
"""

import asyncio
import contextlib
import os
import random
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from benchmarks.screens import Desk, Screen, Tablet, Tally, Wall  # noqa: E402

DEFAULT_POSTGRES = "postgres://postgres@127.0.0.1:5432/postgres"
CLASS = 30
STORIES = "histoires-s12-ecrans"
SECONDS = 128
QUIET = 10
SPREAD = 30
"""Seconds over which ten classes begin: no bell rings for all of them at once."""
CASES = ((1, 1), (10, 1), (10, 2))
"""Classes, and web processes."""
CPU_TARGET, KILOBYTES_TARGET, WALL_TARGET = 5.0, 40.0, 2.0
"""Percent of a core and seconds for one class; kilobytes a minute for every tablet. Ten classes only must not fail."""
START_LIMIT = 30
TICK = os.sysconf("SC_CLK_TCK")


def say(name: str, value: str) -> None:
    print(f"  {name:<50} {value}", flush=True)


def main() -> int:
    """Run every case on every engine, each in a process of its own; give the number of cases that went wrong."""
    if len(sys.argv) == 2:
        return measure(int(sys.argv[1]))
    wrong = 0
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before the start", flush=True)
    for engine, place in (("SQLite", sqlite), ("PostgreSQL", postgres)):
        for classes, workers in CASES:
            with tempfile.TemporaryDirectory(prefix="okmila-live-") as folder, place(Path(folder)) as address:
                if not address:
                    print(f"{engine}: left out, no server answers; say where in TEST_POSTGRES_URL.")
                    break
                print(
                    f"{engine}, {classes * CLASS} tablets, {classes} class(es), {workers} web process(es)", flush=True
                )
                settings = {"DATABASE_URL": address, "OKMILA_DATA": folder, "OKMILA_WORKERS": str(workers)}
                command = [sys.executable, __file__, str(classes)]
                wrong += bool(subprocess.run(command, env=os.environ | settings, check=False).returncode)
    return wrong


@contextlib.contextmanager
def sqlite(folder: Path) -> Iterator[str]:
    yield f"sqlite:///{folder / 'live.sqlite3'}"


@contextlib.contextmanager
def postgres(_folder: Path) -> Iterator[str]:
    """Make a database for one case and drop it; give no address where no server answers."""
    import psycopg

    server = os.environ.get("TEST_POSTGRES_URL", DEFAULT_POSTGRES)
    try:
        link = psycopg.connect(server, autocommit=True, connect_timeout=3)
    except psycopg.OperationalError:
        yield ""
        return
    name = f"okmila_live_{uuid4().hex[:12]}"
    with link:
        link.execute(f"CREATE DATABASE {name}")
        try:
            yield f"{server.rpartition('/')[0]}/{name}"
        finally:
            link.execute(f"DROP DATABASE {name} WITH (FORCE)")


@dataclass
class Room:
    """One class with all its screens."""

    tablets: list[Tablet]
    wall: Wall
    desk: Desk
    moves: list[tuple[str, float]] = field(default_factory=list)
    """Which moment the teacher began, and when."""
    votes: dict[str, list[tuple[float, float]]] = field(default_factory=dict)
    burst: float = 0.0

    @property
    def screens(self) -> Iterator[Screen]:
        yield from (*self.tablets, self.wall, self.desk)

    async def live(self, begun: float) -> None:
        """Two votes around a talk, brisker than a class: the first as children vote, the second at one instant."""
        await self._go_at(begun + QUIET)
        await _all(self._vote_in(tablet, random.uniform(4, 18)) for tablet in self.tablets)
        self._gather()
        await self._go_at(begun + 32)
        await self._go_at(begun + 62)
        await asyncio.sleep(begun + 69 - time.perf_counter())
        pressed = time.perf_counter()
        await _all(self._vote_in(tablet, 0) for tablet in self.tablets)
        self.burst = time.perf_counter() - pressed
        self._gather()
        await self._go_at(begun + 78)
        await self._go_at(begun + 90)

    async def _go_at(self, when: float) -> None:
        await asyncio.sleep(max(0.0, when - time.perf_counter()))
        pressed = await self.desk.advance()
        self.moves.append((self.desk.moment, pressed))

    @staticmethod
    async def _vote_in(tablet: Tablet, seconds: float) -> None:
        await asyncio.sleep(seconds)
        await tablet.vote(random.randrange(3))

    def _gather(self) -> None:
        self.votes[self.moves[-1][0]] = [tablet.votes[-1] for tablet in self.tablets if tablet.votes]


async def _all(tasks: Iterable[Awaitable[None]]) -> None:
    await asyncio.gather(*tasks)


def measure(classes: int) -> int:
    """Prepare the database that the environment names, serve it, live one debate in every class, print the figures."""
    os.environ |= {"DJANGO_SETTINGS_MODULE": "okmila.settings", "OKMILA_LOG_LEVEL": "ERROR"}
    import django

    django.setup()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    rooms = prepared(classes, port, tally := Tally())
    command = [sys.executable, "-m", "gunicorn", "--config", "tools/gunicorn.conf.py", "okmila.wsgi"]
    server = subprocess.Popen(command, cwd=ROOT, env=os.environ | {"PORT": str(port)})
    try:
        wait_for(port)
        used = asyncio.run(live(rooms, lambda: processor_seconds(server.pid)))
    finally:
        server.terminate()
        server.wait()
    return report(rooms, tally, *used)


def prepared(classes: int, port: int, tally: Tally) -> list[Room]:
    """Give each class a debate on stories, and every screen the cookies that its sign-in leaves."""
    from django.core.management import call_command

    with open(os.devnull, "w") as nowhere:  # noqa: PTH123
        call_command("migrate", verbosity=0)
        call_command("load_content", stdout=nowhere)
        call_command("collectstatic", interactive=False, verbosity=0)
    rooms = [_room(port, tally) for _number in range(classes)]
    from django.db import connection

    connection.close()
    return rooms


def _room(port: int, tally: Tally) -> Room:
    from django.test import Client
    from django.urls import reverse

    from tests.quizzes.debates import make_story_debate
    from tests.world import make_classroom, sign_in_pupil, teacher_of

    classroom = make_classroom(headcount=CLASS, opened=True)
    debate = make_story_debate(classroom, STORIES)
    cookies = []
    for pupil in classroom.pupils.select_related("classroom"):
        client = Client(SERVER_NAME="127.0.0.1")
        sign_in_pupil(client, pupil)
        cookies.append(_jar(client))
    teacher = Client(SERVER_NAME="127.0.0.1")
    teacher.force_login(teacher_of(classroom))
    page, wall = (reverse(name, args=[debate.pk]) for name in ("debate_page", "debate_projector"))
    tablets = [Tablet(port, reverse("pupil_vote"), jar, tally) for jar in cookies]
    return Room(tablets, Wall(port, wall, _jar(teacher), tally), Desk(port, page, _jar(teacher), tally))


def _jar(client) -> dict[str, str]:
    return {name: morsel.coded_value for name, morsel in client.cookies.items() if morsel.value}


def wait_for(port: int) -> None:
    """Wait for the first good answer."""
    end = time.perf_counter() + START_LIMIT
    while time.perf_counter() < end:
        with contextlib.suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/sante/") as answer:
            if answer.status == 200:
                return
        time.sleep(0.05)
    raise SystemExit("The server did not start.")


def processor_seconds(parent: int) -> float:
    """Give the processor time of the server's processes so far."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    fields = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in (str(parent), *children)]
    return sum(int(words[11]) + int(words[12]) for words in fields) / TICK


async def live(rooms: list[Room], processor: Callable[[], float]) -> tuple[float, float, float]:
    """Open every screen within three seconds, as a class does; then let it all happen, and measure from there on."""
    screens = [screen for room in rooms for screen in room.screens]
    begun = time.perf_counter() + 3.5
    watching = [asyncio.create_task(_later(screen, begun + SECONDS)) for screen in screens]
    await asyncio.sleep(3.5)
    before = processor()
    for screen in screens:
        screen.forget()
    living = asyncio.gather(*(room.live(begun + random.uniform(0, SPREAD if len(rooms) > 1 else 0)) for room in rooms))
    await asyncio.sleep(begun + QUIET - time.perf_counter())
    quiet = 100 * (processor() - before) / QUIET
    await asyncio.gather(living, *watching)
    used, seconds = processor() - before, time.perf_counter() - begun
    for screen in screens:
        screen.close()
    return used, seconds, quiet


async def _later(screen: Screen, until: float) -> None:
    await asyncio.sleep(random.uniform(0, 3))
    await screen.watch(until)


def report(rooms: list[Room], tally: Tally, processor: float, seconds: float, quiet: float) -> int:
    """Print the figures beside their targets; give 1 when one is missed."""
    tablets = [tablet for room in rooms for tablet in room.tablets]
    part = 100 * processor / seconds
    weights = [(tablet.sent + tablet.received) / 1000 * 60 / seconds for tablet in tablets]
    asking = statistics.mean(tablet.sent for tablet in tablets) / 1000 * 60 / seconds
    delays = [
        wait for room in rooms for moment, votes in room.votes.items() for wait in room.wall.delays(moment, votes)
    ]
    changes = [
        tablet.seen[moment] - pressed
        for room in rooms
        for moment, pressed in room.moves
        for tablet in room.tablets
        if moment in tablet.seen
    ]
    missed = len(tablets) * len(rooms[0].moves) - len(changes)
    alone = len(rooms) == 1
    aim, wall = (_target(CPU_TARGET), _target(WALL_TARGET)) if alone else ("", "")
    say("server, % of one core, nobody votes / whole debate", f"{quiet:.1f} / {part:.1f}{aim}")
    say("requests / of them with news / a second", f"{tally.requests} / {tally.pages} / {tally.requests / seconds:.0f}")
    say("server's time a request", f"{1000 * processor / tally.requests:.1f} ms")
    say(
        "a tablet's kB a minute, mean (up + down) / most",
        f"{statistics.mean(weights):.1f} ({asking:.1f} + {statistics.mean(weights) - asking:.1f}) / {max(weights):.1f}"
        + _target(KILOBYTES_TARGET),
    )
    say("vote to the wall, p50 / p95 / worst of " + str(len(delays)), _spread(delays) + wall)
    say("change of moment to a tablet, p50 / p95 / worst", _spread(changes))
    say(f"{CLASS} votes at once in each class, last receipt", f"{max(room.burst for room in rooms):.2f} s")
    say("errors / moments that a tablet missed", f"{len(tally.errors)} / {missed}" + _target(0))
    for told in sorted(set(tally.errors))[:8]:
        say("", re.sub(r"\s+", " ", told)[:160])
    slow = alone and (part > CPU_TARGET or max(delays, default=9.0) > WALL_TARGET)
    return int(bool(tally.errors) or missed > 0 or slow or max(weights) > KILOBYTES_TARGET)


def _spread(values: list[float]) -> str:
    if len(values) < 2:
        return "none"
    return f"{statistics.median(values):.2f} / {statistics.quantiles(values, n=20)[18]:.2f} / {max(values):.2f} s"


def _target(value: float) -> str:
    return f"   (target {value:g})"


if __name__ == "__main__":
    sys.exit(main())
