"""Backups that are known to be good, and damage that is told."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from invented import bring, log, new_person
from tables import everything

from callstation.errors import StoreError
from callstation.model.calls import Outcome
from callstation.store.backup import back_up, problems_of
from callstation.store.book import Book
from callstation.store.opening import open_book


@pytest.fixture
def used(sqlite_book: Book) -> Book:
    for person_id in bring(sqlite_book, *(new_person(f"Person {n}") for n in range(20))):
        log(sqlite_book, person_id, Outcome.TALKED, note="asked for the price list")
    return sqlite_book


def test_a_backup_is_the_whole_book_and_stands_alone(used: Book, tmp_path: Path) -> None:
    target = back_up(used, tmp_path / "kept" / "copy.db")
    assert [p.name for p in target.parent.iterdir()] == ["copy.db"]  # no log beside it, nothing half done
    copy = open_book("", target)
    assert everything(copy) == everything(used)
    assert problems_of(copy) == []
    copy.close()


def test_a_backup_in_the_middle_of_writing_is_sound(used: Book, tmp_path: Path) -> None:
    with used.transaction():
        used.run("UPDATE person SET name = 'half done'")
        # Another connection, as the program's own thread would use.
        other = open_book("", tmp_path / "book.db", read_only=True)
        target = back_up(other, tmp_path / "copy.db")
        other.close()
    copy = open_book("", target)
    assert copy.value("SELECT count(*) FROM person WHERE name = 'half done'") == 0
    copy.close()


def test_a_good_backup_replaces_an_old_one_and_a_bad_one_does_not(
    used: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = back_up(used, tmp_path / "copy.db")
    bring(used, new_person("Ann Wu"))
    assert back_up(used, target) == target
    before = target.read_bytes()

    def full(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(StoreError, match=r"no backup was made at .*No space left"):
        back_up(used, target)
    assert target.read_bytes() == before
    assert not (tmp_path / "copy.db.part").exists()


def test_where_no_backup_can_be_written_it_is_said(used: Book, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match="no backup was made"):
        back_up(used, tmp_path / "file" / "copy.db")


def test_postgresql_is_backed_up_by_its_own_tool(postgres_url: str, tmp_path: Path) -> None:
    book = open_book(postgres_url, Path())
    with pytest.raises(StoreError, match="pg_dump"):
        back_up(book, tmp_path / "copy.db")
    assert problems_of(book) == []
    book.close()


def test_damage_is_found_or_harmless_and_never_copied(used: Book, tmp_path: Path) -> None:
    """Flipped bits: whatever the full check passes reads without a fault, and no backup is made of the rest."""
    target = back_up(used, tmp_path / "good.db")
    good = target.read_bytes()
    chance = random.Random(7)
    told = 0
    for n in range(30):
        damaged = bytearray(good)
        for _ in range(20):
            damaged[chance.randrange(200, len(damaged))] ^= 1 << chance.randrange(8)
        file = tmp_path / f"bad{n}.db"
        file.write_bytes(damaged)
        try:
            book = open_book("", file)
        except StoreError:
            told += 1
            continue
        try:
            problems = problems_of(book)
        except StoreError:
            problems = ["cannot even be checked"]
        if problems:
            told += 1
            with pytest.raises(StoreError):
                back_up(book, tmp_path / "bad-copy.db")
            assert not (tmp_path / "bad-copy.db").exists()
        book.close()
    assert told > 10
