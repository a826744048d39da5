"""``callstation serve`` as a process of its own, and whether what it started has ended."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

PATIENCE = 20.0
"""Seconds that a busy machine gets."""


class Served:
    """The command, running; ``address`` is what it printed."""

    def __init__(self, log: Path) -> None:
        self._errors = log.open("wb")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "callstation", "serve", "--no-browser"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            text=True,
            start_new_session=True,
        )
        assert self.process.stdout is not None
        self.address = ""
        while not self.address:
            line = self.process.stdout.readline()
            assert line, log.read_text()
            self.address = line.strip() if "http://" in line else ""

    def stations(self) -> list[int]:
        """The workstation processes that it has."""
        found = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(self.process.pid)], capture_output=True, text=True, check=False
        )
        return [int(n) for n in found.stdout.split()]

    def stop(self, how: int = signal.SIGINT) -> int:
        """End it as ctrl+c does; its exit status."""
        self.process.send_signal(how)
        return self.process.wait(PATIENCE)


def alive(pid: int) -> bool:
    """Whether the process still runs."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def gone(pids: list[int]) -> bool:
    """Whether all of them end in time."""
    until = time.monotonic() + PATIENCE
    while any(map(alive, pids)):
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True
