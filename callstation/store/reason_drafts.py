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
