"""The book: one open database, a few ways to ask it something, and transactions that are whole or nothing.

Everything else in this package is functions that take a :class:`Book`. SQL is written with ``?`` and is the same
for SQLite and PostgreSQL; the hot path goes through here as constant statements, which measured twice as fast as
models (see CHANGELOG and scripts/bench).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from functools import lru_cache
from itertools import chain
from typing import Any

from callstation.errors import StoreError
from callstation.store.lock import Lock

Row = tuple[Any, ...]
_AT_ONCE = 30
"""Rows that SQLite adds in one statement: below its 999 parameters for tables of up to 33 columns."""
Asked = tuple[str, tuple[object, ...], tuple[Row, ...]]
"""(statement, its parameters, the rows it gave)"""


class Book:
    """An open book. Made by :func:`callstation.store.opening.open_book`; not to be shared between threads."""

    def __init__(self, database: Any, *, read_only: bool = False, lock: Lock | None = None) -> None:
        self.database = database
        self._lock = lock
        self.sqlite = type(database).__name__.startswith("Sqlite")
        self.read_only = read_only
        self._depth = 0
        self._asked: list[Asked] | None = None
        """What is asked, while somebody wants to know; see :meth:`noting`."""
        self._queue: Any = None
        """PostgreSQL's pipeline, while a transaction that queues what it changes is open."""

    @property
    def first(self) -> bool:
        """Whether no other program had the book open before this one (only asked of SQLite)."""
        return self._lock is not None

    @property
    def storing(self) -> bool:
        """Whether a transaction is open: what is changed now is stored with the rest of it."""
        return self._depth > 0

    # asking -------------------------------------------------------------------------------------------
    def rows(self, sql: str, *params: object) -> list[Row]:
        """All rows of a query. Raises StoreError."""
        with _plain_words:
            found: list[Row] = self._execute(sql, params).fetchall()
        if self._asked is not None:
            self._asked.append((sql, params, tuple(found)))
        return found

    def one(self, sql: str, *params: object) -> Row | None:
        """The first row of a query, or None. Raises StoreError."""
        if self._asked is not None:
            return next(iter(self.rows(sql, *params)), None)
        with _plain_words:
            row: Row | None = self._execute(sql, params).fetchone()
            return row

    def value(self, sql: str, *params: object) -> Any:
        """The first column of the first row, or None. Raises StoreError."""
        row = self.one(sql, *params)
        return row[0] if row else None

    def whole(self, table: str, row_id: int) -> dict[str, Any] | None:
        """All columns of one row by name, or None. Raises StoreError."""
        with _plain_words:
            cursor = self._execute(f"SELECT * FROM {table} WHERE id = ?", (row_id,))
            row = cursor.fetchone()
            return dict(zip((c[0] for c in cursor.description), row, strict=True)) if row else None

    def columns(self, table: str) -> tuple[str, ...]:
        """The names of a table's columns. Raises StoreError."""
        with _plain_words:
            return tuple(c[0] for c in self._execute(f"SELECT * FROM {table} LIMIT 0", ()).description)

    @contextmanager
    def noting(self) -> Iterator[list[Asked]]:
        """Notes what is asked in it and what was answered, so that :meth:`answers_still` can tell whether all of it
        would be answered the same."""
        asked: list[Asked] = []
        self._asked = asked
        try:
            yield asked
        finally:
            self._asked = None

    def answers_still(self, asked: Sequence[Asked]) -> bool:
        """Whether what was noted would be answered the same now. Raises StoreError."""
        with _plain_words:
            return all(tuple(self._execute(sql, params).fetchall()) == found for sql, params, found in asked)

    # changing -----------------------------------------------------------------------------------------
    def run(self, sql: str, *params: object) -> int:
        """Change something; how many rows it touched. Raises StoreError."""
        with _plain_words:
            cursor = self._execute(sql, params)
            if self._queue is not None:
                self._queue.sync()  # the count is known once it was done
            count: int = cursor.rowcount
            return count

    def put(self, sql: str, *params: object) -> None:
        """Change something of which nobody asks how many rows it touched. Raises StoreError.

        In a transaction that queues, it goes to the server with whatever is asked next, or with the end.
        """
        with _plain_words:
            self._execute(sql, params)

    def insert(self, table: str, values: dict[str, object]) -> int:
        """Add one row; its new id. Raises StoreError."""
        with _plain_words:
            cursor = self._execute(_insert_sql(table, tuple(values), self.sqlite), tuple(values.values()))
            return int(cursor.lastrowid if self.sqlite else cursor.fetchone()[0])

    def insert_many(self, table: str, rows: Sequence[dict[str, object]]) -> None:
        """Add many rows of the same columns. Raises StoreError."""
        if not rows:
            return
        self.insert_tuples(table, tuple(rows[0]), [tuple(row.values()) for row in rows])

    def insert_tuples(self, table: str, columns: tuple[str, ...], rows: Sequence[Row]) -> None:
        """Add many rows, given as values of ``columns``. Raises StoreError."""
        if not rows:
            return
        sql = _insert_sql(table, columns, sqlite=True)  # no ids wanted back
        with _plain_words:
            cursor = self.database.connection().cursor()
            if self.sqlite and len(rows) >= _AT_ONCE:
                # Many rows in one statement: a third less time than one after the other.
                marks = sql[sql.rindex("(") :]
                many = f"{sql}{f', {marks}' * (_AT_ONCE - 1)}"
                whole = len(rows) - len(rows) % _AT_ONCE
                for start in range(0, whole, _AT_ONCE):
                    cursor.execute(many, tuple(chain.from_iterable(rows[start : start + _AT_ONCE])))
                rows = rows[whole:]
            cursor.executemany(sql if self.sqlite else _percent(sql), rows)

    @contextmanager
    def transaction(self, *, queued: bool = False) -> Iterator[None]:
        """Everything in it is stored together and durably, or not at all.

        ``queued``: on PostgreSQL what is :meth:`put` waits for no answer, so that a transaction of writes alone is one
        round trip; an error shows at the next question, or at the end, and nothing is stored then either. Not for COPY.

        IMMEDIATE: deferred transactions that turn into writes fail under company (shared measurements: 850 of
        1,000 times with four processes). Nested uses join the outer one. Never catch database errors inside.
        """
        if self._depth:
            yield
            return
        if self.read_only:
            raise StoreError("this book is open for reading only; nothing was stored")
        self._depth += 1
        try:
            with _plain_words:
                if self.sqlite:
                    with self.database.atomic("IMMEDIATE"):
                        yield
                elif queued:
                    with self._queueing():
                        yield
                else:
                    with self.database.atomic():
                        yield
        finally:
            self._depth -= 1

    @contextmanager
    def _queueing(self) -> Iterator[None]:
        connection = self.database.connection()
        try:
            with connection.pipeline() as self._queue:
                connection.execute("BEGIN")
                try:
                    yield
                except BaseException:
                    with suppress(Exception):  # what failed, or was skipped for it, is told by the first error
                        self._queue.sync()
                    raise
                connection.execute("COMMIT")  # skipped by the server where anything before it failed
        except BaseException:
            with suppress(Exception):  # where the server is gone, so is what was begun
                connection.rollback()
            raise
        finally:
            self._queue = None

    def close(self) -> None:
        """Close the database; a closed book cannot be used again."""
        if not self.database.is_closed():
            self.database.close()
        if self._lock is not None:
            self._lock.release()

    def _execute(self, sql: str, params: Sequence[object]) -> Any:
        if self.sqlite:
            # Past Peewee, which doubles what a small statement takes; a key asks and changes some fifty things.
            return self.database.connection().execute(sql, params)
        return self.database.execute_sql(_percent(sql), params)


