"""A book from before the team: its steps can still be taken back, and who called is known as a colleague."""

from __future__ import annotations

import json
from pathlib import Path

from invented import FRAME, THURSDAY, bring, new_person, number

from callstation.model.cards import Goal
from callstation.store import merging
from callstation.store.book import Book
from callstation.store.opening import KNOWN, open_book
from callstation.store.sessions import start


def _as_before(book: Book) -> None:
    """Take 0009 back."""
    for sql in (
        "DROP TABLE claim",
        "DROP TABLE colleague",
        "ALTER TABLE draft DROP COLUMN caller",
        "ALTER TABLE person ADD COLUMN claimed_by TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE person ADD COLUMN claimed_until BIGINT",
        "DELETE FROM schema_migration WHERE name = '0009_claims'",
    ):
        book.run(sql)


def test_an_older_book_is_brought_up_to_date(tmp_path: Path) -> None:
    file = tmp_path / "book.db"
    older = open_book("", file)
    kept, other = bring(older, new_person("Maria Okafor", number(1)), new_person("Mary Okafor", number(2)))
    start(older, "Ann Lee", Goal.CALLS, 10, THURSDAY)
    _as_before(older)
    merging.merge(older, FRAME, kept, other, THURSDAY)
    assert "claimed_by" in older.value("SELECT changes FROM undo")
    older.close()
    book = open_book("", file)
    assert tuple(r[0] for r in book.rows("SELECT name FROM schema_migration ORDER BY name")) == KNOWN
    assert "claimed_by" not in book.columns("person")
    assert book.rows("SELECT name, seen_at FROM colleague") == [("Ann Lee", int(THURSDAY.timestamp()))]
    assert "claimed_until" not in json.dumps(json.loads(book.value("SELECT changes FROM undo")))
    assert {p.name for p in merging.undo_merge(book, FRAME, THURSDAY)} == {"Maria Okafor", "Mary Okafor"}
    book.close()
