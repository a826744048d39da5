"""A home of its own and a clock that is set, for every test of the command line."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from callstation.cli.main import main
from callstation.desk.opening import look_around, open_desk
from callstation.model.people import Email, NewPerson, Phone
from callstation.settings import Me, Region, first_settings
from callstation.store.importing import Importer

NOW = "2026-11-20T10:42:00-05:00"  # a Friday; 8:42 in Phoenix, 16:42 in Berlin


@dataclass(frozen=True)
class Ran:
    """What one command came to."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Ran]


@pytest.fixture
def home(tmp_path, monkeypatch):
    """An empty home with settings: Dana of Reed Design, in New York."""
    folder = tmp_path / "danas"
    folder.mkdir(mode=0o700)
    monkeypatch.setenv("CALLSTATION_HOME", str(folder))
    monkeypatch.setenv("CALLSTATION_NOW", NOW)
    monkeypatch.delenv("CALLSTATION_DATABASE", raising=False)
    (folder / "settings.toml").write_text(
        first_settings(
            Me(name="Dana Reed", business="Reed Design", number="+1 212 555 0100"),
            Region(zone="America/New_York", country="US"),
        ),
        encoding="utf-8",
    )
    return folder


@pytest.fixture
def run(home, capsys) -> Run:
    """Runs one command in this process."""

    def go(*arguments: object) -> Ran:
        capsys.readouterr()
        code = main([str(a) for a in arguments])
        captured = capsys.readouterr()
        crash = home / "crash.log"
        assert not crash.exists(), crash.read_text(encoding="utf-8")
        return Ran(code, captured.out, captured.err)

    return go


@pytest.fixture
def people(home) -> None:
    """Three people in the book: Maria in Phoenix, Tom in New York, Ann without a zone."""
    desk = open_desk(look_around(os.environ))
    with desk.tools.book.transaction():
        Importer(desk.tools.book, desk.tools.frame, "csv", desk.now, label="list.csv").bring(
            [
                NewPerson(
                    "Maria Okafor", "Maria", "Okafor", company="Bluebird Logistics", title="Operations Director",
                    place="Phoenix, AZ", region="AZ", country="US", zone="America/Phoenix", zone_source="file",
                    phones=(Phone("+16025550134", kind="work"),), emails=(Email("maria@example.com"),),
                    tags=("freight",), custom={"found": "at the fair"}, row=1,
                ),
                NewPerson(
                    "Tom Reyes", "Tom", "Reyes", company="Acme", zone="America/New_York",
                    phones=(Phone("+12125550131"), Phone("+12125550132", "7", "mobile")), row=2,
                ),
                NewPerson("Ann Wu", "Ann", "Wu", company="Acme", phones=(Phone("+12125550133"),), row=3),
            ]
        )  # fmt: skip
    desk.tools.book.close()