class _PlainWords:
    """Makes a database's error a StoreError. A class, and one instance of it: entered some thirty times for a key."""

    __slots__ = ()

    def __enter__(self) -> None:
        pass

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, Exception) and not isinstance(error, StoreError):
            fault = fault_of(error)
            if fault is not None:
                raise fault from error


_plain_words = _PlainWords()


@lru_cache(maxsize=512)
def _percent(sql: str) -> str:
    return sql.replace("%", "%%").replace("?", "%s")


@lru_cache(maxsize=128)
def _insert_sql(table: str, columns: tuple[str, ...], sqlite: bool) -> str:
    marks = ", ".join("?" * len(columns))
    returning = "" if sqlite else " RETURNING " + ("rowid" if table.endswith("_words") else "id")
    # Table and column names come from this package, never from a person.
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks}){returning}"


_SENTENCES = {
    "SQLITE_FULL": "the disk is full; nothing was lost: free some space and press the key again",
    "SQLITE_BUSY": "another program is writing to the book; nothing was stored: try again in a moment",
    "SQLITE_LOCKED": "another program is writing to the book; nothing was stored: try again in a moment",
    "SQLITE_READONLY": "the book cannot be written to: check that its file and folder are yours and writable",
    "SQLITE_CANTOPEN": "the book cannot be opened: check that its folder exists and is writable",
    "SQLITE_CORRUPT": "the book is damaged: leave it as it is and run 'callstation doctor'",
    "SQLITE_NOTADB": "the file is not a callstation book: check CALLSTATION_DATABASE",
    "SQLITE_IOERR": "the disk did not take or give the data; nothing was stored: check the disk and try again",
}


def fault_of(error: BaseException | None) -> StoreError | None:
    """The sentence for a database error, looked for along its causes (a failed rollback hides the true one)."""
    original = error
    while error is not None:
        name = getattr(error, "sqlite_errorname", "") or ""
        for start, sentence in _SENTENCES.items():
            if name.startswith(start):
                return StoreError(sentence)
        error = error.__cause__ or error.__context__
    if original is not None and type(original).__module__.split(".")[0] in ("peewee", "sqlite3", "psycopg"):
        return StoreError(f"the database refused: {str(original).splitlines()[0] if str(original) else 'no word'}")
    return None


# times and days as they are stored ---------------------------------------------------------------------
def epoch(moment: datetime | None) -> int | None:
    """An aware moment as UTC epoch seconds."""
    return None if moment is None else int(moment.timestamp())


def moment_of(seconds: int | None) -> datetime | None:
    """UTC epoch seconds as an aware moment."""
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


def day_of(text: str | None) -> date | None:
    """ISO 8601 text as a day."""
    return date.fromisoformat(text) if text else None


def loads(text: str) -> Any:
    """JSON from a column that may be empty: {} then."""
    return json.loads(text) if text else {}


def dumps(value: object) -> str:
    """JSON for a column: '' for nothing."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) if value else ""
