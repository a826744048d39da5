"""Opening the book: what is there is looked at before it is touched, and nothing of it is ever at risk."""

from __future__ import annotations

import multiprocessing
import re
import shutil
import sqlite3
import stat
from pathlib import Path

import pytest
from invented import THURSDAY, bring, new_person

from callstation.errors import NewerBookError, StoreError, UsageError
from callstation.store import opening
from callstation.store.book import Book
from callstation.store.opening import open_book, sqlite_file


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_known_migrations_are_those_of_the_folder() -> None:
    names = sorted(p.stem for p in opening.MIGRATIONS.glob("[0-9]*.py"))
    assert tuple(names) == opening.KNOWN


def test_a_new_book_holds_nobody_and_knows_its_migrations(book: Book) -> None:
    assert book.value("SELECT count(*) FROM person") == 0
    assert tuple(r[0] for r in book.rows("SELECT name FROM schema_migration ORDER BY name")) == opening.KNOWN


def test_what_is_written_is_there_when_opened_again(book_url: str) -> None:
    first = open_book(book_url, Path())
    [person_id] = bring(first, new_person("Maria Okafor"))
    first.close()
    again = open_book(book_url, Path())
    assert again.value("SELECT name FROM person WHERE id = ?", person_id) == "Maria Okafor"
    again.close()


# what must not be touched ---------------------------------------------------------------------------------
def _newer(file: Path, *, leave_wal: bool) -> None:
    open_book("", file).close()
    writer = sqlite3.connect(file)
    writer.execute("INSERT INTO schema_migration (name, applied) VALUES ('9999_from_the_future', '2030-01-01')")
    writer.commit()
    if leave_wal:
        copies = [(p, p.read_bytes()) for p in file.parent.iterdir()]
        writer.close()
        for path, data in copies:
            path.write_bytes(data)
        file.with_name(file.name + "-shm").unlink(missing_ok=True)
        assert file.with_name(file.name + "-wal").stat().st_size
    else:
        writer.close()


@pytest.mark.parametrize("leave_wal", [False, True])
@pytest.mark.parametrize("read_only", [False, True])
def test_a_newer_book_is_refused_and_not_a_byte_of_it_changes(tmp_path: Path, leave_wal: bool, read_only: bool) -> None:
    file = tmp_path / "data" / "callstation.db"
    _newer(file, leave_wal=leave_wal)
    before = contents(file.parent)
    with pytest.raises(NewerBookError, match=r"newer callstation.*9999_from_the_future.*not touched"):
        open_book("", file, backups=tmp_path / "data" / "backups", now=THURSDAY, read_only=read_only)
    after = contents(file.parent)
    after.pop("callstation.db-shm", None)  # SQLite's index of the log, made by whoever reads it
    assert after == before


def test_a_newer_book_on_postgresql_is_refused(postgres_url: str) -> None:
    first = open_book(postgres_url, Path())
    first.run(
        "INSERT INTO schema_migration (name, applied) SELECT '9999_from_the_future', min(applied) FROM schema_migration"
    )
    first.close()
    with pytest.raises(NewerBookError, match="newer callstation"):
        open_book(postgres_url, Path())


@pytest.mark.parametrize(
    "data", [b"Name;Phone\nMaria;+1 602 555 0134\n", b"SQLite format 2\0" + bytes(99), b"\0" * 5000]
)
def test_a_file_that_is_no_database_is_refused_and_kept(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "people.csv"
    file.write_bytes(data)
    with pytest.raises(StoreError, match="not a callstation book"):
        open_book(f"sqlite:///{file}", Path())
    assert contents(tmp_path) == {"people.csv": data}


def test_another_programs_database_is_refused_and_kept(tmp_path: Path) -> None:
    file = tmp_path / "other.db"
    other = sqlite3.connect(file)
    other.execute("CREATE TABLE bookmarks (url)")
    other.commit()
    other.close()
    before = file.read_bytes()
    with pytest.raises(StoreError, match="a database, but not a callstation book"):
        open_book("", file)
    assert file.read_bytes() == before


def test_a_damaged_book_says_so(tmp_path: Path) -> None:
    file = tmp_path / "book.db"
    file.write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)
    with pytest.raises(StoreError) as refused:
        open_book("", file)
    assert "\n" not in str(refused.value)


def test_a_folder_in_place_of_the_file(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=re.escape(str(tmp_path))):
        open_book("", tmp_path)


# private ----------------------------------------------------------------------------------------------------
def test_only_the_user_can_read_the_book_its_log_and_its_backups(tmp_path: Path) -> None:
    file = tmp_path / "new" / "callstation.db"
    book = open_book("", file)
    bring(book, new_person())
    assert mode(file.parent) == 0o700
    for name in ("callstation.db", "callstation.db-wal", "callstation.db-shm"):
        assert mode(file.with_name(name)) == 0o600, name
    from callstation.store.backup import back_up

    copy = back_up(book, tmp_path / "kept" / "copy.db")
    assert mode(copy) == 0o600
    assert mode(copy.parent) == 0o700
    book.close()


def test_a_book_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    file = tmp_path / "callstation.db"
    open_book("", file).close()
    file.chmod(0o644)
    open_book("", file).close()
    assert mode(file) == 0o600


