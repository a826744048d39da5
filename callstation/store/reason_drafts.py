"""A reason that is being written, kept from its first letter until it is stored or dropped."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from callstation.store.book import Book, dumps, epoch, loads


def read(book: Book, caller: str, about: int) -> dict[str, Any]:
    """What stood in the form of the reason ``about`` (0: a new one) when it was left in a hurry; {} for nothing."""
    row = book.one("SELECT form FROM reason_draft WHERE caller = ? AND about = ?", caller, about)
    return dict(loads(row[0])) if row else {}


def write(book: Book, caller: str, about: int, form: Mapping[str, object], now: datetime) -> None:
    """Keep what stands in the form."""
    with book.transaction():
        book.run(
            "INSERT INTO reason_draft (caller, about, form, at) VALUES (?, ?, ?, ?) ON CONFLICT (caller, about) "
            "DO UPDATE SET form = excluded.form, at = excluded.at",
            caller,
            about,
            dumps(form),
            epoch(now),
        )


def drop(book: Book, caller: str, about: int) -> None:
    """It was stored, or is not wanted."""
    with book.transaction():
        book.run("DELETE FROM reason_draft WHERE caller = ? AND about = ?", caller, about)


def forget_person(book: Book, person_id: int) -> None:
    """Somebody is about to be erased: what was being written for them, or names them, goes with them. Use inside a
    transaction."""
    name = str(book.value("SELECT name FROM person WHERE id = ?", person_id) or "").casefold()
    for draft_id, form in book.rows("SELECT id, form FROM reason_draft"):
        kept = loads(form)
        words = " ".join(v for v in kept.values() if isinstance(v, str)).casefold()
        if (name and name in words) or person_id in kept.get("people", ()):
            book.run("DELETE FROM reason_draft WHERE id = ?", draft_id)
