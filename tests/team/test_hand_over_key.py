"""Handing somebody over to a colleague from the facts screen, and taking that back."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from invented import bring, new_person, number
from test_ownership import agree

sys.path.insert(0, str(Path(__file__).parent.parent / "screens"))

from screens_harness import Harness, shown

from callstation.desk.desk import Desk
from callstation.screens.person import PersonScreen
from callstation.store import reading
from callstation.store.book import Book


@pytest.fixture
def maria(team_book: Book) -> int:
    return bring(team_book, new_person("Maria Okafor", number(1), zone="America/New_York"))[0]


def owner(book: Book) -> str:
    return str(book.value("SELECT caller FROM step WHERE status = 'open'"))


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_a_key_hands_over_and_undo_takes_it_back(
    seat: Callable[..., Any], maria: int, team_book: Book, size: tuple[int, int]
) -> None:
    """F1: a promise is its caller's own, until they give it to a colleague."""
    dana = seat("Dana Reed")
    seat("Ann Lee")
    agree(dana, maria, "mon")
    app = Harness(PersonScreen(dana, reading.person(team_book, maria)))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert "ctrl+t hands over" in shown(app)
        await pilot.press("ctrl+t")
        await pilot.pause()
        assert "Ann Lee  here now" in shown(app)
        assert "Dana Reed" not in shown(app), "nobody hands over to oneself"
        await pilot.press("enter")
        await pilot.pause()
    assert app.result == "Maria Okafor is handed over: your word is Ann Lee's to keep · u takes it back"
    assert owner(team_book) == "Ann Lee"
    assert dana.undo().verb == "hand-over"
    assert owner(team_book) == "Dana Reed"


async def test_what_is_typed_is_kept_first_and_nothing_promised_is_said(
    seat: Callable[..., Any], maria: int, team_book: Book
) -> None:
    dana = seat("Dana Reed")
    app = Harness(PersonScreen(dana, reading.person(team_book, maria)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("ctrl+t")
        assert "nobody else has worked on this book" in shown(app)
        seat("Ann Lee")
        await pilot.press("x", "ctrl+t")
        await pilot.pause()
        assert "keep what you changed first" in shown(app)
        await pilot.press("backspace", "ctrl+t", "enter")
        await pilot.pause()
        assert "nothing is promised to or agreed with Maria Okafor" in shown(app)


async def test_a_book_of_one_caller_shows_no_such_key(desk: Desk) -> None:
    [person] = bring(desk.tools.book, new_person("Maria Okafor", number(1)))
    app = Harness(PersonScreen(desk, reading.person(desk.tools.book, person)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("ctrl+t")
        assert "ctrl+t" not in shown(app)
        assert app.screen is app.screen_stack[-1]
