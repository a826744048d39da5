"""A whole book from SQLite to PostgreSQL and back: every row, and new ones after them."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from invented import FRAME, THURSDAY, bring, new_person
from tables import everything

from callstation.demo.book import build_demo
from callstation.errors import StoreError
from callstation.store.book import Book
from callstation.store.moving import WORDS, move_book
from callstation.store.opening import open_book
from callstation.store.words import find_notes, find_people


def quiet(_table: str, _rows: int) -> None:
    """Nobody listens."""


def rows_of(book: Book) -> dict[str, list[object]]:
    """Everything but the indexes of words, which each database has of its own kind."""
    return everything(book, without=WORDS)


def test_there_and_back(tmp_path: Path, postgres_url: str) -> None:
    here = open_book("", tmp_path / "here.db")
    build_demo(here, FRAME, THURSDAY)
    there = open_book(postgres_url, tmp_path)
    counts = move_book(here, there, quiet)
    assert counts["person"] > 100
    assert rows_of(there) == rows_of(here)
    back = open_book("", tmp_path / "back.db")
    move_book(there, back, quiet)
    assert everything(back) == everything(here)
    name = here.value("SELECT name FROM person WHERE id = 7")
    note = here.value("SELECT note FROM entry WHERE length(note) > 20 ORDER BY id LIMIT 1").split()[1]
    assert 7 in find_people(there, name, 5)
    assert find_notes(there, note, 5)
    # Whoever comes next does not collide with whoever came along.
    assert bring(there, new_person("Zora Neale")) == [counts["person"] + 1]
    for book in (here, there, back):
        book.close()


def test_nothing_is_written_over(tmp_path: Path, postgres_url: str) -> None:
    here = open_book("", tmp_path / "here.db")
    there = open_book(postgres_url, tmp_path)
    bring(here, new_person("Maria Okafor"))
    bring(there, new_person("Tom Reyes"))
    with pytest.raises(StoreError, match="already"):
        move_book(here, there, quiet)
    assert [r[0] for r in there.rows("SELECT name FROM person")] == ["Tom Reyes"]
    with pytest.raises(StoreError, match="backup"):
        move_book(here, here, quiet)
    here.close()
    there.close()


def test_what_postgres_cannot_hold_stops_the_whole_move(tmp_path: Path, postgres_url: str) -> None:
    file = tmp_path / "here.db"
    here = open_book("", file)
    bring(here, *(new_person(f"Person {n}") for n in range(5)))
    here.close()
    with sqlite3.connect(file) as raw:  # no way in lets a NUL through; a file can still hold one
        raw.execute("UPDATE person SET name = 'Mia' || char(0) || 'Wu' WHERE id = 4")
    here = open_book("", file)
    there = open_book(postgres_url, tmp_path)
    with pytest.raises(StoreError, match="person cannot be stored there"):
        move_book(here, there, quiet)
    assert there.value("SELECT count(*) FROM person") == 0
    here.close()
    there.close()
