"""A book with one person, and ``callstation serve`` on it as a process of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from served_parts import Served

from callstation.desk.opening import look_around, open_desk
from callstation.model.people import NewPerson, Phone
from callstation.settings import Me, Region, first_settings
from callstation.store.importing import Importer

NOW = "2026-11-20T12:42:00-05:00"  # a Friday; 10:42 in Phoenix


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


@pytest.fixture
def served(home: Path, tmp_path: Path) -> Iterator[Served]:
    running = Served(tmp_path / "serve.errors")
    yield running
    if running.process.poll() is None:
        running.stop()
    assert (tmp_path / "serve.errors").read_text() == ""
