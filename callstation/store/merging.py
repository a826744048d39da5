"""Two records of one person made one: everything moves to the one that is kept, and nothing of it is lost."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from callstation.errors import NotFoundError, RefusedError
from callstation.model.people import Prospect
from callstation.rules.answers import together
from callstation.rules.frame import Frame
from callstation.rules.merging import COLUMNS, merged
from callstation.store.apart import move_apart
from callstation.store.arrivals import index_person
from callstation.store.book import Book, dumps, epoch
from callstation.store.changes import Changes, take_back
from callstation.store.library import move_person
from callstation.store.own_record import own_of, text_of
from callstation.store.placing import replace_place
from callstation.store.reading import person
from callstation.store.windows import group_of

MERGE = "merge"
"""The verb of an undo that makes two of one again."""
_MOVED = (
    "thread",
    "objection",
    "reason_use",
    "entry",
    "promise",
    "step",
    "drip",
    "outbox_email",
    "import_row",
)
"""Tables of which every row goes to whoever is kept."""


def merge(
    book: Book, frame: Frame, kept_id: int, other_id: int, now: datetime, *, session_id: int | None = None
) -> Prospect:
    """Make the other record part of the kept one, in one transaction; the kept person as they are now.

    What the kept one says stays; what it does not say comes from the other. The stricter standing holds: a no or
    a do-not-call is never lost. Can be undone (:func:`undo_merge`, or with the session's steps).
    Raises NotFoundError, RefusedError where both are one.
    """
    if kept_id == other_id:
        raise RefusedError("both are the same person already")
    kept, other = person(book, kept_id), person(book, other_id)
    with book.transaction():
        changes = Changes(book)
        for table, key in (("phone", "number"), ("email", "lower(address)"), ("tag", "tag")):
            _move_new(book, changes, table, key, kept_id, other_id)
        for table in _MOVED:
            for row in book.rows(f"SELECT id FROM {table} WHERE person_id = ? ORDER BY id", other_id):
                changes.update(table, row[0], person_id=kept_id)
        for row in book.rows("SELECT id FROM reason WHERE client_id = ?", other_id):
            changes.update("reason", row[0], client_id=kept_id)
        move_person(changes, kept_id, other_id)
        move_apart(changes, kept_id, other_id)
        _move_draft(book, changes, kept_id, other_id)
        for row in book.rows("SELECT id FROM skip WHERE person_id = ?", other_id):
            changes.delete("skip", row[0])
        changes.insert(
            "entry",
            person_id=kept_id,
            at=epoch(now),
            kind=MERGE,
            zone=kept.zone,
            caller=frame.caller,
            session_id=session_id,
            data=dumps({"id": other_id, "name": other.name, "company": other.company, "standing": str(other.standing)}),
        )
        _merge_columns(book, changes, kept, other, now)
        changes.delete("person", other_id)
        book.run("DELETE FROM person_words WHERE rowid = ?", other_id)
        _freshen(book, frame, (kept_id,), now)
        changes.store(MERGE, person_id=kept_id, session_id=session_id, entry_id=None, now=now)
    return person(book, kept_id)


def undo_merge(book: Book, frame: Frame, now: datetime) -> tuple[Prospect, Prospect]:
    """Make two of the newest merge again: (who was kept, who is back).

    Raises NotFoundError where there is none, RefusedError where the kept person was worked on since.
    """
    row = book.one(
        "SELECT id, person_id, changes FROM undo WHERE verb = ? AND undone_at IS NULL ORDER BY id DESC LIMIT 1", MERGE
    )
    if row is None:
        raise NotFoundError("there is no merge to take back")
    undo_id, kept_id, changes = row
    last = book.one("SELECT kind FROM entry WHERE person_id = ? ORDER BY id DESC LIMIT 1", kept_id)
    if last is None or last[0] != MERGE:
        name = person(book, kept_id).name if last else "whoever was kept"
        raise RefusedError(f"{name} was called or changed since the merge: what was said then is of both")
    with book.transaction():
        [back] = take_back(book, changes).values()
        book.run("UPDATE undo SET undone_at = ? WHERE id = ?", epoch(now), undo_id)
        _freshen(book, frame, (kept_id, back), now)
    return person(book, kept_id), person(book, back)


def after_undo(book: Book, frame: Frame, kept_id: int, back: Iterable[int], now: datetime) -> None:
    """Bring places and words up to date where a session's step that was a merge was taken back."""
    _freshen(book, frame, (kept_id, *back), now)


def _freshen(book: Book, frame: Frame, ids: Iterable[int], now: datetime) -> None:
    for person_id in ids:
        replace_place(book, person_id, frame, now)
        index_person(book, person(book, person_id))
        for row in book.rows("SELECT id FROM entry WHERE person_id = ? AND note <> ''", person_id):
            book.run(
                "UPDATE note_words SET person_id = ? WHERE rowid = ? AND person_id <> ?", person_id, *row, person_id
            )


def _move_new(book: Book, changes: Changes, table: str, key: str, kept_id: int, other_id: int) -> None:
    """Numbers, addresses and tags that the kept record does not have, behind its own; the others are dropped."""
    have = {row[0] for row in book.rows(f"SELECT {key} FROM {table} WHERE person_id = ?", kept_id)}
    placed = table != "tag"
    order = "position, id" if placed else "id"
    position = (book.value(f"SELECT max(position) FROM {table} WHERE person_id = ?", kept_id) or 0) if placed else 0
    for row_id, value in book.rows(f"SELECT id, {key} FROM {table} WHERE person_id = ? ORDER BY {order}", other_id):
        position += 1
        if value and value in have:
            if table == "phone":
                _keep_flag(book, changes, kept_id, row_id)
            changes.delete(table, row_id)
        elif placed:
            changes.update(table, row_id, person_id=kept_id, position=position)
        else:
            changes.update(table, row_id, person_id=kept_id)


def _keep_flag(book: Book, changes: Changes, kept_id: int, row_id: int) -> None:
    """A number that was found to be wrong is wrong under the other name, too."""
    row = book.one("SELECT number, flag FROM phone WHERE id = ?", row_id)
    if row is not None and row[1] == "wrong":
        for own in book.rows("SELECT id FROM phone WHERE person_id = ? AND number = ?", kept_id, row[0]):
            changes.update("phone", own[0], flag="wrong")


def _move_draft(book: Book, changes: Changes, kept_id: int, other_id: int) -> None:
    """Words being typed on either card stay words being typed."""
    theirs = book.one("SELECT id, note, touch FROM draft WHERE person_id = ?", other_id)
    if theirs is None:
        return
    own = book.one("SELECT id, note, touch FROM draft WHERE person_id = ?", kept_id)
    if own is None:
        changes.update("draft", theirs[0], person_id=kept_id)
        return
    note = "\n".join(n for n in (own[1], theirs[1]) if n)
    changes.update("draft", own[0], note=note, touch=own[2] or theirs[2])
    changes.delete("draft", theirs[0])


def _merge_columns(book: Book, changes: Changes, kept: Prospect, other: Prospect, now: datetime) -> None:
    rows = []
    names = (*COLUMNS, "answers")
    for person_id in (kept.id, other.id):
        row = book.one(f"SELECT {', '.join(names)} FROM person WHERE id = ?", person_id)
        assert row is not None  # both were read before
        rows.append(dict(zip(names, row, strict=True)))
    columns = merged(*rows)
    columns["answers"] = text_of(together(*(own_of(row["answers"]) for row in rows)))
    columns["custom"] = dumps({**other.custom, **kept.custom})
    changes.update("person", kept.id, **columns, updated_at=epoch(now))
    changes.update("person", kept.id, window_group_id=group_of(book, kept.id))
