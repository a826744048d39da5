"""Whether the book is in order: what SQLite says of the file, and whether everybody stands where they should."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from callstation.model.people import Standing
from callstation.rules.frame import Frame
from callstation.rules.queue import place
from callstation.store.book import Book
from callstation.store.placing import columns_of, replace_places
from callstation.store.reading import facts
from callstation.store.windows import regroup_all

SAFE_SQLITE = (3, 51, 3)
"""Older ones can damage a WAL file when several connections checkpoint at once."""
MOST_CHECKED = 5_000
"""People whose place is worked out anew by a check; of more, an even sample."""
COUNTED = ("person", "entry", "promise", "step", "reason", "session", "do_not_call")


def sqlite_version() -> tuple[str, bool]:
    """The version of SQLite in this process, and whether it is free of the known fault."""
    return sqlite3.sqlite_version, sqlite3.sqlite_version_info >= SAFE_SQLITE


def counts(book: Book) -> dict[str, int]:
    """How many rows there are, by table, and how many people of each standing."""
    found = {table: int(book.value(f"SELECT count(*) FROM {table}")) for table in COUNTED}
    by_standing = {r[0]: int(r[1]) for r in book.rows("SELECT standing, count(*) FROM person GROUP BY standing")}
    return {**found, **{str(s): by_standing.get(str(s), 0) for s in Standing}}


def misplaced(book: Book, frame: Frame) -> tuple[list[int], int]:
    """(ids of people whose stored place in the queue is not what the rules make of their record, how many were
    looked at)."""
    people = int(book.value("SELECT count(*) FROM person"))
    step = max(1, people // MOST_CHECKED)
    wrong = []
    ids = [r[0] for r in book.rows("SELECT id FROM person WHERE id % ? = 0 ORDER BY id", step)]
    for person_id in ids:
        known = facts(book, person_id, frame)
        right = columns_of(place(known, frame.patience), known.created_at)
        stored = book.one("SELECT due_at, rank, why, why_at, ready FROM person WHERE id = ?", person_id)
        assert stored is not None
        # ``ready`` follows the clock; here only that nobody is ready who is never to be called.
        if stored[:4] != tuple(right.values())[:4] or (stored[4] and right["due_at"] is None):
            wrong.append(person_id)
    return wrong, len(ids)


def rebuild_places(book: Book, frame: Frame, now: datetime) -> int:
    """Work everybody's window and place out anew and store them, as one; how many people."""
    ids = [r[0] for r in book.rows("SELECT id FROM person ORDER BY id")]
    with book.transaction():
        regroup_all(book)
        replace_places(book, ids, frame, now)
    return len(ids)
