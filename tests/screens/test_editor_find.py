"""Looking for words in the script editor, and undo and redo that can be seen in its key bar."""

from __future__ import annotations

import pytest
from editor_harness import SIZES, a_maria, editor
from screens_harness import a_desk

from callstation.widgets.find_bar import FindBar, places_of


def test_words_are_found_whatever_their_case_and_signs():
    assert places_of(["My (name) my", "MY"], "my") == [(0, 0, 2), (0, 10, 12), (1, 0, 2)]
    assert places_of(["My (name) my"], "(name)") == [(0, 3, 9)]
    assert places_of(["İİ i"], "i")[-1] == (0, 3, 4)
    assert places_of(["anything"], "") == []
    assert len(places_of(["a" * 1_000], "a")) == 1_000


@pytest.mark.parametrize("size", SIZES)
async def test_words_are_looked_for_from_place_to_place_and_around(tmp_path, size):
    desk = a_desk(tmp_path)
    async with editor(desk, a_maria(desk), size) as ed:
        assert "ctrl+f find" in ed.text
        assert "ctrl+z undo" in ed.text
        assert "ctrl+y redo" in ed.text
        await ed.press("ctrl+f", *"MY.NAME")
        assert ed.area.selected_text == "my.name"
        assert "1 of 2" in ed.text
        first = ed.area.selection
        await ed.press("enter")
        assert "2 of 2" in ed.text
        assert ed.area.selection.start > first.start
        await ed.press("down")
        assert ed.area.selection == first
        await ed.press("up")
        assert "2 of 2" in ed.text
        await ed.press("escape")
        assert not ed.screen.query(FindBar)
        assert ed.area.has_focus
        assert ed.area.selected_text == "my.name"
        assert not ed.screen.changed
        await ed.press("ctrl+f")
        assert ed.screen.find_bar.words == "my.name"
        await ed.press("f3")
        assert ed.area.selection == first


async def test_what_is_not_there_is_said_and_nothing_is_moved(tmp_path):
    desk = a_desk(tmp_path)
    async with editor(desk, a_maria(desk), (80, 24)) as ed:
        before = ed.area.selection
        await ed.press("ctrl+f", *"zebra", "enter", "up")
        assert "not in this text" in ed.text
        assert ed.area.selection == before
        await ed.press("escape", "escape")
    assert ed.app.result is False
