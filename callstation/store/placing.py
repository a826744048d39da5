"""Keeping everybody's stored place in the queue true to their record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from callstation.rules.frame import Frame
from callstation.store.book import Book, epoch
from callstation.store.reading import facts

if TYPE_CHECKING:
    from callstation.rules.queue import Facts, Place


def columns_of(found: Place | None, now: datetime) -> dict[str, object]:
    """The columns of ``person`` that hold a place."""
    if found is None:
        return {"due_at": None, "rank": None, "why": "", "why_at": None, "ready": 0}
    return {
        "due_at": epoch(found.due),
        "rank": found.rank,
        "why": str(found.why),
        "why_at": epoch(found.since),
        "ready": int(found.due <= now),
    }


def replace_place(book: Book, person_id: int, frame: Frame, now: datetime, known: Facts | None = None) -> Place | None:
    """Work the place out anew from the record (or ``known`` facts) and store it. Use inside a transaction."""
    # Late: a list of people is shown without the rule that puts them in order.
    from callstation.rules.queue import place

    found = place(known or facts(book, person_id, frame), frame.patience)
    columns = columns_of(found, now)
    book.run(
        "UPDATE person SET due_at = ?, rank = ?, why = ?, why_at = ?, ready = ? WHERE id = ?",
        *columns.values(),
        person_id,
    )
    return found


def replace_places(book: Book, ids: Sequence[int], frame: Frame, now: datetime) -> None:
    """The same for several people. Use inside a transaction."""
    for person_id in ids:
        replace_place(book, person_id, frame, now)


def sweep(book: Book, frame: Frame, now: datetime) -> int:
    """Bring the queue up to ``now``: who has become due, whose promise was broken; how many changed.

    Costs what has changed since the last time, not what is in the book. Opens its own transaction, and none
    where there is nothing to do.
    """
    if book.read_only:
        return 0
    at = epoch(now)
    # Not DISTINCT: SQLite would walk through all promises by person for it.
    broken = {r[0] for r in book.rows("SELECT person_id FROM promise WHERE status = 'open' AND deadline_at <= ?", at)}
    due = book.value("SELECT 1 FROM person WHERE ready = 0 AND due_at IS NOT NULL AND due_at <= ? LIMIT 1", at)
    if not broken and not due:
        return 0
    with book.transaction():
        if not book.sqlite and not book.value("SELECT pg_try_advisory_xact_lock(7462656)"):
            return 0  # a colleague's workstation is doing just that
        changed = 0
        if broken:
            _tally_broken(book, at)
            book.run(
                "UPDATE promise SET status = 'broken', settled_at = deadline_at "
                "WHERE status = 'open' AND deadline_at <= ?",
                at,
            )
            replace_places(book, sorted(broken), frame, now)
            changed += len(broken)
        changed += book.run("UPDATE person SET ready = 1 WHERE ready = 0 AND due_at IS NOT NULL AND due_at <= ?", at)
    return changed


def _tally_broken(book: Book, at: int | None) -> None:
    from callstation.store.changes import add_tally

    for caller, day, n in book.rows(
        "SELECT caller, day, count(*) FROM promise WHERE status = 'open' AND deadline_at <= ? GROUP BY caller, day",
        at,
    ):
        add_tally(book, day, caller, "promise:broken", n)
