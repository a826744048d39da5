"""The quick way for a long list into a small book: indexes and search words are built once, at the end.

Only on SQLite, inside the transaction of the import: if it fails the indexes are as they were. Who is known is
looked up in memory meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable

from callstation.store.book import Book
from callstation.store.seen import MOST, Seen

SMALL = 20_000
"""People in a book that is worth the trouble: looking through all of them takes less than a second."""
_LEFT_OUT = (
    "person_name",
    "person_source",
    "phone_number",
    "phone_tail",
    "email_lower",
    "import_row_digest",
    "import_row_id_key",
)
"""Indexes whose keys come in no order; the others grow at their end, which costs little."""
_CACHE = 64 * 1024
_WORDS_AT_ONCE = 20_000


class Bulk:
    """A long import on its way. ``first``: from this id on nobody is in the index of words yet."""

    def __init__(self, book: Book, first: int) -> None:
        self.book = book
        self.first = first
        self.seen = Seen(0)
        self.digests: dict[int, int] = {}
        self._known()
        self._cache = book.value("PRAGMA cache_size")
        book.run(f"PRAGMA cache_size = -{_CACHE}")
        self._indexes = [
            (name, sql)
            for name, sql in book.rows("SELECT name, sql FROM sqlite_master WHERE type = 'index'")
            if name in _LEFT_OUT
        ]
        for name, _ in self._indexes:
            book.run(f"DROP INDEX {name}")

    @classmethod
    def start(cls, book: Book) -> Bulk | None:
        """Leave the indexes out from now on; None where the book is too large for it, or on PostgreSQL."""
        if not book.sqlite or book.value("SELECT count(*) FROM (SELECT 1 FROM person LIMIT ?)", SMALL + 1) > SMALL:
            return None
        first = (book.value("SELECT max(id) FROM person") or 0) + 1
        return cls(book, first) if first + SMALL < MOST else None

    def is_full(self, last_id: int) -> bool:
        """Whether there is no room for another batch after this id."""
        return last_id + SMALL >= MOST

    def of_own_id(self, key: int) -> int | None:
        """Whose row had this id of its own."""
        for person_id in sorted(self.seen.find((f"i{key}",))):
            if self.book.value("SELECT 1 FROM import_row WHERE person_id = ? AND id_key = ?", person_id, key):
                return person_id
        return None

    def finish(self, pause: Callable[[float], None]) -> None:
        """Build what was left out; ``pause`` is told before each piece how much of it is done, 0 to 1."""
        last = self.book.value("SELECT max(id) FROM person") or 0
        starts = range(self.first, last + 1, _WORDS_AT_ONCE)
        # A part of the words takes about as long as half an index of a list ten times as long.
        pieces = 5 * len(self._indexes) + len(starts)
        for i, (_, sql) in enumerate(self._indexes):
            pause(5 * i / pieces)
            self.book.run(sql)
        for i, start in enumerate(starts, 5 * len(self._indexes)):
            pause(i / pieces)
            self._words(start)
        self.book.run(f"PRAGMA cache_size = {self._cache}")

    def _known(self) -> None:
        for prefix, sql in (
            ("n", "SELECT name, id FROM person"),
            ("p", "SELECT number, person_id FROM phone WHERE number <> ''"),
            ("e", "SELECT lower(address), person_id FROM email"),
            ("s", "SELECT source_id, id FROM person WHERE source_id <> ''"),
            ("i", "SELECT id_key, person_id FROM import_row WHERE id_key IS NOT NULL AND replaced_by IS NULL"),
        ):
            for value, person_id in self.book.rows(sql):
                self.seen.add((f"{prefix}{value}",), person_id)
        self.digests.update(
            self.book.rows("SELECT digest, person_id FROM import_row WHERE replaced_by IS NULL ORDER BY id DESC")
        )

    def _words(self, start: int) -> None:
        """The same words as arrivals.word_columns gives, put together by the database."""
        self.book.run(
            "INSERT INTO person_words (rowid, name, company, tags, more) SELECT p.id, p.name, p.company, "
            "coalesce((SELECT group_concat(t.tag, ' ') FROM tag t WHERE t.person_id = p.id), ''), "
            "p.title || ' ' || p.industry || ' ' || p.place || ' ' || p.notes || "
            "coalesce((SELECT ' ' || group_concat(e.address, ' ') FROM email e WHERE e.person_id = p.id), '') || "
            "CASE p.custom WHEN '' THEN '' ELSE "
            "coalesce((SELECT ' ' || group_concat(j.value, ' ') FROM json_each(p.custom) j), '') END "
            "FROM person p WHERE p.id >= ? AND p.id < ?",
            start,
            start + _WORDS_AT_ONCE,
        )