# migrations -------------------------------------------------------------------------------------------------
class Upgrade:
    """Turns this program into one with a second migration."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.monkeypatch = monkeypatch

    def __call__(self, body: str = "db.execute_sql('CREATE TABLE more (id INTEGER)')") -> None:
        shutil.copytree(opening.MIGRATIONS, self.folder, ignore=shutil.ignore_patterns("__pycache__"))
        (self.folder / "9998_more.py").write_text(f"def up(migrator, db):\n    {body}\n")
        self.monkeypatch.setattr(opening, "MIGRATIONS", self.folder)
        self.monkeypatch.setattr(opening, "KNOWN", (*opening.KNOWN, "9998_more"))


@pytest.fixture
def upgrade(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Upgrade:
    return Upgrade(tmp_path / "migrations", monkeypatch)


def test_an_older_book_is_backed_up_and_then_brought_up_to_date(tmp_path: Path, upgrade: Upgrade) -> None:
    file, backups = tmp_path / "callstation.db", tmp_path / "backups"
    first = open_book("", file, backups=backups, now=THURSDAY)
    bring(first, new_person("Maria Okafor"))
    first.close()
    assert not backups.exists()  # nothing to keep when the book was made

    upgrade()
    second = open_book("", file, backups=backups, now=THURSDAY)
    assert second.value("SELECT name FROM person") == "Maria Okafor"
    assert second.value("SELECT count(*) FROM more") == 0
    second.close()
    [kept] = backups.iterdir()
    assert kept.name == "before-9998_more-20260312T150000Z.db"
    copy = sqlite3.connect(kept)
    assert copy.execute("SELECT name FROM person").fetchall() == [("Maria Okafor",)]
    assert copy.execute("SELECT count(*) FROM sqlite_master WHERE name = 'more'").fetchone() == (0,)
    copy.close()
    open_book("", file, backups=backups, now=THURSDAY).close()
    assert len(list(backups.iterdir())) == 1  # only where there was something to do


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_a_migration_that_fails_leaves_the_book_as_it_was(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest, upgrade: Upgrade
) -> None:
    url = f"sqlite:///{tmp_path}/book.db" if kind == "sqlite" else request.getfixturevalue("postgres_url")
    first = open_book(url, Path())
    bring(first, new_person("Maria Okafor"))
    first.close()
    upgrade("db.execute_sql('CREATE TABLE more (id INTEGER)'); db.execute_sql('NONSENSE')")
    with pytest.raises(StoreError):
        open_book(url, Path())
    opening.KNOWN = opening.KNOWN[:-1]  # the older program again; monkeypatch puts the rest right
    again = open_book(url, Path())
    assert again.value("SELECT name FROM person") == "Maria Okafor"
    again.value("SELECT count(*) FROM person")
    with pytest.raises(StoreError):
        again.value("SELECT count(*) FROM more")
    again.close()


def test_an_older_book_cannot_be_read_without_being_migrated(tmp_path: Path, upgrade: Upgrade) -> None:
    file = tmp_path / "callstation.db"
    open_book("", file).close()
    upgrade()
    with pytest.raises(StoreError, match="older callstation: open it once for writing"):
        open_book("", file, read_only=True)


def _open_and_add(url: str, name: str, start: object, outcome: object) -> None:
    try:
        start.wait()  # type: ignore[attr-defined]
        book = open_book(url, Path())
        bring(book, new_person(name))
        book.close()
        outcome.put("ok")  # type: ignore[attr-defined]
    except BaseException as error:
        outcome.put(repr(error))  # type: ignore[attr-defined]


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_three_programs_opening_an_empty_book_at_once(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    url = f"sqlite:///{tmp_path}/book.db" if kind == "sqlite" else request.getfixturevalue("postgres_url")
    context = multiprocessing.get_context("spawn")
    start, outcome = context.Barrier(3), context.Queue()
    names = ["Maria Okafor", "Tom Reyes", "Ann Wu"]
    processes = [context.Process(target=_open_and_add, args=(url, n, start, outcome)) for n in names]
    for process in processes:
        process.start()
    said = [outcome.get(timeout=60) for _ in processes]
    for process in processes:
        process.join(30)
    assert said == ["ok"] * 3
    book = open_book(url, Path())
    assert sorted(r[0] for r in book.rows("SELECT name FROM person")) == sorted(names)
    book.close()


# reading only, and where the book is ---------------------------------------------------------------------------
def test_a_reading_view_reads_and_never_writes(tmp_path: Path) -> None:
    file = tmp_path / "book.db"
    writer = open_book("", file)
    bring(writer, new_person("Maria Okafor"))
    reader = open_book("", file, read_only=True)
    assert reader.value("SELECT name FROM person") == "Maria Okafor"
    with pytest.raises(StoreError, match="reading only"), reader.transaction():
        pass
    with pytest.raises(StoreError):
        reader.run("DELETE FROM person")
    reader.close()
    writer.close()


@pytest.mark.parametrize(
    ("url", "file"),
    [
        ("", "/default/book.db"),
        ("sqlite:////data/book.db", "/data/book.db"),
        ("sqlite:///book.db", "book.db"),
        ("sqlite:///my%20people/book.db", "my people/book.db"),
    ],
)
def test_sqlite_urls(url: str, file: str) -> None:
    assert sqlite_file(url, Path("/default/book.db")) == Path(file)


@pytest.mark.parametrize("url", ["mysql://dana:secret@host/book", "sqlite://", "book.db", "http://example.com/x"])
def test_other_urls_are_refused_without_telling_the_password(url: str) -> None:
    with pytest.raises(UsageError, match="CALLSTATION_DATABASE") as refused:
        open_book(url, Path("unused.db"))
    assert "secret" not in str(refused.value)


def test_a_server_that_does_not_answer_is_named_without_its_password(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"dana:\.\.\.@.*cannot be opened") as refused:
        open_book(f"postgresql://dana:secret@/book?host={tmp_path}", Path())
    assert "secret" not in str(refused.value)
    assert "\n" not in str(refused.value)
