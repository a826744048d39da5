"""The real program in a real terminal, killed with -9: what was painted was stored."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from invented import FRAME, THURSDAY, bring, new_person, number
from killed_session import whole
from terminal import Terminal

from callstation.settings import Me, Region, first_settings, write_first
from callstation.store import drafts, reason_drafts
from callstation.store.book import Book
from callstation.store.opening import open_book

KILLS = 10
NO_DOUBLE_TAP = 0.3
"""Seconds after which a key is a new one."""
NOON = THURSDAY + timedelta(hours=1)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Dana Reed's folder: settings, and sixty people to call."""
    folder = tmp_path / "callstation"
    me, region = Me(name=FRAME.caller, number="(212) 555-0100"), Region(zone=FRAME.zone)
    write_first(folder / "settings.toml", first_settings(me, region))
    book = open_book("", folder / "callstation.db")
    bring(book, *(new_person(f"Person {n:02}", number(n), zone=FRAME.zone) for n in range(60)))
    book.close()
    return folder


STARTED: list[Terminal] = []


@pytest.fixture(autouse=True)
def _nobody_left_behind() -> Iterator[None]:
    """A test that fails leaves no program running on a terminal that is gone."""
    yield
    for terminal in STARTED:
        if terminal.running:
            terminal.kill()
    STARTED.clear()


def start(home: Path, minute: int) -> Terminal:
    now = NOON + timedelta(minutes=minute)
    terminal = Terminal({"CALLSTATION_HOME": str(home), "CALLSTATION_NOW": now.isoformat(), "HOME": str(home)})
    STARTED.append(terminal)
    return terminal


def calls(book: Book) -> list[tuple[str, str]]:
    sql = (
        "SELECT p.name, e.outcome FROM entry e JOIN person p ON p.id = e.person_id WHERE e.kind = 'call' ORDER BY e.id"
    )
    return [(r[0], r[1]) for r in book.rows(sql)]


def test_whatever_was_painted_over_is_stored(home: Path) -> None:
    """An outcome whose next card was painted is in the book, whole; of the one under way, all or nothing."""
    chance = random.Random(20260312)
    keys = {"1": "no-answer", "2": "voicemail", "9": "gatekeeper", "5": "not-now"}
    acknowledged: list[tuple[str, str]] = []
    for round_ in range(KILLS):
        terminal = start(home, round_)
        terminal.wait(lambda t=terminal: t.on_the_card.startswith("Person"))
        for _ in range(chance.randrange(4)):
            key, before = chance.choice("129"), terminal.on_the_card
            terminal.look(NO_DOUBLE_TAP)
            terminal.press(key)
            terminal.wait(lambda t=terminal, b=before: t.on_the_card not in ("", b))
            acknowledged.append((before, keys[key]))
        under_way = terminal.on_the_card
        terminal.look(NO_DOUBLE_TAP)
        terminal.press("1")
        time.sleep(chance.uniform(0.0, 0.05))
        terminal.kill()

        book = open_book("", home / "callstation.db")
        stored = calls(book)
        assert stored in (acknowledged, [*acknowledged, (under_way, "no-answer")])
        assert whole(book) == []
        book.close()
        acknowledged = stored
    assert len(acknowledged) > KILLS


def test_what_was_typed_is_kept_and_offered_again(home: Path) -> None:
    """A note half typed: nothing of it but the last moment before the kill is lost."""
    words = "her daughter's exams are in June, and the office moves"
    terminal = start(home, 0)
    terminal.wait(lambda: terminal.on_the_card.startswith("Person"))
    whom = terminal.on_the_card
    terminal.press("n")
    terminal.wait(lambda: any("note" in line and "▔" in line for line in terminal.lines))
    for letter in words[:-10]:
        terminal.press(letter)
        terminal.look(0.01)
    terminal.look(1.0)
    terminal.press(words[-10:])
    terminal.kill()

    book = open_book("", home / "callstation.db")
    person_id = drafts.newest(book)
    kept = drafts.read(book, person_id).note if person_id else ""
    assert words.startswith(kept)
    assert len(kept) >= len(words) - 10
    assert book.value("SELECT name FROM person WHERE id = ?", person_id) == whom
    book.close()

    again = start(home, 1)
    again.wait(lambda: any("her daughter's exams" in line for line in again.lines))
    assert again.on_the_card == whom
    again.kill()


def test_a_closed_window_ends_it_and_a_reason_being_written_is_kept(home: Path) -> None:
    """A burst of letters is still being painted when the terminal goes: nobody waits for it with the book locked."""
    terminal = start(home, 0)
    terminal.wait(lambda: terminal.on_the_card.startswith("Person"))
    terminal.look(2.0)
    terminal.press("r")
    terminal.wait(lambda: any("A new reason" in line for line in terminal.lines))
    terminal.look(0.5)
    terminal.press("that permits are free until March")
    terminal.look(1.0)
    terminal.press(", and longer for those who ask for it in time" * 3)
    assert terminal.hang_up(20.0) == 0

    book = open_book("", home / "callstation.db")
    assert str(reason_drafts.read(book, FRAME.caller, 0)["text"]).startswith("that permits are free until March")
    book.close()
