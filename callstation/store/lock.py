"""Who may tidy the book's log: one program at a time, by a lock that dies with its holder.

SQLite 3.7.0 to 3.51.2 can damage a WAL file when several connections checkpoint at once. The first program to
open a book holds this lock and is the only one to checkpoint; commands beside it write, and leave the log alone.
A second workstation is given a reading view.
"""

from __future__ import annotations

import contextlib
import os
import time
from pathlib import Path


class Lock:
    """A held lock; :meth:`release` gives it up."""

    def __init__(self, handle: int) -> None:
        self._handle = handle

    def release(self) -> None:
        """Let the next program have it. The same again changes nothing."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1


def take(book: Path, *, wait: float = 0.0) -> Lock | None:
    """The lock of the book in this file, tried for ``wait`` seconds; None where another program has it.

    Where a system knows no such locks, or the folder takes no file, every program counts as the first.
    """
    try:
        import fcntl
    except ImportError:  # not on Windows
        return Lock(-1)
    try:
        handle = os.open(book.with_name(book.name + ".lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError:
        return Lock(-1)
    until = time.monotonic() + wait
    while True:
        with contextlib.suppress(BlockingIOError):
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return Lock(handle)
        if time.monotonic() >= until:
            os.close(handle)
            return None
        time.sleep(0.05)
