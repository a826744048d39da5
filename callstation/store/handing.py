"""Whose promises and agreed steps somebody's are, and giving them to a colleague."""

from __future__ import annotations

from datetime import datetime

from callstation.errors import NotFoundError
from callstation.store.book import Book, epoch
from callstation.store.changes import Changes, take_back

HAND_OVER = "hand-over"
"""The verb of an undo that gives them back."""
_OPEN = {"promise": "status IN ('open', 'broken')", "step": "status = 'open'"}


def hand_over(book: Book, person_id: int, to: str, now: datetime, *, session_id: int | None = None) -> int:
    """Make everything promised to or agreed with this person ``to``'s to keep; how many words that changed."""
    with book.transaction():
        changes = Changes(book)
        count = 0
        for table, still_stands in _OPEN.items():
            for row in book.rows(
                f"SELECT id FROM {table} WHERE person_id = ? AND {still_stands} AND caller <> ? ORDER BY id",
                person_id,
                to,
            ):
                changes.update(table, row[0], caller=to)
                count += 1
        if count:
            changes.store(HAND_OVER, person_id=person_id, session_id=session_id, entry_id=None, now=now)
    return count


def take_over_back(book: Book, person_id: int, now: datetime) -> None:
    """Undo the newest handing over of this person's. Raises NotFoundError where there is none."""
    row = book.one(
        "SELECT id, changes FROM undo WHERE person_id = ? AND verb = ? AND undone_at IS NULL ORDER BY id DESC LIMIT 1",
        person_id,
        HAND_OVER,
    )
    if row is None:
        raise NotFoundError("nothing of theirs was handed over")
    with book.transaction():
        take_back(book, row[1])
        book.run("UPDATE undo SET undone_at = ? WHERE id = ?", epoch(now), row[0])
