"""A no is a clean end, with words for it; their own call brings them back; the last try asks what else there is."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from screens_harness import NOW, a_call, a_person, shown

from callstation.desk.desk import Desk
from callstation.model.calls import Outcome
from callstation.model.people import Standing
from callstation.model.reasons import Reason, ReasonKind
from callstation.screens.app import Workstation
from callstation.screens.call import CallScreen
from callstation.store import reading, reasons

pytestmark = pytest.mark.usefixtures("no_waiting")


@pytest.fixture
def maria(desk: Desk) -> int:
    reasons.add(desk.tools.book, desk.tools.frame, Reason(0, ReasonKind.NEWS, "that permits are free"), desk.now)
    return a_person(desk, "Maria Okafor", "+16025550134", company="Bluebird", zone="America/New_York")


async def test_h6_a_no_has_its_closing_words_in_sight(desk: Desk, maria: int) -> None:
    a_person(desk, "Jan Novak", "+16025550135", zone="America/New_York")
    app = Workstation(desk)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("d")
        await pilot.pause()
        assert "a no is fine   Thank you for telling me straight, Maria" in shown(app)
        await pilot.press("o")
        for _ in range(8):
            await pilot.press("pagedown")
        assert "if it is a no: thank them, and let go" in shown(app)
        await pilot.press("6")
        await pilot.pause()
        assert "Maria Okafor: let go, a clean end · u takes it back" in shown(app)
        assert "say: Thank you for telling me straight, Maria: a clear no is a good answer" in shown(app)
        assert "Jan Novak" in shown(app)
    assert reading.person(desk.tools.book, maria).standing is Standing.SAID_NO


async def test_h6_their_own_call_brings_them_back(desk: Desk, maria: int) -> None:
    a_call(desk, maria, Outcome.SAID_NO)
    app = Workstation(desk)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = app.screen
        assert isinstance(screen, CallScreen)
        screen._look_up(maria)
        await pilot.press("d")
        await pilot.pause()
        assert "Maria Okafor: said no; log what happened" in shown(app)
        await pilot.press("c")
        await pilot.pause()
        assert "what you log now brings them back" in shown(app)
        assert "They are calling you: log it as ever" in shown(app)
        await pilot.press("c")
        assert "not their call, then" in shown(app)
        await pilot.press("c", "3", *"in 3 days, the drawing", "enter")
        await pilot.pause()
    assert reading.person(desk.tools.book, maria).standing is Standing.ACTIVE
    [call] = [e for e in desk.history(maria) if e.outcome is Outcome.TALKED]
    assert (call.data, call.words, call.reason_id) == ({"inbound": True}, "", None)
    desk.undo()
    assert reading.person(desk.tools.book, maria).standing is Standing.SAID_NO


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_f2_the_last_try_asks_first_what_else_there_is(desk: Desk, maria: int, size: tuple[int, int]) -> None:
    clock: Any = desk.tools.clock
    for days in (40, 38, 34, 28, 18):
        clock.at = NOW - timedelta(days=days)
        a_call(desk, maria, Outcome.NO_ANSWER)
    clock.at = NOW
    app = Workstation(desk)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        text = shown(app)
        assert "6 of 6, then rest. First: r another reason, z another hour, f" in text
        assert "1 no answer rest, 20 Dec" in text.replace("› ", "")
        await pilot.press("1")
        await pilot.pause()
    assert reading.person(desk.tools.book, maria).standing is Standing.DRIP
