"""Whole or nothing, whatever goes wrong, and a sentence for the user instead of a traceback."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from invented import THURSDAY, bring, log, new_person
from tables import everything

from callstation.errors import StoreError
from callstation.model.calls import Outcome
from callstation.store import outcomes
from callstation.store.book import Book, fault_of
from callstation.store.opening import open_book


def test_an_error_inside_leaves_nothing(book: Book) -> None:
    [person_id] = bring(book, new_person())
    before = everything(book)
    with pytest.raises(RuntimeError, match="in the middle"), book.transaction():
        book.run("UPDATE person SET name = 'Somebody Else' WHERE id = ?", person_id)
        book.insert("thread", {"person_id": person_id, "text": "moving", "noted_at": 1})
        raise RuntimeError("in the middle")
    assert everything(book) == before


def test_a_refused_statement_inside_leaves_nothing_and_the_book_goes_on(book: Book) -> None:
    [person_id] = bring(book, new_person())
    before = everything(book)
    with pytest.raises(StoreError, match="the database refused"), book.transaction():
        book.run("UPDATE person SET name = 'Somebody Else' WHERE id = ?", person_id)
        book.insert("person", {"name": "without a kind"})
    assert everything(book) == before
    log(book, person_id, Outcome.NO_ANSWER)
    assert book.value("SELECT count(*) FROM entry WHERE kind = 'call'") == 1


def test_ctrl_c_in_the_middle_leaves_nothing(book: Book) -> None:
    [person_id] = bring(book, new_person())
    with pytest.raises(KeyboardInterrupt), book.transaction():
        book.run("UPDATE person SET name = 'Somebody Else' WHERE id = ?", person_id)
        raise KeyboardInterrupt
    assert book.value("SELECT name FROM person WHERE id = ?", person_id) == "Maria Okafor"


def test_inner_transactions_belong_to_the_outer_one(book: Book) -> None:
    [person_id] = bring(book, new_person())
    with pytest.raises(RuntimeError), book.transaction():
        with book.transaction():
            book.run("UPDATE person SET name = 'Somebody Else' WHERE id = ?", person_id)
        raise RuntimeError
    assert book.value("SELECT name FROM person WHERE id = ?", person_id) == "Maria Okafor"


@pytest.mark.parametrize("step", range(1, 10))
def test_an_outcome_that_fails_at_any_statement_leaves_nothing(
    book: Book, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever of its statements fails: no entry, no promise, no tally, no changed place."""
    [person_id] = bring(book, new_person())
    before = everything(book)
    done = 0
    run = Book._execute

    def failing(self: Book, sql: str, params: object) -> object:
        nonlocal done
        if not sql.startswith("SELECT"):
            done += 1
            if done == step:
                raise sqlite3.OperationalError("disk I/O error")
        return run(self, sql, params)  # type: ignore[arg-type]

    monkeypatch.setattr(Book, "_execute", failing)
    day = THURSDAY.date()
    try:
        with pytest.raises(StoreError):
            log(book, person_id, Outcome.VOICEMAIL, note="left word", promise_on=(day, day.replace(day=16)))
    finally:
        monkeypatch.undo()
    assert everything(book) == before


def test_a_full_disk_is_said_plainly_and_work_goes_on_when_there_is_room(tmp_path: Path) -> None:
    """SQLite rolls back by itself then, and Peewee's own rollback hides the cause."""
    book = open_book("", tmp_path / "book.db")
    ids = bring(book, *(new_person(f"Maria Okafor{n}") for n in range(40)))
    pages = book.value("PRAGMA page_count")
    book.run(f"PRAGMA max_page_count = {pages}")
    before = everything(book)
    with pytest.raises(StoreError, match="the disk is full; nothing was lost"):
        for person_id in ids * 50:
            before = everything(book)
            log(book, person_id, Outcome.NO_ANSWER, note="x" * 2000)
    assert everything(book) == before
    book.run("PRAGMA max_page_count = 1000000")
    log(book, ids[0], Outcome.NO_ANSWER, note="there is room again")
    assert book.value("SELECT note FROM entry ORDER BY id DESC LIMIT 1") == "there is room again"
    book.close()


def test_another_program_writing_is_said_plainly(tmp_path: Path) -> None:
    file = tmp_path / "book.db"
    book = open_book("", file)
    [person_id] = bring(book, new_person())
    book.run("PRAGMA busy_timeout = 50")
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    before = everything(book)
    with pytest.raises(StoreError, match="another program is writing"):
        log(book, person_id, Outcome.NO_ANSWER)
    assert everything(book) == before
    other.execute("ROLLBACK")
    other.close()
    log(book, person_id, Outcome.NO_ANSWER)
    book.close()


def test_a_program_that_lost_its_server_says_so(postgres_url: str) -> None:
    book, other = open_book(postgres_url, Path()), open_book(postgres_url, Path())
    pid = book.value("SELECT pg_backend_pid()")
    other.value("SELECT pg_terminate_backend(?)", pid)
    with pytest.raises(StoreError) as lost:
        book.value("SELECT 1")
    assert "\n" not in str(lost.value)
    other.close()


def test_what_is_stored_is_durable_when_it_returns(tmp_path: Path) -> None:
    """Another connection sees it at once, and a copy of the files as they are now holds it."""
    file = tmp_path / "book.db"
    book = open_book("", file)
    [person_id] = bring(book, new_person())
    assert book.value("PRAGMA synchronous") == 2  # FULL
    assert book.value("PRAGMA journal_mode") == "wal"
    log(book, person_id, Outcome.NO_ANSWER, note="kept")
    crash = tmp_path / "crash"
    crash.mkdir()
    for part in ("book.db", "book.db-wal"):
        (crash / part).write_bytes((tmp_path / part).read_bytes())
    after = open_book("", crash / "book.db")
    assert after.value("SELECT note FROM entry WHERE kind = 'call'") == "kept"
    after.close()
    book.close()


def test_faults_are_looked_for_behind_the_error_that_hides_them() -> None:
    true = sqlite3.OperationalError("database or disk is full")
    true.sqlite_errorname = "SQLITE_FULL"
    with pytest.raises(sqlite3.OperationalError) as hiding:
        try:
            raise true
        except sqlite3.OperationalError:
            raise sqlite3.OperationalError("cannot rollback - no transaction is active") from None
    assert "disk is full" in str(fault_of(hiding.value))
    assert fault_of(ValueError("ours")) is None
    assert fault_of(None) is None


def test_programming_errors_are_not_dressed_up_as_faults_of_the_book(book: Book) -> None:
    with pytest.raises(ZeroDivisionError), book.transaction():
        _ = 1 / 0
    call = outcomes.Call(999, Outcome.NO_ANSWER, THURSDAY)
    assert call.seconds is None
