"""The whole book as plain data, to compare before and after."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from callstation.store.book import Book


def tables(book: Book) -> list[str]:
    """Every table of ours: what the book has, not what a list here remembers."""
    if book.sqlite:
        sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    else:
        sql = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    names = {r[0] for r in book.rows(sql)}
    inner = {n for n in names if n.startswith(("person_words_", "note_words_"))}
    return sorted(names - inner - {"schema_migration"})


def everything(book: Book, *, without: Collection[str] = ()) -> dict[str, list[Any]]:
    """Every row of every table, in an order of its own."""
    found = {}
    for table in tables(book):
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
    if book.sqlite:
        book.run("PRAGMA foreign_keys = 0")
        book.run("PRAGMA synchronous = off")  # properties are asked many times; durability has tests of its own
    else:
        book.run("SET session_replication_role = replica")
    with book.transaction():
        for table in tables(book):
            book.run(f"DELETE FROM {table}")
    book.run("PRAGMA foreign_keys = 1" if book.sqlite else "SET session_replication_role = origin")
