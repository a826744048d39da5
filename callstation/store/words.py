"""The index of words: who people are, and what was noted, found while typing.

SQLite's FTS5 and PostgreSQL's tsvector behind the same few functions; what was typed is quoted, never a query.
FTS5 takes accents and capitals off by itself. PostgreSQL's parser knows addresses, hyphens and signed numbers, and
would hide the parts of them: it is given plain words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from callstation.rules.same_person import folded
from callstation.store.begun_words import rows_with
from callstation.store.book import Book

_TOKEN = re.compile(r"[^\W_]+")
_MOST = 200_000
"""Characters of a note that PostgreSQL indexes: a tsvector holds one megabyte."""


def put_note(book: Book, entry_id: int, person_id: int, note: str) -> None:
    """Index a note, replacing what was indexed for this entry."""
    book.run("DELETE FROM note_words WHERE rowid = ?", entry_id)
    if not note:
        return
    if book.sqlite:
        book.run("INSERT INTO note_words (rowid, note, person_id) VALUES (?, ?, ?)", entry_id, note, person_id)
    else:
        book.run(
            "INSERT INTO note_words (rowid, person_id, words) VALUES (?, ?, to_tsvector('simple', ?))",
            entry_id,
            person_id,
            _plain(note),
        )


def put_people(book: Book, rows: Sequence[tuple[int, tuple[str, str, str, str]]], *, replace: bool = False) -> None:
    """Index who people are: (id, (name, company, tags, more)); ``more`` is title, place, addresses, notes on them."""
    if replace:
        for person_id, _ in rows:
            book.run("DELETE FROM person_words WHERE rowid = ?", person_id)
    if book.sqlite:
        book.insert_many(
            "person_words",
            [
                {"rowid": person_id, "name": name, "company": company, "tags": tags, "more": more}
                for person_id, (name, company, tags, more) in rows
            ],
        )
        return
    for person_id, columns in rows:
        book.run(
            "INSERT INTO person_words (rowid, words) VALUES (?, to_tsvector('simple', ?))",
            person_id,
            _plain(" ".join(columns)),
        )


def _plain(text: str) -> str:
    return " ".join(_TOKEN.findall(folded(text[:_MOST])))


def find_people(book: Book, typed: str, limit: int) -> list[int]:
    """Ids of people whose name, company, tags or details hold every typed word (the last may be begun)."""
    return _find(book, "person_words", "rowid", typed, limit)


def find_names(book: Book, typed: str, limit: int) -> list[int]:
    """Ids of people whose name holds every typed word (on PostgreSQL also those found by another detail)."""
    return _find(book, "person_words", "rowid", typed, limit, "name")


def find_notes(book: Book, typed: str, limit: int) -> list[int]:
    """Ids of people with a note that holds every typed word, newest note first."""
    return _find(book, "note_words", "person_id", typed, limit)


def _find(book: Book, table: str, column: str, typed: str, limit: int, only_in: str = "") -> list[int]:
    wanted = typed[:200]
    tokens = _TOKEN.findall(unicodedata.normalize("NFC", wanted) if book.sqlite else folded(wanted))[:8]
    if not tokens:
        return []
    most = limit * 4 if table == "note_words" else limit  # several notes can belong to one person
    # Never ordered by rank: that would be over all of them.
    if book.sqlite:
        found = rows_with(book, table, column, tokens, most, only_in)
    else:
        query = " & ".join(f"'{t}':*" for t in tokens)
        sql = f"SELECT {column} FROM {table} WHERE words @@ to_tsquery('simple', ?) LIMIT ?"
        found = [int(r[0]) for r in book.rows(sql, query, most)]
    return list(dict.fromkeys(found))[:limit]
