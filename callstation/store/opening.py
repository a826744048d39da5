"""Opening the book: where it is, whether this program may touch it, and the migrations it needs.

Look before opening: a book written by a newer program is refused and left byte for byte as it was.
"""

from __future__ import annotations

import re
import sqlite3
from datetime import datetime
from pathlib import Path
from typing import Any

from callstation.errors import NewerBookError, StoreError, UsageError
from callstation.store.book import Book, fault_of
from callstation.store.lock import take
from callstation.store.plain import SqlitePlain

MIGRATIONS = Path(__file__).with_name("migrations")
KNOWN = (
    "0001_first_book",
    "0002_import_rows",
    "0003_ideas",
    "0004_remembered",
    "0005_answers",
    "0006_outbox",
    "0007_experiment_caller",
    "0008_apart",
    "0009_claims",
    "0011_reason_draft",
    "0012_script_tallies",
)
"""Every migration of this program, in order; a test compares it with the folder."""


def open_book(
    url: str,
    default_file: Path,
    *,
    backups: Path | None = None,
    now: datetime | None = None,
    read_only: bool = False,
    wait: float = 0.0,
    light: bool = False,
) -> Book:
    """Open (and where needed make or migrate) the book at ``url``, '' for SQLite in ``default_file``.

    ``light`` leaves Peewee out where nothing is to be made or migrated.

    A book that needs a migration is backed up into ``backups`` first, named after ``now``. ``wait``: seconds for
    which another program may take to let go of the book before this one does without its lock. Raises
    NewerBookError where a newer program wrote it, UsageError for a URL of another kind, StoreError otherwise.
    """
    if not is_sqlite(url):
        return _open_postgres(url)
    file = sqlite_file(url, default_file)
    known, applied = look_into(file)
    book = _open_sqlite(file, read_only=read_only, wait=wait, light=light and applied == KNOWN)
    try:
        if applied != KNOWN:
            if read_only:
                raise StoreError("the book was written by an older callstation: open it once for writing first")
            if known and backups is not None and now is not None:
                from callstation.store.backup import back_up

                back_up(book, backups / f"before-{KNOWN[-1]}-{now:%Y%m%dT%H%M%SZ}.db")
            _migrate(book)
    except BaseException:
        book.close()
        raise
    return book


def is_sqlite(url: str) -> bool:
    """Whether a database URL ('' too) is for SQLite, as far as its scheme tells."""
    return not re.match(r"(postgres|postgresql|psycopg3)(\+pool)?://", url)


def sqlite_file(url: str, default_file: Path) -> Path:
    """The file that a SQLite URL names. Raises UsageError for other URLs."""
    if not url:
        return default_file
    from urllib.parse import unquote, urlsplit

    parts = urlsplit(url)
    if parts.scheme != "sqlite" or not parts.path.strip("/"):
        raise UsageError(
            f"CALLSTATION_DATABASE is {shown_url(url)!r}: write sqlite:////folder/book.db or "
            "postgresql://user@host/name"
        )
    # sqlite:///relative.db and sqlite:////absolute.db, as everybody writes them.
    return Path(unquote(parts.netloc + parts.path[1:] if parts.path.startswith("//") else parts.path.lstrip("/")))


def shown_url(url: str) -> str:
    """A database URL for the eye: without its password."""
    url = re.sub(r"(://[^:/@]*):.*@", r"\1:...@", url)
    return re.sub(r"([?&](?:ssl)?password=)[^&]*", r"\1...", url)


def look_into(file: Path) -> tuple[bool, tuple[str, ...]]:
    """(whether there is a book, its migrations), read without changing a byte of it.

    Raises StoreError where the file is something else, NewerBookError where a newer program wrote it.
    """
    try:
        if not file.exists() or file.stat().st_size == 0:
            return False, ()
        with file.open("rb") as head:
            if head.read(16) != b"SQLite format 3\0":
                raise StoreError(f"{file} is not a callstation book: check CALLSTATION_DATABASE")
        connection = sqlite3.connect(reading_uri(file), uri=True)
        try:
            tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if "schema_migration" not in tables:
                if tables:
                    raise StoreError(f"{file} is a database, but not a callstation book")
                return False, ()
            applied = tuple(row[0] for row in connection.execute("SELECT name FROM schema_migration ORDER BY name"))
        finally:
            connection.close()
    except OSError as error:
        raise StoreError(f"{file} cannot be read: {error.strerror}") from None
    except sqlite3.Error as error:
        raise fault_of(error) or StoreError(f"{file} cannot be read: {error}") from None
    except UnicodeDecodeError:  # a damaged list of tables
        raise StoreError(f"{file} is damaged: restore a backup") from None
    _refuse_newer(applied, str(file))
    return True, applied


def _refuse_newer(applied: tuple[str, ...], where: str) -> None:
    unknown = [name for name in applied if name not in KNOWN]
    if unknown:
        raise NewerBookError(
            f"{where} was written by a newer callstation (it has {unknown[0]}): upgrade this one; "
            "the book was not touched"
        )


