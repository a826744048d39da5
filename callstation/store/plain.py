"""SQLite without Peewee, for books that need no migration: importing Peewee takes longer than opening them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import local
from typing import NamedTuple


class Column(NamedTuple):
    """A column of a table, as far as anybody asks."""

    name: str
    data_type: str


class SqlitePlain:
    """As much of a Peewee database as :class:`~callstation.store.book.Book` asks for; a connection for each thread."""

    def __init__(self, file: Path | str, pragmas: Mapping[str, object], *, timeout: float, uri: bool = False) -> None:
        """Open ``file`` for this thread; waits ``timeout`` seconds for other writers. Raises sqlite3.Error."""
        self._file, self._pragmas, self._timeout, self._uri = file, pragmas, timeout, uri
        self._own = local()
        self.connect()

    def connect(self) -> None:
        """Open it for the calling thread. Raises sqlite3.Error."""
        opened = sqlite3.connect(self._file, timeout=self._timeout, isolation_level=None, uri=self._uri)
        for name, value in self._pragmas.items():
            opened.execute(f"PRAGMA {name} = {value}")
        self._own.connection = opened

    def connection(self) -> sqlite3.Connection:
        """The calling thread's connection. Raises sqlite3.ProgrammingError where it has none (any more)."""
        found: sqlite3.Connection | None = getattr(self._own, "connection", None)
        if found is None:
            raise sqlite3.ProgrammingError("the database is closed")
        return found

    def execute_sql(self, sql: str, params: Sequence[object] = ()) -> sqlite3.Cursor:
        """Run one statement. Raises sqlite3.Error."""
        return self.connection().execute(sql, tuple(params))

    def get_columns(self, table: str) -> list[Column]:
        """The columns of a table, in their order. Raises sqlite3.Error."""
        return [Column(row[1], row[2]) for row in self.execute_sql(f"PRAGMA table_info({table})")]

    @contextmanager
    def atomic(self, lock: str) -> Iterator[None]:
        """A transaction of this kind of lock: stored as a whole, or not at all."""
        connection = self.connection()
        connection.execute(f"BEGIN {lock}")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            # A full disk makes SQLite roll back by itself.
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise

    def is_closed(self) -> bool:
        """Whether the calling thread has it closed."""
        return getattr(self._own, "connection", None) is None

    def close(self) -> None:
        """Close it for the calling thread; the same again changes nothing."""
        if not self.is_closed():
            self._own.connection.close()
            self._own.connection = None
