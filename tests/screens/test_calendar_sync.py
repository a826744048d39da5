"""T6: one's own calendar is kept beside the calls, in a real Radicale, and never in their way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from calendar_server import PASSWORD, USER, Radicale, calendar_server
from screens_harness import a_person, shown

from callstation.desk.desk import Desk
from callstation.screens import calendar_sync
from callstation.screens.app import Workstation
from callstation.settings import Calendar

pytestmark = pytest.mark.usefixtures("no_waiting")


@pytest.fixture
def radicale(tmp_path: Path) -> Iterator[Radicale]:
    with calendar_server(tmp_path) as server:
        yield server


@pytest.fixture
def maria(desk: Desk, radicale: Radicale, monkeypatch: pytest.MonkeyPatch) -> Desk:
    a_person(desk, "Maria Okafor", "+16025550134", zone="America/New_York")
    a_person(desk, "Jan Novak", "+16025550135", zone="America/New_York")
    monkeypatch.setenv("CALLSTATION_CALENDAR_PASSWORD", PASSWORD)
    monkeypatch.setattr(calendar_sync, "EVERY", 0.1)
    calendar = Calendar(url=radicale.url, user=USER, password_from="environment")
    desk.tools.settings = replace(desk.tools.settings, calendar=calendar)
    return desk


async def until(pilot: Any, true: Any) -> None:
    for _ in range(400):
        await pilot.pause(0.05)
        if true():
            return
    raise AssertionError("it never came true")


async def test_t6_what_is_agreed_is_in_the_calendar_and_taken_back_again(maria: Desk, radicale: Radicale) -> None:
    app = Workstation(maria)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("3", *"tue 7:30am, send the prices", "enter")
        await pilot.pause()
        assert "Jan Novak" in shown(app)  # the next card waits for no calendar
        await until(pilot, radicale.dates)
        await pilot.press("u")
        await until(pilot, lambda: not radicale.dates())


async def test_a_calendar_out_of_reach_is_said_once(maria: Desk) -> None:
    settings = maria.tools.settings
    maria.tools.settings = replace(settings, calendar=replace(settings.calendar, url="http://127.0.0.1:9/dana/"))
    app = Workstation(maria)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("3", *"tue 7:30am", "enter")
        await until(pilot, lambda: "cannot be reached" in shown(app))
        await pilot.press("1")  # and the calls go on
        await pilot.pause(0.5)
        assert "cannot be reached" not in shown(app)
