"""SQLite without Peewee, for commands that list people: importing Peewee takes longer than all else they do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path


class SqlitePlain:
    """As much of a Peewee database as :class:`~callstation.store.book.Book` asks for."""

    def __init__(self, file: Path, pragmas: Mapping[str, object], *, timeout: float) -> None:
        """Open ``file``; waits ``timeout`` seconds for other writers. Raises sqlite3.Error."""
        self._connection: sqlite3.Connection | None = sqlite3.connect(file, timeout=timeout, isolation_level=None)
        for name, value in pragmas.items():
            self._connection.execute(f"PRAGMA {name} = {value}")

    def connection(self) -> sqlite3.Connection:
        """The connection itself. Raises sqlite3.ProgrammingError once closed."""
        if self._connection is None:
            raise sqlite3.ProgrammingError("the database is closed")
        return self._connection

    def execute_sql(self, sql: str, params: Sequence[object] = ()) -> sqlite3.Cursor:
        """Run one statement. Raises sqlite3.Error."""
        return self.connection().execute(sql, tuple(params))

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
        """Whether it was closed."""
        return self._connection is None

    def close(self) -> None:
        """Close it; the same again changes nothing."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
