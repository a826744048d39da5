"""The look of the reason library and of its form at both sizes, as text (see test_looks.py)."""

from __future__ import annotations

import pytest
from looks_harness import SIZES, same_look
from screens_harness import shown

from callstation.desk.desk import Desk
from callstation.screens.app import Workstation

pytestmark = pytest.mark.usefixtures("no_waiting")

KEYS: dict[str, tuple[str, ...]] = {
    "library": ("b",),
    "form": ("b", "e"),
    "new": ("b", "a"),
    "who": ("b", "down", "w"),
}


@pytest.mark.parametrize("size", SIZES, ids=lambda s: f"{s[0]}x{s[1]}")
@pytest.mark.parametrize("name", KEYS)
async def test_look_of_reasons(a_day: Desk, name: str, size: tuple[int, int]) -> None:
    app = Workstation(a_day)
    async with app.run_test(size=size) as pilot:
        for key in KEYS[name]:
            await pilot.press(key)
        await pilot.pause(0.2)
        await pilot.pause()
        same_look(f"reasons_{name}", size, shown(app))
