"""What the product costs, and how it bears a whole class at once: `make bench`.

Starts the real server on a fresh SQLite database in a temporary folder, in front of which this process plays thirty
tablets over HTTP, and prints one line a figure. Server and tablets share the machine, so read the figures as ranges.
"""

import http.client
import importlib.metadata
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
DATA = tempfile.TemporaryDirectory(prefix="okmila-bench-")
os.environ |= {"OKMILA_DATA": DATA.name, "DJANGO_SETTINGS_MODULE": "okmila.settings", "OKMILA_LOG_LEVEL": "ERROR"}
os.environ.pop("DATABASE_URL", None)
START_LIMIT = 30
TABLETS = 30
SECONDS = 10

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

from quizzes.presenting import offers_for  # noqa: E402
from quizzes.services import start_attempt  # noqa: E402
from quizzes.tickets import issue_ticket  # noqa: E402
from schools.models import Classroom, Pupil  # noqa: E402
from schools.secrets import pin_of  # noqa: E402
from schools.services import open_session  # noqa: E402
from tests.world import make_classroom, make_sitting, right_values  # noqa: E402


def free_port() -> int:
    """Ask the system for a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


PORT = free_port()


def say(name: str, value: str) -> None:
    print(f"{name:<52} {value}", flush=True)


class Server:
    """The product's own server, as `make serve` starts it."""

    def __init__(self) -> None:
        self.process: subprocess.Popen | None = None

    def start(self) -> float:
        """Start, and give the seconds until the first good answer."""
        begun = time.perf_counter()
        command = [sys.executable, "-m", "gunicorn", "--config", "tools/gunicorn.conf.py", "okmila.wsgi"]
        self.process = subprocess.Popen(command, cwd=ROOT, env=os.environ | {"PORT": str(PORT)})
        while time.perf_counter() - begun < START_LIMIT:
            try:
                if request("GET", "/sante/")[0] == 200:
                    return time.perf_counter() - begun
            except OSError:
                pass
            time.sleep(0.01)
        raise SystemExit("The server did not start.")

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait()

    def _processes(self) -> list[Path]:
        parent = self.process.pid
        children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
        return [Path(f"/proc/{pid}") for pid in [str(parent), *children]]

    def memory(self) -> tuple[float, int]:
        """Give the proportional memory in MB and the threads of all its processes together."""
        rollups = [(path / "smaps_rollup").read_text() for path in self._processes()]
        statuses = [(path / "status").read_text() for path in self._processes()]
        kilobytes = sum(int(re.search(r"^Pss:\s+(\d+)", text, re.MULTILINE)[1]) for text in rollups)
        return kilobytes / 1024, sum(int(re.search(r"^Threads:\s+(\d+)", text, re.MULTILINE)[1]) for text in statuses)


def request(method: str, path: str, form: dict | None = None, headers: dict | None = None, link=None) -> tuple:
    """Send one request; give status, headers and body."""
    connection = link or http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
    body = urlencode(form, doseq=True) if form is not None else None
    extra = {"Content-Type": "application/x-www-form-urlencoded"} if form is not None else {}
    connection.request(method, path, body, extra | (headers or {}))
    response = connection.getresponse()
    content = response.read()
    if link is None:
        connection.close()
    return response.status, response.headers, content


