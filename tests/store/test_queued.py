"""A transaction whose writes wait for no answer: stored as one, or not at all, on both databases."""

from __future__ import annotations

import pytest

from callstation.errors import StoreError
from callstation.store.book import Book


def put(book: Book, name: str) -> None:
    book.put("INSERT INTO colleague (name, seen_at) VALUES (?, 1)", name)


def names(book: Book) -> list[str]:
    return [r[0] for r in book.rows("SELECT name FROM colleague ORDER BY name")]


def test_what_is_queued_is_seen_by_the_next_question_and_stored(book: Book) -> None:
    with book.transaction(queued=True):
        put(book, "Ann")
        assert names(book) == ["Ann"]
        assert book.run("UPDATE colleague SET seen_at = 2 WHERE name = 'Ann'") == 1
        row_id = book.insert("colleague", {"name": "Bob", "seen_at": 3})
        with book.transaction():
            put(book, "Cleo")
        assert book.whole("colleague", row_id) == {"id": row_id, "name": "Bob", "seen_at": 3}
    assert names(book) == ["Ann", "Bob", "Cleo"]
    assert not book.storing


@pytest.mark.parametrize("then", ["the end", "a question", "more"])
def test_one_that_fails_takes_all_of_it_along(book: Book, then: str) -> None:
    with pytest.raises(StoreError, match="colleague"), book.transaction(queued=True):
        put(book, "Ann")
        put(book, "Ann")  # twice the same name
        if then == "a question":
            names(book)
        elif then == "more":
            put(book, "Bob")
    assert names(book) == []
    with book.transaction(queued=True):
        put(book, "Cleo")
    assert names(book) == ["Cleo"]


def test_a_fault_of_ones_own_stores_nothing(book: Book) -> None:
    with pytest.raises(ZeroDivisionError), book.transaction(queued=True):
        put(book, "Ann")
        put(book, str(1 // 0))
    assert names(book) == []
