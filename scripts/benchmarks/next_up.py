"""The next 25 people, against one read by primary key: at any size, and with every window closed."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime, timedelta

from asked import Asked
from books import FRAME, NOW
from rows import Row, paired

from callstation.store import queue
from callstation.store.book import Book
from callstation.store.opening import open_book

NIGHT = NOW + timedelta(hours=9)
"""Saturday, before six in the morning in Berlin, in the night in America: every window is closed."""
WHY = "it is some fifteen short statements, one for each group of zone and hours that is open among them"


def rows(asked: Asked) -> Iterator[Row]:
    """Both books in turn, so that their sizes can be compared."""
    books = [open_book("", asked.home(n) / "callstation.db") for n in (asked.small, asked.large)]
    try:
        if queue.open_groups(books[0], FRAME, NIGHT):
            raise RuntimeError("a window is open where all should be closed")
        for when, moment in (("", NOW), (", all windows closed", NIGHT)):
            times: list[tuple[float, float, float, float]] = []
            for i in range(asked.rounds * 10):
                times.append((*_once(books[0], asked.small, i, moment), *_once(books[1], asked.large, i, moment)))
            for n, people in enumerate((asked.small, asked.large)):
                pairs = [(t[2 * n], t[2 * n + 1]) for t in times]
                yield paired(f"next 25{when}, {people:,} people", pairs, 50, "one primary-key read is 1", WHY)
            what = f"next 25{when}, {asked.large:,} against {asked.small:,}"
            yield paired(what, [(t[1], t[3]) for t in times], 1.2, f"{asked.small:,} people are 1")
    finally:
        for book in books:
            book.close()


def _once(book: Book, people: int, i: int, now: datetime) -> tuple[float, float]:
    since = time.perf_counter()
    book.one("SELECT name FROM person WHERE id = ?", 1 + i * 37 % people)
    between = time.perf_counter()
    queue.waiting(book, queue.next_ids(book, FRAME, now, 25))
    return between - since, time.perf_counter() - between
