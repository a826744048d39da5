"""One connection to baresip's ctrl_tcp: commands with their answers, and the events that come in between."""

from __future__ import annotations

import json
import select
import socket
import time
from collections import deque
from typing import Any

from callstation.dialers.netstrings import BrokenStreamError, Netstrings, encode
from callstation.errors import DialerError

CONNECT = 2.0
"""Seconds to reach a program on this very machine."""
ANSWER = 3.0
"""Seconds for an answer to a command; baresip takes a millisecond."""


class GoneError(DialerError):
    """The connection was closed from the other side, or broke."""


class Control:
    """A connection that stands. Used by one thread."""

    def __init__(self, host: str, port: int) -> None:
        """Connect. Raises OSError."""
        self.where = f"{host}:{port}"
        self._socket = socket.create_connection((host, port), timeout=CONNECT)
        self._socket.settimeout(CONNECT)
        self._strings = Netstrings()
        self._count = 0
        self.events: deque[dict[str, Any]] = deque()
        self._answers: dict[str, dict[str, Any]] = {}

    def fileno(self) -> int:
        """For ``select``."""
        return self._socket.fileno()

    def close(self) -> None:
        """Close it."""
        self._socket.close()

    def ask(self, command: str, params: str = "") -> str:
        """What baresip answers to ``command``. Raises DialerError where it says no or nothing, GoneError."""
        self._count += 1
        token = f"callstation-{self._count}"
        message = json.dumps({"command": command, "params": params, "token": token}).encode()
        try:
            self._socket.sendall(encode(message))
        except OSError as error:
            raise GoneError(f"baresip's control connection broke: {error.strerror or error}") from None
        until = time.monotonic() + ANSWER
        while token not in self._answers:
            left = until - time.monotonic()
            if left <= 0:
                raise DialerError(f"what listens on {self.where} does not answer as baresip does")
            self.read(left)
        answer = self._answers.pop(token)
        if answer.get("ok") is not True:
            raise DialerError(f"baresip did not take {command!r}: {str(answer.get('data') or '').strip()[:80]}")
        return str(answer.get("data") or "")

    def read(self, wait: float) -> None:
        """Take in what has come within ``wait`` seconds. Raises GoneError."""
        ready, _, _ = select.select([self._socket], [], [], max(0.0, wait))
        if not ready:
            return
        try:
            part = self._socket.recv(65536)
            strings = self._strings.feed(part)
        except OSError as error:
            raise GoneError(f"baresip's control connection broke: {error.strerror or error}") from None
        except BrokenStreamError:
            raise GoneError(f"what listens on {self.where} is not baresip's ctrl_tcp: look at baresip_port") from None
        if not part:
            # It holds one client: whoever connects takes the place of the one before.
            raise GoneError("baresip closed its control connection: it ended, or another program connected there")
        for text in strings:
            self._take(text)

    def _take(self, text: bytes) -> None:
        try:
            message = json.loads(text)
        except ValueError:
            raise GoneError(f"what listens on {self.where} is not baresip's ctrl_tcp: look at baresip_port") from None
        if not isinstance(message, dict):
            return
        if message.get("response"):
            if str(message.get("token") or "") == f"callstation-{self._count}":
                self._answers[f"callstation-{self._count}"] = message
        elif message.get("event"):
            self.events.append(message)
