"""Changes that can be taken back: every row a step touches is noted as it was, and undone as one."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from callstation.store.book import Book, epoch


class Changes:
    """Collects what one step changes. Use inside ``book.transaction()`` and end with :meth:`store`.

    Works on tables with an integer ``id``; table and column names come from this package only.
    """

    def __init__(self, book: Book) -> None:
        self.book = book
        self._log: list[list[Any]] = []

    def insert(self, table: str, **values: object) -> int:
        """Add a row; its id."""
        row_id = self.book.insert(table, values)
        self._log.append(["-", table, row_id])
        return row_id

    def made(self, table: str, row_id: int) -> None:
        """Note a row that was added by other means."""
        self._log.append(["-", table, row_id])

    def update(self, table: str, row_id: int, **values: object) -> None:
        """Change columns of a row; only those that really change are noted."""
        names = list(values)
        before = self.book.one(f"SELECT {', '.join(names)} FROM {table} WHERE id = ?", row_id)
        if before is None:
            return
        changed = {n: v for n, v, old in zip(names, values.values(), before, strict=True) if v != old}
        if not changed:
            return
        sets = ", ".join(f"{n} = ?" for n in changed)
        self.book.put(f"UPDATE {table} SET {sets} WHERE id = ?", *changed.values(), row_id)
        old_values = {n: old for n, old in zip(names, before, strict=True) if n in changed}
        self._log.append(["=", table, row_id, old_values])

    def delete(self, table: str, row_id: int) -> None:
        """Remove a row, to be put back as it was."""
        before = self.book.whole(table, row_id)
        if before is None:
            return
        self.book.put(f"DELETE FROM {table} WHERE id = ?", row_id)
        self._log.append(["+", table, before])

    def tally(self, day: str, caller: str, what: str, n: int = 1) -> None:
        """Count ``what`` on ``day``; undone by counting back, so that others' counts stay."""
        add_tally(self.book, day, caller, what, n)
        self._log.append(["#", day, caller, what, n])

    def answers(self, caller: str, answered: bool, parts: Sequence[tuple[str, str, int, int]]) -> None:
        """Count one call among those that teach which hours reach whom, in each of its ``parts`` (what, segment, part,
        expected); undone by counting back."""
        add_answers(self.book, [(caller, *part[:3], 1, int(answered), part[3]) for part in parts])
        self._log += [["~", caller, *part[:3], int(answered), part[3]] for part in parts]

    def store(self, verb: str, *, person_id: int, session_id: int | None, entry_id: int | None, now: datetime) -> int:
        """Keep what is needed to take this step back; the undo's id."""
        return self.book.insert(
            "undo",
            {
                "session_id": session_id,
                "person_id": person_id,
                "entry_id": entry_id,
                "verb": verb,
                "changes": json.dumps(self._log, separators=(",", ":"), ensure_ascii=False),
                "at": epoch(now),
            },
        )


def take_back(book: Book, changes: str) -> dict[int, int]:
    """Undo a stored list of changes, last first. Use inside a transaction.

    People who are back, by the id they had: SQLite may have given it to somebody else since, and then what was
    theirs comes back under their new one.
    """
    back: dict[int, int] = {}
    for op in reversed(json.loads(changes)):
        match op:
            case ["-", "outbox_email", row_id] if _went_out(book, row_id):
                # An undo does not call back what is out in the world: it stays on record.
                book.run("UPDATE outbox_email SET entry_id = NULL WHERE id = ?", row_id)
            case ["-", table, row_id]:
                if table == "entry":
                    book.run("DELETE FROM note_words WHERE rowid = ?", row_id)
                book.run(f"DELETE FROM {table} WHERE id = ?", row_id)
            case ["=", table, row_id, values]:
                if table == "outbox_email" and _went_out(book, row_id):
                    values = {n: v for n, v in values.items() if n == "person_id"}
                    if not values:
                        continue
                _name_anew(values, back)
                sets = ", ".join(f"{n} = ?" for n in values)
                book.run(f"UPDATE {table} SET {sets} WHERE id = ?", *values.values(), row_id)
            case ["+", table, values]:
                _name_anew(values, back)
                old_id = values["id"]
                if book.value(f"SELECT 1 FROM {table} WHERE id = ?", old_id) is not None:
                    del values["id"]  # given to another row since: SQLite hands out the highest again
                new_id = book.insert(table, values)
                if table == "person":
                    back[old_id] = new_id
            case ["#", day, caller, what, n]:
                add_tally(book, day, caller, what, -n)
            case ["~", caller, what, segment, part, answered, expected]:
                add_answers(book, [(caller, what, segment, part, -1, -answered, -expected)])
    return back


def _went_out(book: Book, letter_id: int) -> bool:
    return bool(book.value("SELECT 1 FROM outbox_email WHERE id = ? AND status NOT IN ('draft', 'queued')", letter_id))


def _name_anew(values: dict[str, Any], back: dict[int, int]) -> None:
    for column in ("person_id", "client_id", "other_id"):
        if values.get(column) in back:
            values[column] = back[values[column]]


def add_tally(book: Book, day: str, caller: str, what: str, n: int) -> None:
    """Add ``n`` to a running tally."""
    book.put(
        "INSERT INTO day_tally (day, caller, what, n) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (day, caller, what) DO UPDATE SET n = day_tally.n + excluded.n",
        day,
        caller,
        what,
        n,
    )


def add_answers(book: Book, rows: Sequence[tuple[str, str, str, int, int, int, int]]) -> None:
    """Add to running tallies of answered calls, no one of them twice; one of no calls is gone.

    A row: caller, what, segment, part, calls, answered, expected.
    """
    book.put(
        "INSERT INTO answer_tally (caller, what, segment, part, calls, answered, expected) "
        f"VALUES {', '.join(['(?, ?, ?, ?, ?, ?, ?)'] * len(rows))} "
        "ON CONFLICT (segment, what, part, caller) DO UPDATE SET "
        "calls = answer_tally.calls + excluded.calls, answered = answer_tally.answered + excluded.answered, "
        "expected = answer_tally.expected + excluded.expected",
        *(value for row in rows for value in row),
    )
    for caller, what, segment, part, calls, _, _ in rows:
        if calls < 0:
            book.put(
                "DELETE FROM answer_tally WHERE segment = ? AND what = ? AND part = ? AND caller = ? AND calls = 0",
                *(segment, what, part, caller),
            )
