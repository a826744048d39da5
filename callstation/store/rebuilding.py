"""A whole book written again from its rows, as ``export all`` gave them: into an empty book, all of it or nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from callstation.errors import ImportRefusedError, StoreError
from callstation.rules.frame import Frame
from callstation.store import answers
from callstation.store.arrivals import word_columns
from callstation.store.book import Book, epoch
from callstation.store.placing import replace_place
from callstation.store.reading import people
from callstation.store.walking import JSON_COLUMNS, TABLES, is_moment
from callstation.store.windows import regroup, window_group
from callstation.store.words import put_note, put_people
from callstation.text import clean

AT_ONCE = 400
_TEXTS = ("TEXT", "VARCHAR", "character varying", "text")
_PARTS = "\x1e"
"""Stands between the two texts of a draft; see drafts.py."""


class Rebuilder:
    """Takes rows of a book, in the order of the file. Use inside ``book.transaction()``.

    ``name`` is the file's, for messages. Raises RefusedError at once where the book is not empty.
    """

    def __init__(self, book: Book, frame: Frame, now: datetime, name: str) -> None:
        self._book = book
        self._frame = frame
        self._now = now
        self._name = name
        if book.value("SELECT 1 FROM person LIMIT 1") is not None:
            raise ImportRefusedError(
                f"{name}: this is a whole book, and it can only come into an empty one (set CALLSTATION_HOME to a new "
                "folder). To add people to this book, export them with 'callstation export prospects --format json'."
            )
        # Of a new book: what was there at its beginning comes out of the file as well.
        for table in reversed(TABLES):
            book.run(f"DELETE FROM {table}")
        self._types = {t: {c.name: str(c.data_type) for c in book.database.get_columns(t)} for t in TABLES}
        self._group = window_group(book, "", "", "")
        self._table = ""
        self._columns: tuple[str, ...] = ()
        self._rows: list[tuple[Any, ...]] = []
        self._line = 0

    def take(self, line: int, table: str, values: Mapping[str, Any]) -> None:
        """One row. Raises ImportRefusedError naming its line where it fits no table."""
        types = self._types.get(table)
        if types is None:
            raise self._fault(line, f"there is no {table[:40]!r} in a book")
        unknown = [c for c in values if c not in types]
        if unknown:
            raise self._fault(line, f"a {table} has no {unknown[0][:40]!r}")
        stored = {c: self._stored(line, c, v, types[c]) for c, v in values.items()}
        if table == "person":
            stored["window_group_id"] = self._group
        elif table == "phone":
            stored["tail"] = str(stored.get("number", ""))[:0:-1]
        columns = tuple(stored)
        if (table, columns) != (self._table, self._columns) or len(self._rows) >= AT_ONCE:
            self._write()
            self._table, self._columns, self._line = table, columns, line
        self._rows.append(tuple(stored.values()))

    def finish(self) -> int:
        """Write what is left, and what follows from it all: windows, places, words. How many people there are."""
        self._write()
        book, count = self._book, 0
        if book.value("SELECT 1 FROM answer_tally LIMIT 1") is None:  # the file is older than what is learnt of calls
            answers.rebuild(book)
        if not book.sqlite:
            for table in TABLES:
                book.run(
                    f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table})) "
                    f"WHERE EXISTS (SELECT 1 FROM {table})"
                )
        last = 0
        while ids := [r[0] for r in book.rows("SELECT id FROM person WHERE id > ? ORDER BY id LIMIT ?", last, AT_ONCE)]:
            last, count = ids[-1], count + len(ids)
            for person_id in ids:
                regroup(book, person_id)
                replace_place(book, person_id, self._frame, self._now)
            put_people(book, [(p.id, word_columns(p)) for p in people(book, ids)])
        last = 0
        sql = "SELECT id, person_id, note FROM entry WHERE note <> '' AND id > ? ORDER BY id LIMIT ?"
        while rows := book.rows(sql, last, AT_ONCE):
            last = rows[-1][0]
            for entry_id, person_id, note in rows:
                put_note(book, entry_id, person_id, note)
        return count

    def _write(self) -> None:
        try:
            self._book.insert_tuples(self._table, self._columns, self._rows)
        except StoreError as error:
            if "refused" not in str(error):  # a full disk is not the file's fault
                raise
            raise self._fault(self._line, f"it and what follows belong to nothing ({error})") from error
        self._rows = []

    def _stored(self, line: int, column: str, value: Any, kind: str) -> Any:
        """A value as the column holds it. Raises ImportRefusedError where it cannot be one."""
        if value is None:
            return None
        if column in JSON_COLUMNS:
            return "" if value == {} else json.dumps(_clean(value), ensure_ascii=False, separators=(",", ":"))
        if isinstance(value, str) and is_moment(column):
            try:
                moment = datetime.fromisoformat(value)
            except ValueError:
                raise self._fault(line, f"{column} is no date and time") from None
            if moment.tzinfo is None:
                raise self._fault(line, f"{column} does not say of which zone it is")
            return epoch(moment)
        if kind.startswith(_TEXTS):
            if not isinstance(value, str):
                raise self._fault(line, f"{column} is no text")
            return _PARTS.join(map(clean, value.split(_PARTS))) if column == "touch" else clean(value)
        if isinstance(value, bool) or not isinstance(value, int) or abs(value) >= 2**63:
            raise self._fault(line, f"{column} is no whole number")
        return value

    def _fault(self, line: int, why: str) -> ImportRefusedError:
        return ImportRefusedError(f"{self._name}: line {line}: {why}. Nothing of this book was read: export it again.")


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {clean(str(k)): _clean(v) for k, v in value.items()}
    return [_clean(v) for v in value] if isinstance(value, list) else value


def rebuild(
    book: Book, frame: Frame, now: datetime, name: str, rows: Iterable[tuple[int, str, Mapping[str, Any]]]
) -> tuple[int, dict[str, str]]:
    """Write all rows; (how many people, the user's own scripts by name). Use inside ``book.transaction()``.

    Raises ImportRefusedError, naming the line, where the book is not empty or a row fits nowhere.
    """
    rebuilder = Rebuilder(book, frame, now, name)
    scripts: dict[str, str] = {}
    for line, table, values in rows:
        if table == "script":
            scripts[str(values.get("name", ""))] = str(values.get("text", ""))
        else:
            rebuilder.take(line, table, values)
    return rebuilder.finish(), scripts
