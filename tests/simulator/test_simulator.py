"""The made-up world in which orders of the queue are compared; a few seeds here, sixty in ``scripts/bench queue``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

FOLDER = Path(__file__).parents[2] / "scripts" / "simulator"
NAMES = ("world", "play", "orders", "main")


@pytest.fixture(scope="module")
def simulator() -> Iterator[ModuleType]:
    """The program behind ``scripts/bench queue``, which is no part of the package."""
    import importlib

    sys.path.insert(0, str(FOLDER))
    try:
        yield importlib.import_module("main")
    finally:
        sys.path.remove(str(FOLDER))
        for name in NAMES:
            sys.modules.pop(name, None)


def test_the_same_seed_is_the_same_world(simulator: ModuleType) -> None:
    weak = simulator.WORLDS[1]
    one, two = simulator.make_world(7, weak), simulator.make_world(7, weak)
    assert one == two
    assert one != simulator.make_world(8, weak)
    assert len(one.people) == 150
    assert len(one.starts) == 60


def test_three_calls_of_ten_are_answered_in_every_world(simulator: ModuleType) -> None:
    from math import exp

    for effects in simulator.WORLDS:
        logits = [x for p in simulator.make_world(3, effects).people for row in p.logits for x in row]
        assert sum(1 / (1 + exp(-x)) for x in logits) / len(logits) == pytest.approx(0.30, abs=0.02)


def test_the_rules_are_not_behind_promises_first_and_keep_every_promise(simulator: ModuleType) -> None:
    """A few seeds of the worlds at both ends: by how much is for the bench to say."""
    compared = [c for c in simulator.CONTENDERS if c.name in (simulator.OURS, simulator.BEATEN)]
    for effects in (simulator.WORLDS[0], simulator.WORLDS[3]):
        found = simulator.compare(effects, range(1, 3), compared)
        mean, half = simulator.ahead(found)
        assert mean + max(half, 0.5) > 0, effects.name
        for ours in found[simulator.OURS]:
            assert ours.due > 30
            assert ours.kept == ours.due


def test_nobody_is_called_twice_in_a_session_after_a_no_or_outside_their_hours(simulator: ModuleType) -> None:
    """Whatever an order wants: the rules say who can be called at all."""
    from play import play
    from world import HOURS

    from callstation.rules.windows import is_open

    seen: list[tuple[int, int]] = []

    def watching(can, moment):  # type: ignore[no-untyped-def]
        for one in can:
            assert one.facts.standing.callable
            assert is_open(HOURS, one.person.zone, moment.now)
        chosen = simulator.by_the_rules(can, moment)
        seen.append((moment.session, chosen.person.id))
        return chosen

    result = play(simulator.make_world(2, simulator.WORLDS[2]), watching, learns=True)
    assert result.dials == len(seen) == len(set(seen)) > 500
