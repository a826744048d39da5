"""A real call over SIP: baresip, worked through its ctrl_tcp from a thread that is the only one to touch it."""

from __future__ import annotations

import socket
from collections import deque
from collections.abc import Callable
from threading import Event, Lock, Thread

from callstation.dialers.baresip_worker import Worker
from callstation.dialers.protocol import Sink, fit_to_dial
from callstation.dialler_settings import Dialler
from callstation.errors import DialerError
from callstation.rules.dialling import TONES

_LEAVING = 6.0
"""Seconds for the thread to hang up and end what it started when the workstation is left."""


class Baresip:
    """Gives orders to the thread; what comes of them comes back as events."""

    hears = True

    def __init__(self, sink: Sink, settings: Dialler) -> None:
        self._sink = sink
        self._settings = settings
        self._calls = 0
        self._orders: deque[Callable[[Worker], None]] = deque()
        self._leaving = Event()
        self._thread: Thread | None = None
        self._waker, self._woken = socket.socketpair()
        self._lock = Lock()

    def dial(self, number: str, extension: str, name: str) -> int:
        """Ring ``number``; a call that is still up is hung up first."""
        fit_to_dial(number, extension)
        if self._thread is not None and not self._thread.is_alive():
            raise DialerError("the thread that works baresip has ended: dial by hand, or start callstation anew")
        self._calls += 1
        call = self._calls
        self._give(lambda worker: worker.dial(call, number, extension))
        return call

    def hang_up(self) -> None:
        """End the call."""
        if self._thread is not None:
            self._give(lambda worker: worker.hang_up())

    def send_digits(self, digits: str) -> None:
        """Send digits to who has answered. Raises DialerError for anything else than digits."""
        if not TONES.fullmatch(digits):
            raise DialerError(f"{digits[:20]!r} cannot be sent: 0-9, * and #, a comma for a pause")
        self._give(lambda worker: worker.send_digits(digits))

    def close(self) -> None:
        """Hang up, and end baresip where it was started from here."""
        if self._leaving.is_set():
            return
        self._leaving.set()
        if self._thread is not None:
            self._waker.send(b"!")
            self._thread.join(_LEAVING)
            if self._thread.is_alive():
                return  # it still listens there
        self._waker.close()
        self._woken.close()

    def _give(self, order: Callable[[Worker], None]) -> None:
        with self._lock:
            if self._thread is None:
                worker = Worker(self._settings, self._sink, self._orders, self._woken, self._leaving)
                self._thread = Thread(target=worker.run, name="baresip", daemon=True)
                self._thread.start()
        self._orders.append(order)
        self._waker.send(b"!")
