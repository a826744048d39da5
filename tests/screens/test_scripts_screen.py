"""The scripts' results on the screen: looked at, compared, brought back (H7)."""

from __future__ import annotations

from typing import Any

import pytest
from screens_harness import HOSTILE, NOW, Harness, a_person, shown

from callstation.desk.desk import Desk
from callstation.errors import StoreError
from callstation.screens.app import Workstation
from callstation.screens.editor import EditorScreen
from callstation.screens.scripts import ScriptsScreen
from callstation.scripting.parse import revision_of
from callstation.store import script_results
from callstation.widgets.scripts_layout import interval_bar, share_spans

SIZES = [(80, 24), (120, 36)]
OWN = "== opener ==\nMine, [/b] all mine.\n== voicemail ==\nMine.\n== email ==\nSubject: Mine\n\nMine.\n"


@pytest.fixture
def talked(desk: Desk) -> Desk:
    """Somebody who was called with the shipped script of a first call, which was changed since."""
    person = a_person(desk, "Maria Okafor", "+16025550134", zone="America/New_York")
    card = desk.card(person)
    desk.record(card, next(o for o in card.consequences if o.value == "talked"))
    desk.tools.shelf.save(card.script, OWN)
    return desk


def name_of(desk: Desk) -> str:
    return desk.tools.book.value("SELECT script FROM entry WHERE script <> ''")


@pytest.mark.parametrize("size", SIZES)
async def test_looked_at_compared_and_brought_back(talked: Desk, size: tuple[int, int]) -> None:
    name = name_of(talked)
    app = Harness(ScriptsScreen(talked, name))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        text = shown(app)
        assert "▌ now" in text
        assert "not used in a call yet" in text
        assert "Mine, [/b] all mine." in text
        await pilot.press("b")
        assert "this is the text of today" in shown(app)
        await pilot.press("down")
        text = shown(app)
        assert "21 to 100%" in text.replace("21–100%", "21 to 100%")  # one of one says little, and says so
        assert "from this text to the one of today" in text
        await pilot.press("d")
        assert "what it said" in shown(app)
        await pilot.press("d", "b")
        await pilot.pause()
        assert "this is your script again" in shown(app)
        assert "▌ now, as it came" in shown(app)
        assert talked.tools.shelf.text_of(name)[1] == "shipped"
        await pilot.press("down", "b")  # undone by bringing back the other
        await pilot.pause()
        assert talked.tools.shelf.text_of(name) == (OWN, "own")
        await pilot.press("escape")
    assert app.result is True


async def test_a_fault_of_the_disk_is_told(talked: Desk, monkeypatch: Any) -> None:
    app = Harness(ScriptsScreen(talked, name_of(talked)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()

        def full(*_: object, **__: object) -> None:
            raise StoreError("the disk is full")

        monkeypatch.setattr(script_results, "keep", full)
        await pilot.press("down", "b")
        assert "the disk is full" in shown(app)
        assert talked.tools.shelf.text_of(name_of(talked)) == (OWN, "own")


@pytest.mark.parametrize("size", SIZES)
async def test_hostile_texts_are_only_text(talked: Desk, size: tuple[int, int]) -> None:
    name = name_of(talked)
    for text in HOSTILE:
        script_results.keep(talked.tools.book, name, revision_of(text), text, NOW)
    app = Harness(ScriptsScreen(talked, name))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        for key in ("down",) * (len(HOSTILE) + 1) + ("d",) + ("up",) * len(HOSTILE):
            await pilot.press(key)
            assert not {"\x1b", "\x07", "\u202e", "\u200b"} & set(shown(app))


async def test_from_the_call_screen_and_from_the_editor(talked: Desk) -> None:
    a_person(talked, "Ann Wu", "+16025550144", zone="America/New_York")
    app = Workstation(talked)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        await pilot.press("y")
        await pilot.pause()
        assert isinstance(app.screen, ScriptsScreen)
        await pilot.press("escape", "e")
        await pilot.pause()
        editor = app.screen
        assert isinstance(editor, EditorScreen)
        editor.area.insert("x")
        await pilot.press("ctrl+t")
        await pilot.pause()
        await pilot.press("down", "b")
        assert "in the middle of changing this script" in shown(app)
        await pilot.press("escape", "ctrl+z", "ctrl+t")
        await pilot.pause()
        await pilot.press("down", "b", "escape")
        await pilot.pause()
        assert "saved: this is what your script says now" in shown(app)
        assert talked.tools.shelf.text_of(name_of(talked))[1] == "shipped"


def test_how_sure_a_share_is_drawn() -> None:
    from callstation.rules.intervals import wilson

    assert "".join(text for text, _ in interval_bar(wilson(0, 3))) == "●━━━━━━━━·······"
    assert "".join(text for text, _ in interval_bar(wilson(50, 100))).count("━") < 5
    assert share_spans(wilson(4, 10), 24)[1][0].strip() == "17 to 69%"
    assert share_spans(wilson(4, 10), 16)[0][0] == "4/10"
