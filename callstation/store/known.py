"""Whether somebody who is being typed in may be in the book already."""

from __future__ import annotations

from collections.abc import Iterable

from callstation.rules.same_person import folded
from callstation.store import words
from callstation.store.book import Book
from callstation.store.reading import marks, people

MOST = 8
"""People of one name who are looked at."""


def with_number(book: Book, numbers: Iterable[str]) -> list[int]:
    """Ids of people who have one of these numbers (E.164)."""
    return _ids(book, "SELECT DISTINCT person_id FROM phone WHERE number <> '' AND number", [n for n in numbers if n])


def with_address(book: Book, addresses: Iterable[str]) -> list[int]:
    """Ids of people who have one of these email addresses, however they are written."""
    wanted = [a.lower() for a in addresses]
    return _ids(book, "SELECT DISTINCT person_id FROM email WHERE lower(address)", wanted)


def named(book: Book, name: str) -> list[int]:
    """Ids of people of exactly this name, whatever its case and accents."""
    wanted = folded(name)
    if not wanted:
        return []
    return [p.id for p in people(book, words.find_people(book, name, MOST)) if folded(p.name) == wanted]


def barred(book: Book, numbers: Iterable[str]) -> bool:
    """Whether one of these numbers is on the do-not-call list."""
    wanted = [n for n in numbers if n]
    if not wanted:
        return False
    return book.value(f"SELECT 1 FROM do_not_call WHERE number IN ({marks(wanted)}) LIMIT 1", *wanted) is not None


def _ids(book: Book, sql: str, values: list[str]) -> list[int]:
    return [r[0] for r in book.rows(f"{sql} IN ({marks(values)}) LIMIT {MOST}", *values)] if values else []
