"""A book with one person, and ``callstation serve`` on it as a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from callstation.desk.opening import look_around, open_desk
from callstation.model.people import NewPerson, Phone
from callstation.settings import Me, Region, first_settings
from callstation.store.importing import Importer

NOW = "2026-11-20T12:42:00-05:00"  # a Friday; 10:42 in Phoenix
PATIENCE = 20.0
"""Seconds that a busy machine gets."""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Dana's home, with Maria in the book."""
    folder = tmp_path / "danas"
    folder.mkdir(mode=0o700)
    monkeypatch.setenv("CALLSTATION_HOME", str(folder))
    monkeypatch.setenv("CALLSTATION_NOW", NOW)
    hers = Me(name="Dana Reed", business="Reed Design", number="+1 212 555 0100")
    text = first_settings(hers, Region(zone="America/New_York", country="US"))
    (folder / "settings.toml").write_text(text, encoding="utf-8")
    desk = open_desk(look_around(os.environ))
    maria = NewPerson(
        "Maria Okafor", "Maria", "Okafor", region="AZ", country="US", zone="America/Phoenix", zone_source="file",
        phones=(Phone("+16025550134"),), row=1,
    )  # fmt: skip
    with desk.tools.book.transaction():
        Importer(desk.tools.book, desk.tools.frame, "csv", desk.now, label="list.csv").bring([maria])
    desk.tools.book.close()
    return folder


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


@pytest.fixture
def served(home: Path, tmp_path: Path) -> Iterator[Served]:
    running = Served(tmp_path / "serve.errors")
    yield running
    if running.process.poll() is None:
        running.stop()
    assert (tmp_path / "serve.errors").read_text() == ""


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
