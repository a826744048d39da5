"""A whole book taken from SQLite to PostgreSQL, or back: every row of every table, and then looked at again.

The book that it comes from is only read. All of the new one is written in one transaction, so that there is a whole
book there afterwards, or none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from callstation.errors import StoreError
from callstation.store.arrivals import word_columns
from callstation.store.book import Book, Row
from callstation.store.reading import people
from callstation.store.words import put_note, put_people

Told = Callable[[str, int], None]
"""Is told of each table as it is done: its name and how many rows it has."""
BATCH = 2_000
WORDS = ("person_words", "note_words")
"""Made anew: each database has an index of words of its own kind."""


def move_book(source: Book, target: Book, told: Told) -> dict[str, int]:
    """Copy ``source`` into ``target``; the rows of each table.

    Raises StoreError where ``target`` has people or calls already, where a row cannot be stored there, or where what
    was stored is not what was read; ``target`` is as it was then.
    """
    if source.sqlite == target.sqlite:
        raise StoreError("a book moves from SQLite to PostgreSQL or back; within one kind, use backup and restore")
    for table in ("person", "entry", "reason"):
        if target.value(f"SELECT 1 FROM {table} LIMIT 1"):
            raise StoreError("there is a book with people in it already at that address: name an empty database")
    counts = {}
    with target.transaction():
        names = _in_order(source if source.sqlite else target)
        for table in reversed(names):
            target.run(f"DELETE FROM {table}")
        for table in names:
            counts[table] = _copy(source, target, table)
            told(table, counts[table])
        _index_words(target)
        for table in names:
            _compare(source, target, table)
            _go_on_counting(target, table)
    return counts


def _in_order(book: Book) -> list[str]:
    """Our tables, each after those that it refers to. ``book`` is on SQLite; both kinds have the same tables."""
    found = book.rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
    names = [r[0] for r in found if not r[0].startswith(WORDS) and r[0] != "schema_migration"]
    needs = {n: {r[2] for r in book.rows(f"PRAGMA foreign_key_list({n})")} - {n} for n in names}
    ordered: list[str] = []
    while needs:
        free = sorted(n for n, wanted in needs.items() if wanted <= set(ordered))
        ordered += free
        for name in free:
            del needs[name]
    return ordered


def _copy(source: Book, target: Book, table: str) -> int:
    columns = source.columns(table)
    count = 0
    for rows in _batches(source, table, columns):
        try:
            target.insert_tuples(table, columns, rows)
        except StoreError as error:
            raise StoreError(f"some of {table} cannot be stored there: {error}") from error
        count += len(rows)
    return count


def _batches(book: Book, table: str, columns: tuple[str, ...]) -> Iterator[list[Row]]:
    """All rows, some at a time, in the order of their ids on both sides."""
    after, place = 0, columns.index("id")
    wanted = f"SELECT {', '.join(columns)} FROM {table} WHERE id > ? ORDER BY id LIMIT {BATCH}"
    while rows := book.rows(wanted, after):
        yield rows
        after = rows[-1][place]


def _index_words(book: Book) -> None:
    for table in WORDS:
        book.run(f"DELETE FROM {table}")
    after = 0
    while ids := [r[0] for r in book.rows(f"SELECT id FROM person WHERE id > ? ORDER BY id LIMIT {BATCH}", after)]:
        put_people(book, [(p.id, word_columns(p)) for p in people(book, ids)])
        after = ids[-1]
    after = 0
    sql = f"SELECT id, person_id, note FROM entry WHERE id > ? AND note <> '' ORDER BY id LIMIT {BATCH}"
    while notes := book.rows(sql, after):
        for entry_id, person_id, note in notes:
            put_note(book, entry_id, person_id, note)
        after = notes[-1][0]


def _compare(source: Book, target: Book, table: str) -> None:
    columns = source.columns(table)
    theirs = _batches(target, table, columns)
    for ours in _batches(source, table, columns):
        if ours != next(theirs, None):
            raise StoreError(f"{table} is not the same there as here: nothing was moved")


def _go_on_counting(book: Book, table: str) -> None:
    """New rows get ids after those that came along."""
    if not book.sqlite:
        book.value(
            f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), coalesce(max(id), 0) + 1, false) FROM {table}"
        )
