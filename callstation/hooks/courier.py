"""Carries what happened out in a thread of its own: one after the other, each once, and nobody waits for it."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from queue import Empty, Full, Queue
from threading import Condition, Thread
from typing import Protocol

from callstation.hooks.faults import HookError

ROOM = 100
"""Happenings that may wait; more are not told, and said to be."""
LARGEST = 100_000
"""Bytes after which the log begins anew."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """What is carried: ``label`` names it in the log, without anybody's name."""

    label: str
    body: bytes


class Way(Protocol):
    """One way out."""

    def deliver(self, body: bytes) -> None:
        """Tell it, within its time. Raises HookError."""
        ...

    def stop(self) -> None:
        """The program is left: leave nothing running. Called from another thread than :meth:`deliver`."""
        ...


class Courier:
    """A bounded queue and a daemon thread, which begins with the first parcel."""

    def __init__(
        self, ways: Sequence[Way], heard: Callable[[str], None], now: Callable[[], datetime], log: Path | None
    ) -> None:
        """``heard`` gets '' for what was told and else the fault, from the courier's thread or the caller's."""
        self._ways = tuple(ways)
        self._heard = heard
        self._now = now
        self._log = log
        self._queue: Queue[Parcel] = Queue(ROOM)
        self._state = Condition()
        self._on_the_way: Parcel | None = None
        self._left = 0
        self._over = False
        self._thread: Thread | None = None

    @property
    def waiting(self) -> int:
        """How many are not told yet."""
        return self._left

    def hand(self, parcel: Parcel) -> None:
        """Take it and return at once, whatever becomes of it."""
        try:
            with self._state:
                self._queue.put_nowait(parcel)
                self._left += 1
            if self._thread is None:
                self._thread = Thread(target=self._work, name="hook", daemon=True)
                self._thread.start()
        except Full:
            self._fault(parcel, f"{ROOM} outcomes wait to be told already")
        except RuntimeError:  # no thread can be had
            self._thread = None

    def finish(self, seconds: float) -> int:
        """Wait until all is told, ``seconds`` at most; how many are not, which the log then names."""
        with suppress(KeyboardInterrupt), self._state:
            self._state.wait_for(lambda: not self._left, seconds)
        with self._state:
            self._over = True
            on_the_way, behind = self._on_the_way, 0
        if on_the_way is not None:
            behind += 1
            self._write(on_the_way, "the program was left before there was an answer")
        with suppress(Empty):
            while True:
                self._write(self._queue.get_nowait(), "the program was left before its turn")
                behind += 1
        for way in self._ways:
            way.stop()
        return behind

    def _work(self) -> None:
        while True:
            parcel = self._queue.get()
            with self._state:
                if self._over:
                    return
                self._on_the_way = parcel
            faults = [fault for way in self._ways if (fault := self._told(way, parcel))]
            if faults and not self._over:
                self._fault(parcel, "; ".join(faults))
            elif not self._over:
                self._heard("")
            with self._state:
                self._on_the_way = None
                self._left -= 1
                self._state.notify_all()

    def _told(self, way: Way, parcel: Parcel) -> str:
        """'' where it went well, else why not."""
        if self._over:
            return ""
        try:
            way.deliver(parcel.body)
        except HookError as error:
            return str(error)
        except Exception as error:  # a fault of our own must not end the thread, nor print itself over the screen
            return f"it could not be told ({type(error).__name__})"
        return ""

    def _fault(self, parcel: Parcel, fault: str) -> None:
        self._write(parcel, fault)
        self._heard(fault)

    def _write(self, parcel: Parcel, fault: str) -> None:
        """One line of the log: when, which call, why. A log that cannot be written is no reason to stop."""
        if self._log is None:
            return
        with suppress(OSError):
            fresh = os.O_TRUNC if self._log.exists() and self._log.stat().st_size > LARGEST else os.O_APPEND
            with os.fdopen(os.open(self._log, os.O_WRONLY | os.O_CREAT | fresh, 0o600), "w", encoding="utf-8") as log:
                log.write(f"{self._now():%Y-%m-%dT%H:%M:%SZ} {parcel.label} was not told: {fault}\n")
