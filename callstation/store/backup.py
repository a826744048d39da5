"""Backups that are known to be good: made by SQLite's own copy, checked, and only then given their name."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from contextlib import closing
from pathlib import Path

from callstation.errors import StoreError
from callstation.store.book import Book, fault_of


def back_up(book: Book, target: Path) -> Path:
    """Write a verified copy of the book to ``target`` (mode 0600) and return it.

    An existing file is replaced only by a good copy. Raises StoreError; a half-written copy is removed.
    """
    if not book.sqlite:
        raise StoreError("a book on PostgreSQL is backed up with pg_dump")
    part = target.with_name(target.name + ".part")
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(part, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600))
        with closing(sqlite3.connect(part)) as copy:
            book.database.connection().backup(copy)
            copy.execute("PRAGMA journal_mode=delete")
            problems = [row[0] for row in copy.execute("PRAGMA integrity_check(5)") if row[0] != "ok"]
        if problems:
            raise StoreError(f"the copy is not sound ({problems[0]}): run 'callstation doctor'")
        descriptor = os.open(part, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        part.replace(target)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink()
        raise StoreError(f"no backup was made at {target}: {error.strerror}") from None
    except sqlite3.Error as error:
        part.unlink(missing_ok=True)
        raise fault_of(error) or StoreError(f"no backup was made: {error}") from None
    except StoreError:
        part.unlink(missing_ok=True)
        raise
    return target


def problems_of(book: Book) -> list[str]:
    """What is wrong with the file, by SQLite's full check (quick ones miss most flipped bits); [] if sound."""
    if not book.sqlite:
        return []
    found = [str(row[0]) for row in book.rows("PRAGMA integrity_check(20)") if row[0] != "ok"]
    found += [f"{row[0]} row {row[1]} refers to a missing {row[2]}" for row in book.rows("PRAGMA foreign_key_check")]
    return found
