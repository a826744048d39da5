"""A program of the user's that is told: a list of arguments, no shell, the JSON on its standard input."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from pathlib import PurePath

from callstation.hooks.faults import HookError


class Program:
    """Runs it once for each happening; only its exit status counts."""

    def __init__(self, words: Sequence[str], seconds: float) -> None:
        """``words`` is the program with its arguments, ``seconds`` how long one run may take."""
        self._words = list(words)
        self._seconds = seconds
        self._name = PurePath(words[0]).name
        self._running: subprocess.Popen[bytes] | None = None

    def deliver(self, body: bytes) -> None:
        """Run it and wait for its end; after its time it is ended, with all that it began. Raises HookError."""
        try:
            process = subprocess.Popen(
                self._words,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,  # the screen is not its own
                start_new_session=True,  # a ctrl+c meant for us is not meant for it
            )
        except FileNotFoundError:
            raise HookError(f"{self._name} is not there: look at [hook] in the settings") from None
        except (OSError, ValueError) as error:
            why = getattr(error, "strerror", None) or type(error).__name__
            raise HookError(f"{self._name} cannot be started ({why})") from None
        self._running = process
        try:
            process.communicate(body, timeout=self._seconds)
        except subprocess.TimeoutExpired:
            _kill(process)
            process.wait()
            with suppress(OSError):
                if process.stdin is not None:
                    process.stdin.close()
            raise HookError(f"{self._name} took more than {self._seconds:g} seconds and was ended") from None
        finally:
            self._running = None
        if process.returncode:
            raise HookError(f"{self._name} ended with status {process.returncode}")

    def stop(self) -> None:
        """End the one that runs, with all that it began."""
        if (process := self._running) is not None:
            _kill(process)


def _kill(process: subprocess.Popen[bytes]) -> None:
    with suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
