"""A small TCP proxy that can cut, hold, delay and drop; it knows of HTTP only where an answer's request begins."""

import random
import socket
import threading
import time
from contextlib import suppress

ANSWER = b"POST /eleve/reponses/"
CHUNK = 65536


class Proxy:
    """Stands between the tablets and the server; its attributes are the weather."""

    def __init__(self, server_port: int, *, seed: int = 0) -> None:
        self.server_port = server_port
        self.cut = False
        """Refuse everything."""
        self.hold_requests = False
        """Keep answers back before the server has them."""
        self.hold_replies = False
        """Keep the server's replies to answers back."""
        self.drop_replies = False
        """Close the connection in place of the reply to an answer."""
        self.drop_share = 0.0
        self.delay = 0.0
        self.seen = threading.Event()
        """Set once an answer is held."""
        self._chance = random.Random(seed)
        self._open: set[socket.socket] = set()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._listen, daemon=True).start()

    def heal(self) -> None:
        """Give back good weather; what was under way is lost, as on a network that comes back."""
        self.hang_up()
        self.cut = self.hold_requests = self.hold_replies = self.drop_replies = False
        self.seen.clear()

    def hang_up(self) -> None:
        """Break every connection."""
        for end in list(self._open):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self.hang_up()
        self._listener.close()

    def _listen(self) -> None:
        while True:
            try:
                client, _address = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        if self.cut or self._chance.random() < self.drop_share / 2:
            client.close()
            return
        try:
            server = socket.create_connection(("127.0.0.1", self.server_port), timeout=30)
        except OSError:
            client.close()
            return
        self._open |= {client, server}
        answering = threading.Event()
        back = threading.Thread(target=self._pump, args=(server, client, answering, False), daemon=True)
        back.start()
        self._pump(client, server, answering, True)
        back.join()
        self._open -= {client, server}
        for end in (client, server):
            end.close()

    def _pump(self, source: socket.socket, target: socket.socket, answering: threading.Event, forth: bool) -> None:
        with suppress(OSError):
            while data := source.recv(CHUNK):
                if forth and data.startswith(ANSWER):
                    answering.set()
                elif forth and data.startswith((b"GET ", b"POST ")):
                    answering.clear()
                if self.delay:
                    time.sleep(self._chance.random() * self.delay)
                if answering.is_set() and not self._lets_pass(forth):
                    break
                target.sendall(data)
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def _lets_pass(self, forth: bool) -> bool:
        while self.hold_requests if forth else self.hold_replies:
            self.seen.set()
            time.sleep(0.01)
        dropped = self.drop_replies or self._chance.random() < self.drop_share
        if not forth and dropped:
            self.seen.set()
            return False
        return True
