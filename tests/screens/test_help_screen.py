from __future__ import annotations

import pytest
from screens_harness import Harness, shown

from callstation.screens.actions import ALL
from callstation.screens.help import HelpScreen, help_lines
from callstation.widgets.spans import width_of


def text(width: int, keymap: dict[str, str] | None = None) -> str:
    lines = help_lines(width, keymap or {})
    assert all(width_of(line) <= width for line in lines)
    return "\n".join("".join(t for t, _ in line) for line in lines)


@pytest.mark.parametrize("width", [40, 74, 114])
def test_every_key_is_there_with_its_sentence(width: int) -> None:
    words = text(width).split()
    for action in ALL:
        assert all(word in words for word in action.help.split())
    assert "?" in words
    assert "/" in words
    assert "ctrl+q" in words


def test_a_key_from_the_settings_is_the_one_that_is_shown() -> None:
    page = text(74, {"no_answer": "f1", "dial": "f9", "find": "slash"})
    assert "f1  Nobody answered" in page
    assert "f9  Dial, or show the number" in page
    assert "f9 dials, or shows the number large" in " ".join(page.split())
    assert "/   Find anyone" in page


def test_two_columns_where_there_is_room() -> None:
    wide, narrow = text(114).splitlines(), text(74).splitlines()
    assert len(wide) < len(narrow)
    assert any("WHAT CAME OF THE CALL" in row and "DURING THE CALL" in row for row in wide)


async def test_at_120_by_48_nothing_needs_scrolling() -> None:
    async with Harness(HelpScreen({})).run_test(size=(120, 48)) as pilot:
        await pilot.pause()
        page = shown(pilot.app)
        assert "ONE CALL" in page
        assert "Leave; everything is kept" in page


async def test_at_80_by_24_it_scrolls_and_any_way_out_works() -> None:
    app = Harness(HelpScreen({}))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "Leave; everything is kept" not in shown(app)
        await pilot.press("end")
        await pilot.pause()
        assert "Leave; everything is kept" in shown(app)
        assert "esc back to the call" in shown(app)
        await pilot.press("question_mark")
    assert app.result is None
