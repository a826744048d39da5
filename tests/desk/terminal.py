"""A terminal for the real program to run in: keys go in, and what is painted can be read."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping

import pyte

COLUMNS, LINES = 120, 36


class Terminal:
    """The workstation, started in a pseudo-terminal of 120 by 36."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        self._screen = pyte.Screen(COLUMNS, LINES)
        self._stream = pyte.ByteStream(self._screen)
        self._program = subprocess.Popen(
            [sys.executable, "-c", "from callstation.cli.main import main; raise SystemExit(main())"],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env={**environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", "PATH": os.environ["PATH"]},
            start_new_session=True,
        )
        os.close(slave)

    @property
    def running(self) -> bool:
        """Whether the program is still there."""
        return self._program.poll() is None

    @property
    def lines(self) -> list[str]:
        """What is on the screen."""
        return [line.rstrip() for line in self._screen.display]

    @property
    def on_the_card(self) -> str:
        """Whose card is painted: the name at the head of it; '' before the first."""
        head = self._screen.display[2]
        return head.partition("│")[2][:30].strip() if "│" in head else ""

    def press(self, keys: str) -> None:
        """Type."""
        os.write(self.master, keys.encode())

    def look(self, seconds: float) -> None:
        """Take in what is painted within ``seconds``."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            if select.select([self.master], [], [], left)[0]:
                try:
                    self._stream.feed(os.read(self.master, 65536))
                except OSError:
                    return  # the program is gone

    def wait(self, ready: Callable[[], bool], seconds: float = 20.0) -> None:
        """Until ``ready()`` holds. Raises AssertionError with the screen where it does not within ``seconds``."""
        until = time.monotonic() + seconds
        while not ready():
            assert time.monotonic() < until, "\n".join(self.lines)
            assert self._program.poll() is None, "\n".join(self.lines)
            self.look(0.01)

    def hang_up(self, seconds: float) -> int | None:
        """The window is closed: SIGHUP, and nothing can be written any more. The exit status, None where the program
        is still there after ``seconds``."""
        os.close(self.master)
        self._program.send_signal(signal.SIGHUP)
        try:
            return self._program.wait(seconds)
        except subprocess.TimeoutExpired:
            self._program.kill()
            self._program.wait()
            return None

    def kill(self) -> None:
        """SIGKILL."""
        self._program.send_signal(signal.SIGKILL)
        self._program.wait()
        os.close(self.master)
