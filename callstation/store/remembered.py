"""What the book remembers for the program itself, by name; nothing of it is the user's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date

from callstation.errors import StoreError
from callstation.rules.days_off import DaysOff, from_library
from callstation.store.book import Book, dumps, loads


def recall(book: Book, name: str) -> str | None:
    """What is remembered under ``name``, None for nothing."""
    found = book.value("SELECT value FROM remembered WHERE name = ?", name)
    return None if found is None else str(found)


def remember(book: Book, name: str, value: str) -> None:
    """Remember ``value`` instead of what was there. Use inside a transaction."""
    book.run(
        "INSERT INTO remembered (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        name,
        value,
    )


def days_off(
    book: Book, look_up: Callable[[str, int], Mapping[date, str]] = from_library, *, version: str = ""
) -> DaysOff:
    """Public holidays that are looked up once for each book: the library takes a tenth of a second to import.

    ``version`` is that of the program: what another one looked up is looked up anew.
    """

    def kept(place: str, year: int) -> Mapping[date, str]:
        name = f"holidays {place} {year} {version}"
        with suppress(StoreError):
            found = recall(book, name)
            if found is not None:
                return {date.fromisoformat(day): words for day, words in loads(found).items()}
        days = look_up(place, year)
        if not book.read_only and not book.storing:  # a fault here is no reason to lose what is being stored
            with suppress(StoreError), book.transaction():
                remember(book, name, dumps({day.isoformat(): words for day, words in days.items()}))
        return days

    return DaysOff(kept)
