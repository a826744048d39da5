"""Two who look like one and are two: said once, they are not proposed as one again (T1)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from callstation.errors import NotFoundError, RefusedError
from callstation.store.book import Book, epoch
from callstation.store.changes import Changes, take_back
from callstation.store.reading import marks, person

APART = "apart"
"""The verb of an undo after which the two may be proposed again."""


def keep_apart(book: Book, one: int, other: int, now: datetime, *, session_id: int | None = None) -> int:
    """Remember that they are two; the id of the step, by which it can be taken back. The same again changes nothing.

    Raises NotFoundError, RefusedError where both are one person.
    """
    low, high = sorted((person(book, one).id, person(book, other).id))
    if low == high:
        raise RefusedError("that is one person twice: name two")
    with book.transaction():
        changes = Changes(book)
        if book.value("SELECT 1 FROM apart WHERE person_id = ? AND other_id = ?", low, high) is None:
            changes.insert("apart", person_id=low, other_id=high, at=epoch(now))
        return changes.store(APART, person_id=low, session_id=session_id, entry_id=None, now=now)


def propose_again(book: Book, now: datetime, undo_id: int | None = None) -> tuple[int, int]:
    """Take one such step back, the newest where none is named; the ids of the two.

    Raises NotFoundError where there is none.
    """
    which, values = ("AND id = ? ", (undo_id,)) if undo_id is not None else ("", ())
    row = book.one(
        f"SELECT id, changes FROM undo WHERE verb = ? AND undone_at IS NULL {which}AND changes <> '[]' "
        "ORDER BY id DESC LIMIT 1",
        APART,
        *values,
    )
    pair = row and book.one("SELECT person_id, other_id FROM apart WHERE id = ?", _row_of(row[1]))
    if row is None or pair is None:
        raise NotFoundError("there are no two of whom you said that they are two")
    with book.transaction():
        take_back(book, row[1])
        book.run("UPDATE undo SET undone_at = ? WHERE id = ?", epoch(now), row[0])
    return int(pair[0]), int(pair[1])


def _row_of(changes: str) -> int:
    import json

    return int(json.loads(changes)[0][2])


def known_apart(book: Book, ids: Iterable[int]) -> set[tuple[int, int]]:
    """Of these people the pairs (lower id first) of whom it was said that they are two."""
    wanted = list(ids)
    rows = book.rows(f"SELECT person_id, other_id FROM apart WHERE person_id IN ({marks(wanted)})", *wanted)
    return {(int(row[0]), int(row[1])) for row in rows}


def move_apart(changes: Changes, kept_id: int, other_id: int) -> None:
    """Who was told apart from the other record is told apart from the kept one, of which it becomes a part."""
    book = changes.book
    for row_id, low, high, at in book.rows(
        "SELECT id, person_id, other_id, at FROM apart WHERE person_id = ? OR other_id = ?", other_id, other_id
    ):
        changes.delete("apart", row_id)
        third = high if low == other_id else low
        pair = tuple(sorted((kept_id, third)))
        if third != kept_id and not book.value("SELECT 1 FROM apart WHERE person_id = ? AND other_id = ?", *pair):
            changes.insert("apart", person_id=pair[0], other_id=pair[1], at=at)
