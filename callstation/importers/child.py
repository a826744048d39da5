"""A child process that reads a file for us: started, listened to a few messages ahead, and stopped whatever happens."""

from __future__ import annotations

import queue
import subprocess
import sys
import threading
from collections.abc import Callable
from types import TracebackType
from typing import IO


class Child:
    """``python -m MODULE ARGUMENTS...``, to which ``told`` is said; use in a ``with`` statement.

    ``read`` takes one message from its standard output, b"" at the end. Raises OSError where it cannot be started.
    """

    def __init__(
        self, module: str, *arguments: str, read: Callable[[IO[bytes]], bytes], told: bytes = b"", ahead: int = 4
    ) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", module, *arguments],
            stdin=subprocess.PIPE if told else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._read = read
        self._told = told
        # A few messages ahead and no more: the child waits in its pipe while we are busy with people.
        self._waiting: queue.Queue[bytes] = queue.Queue(maxsize=ahead)
        self._stopped = threading.Event()
        self._listener = threading.Thread(target=self._listen, daemon=True)

    def __enter__(self) -> Child:
        self._listener.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopped.set()
        self._process.kill()
        self._process.wait()
        self._listener.join(timeout=1)
        if self._process.stdout:
            self._process.stdout.close()

    def said(self, patience: float) -> bytes:
        """The next message, b"" at the end. Raises TimeoutError after so many seconds without one."""
        try:
            return self._waiting.get(timeout=patience)
        except queue.Empty:
            raise TimeoutError from None

    def _listen(self) -> None:
        """Hands the child's messages over, with an empty one for its end."""
        assert self._process.stdout is not None
        try:
            if self._process.stdin is not None:
                with self._process.stdin as ear:
                    ear.write(self._told)
        except OSError:  # it is gone already, and so says nothing
            pass
        message = b"x"
        while message and not self._stopped.is_set():
            message = self._read(self._process.stdout)
            while not self._stopped.is_set():
                try:
                    self._waiting.put(message, timeout=0.2)
                    break
                except queue.Full:
                    continue
