"""Erasing on the screen: what goes and stays is shown, it is asked twice, and the next card comes up."""

from __future__ import annotations

import pytest
from screens_harness import a_person, shown

from callstation.desk.desk import Desk
from callstation.screens.app import Workstation


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_it_is_asked_twice_and_then_done(desk: Desk, size) -> None:
    maria = a_person(desk, "Maria Okafor", "+16025550134", notes="met at the fair [/b]")
    a_person(desk, "Tom Reyes", "+13035550110")
    app = Workstation(desk)
    async with app.run_test(size=size) as pilot:
        app.screen.show_card(desk.card(maria))
        await pilot.press("f")
        await pilot.pause()
        assert "ctrl+g" in shown(app)
        await pilot.press("ctrl+g")
        await pilot.pause()
        text = shown(app)
        assert "Erase for good" in text
        assert "1 number" in text
        assert "Backups" in text
        await pilot.press("escape")
        await pilot.pause()
        await pilot.press("ctrl+g", "e")
        await pilot.pause()
        assert "Once more" in shown(app)
        assert desk.tools.book.value("SELECT count(*) FROM person") == 2
        await pilot.press("e")
        await pilot.pause()
        assert desk.tools.book.value("SELECT count(*) FROM person") == 1
        assert app.screen.card.prospect.name == "Tom Reyes"
        assert "Maria Okafor is erased, for good" in shown(app)
