"""A person's history: everything that happened, in the order in which it was written down."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from callstation.errors import NotFoundError, RefusedError
from callstation.model.calls import Entry, EntryKind, Outcome
from callstation.store import words
from callstation.store.book import Book, Row, dumps, epoch, loads, moment_of

_SELECT = (
    "SELECT e.id, e.person_id, e.at, e.kind, e.zone, e.outcome, e.note, e.words, e.seconds, e.number, e.caller, "
    "e.reason_id, e.script, e.revision, e.session_id, e.data, e.ref_id, "
    "p.day, p.hear_by, p.status, p.settled_at, s.day, s.at, s.what, s.status, s.settled_at, m.subject, m.status "
    "FROM entry e LEFT JOIN promise p ON e.kind = 'promise' AND p.id = e.ref_id "
    "LEFT JOIN step s ON e.kind = 'step' AND s.id = e.ref_id "
    "LEFT JOIN outbox_email m ON e.kind IN ('email', 'drip') AND m.id = e.ref_id "
)


def history(book: Book, person_id: int, *, before: int | None = None, limit: int | None = None) -> list[Entry]:
    """A person's entries, oldest first. With ``limit`` only the newest so many, of ids below ``before``."""
    if limit is None:
        rows = book.rows(_SELECT + "WHERE e.person_id = ? ORDER BY e.id", person_id)
        return [_entry(r) for r in rows]
    rows = book.rows(
        _SELECT + "WHERE e.person_id = ? AND e.id < ? ORDER BY e.id DESC LIMIT ?",
        person_id,
        before if before is not None else 2**62,
        limit,
    )
    return [_entry(r) for r in reversed(rows)]


def last_calls(book: Book, person_id: int, limit: int) -> list[Entry]:
    """The last touches (calls, notes, emails), newest first."""
    rows = book.rows(
        _SELECT + "WHERE e.person_id = ? AND e.kind IN ('call', 'note', 'email', 'drip') ORDER BY e.id DESC LIMIT ?",
        person_id,
        limit,
    )
    return [_entry(r) for r in rows]


def entries_by_id(book: Book, ids: Sequence[int]) -> list[Entry]:
    """Entries in the order of their ids; at most a few hundred at a time."""
    if not ids:
        return []
    rows = book.rows(_SELECT + f"WHERE e.id IN ({', '.join('?' * len(ids))}) ORDER BY e.id", *ids)
    return [_entry(r) for r in rows]


def entry(book: Book, entry_id: int) -> Entry:
    """One entry. Raises NotFoundError."""
    row = book.one(_SELECT + "WHERE e.id = ?", entry_id)
    if row is None:
        raise NotFoundError(f"there is no entry {entry_id} in the history")
    return _entry(row)


def correct_note(book: Book, entry_id: int, note: str, now: datetime) -> None:
    """Correct the note of an old entry; the old words are kept on record in an entry of kind edit."""
    old = entry(book, entry_id)
    if old.kind not in (EntryKind.CALL, EntryKind.NOTE):
        raise RefusedError("only the note of a call can be corrected")
    if old.note == note:
        return
    with book.transaction():
        book.run("UPDATE entry SET note = ? WHERE id = ?", note, entry_id)
        words.put_note(book, entry_id, old.person_id, note)
        book.insert(
            "entry",
            {
                "person_id": old.person_id,
                "at": epoch(now),
                "kind": str(EntryKind.EDIT),
                "zone": old.zone,
                "ref_id": entry_id,
                "data": dumps({"field": "note", "entry": entry_id, "before": old.note, "after": note}),
            },
        )


def add_note(book: Book, person_id: int, note: str, now: datetime, *, caller: str, zone: str) -> int:
    """Write a note that belongs to no call; the entry's id."""
    with book.transaction():
        entry_id = book.insert(
            "entry",
            {
                "person_id": person_id,
                "at": epoch(now),
                "kind": str(EntryKind.NOTE),
                "zone": zone,
                "note": note,
                "caller": caller,
            },
        )
        words.put_note(book, entry_id, person_id, note)
    return entry_id


def newest_at(book: Book) -> datetime | None:
    """When the last entry was written down, of whomever; None in an empty book."""
    at = book.value("SELECT at FROM entry ORDER BY id DESC LIMIT 1")
    return moment_of(at) if at is not None else None


def _entry(r: Row) -> Entry:
    kind = EntryKind(r[3])
    data: dict[str, object] = dict(loads(r[15]))
    if r[17] is not None:
        data.update(day=r[17], hear_by=r[18], status=r[19], settled_at=_iso(r[20]))
    if r[21] is not None:
        data.update(day=r[21], at=_iso(r[22]), what=r[23], status=r[24], settled_at=_iso(r[25]))
    if r[26] is not None:
        data.update(subject=r[26], status=r[27])
    at = moment_of(r[2])
    assert at is not None
    return Entry(
        id=r[0],
        person_id=r[1],
        at=at,
        kind=kind,
        zone=r[4],
        outcome=Outcome(r[5]) if r[5] else None,
        note=r[6],
        words=r[7],
        seconds=r[8],
        number=r[9],
        caller=r[10],
        reason_id=r[11],
        script=r[12],
        revision=r[13],
        session_id=r[14],
        data=data,
    )


def _iso(seconds: int | None) -> str | None:
    moment = moment_of(seconds)
    return moment.isoformat() if moment else None
