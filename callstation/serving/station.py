"""One workstation process behind one browser tab.

It speaks the packets of Textual's web driver over its standard input and output: a letter ("D" what a terminal would
get, "M" JSON about it), the length in four bytes, the payload. It runs in a session of its own, so that ctrl+c in the
server's terminal reaches it only through us, and leaves by itself when its standard input ends (screens/seamless.py).
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
from asyncio.subprocess import PIPE, Process
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress

from callstation.serving import WEB_DRIVER

READY = b"__GANGLION__\n"
"""The web driver's first line."""
GRACE = 5.0
"""Seconds that a workstation gets to keep its notes and go, before it is stopped."""
LAST_WORDS = 4000
"""Characters of its error output that are kept for the page."""
SMALLEST, LARGEST = 10, 1000
"""Columns and rows that a browser may ask for."""

Show = Callable[[bytes], Awaitable[None]]


def sensible(size: object) -> int:
    """A number of columns or rows as the browser sent it, brought into bounds."""
    try:
        return min(max(int(str(size)), SMALLEST), LARGEST)
    except ValueError:
        return 80


class Station:
    """A running workstation; :meth:`paint` until it ends, :meth:`leave` to end it."""

    def __init__(self, process: Process) -> None:
        self._process = process

    @classmethod
    async def start(cls, command: Sequence[str], environ: Mapping[str, str], width: int, height: int) -> Station:
        """Start ``command`` for a browser of so many columns and rows. Raises OSError where it cannot be started."""
        told = {
            **environ,
            "TEXTUAL_DRIVER": WEB_DRIVER,
            "TEXTUAL_COLOR_SYSTEM": "truecolor",
            "COLUMNS": str(width),
            "ROWS": str(height),
        }
        process = await asyncio.create_subprocess_exec(
            *command, stdin=PIPE, stdout=PIPE, stderr=PIPE, env=told, start_new_session=True
        )
        return cls(process)

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._process.pid

    async def typed(self, text: str) -> None:
        """Keys, as a terminal would send them."""
        await self._send(b"D", text.encode("utf-8", "replace"))

    async def told(self, what: Mapping[str, str | int]) -> None:
        """Something about the browser: its size, whether the page has the keyboard, that it is gone."""
        await self._send(b"M", json.dumps(what).encode())

    async def _send(self, kind: bytes, payload: bytes) -> None:
        stdin = self._process.stdin
        assert stdin is not None
        with suppress(OSError, RuntimeError):  # it is gone: paint() ends
            stdin.write(kind + len(payload).to_bytes(4, "big") + payload)
            await stdin.drain()

    async def paint(self, show: Show) -> None:
        """Hand what it paints to ``show`` until it ends; what it said on its way out, where it failed, goes there too.

        A ``show`` that fails loses the picture, and nothing else: whoever does not read would stop the writer.
        """

        async def shown(data: bytes) -> None:
            with suppress(OSError, RuntimeError):
                await show(data)

        assert self._process.stdout is not None
        assert self._process.stderr is not None
        errors = asyncio.create_task(_tail(self._process.stderr))
        with suppress(asyncio.IncompleteReadError):
            await self._packets(self._process.stdout, shown)
        words = await errors
        if await self._process.wait() != 0 and words.strip():
            await shown(("\x1b[?1049l\x1b[2J\x1b[H" + words.replace("\n", "\r\n")).encode())

    async def _packets(self, stdout: asyncio.StreamReader, shown: Show) -> None:
        while (line := await stdout.readline()) != READY:
            if not line:
                return
        while True:
            kind = await stdout.readexactly(1)
            payload = await stdout.readexactly(int.from_bytes(await stdout.readexactly(4), "big"))
            if kind == b"D":
                await shown(payload)

    async def leave(self) -> None:
        """See that it ends: asked first, so that a note is kept; stopped where it does not answer."""
        await self.told({"type": "quit"})
        if self._process.stdin is not None:
            self._process.stdin.close()
        for last in (signal.SIGTERM, signal.SIGKILL):
            with suppress(TimeoutError):
                await asyncio.wait_for(self._process.wait(), GRACE)
                return
            with suppress(ProcessLookupError):
                os.kill(self._process.pid, last)
        await self._process.wait()


async def _tail(stream: asyncio.StreamReader) -> str:
    """The last of what a stream says, once it has ended."""
    said = b""
    while data := await stream.read(LAST_WORDS):
        said = (said + data)[-LAST_WORDS:]
    return said.decode("utf-8", "replace")
