"""One change to many people at once, undone as one."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from callstation.model.people import Prospect
from callstation.rules.frame import Frame
from callstation.store.arrivals import index_person
from callstation.store.book import Book, epoch
from callstation.store.changes import Changes
from callstation.store.mailing import put_mailing
from callstation.store.people import note_edit, put_fields
from callstation.store.placing import replace_place
from callstation.store.reading import marks, people

SEVERAL = "edit-of-several"
"""The verb of an undo that gives many people back what was theirs."""
AT_ONCE = 300


@dataclass(frozen=True, slots=True)
class SharedChange:
    """What becomes of each of them: ``fields`` are checked already, ``until`` (aware) is worked out for each."""

    add_tags: tuple[str, ...] = ()
    drop_tags: tuple[str, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    until: Callable[[Prospect], datetime] | None = None
    mailing: bool | None = None
    """Whether they may be emailed, where that is what changes."""


def change_several(
    book: Book, frame: Frame, ids: Sequence[int], change: SharedChange, now: datetime, *, session_id: int | None
) -> int:
    """Change all of them in one transaction; how many were not so already. Ids that are nobody's are passed over."""
    touched: list[int] = []
    with book.transaction():
        changes = Changes(book)
        for start in range(0, len(ids), AT_ONCE):
            for one in people(book, ids[start : start + AT_ONCE]):
                if _change(changes, frame, one, change, now):
                    touched.append(one.id)
        _freshen(book, frame, touched, now)
        if touched:
            changes.store(SEVERAL, person_id=touched[0], session_id=session_id, entry_id=None, now=now)
    return len(touched)


def _change(changes: Changes, frame: Frame, one: Prospect, change: SharedChange, now: datetime) -> bool:
    fields = {name: value for name, value in change.fields.items() if str(getattr(one, name)) != value}
    if fields:
        put_fields(changes, frame, one, fields, now)
    dropped = [tag for tag in one.tags if tag in change.drop_tags]
    added = [tag for tag in change.add_tags if tag not in one.tags]
    for tag in dropped:
        row = changes.book.value("SELECT id FROM tag WHERE person_id = ? AND tag = ?", one.id, tag)
        changes.delete("tag", row)
    for tag in added:
        changes.insert("tag", person_id=one.id, tag=tag)
    if dropped or added:
        after = [tag for tag in one.tags if tag not in dropped] + added
        note_edit(changes, frame, one, {"tags": ", ".join(one.tags)}, {"tags": ", ".join(after)}, now)
    until = change.until(one) if change.until is not None else None
    if until is not None:
        changes.update("person", one.id, snoozed_until=epoch(until))
    mailing = change.mailing is not None and put_mailing(changes, frame, one, change.mailing, now)
    return bool(fields or dropped or added or until or mailing)


def people_of(book: Book, changes: str) -> list[int]:
    """Whom a stored change of several is about; to be asked before it is taken back."""
    found: set[int] = set()
    entries: list[int] = []
    for op in json.loads(changes):
        match op:
            case ["=", "person", person_id, _]:
                found.add(person_id)
            case ["-", "entry", entry_id]:
                entries.append(entry_id)
    for start in range(0, len(entries), AT_ONCE):
        part = entries[start : start + AT_ONCE]
        found.update(r[0] for r in book.rows(f"SELECT person_id FROM entry WHERE id IN ({marks(part)})", *part))
    return sorted(found)


def after_undo(book: Book, frame: Frame, ids: Iterable[int], now: datetime) -> None:
    """Bring places and words up to date once it was taken back. Use inside a transaction."""
    _freshen(book, frame, list(ids), now)


def _freshen(book: Book, frame: Frame, ids: Sequence[int], now: datetime) -> None:
    for start in range(0, len(ids), AT_ONCE):
        for one in people(book, ids[start : start + AT_ONCE]):
            replace_place(book, one.id, frame, now)
            index_person(book, one)
