"""What the commands print is what the screen shows: one book, one clock, two ways to look."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from screens_harness import shown

from callstation.cli.main import main
from callstation.demo.book import build_demo, demo_settings
from callstation.desk.opening import look_around, open_desk
from callstation.desk.tools import frame_of
from callstation.screens.app import Workstation
from callstation.screens.call import CallScreen
from callstation.screens.history import HistoryScreen
from callstation.settings import first_settings, write_first
from callstation.store.opening import open_book

NOW = "2026-11-18T15:30:00-05:00"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The demo's book as a user's own, on a Wednesday afternoon."""
    monkeypatch.setenv("CALLSTATION_HOME", str(tmp_path))
    monkeypatch.setenv("CALLSTATION_NOW", NOW)
    settings = demo_settings()
    write_first(tmp_path / "settings.toml", first_settings(settings.me, settings.region))
    around = look_around({"CALLSTATION_HOME": str(tmp_path), "CALLSTATION_NOW": NOW})
    book = open_book("", around.places.book_file)
    build_demo(book, frame_of(settings), around.clock.now())
    book.close()
    return tmp_path


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert main([*arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def squeezed(text: str) -> str:
    """Without the layout: what was wrapped and framed reads as one line."""
    return " ".join(text.replace("┃", " ").replace("│", " ").split())


async def test_queue_card_and_history_agree_with_the_screen(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    queue = told(capsys, "queue", "--limit", "12")
    card = told(capsys, "card", str(queue[0]["id"]))
    history = told(capsys, "history", str(queue[0]["id"]))
    around = look_around({"CALLSTATION_HOME": str(home), "CALLSTATION_NOW": NOW})
    app = Workstation(open_desk(around))
    async with app.run_test(size=(120, 60)) as pilot:
        screen = app.screen
        assert isinstance(screen, CallScreen)
        assert screen.card is not None
        assert screen.card.prospect.id == queue[0]["id"]
        on_screen = [(r.id, r.why_now.text) for r in screen.desk.rows(11, without=[queue[0]["id"]])]
        assert on_screen == [(q["id"], q["why_now"]["text"]) for q in queue[1:]]
        text = shown(app)
        for q in queue[:8]:
            assert q["name"][:10] in text
        middle = squeezed("\n".join(line[40:] for line in text.split("\n")))
        assert squeezed(card["opener"]) in middle
        assert card["why_now"] == queue[0]["why_now"]
        assert card["prospect"]["phones"][0]["number"][-4:] in text
        await pilot.press("h")
        await pilot.pause()
        assert isinstance(app.screen, HistoryScreen)
        assert f"{len(history)} of {len(history)} entries" in shown(app) or len(history) > 40
    app.desk.close()
