"""The look of the call screen at both sizes, as text: a change of it is seen in review, line by line.

``LOOKS=write`` (with pytest) writes them anew; look at the difference before you commit it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from looks_harness import SIZES, same_look
from screens_harness import NOW, a_call, a_person, shown

from callstation.desk.desk import Desk
from callstation.model.calls import Outcome
from callstation.model.reasons import Reason, ReasonKind
from callstation.screens.app import Workstation
from callstation.store import people, reasons

pytestmark = pytest.mark.usefixtures("no_waiting")


KEYS: dict[str, tuple[str, ...]] = {
    "card": (),
    "dialled": ("d",),
    "voicemail": ("v",),
    "email": ("m",),
    "answers": ("o",),
    "note": ("n", *"She is back on Monday."),
    "step": ("3", *"thu 7:30am, send the prices"),
    "not_understood": ("4", *"thu sometime"),
    "after": ("2",),
    "undone": ("2", "u"),
}


@pytest.mark.parametrize("size", SIZES, ids=lambda s: f"{s[0]}x{s[1]}")
@pytest.mark.parametrize("name", KEYS)
async def test_look(a_day: Desk, name: str, size: tuple[int, int]) -> None:
    app = Workstation(a_day)
    async with app.run_test(size=size) as pilot:
        for key in KEYS[name]:
            await pilot.press(key)
        await pilot.pause()
        same_look(f"call_{name}", size, shown(app))


@pytest.mark.parametrize("size", SIZES, ids=lambda s: f"{s[0]}x{s[1]}")
async def test_d0_look_of_somebody_silent(desk: Desk, size: tuple[int, int]) -> None:
    clock: Any = desk.tools.clock
    jan = a_person(
        desk,
        "Jan Novak",
        "+13125550145",
        company="Novak & Sons",
        zone="America/Chicago",
        emails=("jan@novak.example",),
    )
    for days, hour, outcome in ((18, 15, Outcome.NO_ANSWER), (15, 15, Outcome.NO_ANSWER), (9, 20, Outcome.VOICEMAIL)):
        clock.at = (NOW - timedelta(days=days)).replace(hour=hour, minute=10)
        a_call(desk, jan, outcome, words="It's Dana, 212 555 0100. You will hear from me.", note="")
    people.keep_thread(desk.tools.book, jan, "a second oven in spring", desk.now, None)
    news = "that permits are free until March, and I have the form with its two lines"
    reasons.add(desk.tools.book, desk.tools.frame, Reason(0, ReasonKind.NEWS, news), desk.now)
    clock.at = NOW
    app = Workstation(desk)
    async with app.run_test(size=size):
        same_look("call_silent", size, shown(app))


@pytest.mark.parametrize("size", SIZES, ids=lambda s: f"{s[0]}x{s[1]}")
async def test_look_of_an_empty_book(desk: Desk, size: tuple[int, int]) -> None:
    app = Workstation(desk)
    async with app.run_test(size=size):
        same_look("call_empty", size, shown(app))