class Tablet:
    """A browser reduced to its cookies."""

    def __init__(self) -> None:
        self.cookies: dict[str, str] = {}

    def ask(self, method: str, path: str, form: dict | None = None) -> tuple[int, str, str]:
        """Send a request with the cookies, keep the new ones; give status, where it leads, and the page."""
        jar = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        status, headers, body = request(method, path, form, {"Cookie": jar})
        for cookie in headers.get_all("Set-Cookie") or []:
            name, _equals, rest = cookie.partition("=")
            self.cookies[name] = rest.partition(";")[0].strip('"') if "max-age=0" not in cookie.lower() else ""
        return status, headers.get("Location", ""), body.decode(errors="replace")

    def token(self, page: str) -> str:
        return re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]

    def sign_in(self, code: str, number: int, pin: str) -> None:
        """Give code, number and PIN, and see the day's page."""
        page = self.ask("GET", "/eleve/")[2]
        self.ask("POST", "/eleve/", {"csrfmiddlewaretoken": self.token(page), "code": code})
        self.ask("GET", "/eleve/qui/")
        page = self.ask("GET", f"/eleve/qui/{number}/")[2]
        status, where, _body = self.ask(
            "POST", f"/eleve/qui/{number}/", {"csrfmiddlewaretoken": self.token(page), "pin": pin}
        )
        assert status == 302 and where.endswith("/aujourdhui/"), (status, where)
        assert self.ask("GET", "/eleve/aujourdhui/")[0] == 200


def together(tasks: list[Callable[[], None]]) -> float:
    """Run tasks in threads that leave at the same instant; give the seconds until the last has ended."""
    gate = threading.Barrier(len(tasks) + 1)

    def run(task: Callable[[], None]) -> None:
        gate.wait()
        task()

    with ThreadPoolExecutor(len(tasks)) as pool:
        futures = [pool.submit(run, task) for task in tasks]
        gate.wait()
        begun = time.perf_counter()
        for future in futures:
            future.result()
        return time.perf_counter() - begun


def answers_of(classroom: Classroom, sittings: int) -> Iterator[tuple[str, dict]]:
    """Give tickets and forms of right answers, every question of several sittings of the whole class."""
    pupils = list(classroom.pupils.select_related("classroom"))
    for _number in range(sittings):
        sitting = make_sitting(classroom)
        quiz = sitting.revision.spec
        for pupil in pupils:
            attempt = start_attempt(sitting=sitting, pupil=pupil)
            ticket = issue_ticket(attempt)
            for question in quiz.questions:
                wanted = right_values(question, quiz)
                offers = offers_for(attempt, question, quiz)
                values = [offer.value for offer in offers if offer.option.key in wanted] or wanted
                yield ticket, {"question": question.key, "value": values, "client_key": str(uuid4())}


def send_answer(ticket: str, form: dict, link=None) -> None:
    status, _headers, body = request("POST", "/eleve/reponses/", form, {"X-Ticket": ticket, "X-Outbox": "1"}, link)
    assert status == 200, (status, body)


def saturate(work: list[tuple[str, dict]]) -> tuple[float, float]:
    """Send answers over thirty kept connections for some seconds; give answers a second and the 99th percentile."""
    queue = iter(work)
    lock = threading.Lock()
    delays: list[float] = []
    end = time.perf_counter() + SECONDS

    def tablet() -> None:
        link = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
        while time.perf_counter() < end:
            with lock:
                item = next(queue, None)
            if item is None:
                return
            begun = time.perf_counter()
            send_answer(*item, link)
            delays.append(time.perf_counter() - begun)

    begun = time.perf_counter()
    together([tablet] * TABLETS)
    return len(delays) / (time.perf_counter() - begun), statistics.quantiles(delays, n=100)[98]


def way_to_question_one(classroom: Classroom, pupil: Pupil) -> tuple[int, float]:
    """Walk from the class code to question 1 in a browser with an empty cache; give requests sent and kilobytes."""
    sizes: list[float] = []
    sent: list[str] = []
    cached: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page()
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
        session.on("Network.requestWillBeSent", lambda event: sent.append(event["request"]["url"]))
        session.on("Network.requestServedFromCache", lambda event: cached.append(event["requestId"]))
        session.on("Network.responseReceived", lambda event: _note_disk_cache(event, cached))
        page.goto(f"http://127.0.0.1:{PORT}/eleve/")
        page.fill("#id_code", classroom.join_code)
        page.click("#enter")
        page.click(".names a >> nth=0")
        page.fill("#pin", pin_of(pupil))
        page.click("#enter")
        page.click("[data-start]")
        page.wait_for_selector("#answer-form")
        page.wait_for_load_state("networkidle")
        browser.close()
    return len([url for url in sent if url.startswith("http")]) - len(set(cached)), sum(sizes) / 1000


