from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from threading import Thread
from typing import Any

import pytest

from callstation.errors import StoreError
from callstation.store.batches import begin_batch
from callstation.store.beside import beside
from callstation.store.book import Book

NOW = datetime(2026, 11, 20, 15, 42, tzinfo=UTC)


def in_a_thread(what: Callable[[], Any]) -> Any:
    """What a function gives, or raises, in a thread of its own."""
    found: list[Any] = []

    def run() -> None:
        try:
            found.append(what())
        except BaseException as error:  # handed on to the test's own thread
            found.append(error)

    thread = Thread(target=run)
    thread.start()
    thread.join(20)
    if isinstance(found[0], BaseException):
        raise found[0]
    return found[0]


def batches(book: Book) -> int:
    count: int = book.value("SELECT count(*) FROM import_batch")
    return count


def test_another_thread_writes_and_the_book_sees_it_when_it_is_whole(book: Book) -> None:
    def write() -> None:
        with beside(book) as own, own.transaction():
            begin_batch(own, NOW, path="a.csv", file_format="csv", fingerprint="")
            assert batches(own) == 1

    in_a_thread(write)
    assert batches(book) == 1
    with pytest.raises(ZeroDivisionError):
        in_a_thread(lambda: fails(book))
    assert batches(book) == 1
    # The book goes on as before, and is still the one that tidies the log.
    with book.transaction():
        begin_batch(book, NOW, path="b.csv", file_format="csv", fingerprint="")
    assert batches(book) == 2
    if book.sqlite:
        assert book.first
        assert book.value("PRAGMA wal_autocheckpoint") == 4_000


def fails(book: Book) -> None:
    with beside(book) as own, own.transaction():
        begin_batch(own, NOW, path="c.csv", file_format="csv", fingerprint="")
        raise ZeroDivisionError


def test_the_thread_that_has_the_book_is_refused_and_keeps_it(book: Book) -> None:
    with pytest.raises(StoreError), beside(book):
        pass
    assert batches(book) == 0
