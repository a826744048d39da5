"""SQLite without Peewee does the same: whole transactions, the same rows, the same sentences."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import THURSDAY, bring, log, new_person
from tables import everything
from test_round_trips import Session, meanwhile, play, steps

from callstation.errors import StoreError
from callstation.model.calls import Outcome
from callstation.store.book import Book
from callstation.store.opening import open_book
from callstation.store.plain import SqlitePlain


@pytest.fixture
def plain(tmp_path: Path, _sqlite_template: Path) -> Iterator[Book]:
    file = tmp_path / "plain.db"
    shutil.copy(_sqlite_template, file)
    book = open_book("", file, light=True)
    assert isinstance(book.database, SqlitePlain)
    yield book
    book.close()


def test_a_new_book_is_made_with_peewee_and_then_does_without(tmp_path: Path) -> None:
    first = open_book("", tmp_path / "new.db", light=True)
    assert not isinstance(first.database, SqlitePlain)
    first.close()
    again = open_book("", tmp_path / "new.db", light=True)
    assert isinstance(again.database, SqlitePlain)
    assert (again.value("PRAGMA synchronous"), again.value("PRAGMA foreign_keys")) == (2, 1)
    again.close()


def test_a_session_leaves_the_same_book(plain: Book, sqlite_book: Book) -> None:
    @settings(max_examples=40, deadline=None)
    @given(st.lists(st.one_of(steps, meanwhile), min_size=3, max_size=16))
    def ask(script: list[Any]) -> None:
        for book in (plain, sqlite_book):
            play(Session(book), script)
        # Of two orders of equal rows both are right: ids of search rows tell no more than their words.
        assert everything(plain) == everything(sqlite_book)

    ask()


def test_whole_or_nothing(plain: Book) -> None:
    [person_id] = bring(plain, new_person())
    before = everything(plain)
    with pytest.raises(StoreError, match="the database refused"), plain.transaction():
        plain.run("UPDATE person SET name = 'Somebody Else' WHERE id = ?", person_id)
        plain.insert("person", {"name": "without a kind"})
    with pytest.raises(KeyboardInterrupt), plain.transaction():
        plain.run("UPDATE person SET name = 'Somebody Else' WHERE id = ?", person_id)
        raise KeyboardInterrupt
    assert everything(plain) == before


def test_a_full_disk(plain: Book) -> None:
    [person_id] = bring(plain, new_person())
    plain.run(f"PRAGMA max_page_count = {plain.value('PRAGMA page_count')}")
    with pytest.raises(StoreError, match="the disk is full"):
        log(plain, person_id, Outcome.NO_ANSWER, THURSDAY, note="x" * 100_000)
    plain.run("PRAGMA max_page_count = 1000000")
    log(plain, person_id, Outcome.NO_ANSWER, THURSDAY, note="x" * 100_000)
    assert plain.value("SELECT count(*) FROM entry WHERE kind = 'call'") == 1


def test_a_busy_book(plain: Book, tmp_path: Path) -> None:
    [person_id] = bring(plain, new_person())
    plain.run("PRAGMA busy_timeout = 50")
    other = sqlite3.connect(tmp_path / "plain.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="another program is writing"):
        log(plain, person_id, Outcome.NO_ANSWER)
    other.close()
    log(plain, person_id, Outcome.NO_ANSWER)


def test_a_closed_book_stays_closed(plain: Book) -> None:
    plain.close()
    plain.close()
    with pytest.raises(StoreError, match="closed"):
        plain.value("SELECT 1")
