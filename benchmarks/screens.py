"""Screens of a debate without their browser: what `live.js` sends and reads, over connections that are kept."""

import asyncio
import gzip
import re
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode

BROWSER = (
    "Host: 127.0.0.1\r\nConnection: keep-alive\r\n"
    'sec-ch-ua: "Chromium";v="131", "Not_A Brand";v="24"\r\nsec-ch-ua-mobile: ?1\r\nsec-ch-ua-platform: "Android"\r\n'
    "User-Agent: Mozilla/5.0 (Linux; Android 13; SM-X200) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/131.0.0.0 Safari/537.36\r\nAccept: */*\r\nSec-Fetch-Site: same-origin\r\nSec-Fetch-Mode: cors\r\n"
    "Sec-Fetch-Dest: empty\r\nAccept-Encoding: gzip, deflate, br\r\nAccept-Language: fr-BE,fr;q=0.9\r\n"
)
PATIENCE = 8
PULSE, PAGE = "", "Cookie: {cookies}\r\n"
PIECE = f"{PAGE}X-Live: 1\r\n"
"""What a request adds to the browser's own lines: the pulse goes without a cookie."""


@dataclass
class Tally:
    """What all screens together have met."""

    requests: int = 0
    pages: int = 0
    errors: list[str] = field(default_factory=list)


