"""baresip itself, where the settings ask us to start it."""

from __future__ import annotations

import subprocess
from collections import deque
from pathlib import Path
from threading import Thread
from typing import IO

from callstation.errors import DialerError
from callstation.text import clean_line

_END = 1.5
"""Seconds given to baresip to end by itself."""


class Program:
    """A baresip that we started, and end again."""

    def __init__(self, config: str) -> None:
        """Start it with its own folder ``config`` ('' for the usual one). Raises DialerError."""
        words = ["baresip"]
        if config:
            folder = Path(config).expanduser()
            if not (folder / "config").is_file():
                raise DialerError(f"{folder} has no file 'config' in it: look at baresip_config in the settings")
            words += ["-f", str(folder)]
        try:
            # A pipe that stays open, not the null device: its module for the keyboard would read that for ever.
            self._process = subprocess.Popen(
                words,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        except FileNotFoundError:
            raise DialerError("baresip is not installed: install it, or set another kind in [dialler]") from None
        except OSError as error:
            raise DialerError(f"baresip cannot be started: {error.strerror}") from None
        self._said: deque[str] = deque(maxlen=8)
        assert self._process.stdout is not None
        Thread(target=self._listen, args=(self._process.stdout,), name="baresip's words", daemon=True).start()

    def _listen(self, pipe: IO[bytes]) -> None:
        for raw in pipe:
            if line := clean_line(raw.decode("utf-8", "replace")):
                self._said.append(line)

    @property
    def ended(self) -> str:
        """How it ended, by its own last words; '' while it runs."""
        if self._process.poll() is None:
            return ""
        words = next((w for w in reversed(self._said) if "unloading" not in w and "stop all" not in w), "")
        return f"baresip ended with status {self._process.returncode}{': ' + words[:120] if words else ''}"

    def stop(self) -> None:
        """End it, kindly first."""
        for ask in (self._process.terminate, self._process.kill):
            if self._process.poll() is not None:
                break
            ask()
            try:
                self._process.wait(_END)
            except subprocess.TimeoutExpired:
                continue
        if self._process.stdin is not None:
            self._process.stdin.close()
