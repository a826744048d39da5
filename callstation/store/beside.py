"""The book once more, for another thread: a connection belongs to the thread that opened it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from callstation.store.book import Book, fault_of


@contextmanager
def beside(book: Book) -> Iterator[Book]:
    """The same book on a connection of the calling thread's own, closed at the end. Raises StoreError.

    Not for the thread that opened ``book``: it has its connection, and that would be closed with this one.

    What is written through it is seen by ``book`` once its transaction is over. It never tidies the log: that
    stays with the connection that holds the lock (see lock.py).
    """
    try:
        book.database.connect()
        if book.sqlite and not book.read_only:
            book.database.execute_sql("PRAGMA wal_autocheckpoint = 0")
    except Exception as error:
        raise fault_of(error) or error from error
    own = Book(book.database, read_only=book.read_only)
    try:
        yield own
    finally:
        own.close()