def _note_disk_cache(event: dict, cached: list[str]) -> None:
    if event["response"].get("fromDiskCache") and event["response"]["url"].startswith("http"):
        cached.append(event["requestId"])


def installed_megabytes() -> float:
    """Give the size of the runtime packages and everything they need, as pip recorded it."""
    lines = (ROOT / "requirements.txt").read_text().splitlines()
    waiting = [re.split(r"[=\[;]", line)[0].strip() for line in lines if line and not line.startswith("#")]
    waiting += ["psycopg-binary"]
    seen: set[str] = set()
    total = 0
    while waiting:
        name = waiting.pop().lower().replace("_", "-")
        if name in seen:
            continue
        seen.add(name)
        try:
            package = importlib.metadata.distribution(name)
        except importlib.metadata.PackageNotFoundError:
            continue
        total += sum(path.stat().st_size for file in package.files or [] if (path := Path(file.locate())).is_file())
        needs = (need for need in package.requires or [] if "extra ==" not in need)
        waiting += [re.split(r"[\s<>=!~;\[(]", need)[0] for need in needs]
    return total / 1_000_000


def main() -> None:
    call_command("migrate", verbosity=0)
    call_command("load_content", stdout=open(os.devnull, "w"))  # noqa: SIM115, PTH123
    call_command("collectstatic", interactive=False, verbosity=0)
    classroom = make_classroom(headcount=TABLETS)
    open_session(classroom=classroom)
    make_sitting(classroom)
    say("cores", str(os.cpu_count()))
    say("database", settings.DATABASES["default"]["ENGINE"].rpartition(".")[2])
    say("runtime packages on disk", f"{installed_megabytes():.0f} MB")
    server = Server()
    try:
        measure(server, classroom)
    finally:
        server.stop()
        DATA.cleanup()


def measure(server: Server, classroom: Classroom) -> None:
    """Print every figure that needs the running server."""
    first = server.start()
    server.stop()
    again = sorted(_restart(server) for _run in range(5))[2]
    say("start to first 200, first / next (median of 5)", f"{first:.2f} / {again:.2f} s")
    server.start()
    request("GET", "/")
    megabytes, threads = server.memory()
    say("idle memory (PSS) / threads", f"{megabytes:.0f} MB / {threads}")
    pins = [(pupil.number, pin_of(pupil)) for pupil in classroom.pupils.all()]
    runs = [
        together([lambda n=number, p=pin: Tablet().sign_in(classroom.join_code, n, p) for number, pin in pins])
        for _run in range(3)
    ]
    say(f"{TABLETS} sign-ins at once, last one in (3 runs)", " / ".join(f"{run:.2f}" for run in runs) + " s")
    requests, kilobytes = way_to_question_one(classroom, classroom.pupils.first())
    say("code to question 1, cold: requests / kB", f"{requests} / {kilobytes:.0f}")
    bursts = list(answers_of(classroom, 1))
    by_question = [bursts[number::10] for number in range(10)]
    lasts = [together([lambda a=item: send_answer(*a) for item in burst]) for burst in by_question]
    say(
        f"{TABLETS} answers at once, last stored, median / worst of 10",
        f"{statistics.median(lasts):.2f} / {max(lasts):.2f} s",
    )
    rate, slow = saturate(list(answers_of(classroom, 25)))
    say(f"saturated, {TABLETS} connections, {SECONDS} s", f"{rate:.0f} answers/s, p99 {slow:.2f} s")
    say("memory after load (PSS)", f"{server.memory()[0]:.0f} MB")


def _restart(server: Server) -> float:
    seconds = server.start()
    server.stop()
    return seconds


if __name__ == "__main__":
    main()
