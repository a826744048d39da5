"""What colleagues do comes to the call screen by itself, and costs the server little (on the real PostgreSQL)."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from invented import bring, new_person, number

sys.path.insert(0, str(Path(__file__).parent.parent / "screens"))

from screens_harness import Harness, shown

from callstation.screens.call import TEAM_LOOKS, CallScreen
from callstation.store.book import Book


async def test_a_colleagues_card_shows_up_within_a_few_seconds(seat: Callable[..., Any], team_book: Book) -> None:
    bring(team_book, *(new_person(f"Person {n}", number(n), zone="America/New_York") for n in range(6)))
    dana, ann = seat("Dana Reed"), seat("Ann Lee")
    asked: list[str] = []
    ask = dana.tools.book.database.execute_sql
    dana.tools.book.database.execute_sql = lambda sql, *more: asked.append(sql) or ask(sql, *more)
    app = Harness(CallScreen(dana))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        screen = app.screen
        theirs = ann.next_card().prospect.name
        asked.clear()
        few = []
        for _ in range(TEAM_LOOKS):
            screen._tick()
            few.append(len(asked))
            asked.clear()
        await pilot.pause()
        assert "with Ann, 0 min" in shown(app)
        assert theirs in shown(app)
    assert sum(n <= 2 for n in few) >= TEAM_LOOKS - 2, f"between two looks hardly anything is asked: {few}"
