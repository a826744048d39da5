from __future__ import annotations

import pytest
from screens_harness import HOSTILE, Harness, a_person, shown

from callstation.desk.desk import Desk
from callstation.screens import find
from callstation.screens.app import Workstation
from callstation.screens.find import FindScreen

SIZES = [(80, 24), (120, 36)]


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(find, "PAUSE", 0.001)


def tagged(desk: Desk, tag: str) -> int:
    count: int = desk.tools.book.value("SELECT count(*) FROM tag WHERE tag = ?", tag)
    return count


@pytest.mark.parametrize("size", SIZES)
async def test_those_marked_are_tagged_and_one_undo_takes_it_back(desk: Desk, size) -> None:
    for i in range(30):
        a_person(desk, f"Okafor {i:02}", f"+13125550{100 + i}", company="Bluebird")
    app = Workstation(desk)
    async with app.run_test(size=size) as pilot:
        await pilot.press("slash", *"okafor")
        app.screen.look()
        await pilot.press("tab", "tab")
        assert "changes the 2 marked" in shown(app)
        assert shown(app).count("✓") == 2
        await pilot.press("ctrl+a")
        assert "changes the 30 marked" in shown(app)
        await pilot.press("ctrl+a")
        assert "✓" not in shown(app)
        await pilot.press("ctrl+a", "ctrl+e")
        await pilot.pause()
        assert "30 people" in shown(app)
        await pilot.press("x")  # no such way: it goes on asking
        assert "What shall change" in shown(app)
        await pilot.press("t", *"fair")
        await pilot.pause()
        assert "tagged fair" in shown(app)
        assert tagged(desk, "fair") == 0
        await pilot.press("enter")
        await pilot.pause()
        assert tagged(desk, "fair") == 30
        assert "30 people, tagged fair" in shown(app)
        await pilot.press("u")
        await pilot.pause()
        assert tagged(desk, "fair") == 0
        assert "taken back: what was changed for several" in shown(app)


async def test_what_cannot_be_is_said_and_escape_changes_nothing(desk: Desk) -> None:
    for i, name in enumerate(HOSTILE):
        a_person(desk, f"Wei {name}", f"+1312555{1000 + i}")
    app = Harness(FindScreen(desk))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+e", "tab", "ctrl+a")  # nobody is there yet
        await pilot.press(*"wei")
        app.screen.look()
        await pilot.press("ctrl+a", "ctrl+e", "z", *"never", "enter")
        await pilot.pause()
        assert "never" in shown(app)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, FindScreen)
        assert "\x1b" not in shown(app)
        await pilot.press("escape")
    assert app.result is None
    assert desk.tools.book.value("SELECT count(*) FROM undo") == 0
