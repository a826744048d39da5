"""Putting a backup in the place of the book: checked first, and what stood there before is kept."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from callstation.errors import BookInUseError, NotFoundError, StoreError
from callstation.store.book import fault_of
from callstation.store.opening import look_into, reading_uri

_BESIDE = ("-wal", "-shm")


def restore(source: Path, book_file: Path, backups: Path, now: datetime) -> Path | None:
    """Put a copy of ``source`` in the place of ``book_file``; where the book that stood there went, None for none.

    ``now`` names the kept copy. Raises NotFoundError for no file, StoreError for one that is no sound book,
    NewerBookError for one that a newer program wrote, BookInUseError while another program has the book open.
    In each of these the book is as it was.
    """
    if not source.is_file():
        raise NotFoundError(f"there is no file {source}")
    if book_file.exists() and source.samefile(book_file):
        raise StoreError(f"{source} is the book itself")
    if not _is_sqlite(source) or not look_into(source)[0]:
        raise StoreError(f"{source} is no backup of a callstation book; the book is as it was")
    part = book_file.with_name(book_file.name + ".restoring")
    try:
        book_file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _copy(source, part)
        kept = _keep(book_file, backups, f"{now:%Y%m%dT%H%M%SZ}")
        # A write-ahead log of the old book beside the new one would damage it.
        for end in _BESIDE:
            book_file.with_name(book_file.name + end).unlink(missing_ok=True)
        part.replace(book_file)
        _sync_folder(book_file.parent)
    except OSError as error:
        raise StoreError(f"the backup could not be put in place: {error.strerror}; the book is as it was") from None
    finally:
        part.unlink(missing_ok=True)
    return kept


def _is_sqlite(source: Path) -> bool:
    try:
        with source.open("rb") as file:
            return file.read(16) == b"SQLite format 3\0"
    except OSError as error:
        raise StoreError(f"{source} cannot be read: {error.strerror}") from None


def _copy(source: Path, part: Path) -> None:
    """A sound copy, readable by its owner only, on the disk for good. Raises StoreError where it is not sound."""
    os.close(os.open(part, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600))
    try:
        with closing(sqlite3.connect(reading_uri(source), uri=True)) as old, closing(sqlite3.connect(part)) as new:
            old.backup(new)
            new.execute("PRAGMA journal_mode=delete")
            problems = [row[0] for row in new.execute("PRAGMA integrity_check(5)") if row[0] != "ok"]
    except sqlite3.Error as error:
        raise fault_of(error) or StoreError(f"{source} cannot be read: {error}") from None
    if problems:
        raise StoreError(f"{source} is damaged ({problems[0]}): take another backup")
    with part.open("rb") as copy:
        os.fsync(copy.fileno())


def _keep(book_file: Path, backups: Path, stamp: str) -> Path | None:
    """Keep the present book: a verified copy where it is sound, else its very bytes. None where there is none."""
    if not book_file.exists() or not book_file.stat().st_size:
        return None
    backups.mkdir(mode=0o700, parents=True, exist_ok=True)
    target = backups / f"before-restore-{stamp}.db"
    try:
        with closing(sqlite3.connect(book_file, timeout=1, isolation_level=None)) as present:
            # In WAL mode every other open connection holds a lock that this asks for in vain.
            present.execute("PRAGMA locking_mode=exclusive")
            present.execute("BEGIN IMMEDIATE")
            present.execute("ROLLBACK")
            present.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            _copy(book_file, target)
        return target
    except sqlite3.OperationalError as error:
        if "locked" in str(error) or "busy" in str(error):
            raise BookInUseError("another callstation has the book open: leave it first, then restore") from None
    except (sqlite3.Error, StoreError):
        pass  # damaged: what can still be saved from it is worth keeping as it is
    target.unlink(missing_ok=True)
    damaged = backups / f"damaged-{stamp}.db"
    for end in ("", *_BESIDE):
        beside = book_file.with_name(book_file.name + end)
        if beside.exists():
            copy = damaged.with_name(damaged.name + end)
            shutil.copyfile(beside, copy)
            copy.chmod(0o600)
    return damaged


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
