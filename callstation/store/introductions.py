"""Introductions in the book: who seeks and offers what, and an introduction counted as given to both (H1, H2)."""

from __future__ import annotations

from datetime import datetime

from callstation.model.calls import EntryKind
from callstation.model.people import Standing
from callstation.rules.introductions import Seeker
from callstation.store import words
from callstation.store.book import Book, epoch
from callstation.store.changes import Changes
from callstation.store.reading import marks

MOST = 5_000
"""People whose wishes are compared; the newest first, should there ever be more."""
_CALLABLE = tuple(str(s) for s in Standing if s.callable)


def seekers(book: Book) -> list[Seeker]:
    """Everybody who may be called and has said what they seek or offer, and others with a trade that they may seek.

    Looks through the whole book for the first, and takes the newest of the second.
    """
    found: list[Seeker] = []
    for wishing in ("(seeks <> '' OR offers <> '')", "seeks = '' AND offers = ''"):
        rows = book.rows(
            "SELECT id, name, company, seeks, offers, title, industry FROM person "
            f"WHERE {wishing} AND standing IN ({marks(_CALLABLE)}) ORDER BY id DESC LIMIT ?",
            *_CALLABLE,
            MOST - len(found),
        )
        found += [Seeker(r[0], r[1], r[2], r[3], r[4], ", ".join(t for t in r[5:] if t)) for r in rows]
    return found


def give_to_both(changes: Changes, person_id: int, other_id: int, at: datetime) -> int:
    """Count an introduction that was just used with one of the two as given to the other as well; what it counts for
    the first: 0 where the two were introduced before, and both have it already.

    The other's history says so. Use inside the transaction that stores the call, before its use is noted.
    """
    book = changes.book
    if _introduced(book, person_id, other_id):
        return 0
    row = book.one("SELECT given, zone FROM person WHERE id = ?", other_id)
    name = book.value("SELECT name FROM person WHERE id = ?", person_id)
    if row is not None:
        changes.update("person", other_id, given=row[0] + 1)
        note = f"introduced to {name}, in a call with them"
        entry_id = changes.insert(
            "entry", person_id=other_id, at=epoch(at), kind=str(EntryKind.NOTE), zone=row[1], note=note
        )
        words.put_note(book, entry_id, other_id, note)
    return 1


def _introduced(book: Book, one: int, other: int) -> bool:
    sql = (
        "SELECT 1 FROM reason_use u JOIN reason r ON r.id = u.reason_id "
        "WHERE u.person_id = ? AND r.client_id = ? AND r.kind = 'introduction' LIMIT 1"
    )
    return any(book.value(sql, *pair) is not None for pair in ((one, other), (other, one)))