class Screen:
    """One open page: its cookies, its connection, the version that it shows."""

    def __init__(self, port: int, path: str, cookies: dict[str, str], tally: Tally) -> None:
        self.port, self.path, self.cookies, self.tally = port, path, dict(cookies), tally
        self.page, self.pulse, self.version, self.every, self.moment = "", "", "", 3, ""
        self.sent = self.received = 0
        self.link: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        self.in_use = asyncio.Lock()

    async def ask(self, method: str, path: str, form: dict[str, str] | None = None, *, extra: str = PIECE) -> int:
        """Send one request as the page does, show what comes back, give its status; 0 when nothing came."""
        async with self.in_use:
            self.tally.requests += 1
            try:
                return await asyncio.wait_for(self._exchange(method, path, form, extra), PATIENCE)
            except (TimeoutError, OSError, EOFError, ValueError) as error:
                self.tally.errors.append(f"{method} {path}: {error!r}")
                self.close()
                return 0

    async def _exchange(self, method: str, path: str, form: dict[str, str] | None, extra: str) -> int:
        fresh = self.link is None
        if self.link is None:
            self.link = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            return await self._talk(self.link, self._message(method, path, form, extra))
        except (ConnectionError, EOFError):
            self.close()
            if fresh:
                raise
            return await self._exchange(method, path, form, extra)

    def _message(self, method: str, path: str, form: dict[str, str] | None, extra: str) -> bytes:
        lines = f"{method} {path} HTTP/1.1\r\n{BROWSER}Referer: http://127.0.0.1:{self.port}{self.path}\r\n"
        lines += extra.format(cookies="; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        body = urlencode(form).encode() if form is not None else b""
        if form is not None:
            lines += f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
        return f"{lines}\r\n".encode() + body

    async def _talk(self, link: tuple[asyncio.StreamReader, asyncio.StreamWriter], message: bytes) -> int:
        reader, writer = link
        writer.write(message)
        head = await reader.readuntil(b"\r\n\r\n")
        headers = head.decode("latin-1")
        length = re.search(r"^Content-Length: *(\d+)", headers, re.MULTILINE | re.IGNORECASE)
        body = await reader.readexactly(int(length[1])) if length else b""
        self.sent += len(message)
        self.received += len(head) + len(body)
        status = int(headers.split(" ", 2)[1])
        for name, value in re.findall(r"^Set-Cookie: *([^=]+)=([^;\r]*)", headers, re.MULTILINE | re.IGNORECASE):
            self.cookies[name] = value.strip('"')
        if re.search(r"^Connection: *close", headers, re.MULTILINE | re.IGNORECASE):
            self.close()
        if status == 200 and body:
            self._show((gzip.decompress(body) if "content-encoding: gzip" in headers.lower() else body).decode())
        elif status not in (200, 204):
            self.tally.errors.append(f"{headers.splitlines()[0]} for {message.split(b' HTTP', 1)[0].decode()}")
        return status

    def _show(self, page: str) -> None:
        self.tally.pages += 1
        self.page = page
        shown = re.search(r'data-pulse="([^"]*)" data-version="([^"]*)" data-every="(\d+)" data-moment="([^"]*)"', page)
        if shown:
            self.pulse, self.version, self.every = shown[1], shown[2], int(shown[3])
            self.moment = " ".join(shown[4].split()[:2])
            self.saw()

    def saw(self) -> None:
        """Something new is on the screen."""

    def field(self, name: str) -> str:
        """Give the value of a hidden field of the page."""
        found = re.search(rf'name="{name}" value="([^"]*)"', self.page)
        return found[1] if found else ""

    def forget(self) -> None:
        """Begin to count anew; what went wrong stays."""
        self.sent = self.received = self.tally.requests = self.tally.pages = 0

    def close(self) -> None:
        if self.link is not None:
            self.link[1].close()
            self.link = None

    async def watch(self, until: float) -> None:
        """Open the page, then ask for its news as often as the page does."""
        await self.ask("GET", self.path, extra=PAGE)
        while time.perf_counter() + self.every < until:
            await asyncio.sleep(self.every)
            if await self.ask("GET", f"{self.pulse}?v={self.version}", extra=PULSE) == 200:
                await self.ask("GET", self.path)


class Tablet(Screen):
    """A pupil's page: sees each moment of the class, and votes."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.seen: dict[str, float] = {}
        self.votes: list[tuple[float, float]] = []

    def saw(self) -> None:
        self.seen.setdefault(self.moment, time.perf_counter())

    async def vote(self, choice: int) -> None:
        """Press one of the ballots, and keep when it left and when its receipt came."""
        choices = re.findall(r'name="choice" value="([^"]+)"', self.page)
        if not choices:
            self.tally.errors.append(f"no ballot on {self.moment}")
            return
        form = {name: self.field(name) for name in ("csrfmiddlewaretoken", "question", "round")}
        begun = time.perf_counter()
        await self.ask("POST", self.path, form | {"choice": choices[choice % len(choices)]})
        self.votes.append((begun, time.perf_counter()))
        if "aria-pressed" not in self.page:
            self.tally.errors.append("a vote without its receipt")


class Wall(Screen):
    """The projector: how many have voted, as it is shown from moment to moment."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.counts: list[tuple[float, str, int]] = []

    def saw(self) -> None:
        found = re.search(r'<p class="given">.*?<strong>(\d+)</strong>', self.page)
        if found:
            self.counts.append((time.perf_counter(), self.moment, int(found[1])))

    def delays(self, moment: str, votes: list[tuple[float, float]]) -> list[float]:
        """Give for each vote the seconds until the wall surely counts it.

        A wall shows a number, not whose votes; a vote is surely in it once the number reaches all votes that had left
        before this one's receipt. That is late rather than early.
        """
        shown = [(at, number) for at, seen, number in self.counts if seen == moment]
        waits = []
        for begun, done in votes:
            before = sum(other <= done for other, _end in votes)
            at = next((at for at, number in shown if number >= before), None)
            if at is None:
                self.tally.errors.append("a vote that the wall never showed")
            else:
                waits.append(at - begun)
        return waits


class Desk(Screen):
    """The teacher's page, which makes the class go on."""

    async def advance(self) -> float:
        """Press the big button; give the moment of the press."""
        form = {"csrfmiddlewaretoken": self.field("csrfmiddlewaretoken"), "version": self.field("version")}
        begun = time.perf_counter()
        await self.ask("POST", f"{self.path}avancer/", form)
        return begun
