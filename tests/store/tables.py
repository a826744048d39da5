"""The whole book as plain data, to compare before and after."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from callstation.store.book import Book

TABLES = (
    "window_group",
    "person",
    "phone",
    "email",
    "tag",
    "thread",
    "objection",
    "reason",
    "reason_use",
    "script_revision",
    "session",
    "entry",
    "promise",
    "step",
    "drip",
    "outbox_email",
    "draft",
    "skip",
    "do_not_call",
    "import_batch",
    "import_mapping",
    "experiment",
    "day_tally",
    "undo",
    "person_words",
    "note_words",
)


def everything(book: Book, *, without: Collection[str] = ()) -> dict[str, list[Any]]:
    """Every row of every table, in an order of its own."""
    found = {}
    for table in TABLES:
        if table in without:
            continue
        hidden = "rowid, " if book.sqlite and table.endswith("_words") else ""
        rows = book.rows(f"SELECT {hidden}* FROM {table}")
        if table == "day_tally":
            rows = [r for r in rows if r[-1]]  # counted and taken back is not counted
        found[table] = sorted(map(repr, rows))
    return found


def wipe(book: Book) -> None:
    """Empty the book, for the next example of a property."""
    with book.transaction():
        for table in reversed(TABLES):
            book.run(f"DELETE FROM {table}")
    if book.sqlite:
        book.run("PRAGMA synchronous = off")  # properties are asked many times; durability has tests of its own
