"""Rows of FTS5 whose words begin as typed, in a time that does not grow with the book.

FTS5 walks whole words, and beginnings of up to three letters, lazily and newest row first. For a longer beginning
("freig") it gathers every row that has such a word before it gives the first: 60 ms where a million have one. So the
words that begin so are looked up first, and asked for as whole words. Of a beginning that very many words have
("last" in a list of Last1 to Last1000000) the newest rows are looked at instead that have its first three letters.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from weakref import WeakKeyDictionary

from callstation.rules.same_person import folded
from callstation.store.book import Book

INDEXED = 3
"""Letters of the longest beginning that the tables keep an index of (migration 0001)."""
FEW = {"person_words": 6, "note_words": 24}
"""Words that are asked for one by one: names are many words of few rows each, notes are few words in many."""
WANTED = 100
"""Rows above which nobody waits for the next letter: FTS5 may gather them."""
LOOKED_AT = 4
"""Rows looked at and compared for each that is wanted."""
_NEXT = """
WITH RECURSIVE there (term, n) AS (
    VALUES (({next} ?1 LIMIT 1), 1)
    UNION ALL SELECT ({next} there.term || char(1) LIMIT 1), n + 1 FROM there WHERE substr(term, 1, ?2) = ?1 AND n < ?3
) SELECT term FROM there WHERE substr(term, 1, ?2) = ?1
"""
"""So many words that begin so, each sought from the one before: walking there would pass every row that has it."""
_TEXT = {"person_words": "name || ' ' || company || ' ' || tags || ' ' || more", "note_words": "note"}


def rows_with(book: Book, table: str, column: str, typed: Sequence[str], most: int, only_in: str = "") -> list[int]:
    """``column`` of the newest rows with a word that begins like each of ``typed`` (letters and digits only).

    ``only_in`` is the one column to look in, all of them where it is empty.
    """
    words = list(dict.fromkeys(t.lower() for t in typed))
    if table == "note_words":
        words = [w for w in words if len(w) > 1]  # there is no index of single letters, and they narrow little
    if not words:
        return []
    plainly = {w: f'"{w}"*' for w in words}
    parts = plainly if most > WANTED else {w: _whole(book, table, w) for w in words}
    if "()" in parts.values():
        return []
    many = [w for w in words if parts[w] == plainly[w] and len(w) > INDEXED and w.isascii()]
    if many and most <= WANTED:
        near = parts | {w: f'"{w[:INDEXED]}"*' for w in many}
        looked_at = _rows(book, table, column, near, most * LOOKED_AT, only_in, only_in or _TEXT[table])
        hits = [row_id for row_id, text in looked_at if all(_begins(w, text) for w in many)]
        if len(hits) >= most or len(looked_at) < most * LOOKED_AT:
            return hits[:most]
    return [row_id for row_id, _ in _rows(book, table, column, parts, most, only_in)]


def _rows(
    book: Book, table: str, column: str, parts: dict[str, str], most: int, only_in: str, text: str = "''"
) -> list[tuple[int, str]]:
    query = " AND ".join(dict.fromkeys(parts.values()))
    query = f"{only_in} : ({query})" if only_in else query
    sql = f"SELECT {column}, {text} FROM {table} WHERE {table} MATCH ? ORDER BY rowid DESC LIMIT ?"
    return [(int(r[0]), r[1]) for r in book.rows(sql, query, most)]


def _whole(book: Book, table: str, begun: str) -> str:
    """A beginning as a query: its whole words where they are few, '()' where there is none."""
    plainly = f'"{begun}"*'
    if len(begun) <= INDEXED or not begun.isascii():
        return plainly
    known = _known_of(book)
    for end in range(INDEXED + 1, len(begun) + 1):
        if (words := known.get((table, begun[:end]))) is not None and len(words) <= FEW[table]:
            break
    else:
        words = known[table, begun] = _words_from(book, table, begun)
    if len(words) > FEW[table]:
        return plainly
    return "(" + " OR ".join(f'"{w}"' for w in words if w.startswith(begun)) + ")"


def _words_from(book: Book, table: str, begun: str) -> list[str]:
    # Lives with the connection, in memory; in a read-only book, too.
    book.run(f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.{table}_there USING fts5vocab(main, {table}, instance)")
    sql = _NEXT.format(next=f"SELECT term FROM temp.{table}_there WHERE term >=")
    return [r[0] for r in book.rows(sql, begun, len(begun), FEW[table] + 1)]


_known: WeakKeyDictionary[Book, tuple[tuple[int, int], dict[tuple[str, str], list[str]]]] = WeakKeyDictionary()
"""What was looked up since the book last changed: the next letter asks for the same words, or for some of them."""


def _known_of(book: Book) -> dict[tuple[str, str], list[str]]:
    stamp = (book.value("PRAGMA data_version"), book.value("SELECT total_changes()"))
    before = _known.get(book)
    if before is None or before[0] != stamp:
        before = _known[book] = (stamp, {})
    return before[1]


@lru_cache(maxsize=64)
def _beginning(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_]){word}", re.IGNORECASE | re.ASCII)


def _begins(word: str, text: str) -> bool:
    """Whether a word of ``text`` begins so; with other letters than English ones, whether it is in there at all.

    FTS5 and Python part words at different signs; rather one too many than one who is not found.
    """
    if text.isascii():
        return _beginning(word).search(text) is not None
    return word in folded(text)
