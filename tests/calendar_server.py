"""A real Radicale in the test process: one calendar, one user, over HTTP on loopback."""

from __future__ import annotations

import http.client
import threading
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

import radicale
from radicale import config

USER, PASSWORD = "dana", "calendar-canary"


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        """Tests say what they have to say themselves."""


@dataclass
class Radicale:
    """Where it is, and what is in it."""

    port: int
    folder: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/{USER}/calls/"

    def ask(self, method: str, path: str, body: str = "") -> tuple[int, str]:
        """One request of the user's own calendar program."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        login = b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        connection.request(method, path, body=body.encode(), headers={"Authorization": f"Basic {login}"})
        response = connection.getresponse()
        answer = response.status, response.read().decode()
        connection.close()
        return answer

    def dates(self) -> list[str]:
        """Every date in the calendar, as it stands there."""
        return sorted(f.read_text() for f in self.folder.rglob("calls/*.ics"))


@contextmanager
def calendar_server(folder: Path) -> Iterator[Radicale]:
    """A Radicale with an empty calendar."""
    users = folder / "users"
    users.write_text(f"{USER}:{PASSWORD}\n")
    storage = folder / "collections"
    settings = config.load()
    settings.update(
        {
            "auth": {"type": "htpasswd", "htpasswd_filename": str(users), "htpasswd_encryption": "plain", "delay": "0"},
            "storage": {"filesystem_folder": str(storage)},
            "logging": {"level": "critical"},
        },
        "the test",
    )
    server = make_server("127.0.0.1", 0, radicale.Application(settings), handler_class=_Quiet)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    found = Radicale(server.server_port, storage)
    assert found.ask("MKCALENDAR", f"/{USER}/calls/")[0] == 201
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
