"""Taking a whole import back: the newest one that still stands, as long as nobody of it was worked on since."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from callstation.errors import NotFoundError, RefusedError
from callstation.rules.frame import Frame
from callstation.store.arrivals import index_person
from callstation.store.book import Book, dumps, epoch, loads, moment_of
from callstation.store.placing import replace_place
from callstation.store.reading import marks, people, person
from callstation.store.windows import regroup

AT_ONCE = 400
SHOWN = 3


@dataclass(frozen=True, slots=True)
class TakenBack:
    """An import that was taken back: its file, when it came in (UTC), how many people it is about."""

    path: str
    at: datetime
    removed: int
    """People who were new with it, and are gone."""
    reverted: int
    """People whom it had changed, and who are as they were."""


def undo_import(book: Book, frame: Frame, now: datetime) -> TakenBack:
    """Take the newest import back, all of it in one transaction; again, and it is the one before.

    Raises NotFoundError where none is left, RefusedError naming who of it was called or changed since.
    """
    with book.transaction():
        batch = book.one("SELECT id, path, at FROM import_batch WHERE undone_at IS NULL ORDER BY id DESC LIMIT 1")
        if batch is None:
            raise NotFoundError("there is no import to take back")
        batch_id, path, at = batch
        _refuse_where_worked_on(book, batch_id, path)
        removed = reverted = 0
        for entries in _entries(book, batch_id):
            newcomers = [person_id for _, person_id, data in entries if "after" not in data]
            for table, column in (("person_words", "rowid"), ("person", "id")):
                for start in range(0, len(newcomers), AT_ONCE):
                    part = newcomers[start : start + AT_ONCE]
                    book.run(f"DELETE FROM {table} WHERE {column} IN ({marks(part)})", *part)
            removed += len(newcomers)
            changed: dict[int, None] = {}
            for entry_id, person_id, data in entries:
                if "after" in data:
                    revert(book, person_id, data)
                    book.run("DELETE FROM entry WHERE id = ?", entry_id)
                    changed.setdefault(person_id)
            for person_id in changed:
                replace_place(book, person_id, frame, now)
                index_person(book, person(book, person_id))
            reverted += len(changed)
        book.run("DELETE FROM import_row WHERE batch_id = ?", batch_id)
        book.run("UPDATE import_row SET replaced_by = NULL WHERE replaced_by = ?", batch_id)
        book.run("UPDATE import_batch SET undone_at = ? WHERE id = ?", epoch(now), batch_id)
    came = moment_of(at)
    assert came is not None  # the column is NOT NULL
    return TakenBack(path, came, removed, reverted)


def _refuse_where_worked_on(book: Book, batch_id: int, path: str) -> None:
    """Whatever was said, noted or typed since would be lost with it."""
    ids: dict[int, None] = {}
    for sql in (
        "SELECT i.person_id FROM entry i WHERE i.kind = 'import' AND i.ref_id = ? AND EXISTS "
        "(SELECT 1 FROM entry e WHERE e.person_id = i.person_id AND e.id > i.id AND e.kind <> 'import') LIMIT 100",
        "SELECT t.person_id FROM thread t JOIN import_batch b ON t.noted_at >= b.at WHERE b.id = ? AND EXISTS "
        "(SELECT 1 FROM entry i WHERE i.person_id = t.person_id AND i.kind = 'import' AND i.ref_id = b.id) LIMIT 100",
        "SELECT o.person_id FROM objection o JOIN import_batch b ON o.raised_at >= b.at WHERE b.id = ? AND EXISTS "
        "(SELECT 1 FROM entry i WHERE i.person_id = o.person_id AND i.kind = 'import' AND i.ref_id = b.id) LIMIT 100",
        "SELECT d.person_id FROM draft d JOIN import_batch b ON d.at >= b.at WHERE b.id = ? AND EXISTS "
        "(SELECT 1 FROM entry i WHERE i.person_id = d.person_id AND i.kind = 'import' AND i.ref_id = b.id) LIMIT 100",
        "SELECT m.person_id FROM outbox_email m JOIN import_batch b ON m.created_at >= b.at WHERE b.id = ? AND EXISTS "
        "(SELECT 1 FROM entry i WHERE i.person_id = m.person_id AND i.kind = 'import' AND i.ref_id = b.id) LIMIT 100",
    ):
        ids.update((row[0], None) for row in book.rows(sql, batch_id))
    if not ids:
        return
    names = [p.name or (p.phone.number if p.phone else "somebody") for p in people(book, list(ids)[:SHOWN])]
    more = len(ids) - len(names)
    who = ", ".join(names) + (f" and {more} more" if more else "")
    raise RefusedError(
        f"{path} stays: {who} {'were' if len(ids) > 1 else 'was'} called or changed since it came in, "
        "and that would be lost with it"
    )


def _entries(book: Book, batch_id: int) -> Iterator[list[tuple[int, int, dict[str, Any]]]]:
    """(id, person, data) of the lines in the history that an import wrote, the last first."""
    below = 2**62
    while rows := book.rows(
        "SELECT id, person_id, data FROM entry WHERE id < ? AND kind = 'import' AND ref_id = ? "
        "ORDER BY id DESC LIMIT ?",
        below,
        batch_id,
        AT_ONCE,
    ):
        below = rows[-1][0]
        yield [(row[0], row[1], loads(row[2])) for row in rows]


def revert(book: Book, person_id: int, data: dict[str, Any]) -> None:
    """Take away what the import added, and give fields back that still say what it made of them."""
    for sql, key in (
        ("DELETE FROM phone WHERE person_id = ? AND (number = ? OR (number = '' AND raw = ?))", "phones"),
        ("DELETE FROM email WHERE person_id = ? AND address = ?", "emails"),
        ("DELETE FROM tag WHERE person_id = ? AND tag = ?", "tags"),
        ("UPDATE email SET state = '' WHERE person_id = ? AND address = ?", "states"),
    ):
        for value in data.get(key, ()):
            book.run(sql, person_id, *[value] * (sql.count("?") - 1))
    now = person(book, person_id)
    columns: dict[str, object] = {
        name: old for name, old in data["before"].items() if str(getattr(now, name)) == str(data["after"].get(name))
    }
    if "standing" in columns and _barred(book, person_id):
        del columns["standing"]
    custom = dict(now.custom)
    for name, old in data.get("custom", {}).items():
        if old is None:
            custom.pop(name, None)
        else:
            custom[name] = old
    if custom != now.custom:
        columns["custom"] = dumps(custom)
    if columns:
        sets = ", ".join(f"{c} = ?" for c in columns)
        book.run(f"UPDATE person SET {sets} WHERE id = ?", *columns.values(), person_id)
    regroup(book, person_id)


def _barred(book: Book, person_id: int) -> bool:
    """Whether one of somebody's numbers is on the do-not-call list: that is never taken back with a file."""
    sql = "SELECT 1 FROM phone f JOIN do_not_call d ON d.number = f.number WHERE f.person_id = ? LIMIT 1"
    return book.value(sql, person_id) is not None
