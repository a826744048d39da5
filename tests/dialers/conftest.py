"""The telephones: ours, theirs, and what our dialler tells."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sip_parts import NUMBER, Heard, Network, Telephone

from callstation.dialers.baresip import Baresip
from callstation.dialler_settings import Dialler


@pytest.fixture(scope="module")
def _telephones(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Telephone, Telephone, Telephone]]:
    folder = tmp_path_factory.mktemp("telephones")
    made = (
        Telephone(folder / "ours"),
        Telephone(folder / "theirs", NUMBER, "auto"),
        Telephone(folder / "asked", NUMBER, "manual"),
    )
    for one in made:
        one.start()
    yield made
    for one in made:
        one.stop()


@pytest.fixture
def ours(_telephones: tuple[Telephone, Telephone, Telephone]) -> Telephone:
    """The telephone that callstation works."""
    return _telephones[0]


@pytest.fixture
def theirs(_telephones: tuple[Telephone, Telephone, Telephone]) -> Telephone:
    """A telephone that answers at once."""
    return _telephones[1]


@pytest.fixture
def asked(_telephones: tuple[Telephone, Telephone, Telephone]) -> Telephone:
    """A telephone that rings until somebody accepts."""
    return _telephones[2]


@pytest.fixture
def heard() -> Heard:
    """What the dialler tells."""
    return Heard()


@pytest.fixture
def dialler(heard: Heard) -> Iterator[Callable[[Dialler], Baresip]]:
    """``dialler(settings)``: a dialler that is closed again after the test."""
    made: list[Baresip] = []

    def make(settings: Dialler) -> Baresip:
        made.append(Baresip(heard, settings))
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture
def network(tmp_path: Path) -> Iterator[Callable[[str], Network]]:
    """``network("486 Busy Here")``: a provider that says so."""
    made: list[Network] = []

    def make(status: str) -> Network:
        made.append(Network(tmp_path, status))
        return made[-1]

    yield make
    for one in made:
        one.stop()
