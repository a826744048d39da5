"""The quick way for a long list into a small book: indexes are built once, at the end, search words in large parts.

Only on SQLite, inside the transaction of the import: if it fails the indexes are as they were. Who is known is
looked up in memory meanwhile.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable

from callstation.rules.arriving import HASH, hashed, sign
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
    "tag_tag_person_id",
    "import_row_digest",
    "import_row_id_key",
)
"""Indexes whose keys come in no order; the others grow at their end, which costs little."""
_CACHE = 64 * 1024
_WORDS_AT_ONCE = 4_000
_GATHERED, _USUAL = 16 << 20, 1 << 20
"""Bytes of words that FTS5 gathers before it writes them: the more at once, the less has to be merged later."""


class Bulk:
    """A long import on its way. ``first``: from this id on nobody is in the index of words yet."""

    def __init__(self, book: Book, first: int) -> None:
        self.book = book
        self.first = first
        self.seen = Seen()
        self.digests: dict[int, int] = {}
        self._begin = first
        self._signs: dict[int, int] = {}
        self._new_signs = array("Q")
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
        self._gather(_GATHERED)

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

    def sign_of(self, person_id: int) -> int:
        """The sign of somebody's name (see rules/arriving.py) as it is now."""
        known = self._signs.get(person_id)
        return self._new_signs[person_id - self._begin] if known is None else known

    def set_sign(self, person_id: int, name_sign: int) -> None:
        """Note the sign of somebody new, in the order of ids, or of somebody who bears another name now."""
        if person_id - self._begin == len(self._new_signs):
            self._new_signs.append(name_sign)
        else:
            self._signs[person_id] = name_sign

    def of_own_id(self, key: int) -> int | None:
        """Whose row had this id of its own."""
        found = hashed((f"i{key}",))
        for person_id in self.seen.people(found[0]) if self.seen.met(found) else ():
            if self.book.value("SELECT 1 FROM import_row WHERE person_id = ? AND id_key = ?", person_id, key):
                return person_id
        return None

    def of_digest(self, digest: int) -> int | None:
        """Who has said just that in a row of this import."""
        for person_id in self.seen.people(digest & HASH):
            sql = "SELECT 1 FROM import_row WHERE person_id = ? AND digest = ? AND replaced_by IS NULL"
            if self.book.value(sql, person_id, digest):
                return person_id
        return None

    def has(self, person_id: int, key: str) -> bool:
        """Whether somebody has the number (``p...``) or the address (``e...``)."""
        if key[0] == "p":
            sql = "SELECT 1 FROM phone WHERE person_id = ? AND number = ? LIMIT 1"
        else:
            sql = "SELECT 1 FROM email WHERE person_id = ? AND lower(address) = ? LIMIT 1"
        return self.book.value(sql, person_id, key[1:]) is not None

    def written(self, last_id: int) -> None:
        """People up to this one are stored; their words are indexed as long as they are at hand."""
        if last_id - self.first >= _WORDS_AT_ONCE:
            self._words(last_id)

    def finish(self, pause: Callable[[float], None]) -> None:
        """Build what was left out; ``pause`` is told before each piece how much of it is done, 0 to 1."""
        pieces = len(self._indexes) + 1
        for i, (_, sql) in enumerate(self._indexes):
            pause(i / pieces)
            self.book.run(sql)
        pause((pieces - 1) / pieces)
        self._words(self.book.value("SELECT max(id) FROM person") or 0)
        self._gather(_USUAL)
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
                self.seen.add(hashed((f"{prefix}{value}",)), person_id)
        self.digests.update(
            self.book.rows("SELECT digest, person_id FROM import_row WHERE replaced_by IS NULL ORDER BY id DESC")
        )
        for person_id, *names in self.book.rows("SELECT id, name, first_name, last_name, company FROM person"):
            self._signs[person_id] = sign(*names)

    def _gather(self, size: int) -> None:
        self.book.run("INSERT INTO person_words (person_words, rank) VALUES ('hashsize', ?)", size)

    def _words(self, last_id: int) -> None:
        """The same words as arrivals.word_columns gives, put together by the database."""
        self.book.run(
            "INSERT INTO person_words (rowid, name, company, tags, more) SELECT p.id, p.name, p.company, "
            "coalesce((SELECT group_concat(t.tag, ' ') FROM tag t WHERE t.person_id = p.id), ''), "
            "p.title || ' ' || p.industry || ' ' || p.place || ' ' || p.notes || "
            "coalesce((SELECT ' ' || group_concat(e.address, ' ') FROM email e WHERE e.person_id = p.id), '') || "
            "CASE p.custom WHEN '' THEN '' ELSE "
            "coalesce((SELECT ' ' || group_concat(j.value, ' ') FROM json_each(p.custom) j), '') END "
            "FROM person p WHERE p.id >= ? AND p.id <= ?",
            self.first,
            last_id,
        )
        self.first = last_id + 1