def reading_uri(file: Path) -> str:
    """A URI for reading a SQLite file without changing or making anything."""
    # With a WAL beside it the newest of it may be there only; mode=ro reads it. Without one, immutable keeps
    # SQLite from making the files of a WAL database.
    wal = file.with_name(file.name + "-wal")
    mode = "mode=ro" if wal.exists() and wal.stat().st_size else "mode=ro&immutable=1"
    return f"file:{_quote(file)}?{mode}"


def _quote(file: Path) -> str:
    # What a URI takes for something else; urllib would do it in 5 ms of import.
    return str(file.absolute()).replace("%", "%25").replace("?", "%3f").replace("#", "%23")


_PRAGMAS = {
    "journal_mode": "wal",
    # FULL lost nothing in 9,025 images of a power cut; NORMAL lost outcomes.
    "synchronous": "full",
    "foreign_keys": 1,
    # More makes no key quicker (measured at 20,000 people), and grows with every call until it is full.
    "cache_size": -4_000,
    "temp_store": "memory",
    # Checkpoints are made when the caller is idle (see checkpoint), not in the middle of a key.
    "wal_autocheckpoint": 4_000,
}
_BUSY = 5
"""Seconds to wait for another program's transaction."""


def _open_sqlite(file: Path, *, read_only: bool, wait: float, light: bool) -> Book:
    try:
        if read_only:
            name = f"file:{_quote(file)}?mode=ro"
            only = SqlitePlain(name, {}, timeout=_BUSY, uri=True) if light else _peewee(name, uri=True)
            return Book(only, read_only=True)
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file.touch(mode=0o600, exist_ok=True)
        file.chmod(0o600)
        database = SqlitePlain(file, _PRAGMAS, timeout=_BUSY) if light else _peewee(str(file), pragmas=_PRAGMAS)
        lock = take(file, wait=wait)
        if lock is None:
            database.execute_sql("PRAGMA wal_autocheckpoint = 0")
        return Book(database, lock=lock)
    except OSError as error:
        raise StoreError(f"the book {file} cannot be opened: {error.strerror}") from None
    except Exception as error:
        raise fault_of(error) or error from error


def _peewee(name: str, **options: Any) -> Any:
    from peewee import SqliteDatabase

    database = SqliteDatabase(name, timeout=_BUSY, **options)
    database.connect()
    return database


def _open_postgres(url: str) -> Book:
    from callstation.store.tls import with_tls

    try:
        from playhouse.postgres_ext import Psycopg3Database
    except ImportError:
        raise StoreError("a book on PostgreSQL needs psycopg: install callstation[team]") from None
    try:
        database = Psycopg3Database(None)
        database.init(with_tls(url.replace("psycopg3://", "postgresql://", 1).replace("+pool", "")))
        database.connect()
    except ImportError:
        raise StoreError("a book on PostgreSQL needs psycopg: install callstation[team]") from None
    except Exception as error:
        first = str(error).strip().splitlines()
        raise StoreError(f"the book at {shown_url(url)} cannot be opened: {first[0] if first else '?'}") from None
    book = Book(database)
    try:
        # Three starting at once on an empty book collide in CREATE TABLE: one at a time.
        book.value("SELECT pg_advisory_lock(7462655)")
        try:
            exists = book.value("SELECT to_regclass('schema_migration')")
            applied = (
                tuple(r[0] for r in book.rows("SELECT name FROM schema_migration ORDER BY name")) if exists else ()
            )
            _refuse_newer(applied, "this book")
            if applied != KNOWN:
                _migrate(book)
        finally:
            book.value("SELECT pg_advisory_unlock(7462655)")
    except BaseException:
        book.close()
        raise
    return book


def _migrate(book: Book) -> None:
    """Run what is missing, as one. Two programs may come at once: the second finds nothing left to do."""
    from playhouse.migrations import Runner

    try:
        if book.sqlite:
            # Only outside a transaction can this be switched off, and rebuilt tables must not cascade.
            book.run("PRAGMA foreign_keys = 0")
        with book.transaction():
            Runner(book.database, str(MIGRATIONS)).up()
            if book.value("SELECT 1 FROM entry WHERE kind = 'call' LIMIT 1") and not book.value(
                "SELECT 1 FROM answer_tally LIMIT 1"
            ):
                from callstation.store.answers import rebuild

                rebuild(book)  # calls that are older than the tallies teach, too
        if book.sqlite:
            book.run("PRAGMA foreign_keys = 1")
    except StoreError:
        raise
    except Exception as error:
        raise fault_of(error) or StoreError(f"the book could not be brought up to date: {error}") from error


def checkpoint(book: Book) -> None:
    """Move what the write-ahead log holds into the book: for idle moments. Never waits for readers."""
    if book.sqlite and book.first and not book.read_only:
        book.one("PRAGMA wal_checkpoint(PASSIVE)")
