"""Whoever builds on it is told of every outcome, and no card waits for that."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from call_harness import outcomes_of
from hook_server import Receiver, receiver
from screens_harness import a_person, shown

from callstation.desk.desk import Desk
from callstation.hook_settings import Hook
from callstation.screens.app import Workstation

pytestmark = pytest.mark.usefixtures("no_waiting")


@pytest.fixture
def server() -> Iterator[Receiver]:
    with receiver() as found:
        yield found


@pytest.fixture
def maria(desk: Desk, server: Receiver, tmp_path: Path) -> Desk:
    """Maria and Jan, and a server that is told."""
    a_person(desk, "Maria Okafor", "+16025550134", zone="America/New_York", company="Bluebird")
    a_person(desk, "Jan Novak", "+16025550135", zone="America/New_York")
    desk.tools.hook_log = tmp_path / "hook.log"
    hooked(desk, url=server.url, timeout=5)
    return desk


def hooked(desk: Desk, **hook: Any) -> None:
    desk.tools.settings = replace(desk.tools.settings, hook=Hook(**hook))


async def until(pilot: Any, true: Callable[[], Any]) -> None:
    for _ in range(400):
        await pilot.pause(0.02)
        if true():
            return
    raise AssertionError("it never came true")


async def test_an_outcome_is_told_and_so_is_its_undo(maria: Desk, server: Receiver) -> None:
    async with Workstation(maria).run_test(size=(120, 36)) as pilot:
        await pilot.press("n", *"her secret plan", "ctrl+s")
        await pilot.press("3", *"tue 7:30am, send the prices", "enter")
        await until(pilot, lambda: server.got)
        await pilot.press("u")
        await until(pilot, lambda: len(server.got) == 2)
    told, back = server.got
    assert maria.session is not None
    assert (told["event"], told["outcome"], told["session"]) == ("outcome", "talked", maria.session.id)
    assert told["person"]["name"] == "Maria Okafor"
    assert told["next"]["at"] == "2026-11-24T07:30:00-05:00"
    assert "send the prices" in told["next"]["text"]
    assert "secret" not in str(server.got)
    assert (back["event"], back["outcome"], back["call"]) == ("taken back", "talked", told["call"])
    assert back["next"] is None
    assert maria.announcer.finish() == []


async def test_what_is_no_outcome_is_not_told(maria: Desk, server: Receiver) -> None:
    async with Workstation(maria).run_test(size=(120, 36)) as pilot:
        await pilot.press("s", "u", "z", *"next week", "enter", "u")
        await pilot.pause()
    assert maria.announcer.finish() == []
    assert server.got == []


async def test_the_next_card_does_not_wait_for_a_hook_that_hangs(maria: Desk, server: Receiver) -> None:
    server.go_on.clear()
    app = Workstation(maria)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: "Maria Okafor" in shown(app))
        before = time.monotonic()
        await pilot.press("1")
        await pilot.pause()
        assert "Jan Novak" in shown(app)
        await until(pilot, lambda: server.got)  # it hangs there, and the calls go on
        await pilot.press("1")
        await pilot.pause()
        assert time.monotonic() - before < 5
        assert len(outcomes_of(maria)) == 2
        assert maria.announcer.waiting == 2


async def test_what_is_not_told_when_one_leaves_is_said_and_kept_on_record(maria: Desk, server: Receiver) -> None:
    hooked(maria, command=(sys.executable, "-c", "import time; time.sleep(60)"), timeout=1)
    async with Workstation(maria).run_test(size=(120, 36)) as pilot:
        await pilot.press("1", "1")
        await until(pilot, lambda: maria.announcer.waiting == 2)
    before = time.monotonic()
    said = maria.announcer.finish()
    assert time.monotonic() - before < 3  # the settings' time, once
    assert any("not told when the program was left" in line for line in said)
    assert maria.tools.hook_log is not None
    log = maria.tools.hook_log.read_text()
    assert len(log.splitlines()) == 2
    assert "Maria" not in log
    assert len(outcomes_of(maria)) == 2


async def test_a_fault_is_said_once_and_the_outcome_stands(maria: Desk, server: Receiver) -> None:
    server.status = 500
    app = Workstation(maria)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("1")
        await until(pilot, lambda: "your hook: localhost answered 500; the outcome is stored" in shown(app))
        await pilot.press("1")
        await until(pilot, lambda: len(server.got) == 2 and not maria.announcer.waiting)
        await pilot.pause()
        assert "answered 500" not in shown(app)  # what is said about Jan stays to be read
    assert len(outcomes_of(maria)) == 2
    assert maria.announcer.finish() == []
    assert maria.tools.hook_log is not None
    assert len(maria.tools.hook_log.read_text().splitlines()) == 2


async def test_both_a_program_and_an_address_are_told_and_fail_in_one_sentence(maria: Desk, server: Receiver) -> None:
    hooked(maria, command=(sys.executable, "-c", "raise SystemExit(3)"), url=server.url, timeout=5)
    server.status = 500
    app = Workstation(maria)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("1")
        await until(pilot, lambda: "ended with status 3; localhost answered 500; the outcome is stored" in shown(app))
    assert len(server.got) == 1


async def test_without_a_hook_nothing_is_begun(desk: Desk) -> None:
    a_person(desk, "Maria Okafor", "+16025550134", zone="America/New_York")
    async with Workstation(desk).run_test(size=(80, 24)) as pilot:
        await pilot.press("1")
        await pilot.pause()
    assert desk.announcer.waiting == 0
    assert desk.announcer.finish() == []
