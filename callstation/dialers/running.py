"""Starting a program of the user's without a shell, and hearing of it only where it fails."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Callable, Sequence
from pathlib import PurePath
from threading import Thread
from typing import IO

from callstation.errors import DialerError
from callstation.text import clean_line

_KEPT = 4096
"""Bytes of a program's complaints that are kept: the last ones."""
_LAST_WORDS = 0.5
"""Seconds for the complaints of a program that has ended to arrive."""


def run_aside(words: Sequence[str], failed: Callable[[str], None]) -> None:
    """Start ``words`` (a program and its arguments, each as it stands) and go on at once.

    ``failed`` gets one sentence, from a thread, where it ends with another status than 0. Raises DialerError where
    it cannot be started.
    """
    name = PurePath(words[0]).name
    try:
        process = subprocess.Popen(
            list(words),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,  # a ctrl+c meant for us is not meant for it
        )
    except FileNotFoundError:
        raise DialerError(f"{name} is not there: look at [dialler] in the settings") from None
    except (OSError, ValueError) as error:
        raise DialerError(f"{name} cannot be started: {getattr(error, 'strerror', None) or error}") from None
    Thread(target=_watch, args=(process, name, failed), name=f"watch {name}", daemon=True).start()


def _watch(process: subprocess.Popen[bytes], name: str, failed: Callable[[str], None]) -> None:
    assert process.stderr is not None
    kept: list[bytes] = [b""]
    # In a thread of its own: what the program has left running may hold the pipe open for ever.
    reader = Thread(target=_keep_last, args=(process.stderr, kept), daemon=True)
    reader.start()
    status = process.wait()
    if status == 0:
        return
    reader.join(_LAST_WORDS)
    lines = [line for raw in kept[0].decode("utf-8", "replace").splitlines() if (line := clean_line(raw))]
    how = f"ended with status {status}" if status > 0 else f"was ended by {_signal_name(-status)}"
    failed(f"{name} {how}{': ' + lines[-1][:160] if lines else ''}")


def _keep_last(pipe: IO[bytes], kept: list[bytes]) -> None:
    while part := pipe.read1(_KEPT):  # type: ignore[attr-defined]
        kept[0] = (kept[0] + part)[-_KEPT:]


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
