"""A program on a terminal of its own, timed from outside.

Every chunk of output is stamped as it is read; an emulator (pyte) is fed afterwards, chunk by chunk, to find the
first moment at which the wanted text stood on the screen, so that its own cost is in no figure.
"""

from __future__ import annotations

import codecs
import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pyte

# What a terminal answers to the questions that full-screen programs ask; without it they wait.
ANSWERS = {
    rb"\x1b\[0?c": b"\x1b[?62;22c",
    rb"\x1b\[6n": b"\x1b[1;1R",
    rb"\x1b\[\?2026\$p": b"\x1b[?2026;2$y",
    rb"\x1b\[\?2048\$p": b"\x1b[?2048;0$y",
    rb"\x1b\[\?u": b"\x1b[?0u",
}
QUIET = 0.08
"""Seconds of silence after which a screen is taken to be settled."""
LONGEST = 5.0
"""Seconds after which a screen that never settles is looked at as it is."""
_STRANGE = re.compile(r"\x1b\[[<>=][0-9;]*[a-zA-Z]|\x1b\[\?[0-9;]*\$p|\x1b\[\?u")


class Terminal:
    """Runs ``argv`` on a pseudo-terminal of ``size`` (columns, lines)."""

    def __init__(self, argv: list[str], env: Mapping[str, str], size: tuple[int, int] = (120, 36)) -> None:
        self.screen = pyte.Screen(*size)
        self._stream = pyte.Stream(self.screen)
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self.started = time.perf_counter()
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
            os.execvpe(argv[0], argv, {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", **env})

    @property
    def text(self) -> str:
        """The screen."""
        return "\n".join(self.screen.display)

    def wait(self, done: Callable[[str], bool], since: float, limit: float = 30.0) -> float | None:
        """Seconds from ``since`` until ``done`` held for the screen, None where it never did."""
        hit: float | None = None
        until = time.perf_counter() + limit
        while time.perf_counter() < until:
            chunks = self._read_until_quiet()
            for at, data in chunks:
                self._feed(data)
                if hit is None and done(self.text):
                    hit = at - since
            if hit is not None:
                return hit
        return None

    def press(self, keys: str, done: Callable[[str], bool]) -> float | None:
        """Seconds from a key to the screen for which ``done`` holds."""
        since = time.perf_counter()
        os.write(self._fd, keys.encode())
        return self.wait(done, since, 10.0)

    def settled(self, keys: str) -> float | None:
        """Seconds from a key to the last change of the screen's text, None where nothing changed."""
        since = time.perf_counter()
        os.write(self._fd, keys.encode())
        last: float | None = None
        before = self.text
        while chunks := self._read_until_quiet():
            for at, data in chunks:
                self._feed(data)
                if self.text != before:
                    before, last = self.text, at
            if last is not None or time.perf_counter() - since > 5.0:
                break
        return None if last is None else last - since

    def rest(self, seconds: float) -> None:
        """Let the program do what it does when nobody presses a key."""
        until = time.perf_counter() + seconds
        while (left := until - time.perf_counter()) > 0:
            for _, data in self._read_until_quiet(min(left, QUIET)):
                self._feed(data)

    def resident(self) -> float:
        """MiB of memory that the program holds now."""
        pages = int(Path(f"/proc/{self.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGESIZE") / 2**20

    def close(self) -> None:
        """End the program."""
        for number in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.kill(self.pid, number)
            except ProcessLookupError:
                break
            for _ in range(40):
                self._read_until_quiet(0.01)
                if os.waitpid(self.pid, os.WNOHANG)[0]:
                    os.close(self._fd)
                    return
        os.close(self._fd)

    def _feed(self, data: bytes) -> None:
        self._stream.feed(_STRANGE.sub("", self._decode(data)))

    def _read_until_quiet(self, quiet: float = QUIET) -> list[tuple[float, bytes]]:
        chunks: list[tuple[float, bytes]] = []
        until = time.perf_counter() + LONGEST
        while time.perf_counter() < until and select.select([self._fd], [], [], quiet)[0]:
            try:
                data = os.read(self._fd, 65536)
            except OSError:
                break
            if not data:
                break
            chunks.append((time.perf_counter(), data))
            for question, answer in ANSWERS.items():
                for _ in re.findall(question, data):
                    os.write(self._fd, answer)
        return chunks
