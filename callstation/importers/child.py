"""A child process that reads a file for us: started, listened to a few messages ahead, and stopped whatever happens."""

from __future__ import annotations

import queue
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import IO


class Child:
    """``python -m MODULE ARGUMENTS...``, to which ``told`` is said; use in a ``with`` statement.

    ``read`` takes one message from its standard output, b"" at the end. ``ahead`` messages are taken in before they
    are asked for, which needs a thread; with 0 the child works ahead as far as its pipe goes, and nobody waits for the
    other's interpreter. Raises OSError where the child cannot be started.
    """

    def __init__(
        self, module: str, *arguments: str, read: Callable[[IO[bytes]], bytes], told: bytes = b"", ahead: int = 0
    ) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", module, *arguments],
            stdin=subprocess.PIPE if told else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._read = read
        self._told = told
        # No more than that: the child waits in its pipe while we are busy with people.
        self._waiting: queue.Queue[bytes] = queue.Queue(maxsize=ahead)
        self._stopped = threading.Event()
        self._listener = threading.Thread(target=self._listen, daemon=True) if ahead else None

    def __enter__(self) -> Child:
        if self._process.stdin is not None:
            # One that is gone already says nothing, and is found out by that.
            with suppress(OSError), self._process.stdin as ear:
                ear.write(self._told)
        if self._listener is not None:
            self._listener.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopped.set()
        self._process.kill()
        self._process.wait()
        if self._listener is not None:
            self._listener.join(timeout=1)
        if self._process.stdout:
            self._process.stdout.close()

    def said(self, patience: float | None = None) -> bytes:
        """The next message, b"" at the end. Raises TimeoutError after ``patience`` seconds (with messages ahead)."""
        if self._listener is None:
            assert self._process.stdout is not None
            return self._read(self._process.stdout)
        try:
            return self._waiting.get(timeout=patience)
        except queue.Empty:
            raise TimeoutError from None

    def _listen(self) -> None:
        """Hands the child's messages over, with an empty one for its end."""
        assert self._process.stdout is not None
        message = b"x"
        while message and not self._stopped.is_set():
            message = self._read(self._process.stdout)
            while not self._stopped.is_set():
                try:
                    self._waiting.put(message, timeout=0.2)
                    break
                except queue.Full:
                    continue
