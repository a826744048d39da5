"""Finding anyone while typing: by name, company, number (the last digits too), tag, or words in a note."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from callstation.store import words
from callstation.store.book import Book, Row
from callstation.store.reading import marks

if TYPE_CHECKING:
    from callstation.store.choosing import Chosen

LOOKED_THROUGH = 10_000
"""People who answer to the other words of a search of whom some are chosen."""


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody who answers to what was typed; ``by`` is number, name, note or choice, ``shown`` what matched."""

    id: int
    name: str
    company: str
    standing: str
    by: str
    shown: str


def find(book: Book, typed: str, limit: int = 20) -> list[Found]:
    """People who answer to ``typed``, numbers first, then names and companies and tags, then notes.

    ``tag:``, ``kind:``, ``standing:``, ``company:`` and ``place:`` choose among them, or alone (see choosing.py).
    Raises UsageError where such a word chooses nothing that there is.
    """
    text = typed.strip()[:200]
    if ":" in text:
        from callstation.store.choosing import EVERYBODY, read_words

        chosen, left = read_words(text)
        if chosen != EVERYBODY:
            return _chosen(book, chosen, left, limit)
        text = left or text
    return _find(book, text, limit)


def _chosen(book: Book, chosen: Chosen, text: str, limit: int) -> list[Found]:
    from callstation.store.walking import walk_people  # most searches do without

    by = {f.id: f for f in _find(book, text, LOOKED_THROUGH)} if text else {}
    found: list[Found] = []
    for batch in walk_people(book, chosen, list(by) if text else None):
        found += [by.get(p.id) or Found(p.id, p.name, p.company, str(p.standing), "choice", "") for p in batch]
        if len(found) >= limit:
            break
    return found[:limit]


def _find(book: Book, text: str, limit: int) -> list[Found]:
    if not text:
        return []
    ways: dict[int, str] = {}
    numbers: dict[int, str] = {}
    digits = "".join(c for c in text if c in "0123456789")
    if len(digits) >= 3 and not any(c.isalpha() for c in text):
        numbers = _by_number(book, digits, limit)
        ways.update(dict.fromkeys(numbers, "number"))
    for person_id in words.find_people(book, text, limit):
        ways.setdefault(person_id, "name")
    if len(ways) < limit and len(text) >= 2:
        for person_id in words.find_notes(book, text, limit - len(ways)):
            ways.setdefault(person_id, "note")
    ids = list(ways)[:limit]
    found = []
    for person_id, name, company, standing in _who(book, ids):
        by = ways[person_id]
        shown = ""
        if by == "number":
            shown = numbers[person_id]
        elif by == "note":
            shown = _note_of(book, person_id, text)
        found.append(Found(person_id, name, company, standing, by, shown))
    return found


def _who(book: Book, ids: list[int]) -> Iterator[Row]:
    """(id, name, company, standing) in the order of ``ids``."""
    for start in range(0, len(ids), 300):
        some = ids[start : start + 300]
        rows = book.rows(f"SELECT id, name, company, standing FROM person WHERE id IN ({marks(some)})", *some)
        by_id = {r[0]: r for r in rows}
        yield from (by_id[i] for i in some if i in by_id)


def _by_number(book: Book, digits: str, limit: int) -> dict[int, str]:
    """By the last digits (someone is calling back), by a whole number, or by its beginning; and which number it is.

    A whole number may be written as at home, where it begins with a zero that E.164 leaves out.
    """
    for column, start in (("tail", digits[::-1]), ("tail", digits.lstrip("0")[::-1]), ("number", "+" + digits)):
        if len(start) < 3:
            continue
        # The end is made of digits: what follows 9 depends on the language that PostgreSQL sorts by.
        rows = book.rows(
            f"SELECT person_id, number FROM phone WHERE {column} <> '' AND {column} >= ? AND {column} <= ? "
            f"ORDER BY {column} LIMIT ?",
            start,
            start + "9" * 20,
            limit,
        )
        if rows:
            return dict(rows)
    return {}


def _note_of(book: Book, person_id: int, typed: str) -> str:
    first = typed.split()[0].lower()
    for row in book.rows(
        "SELECT note FROM entry WHERE person_id = ? AND note <> '' ORDER BY id DESC LIMIT 50", person_id
    ):
        note = str(row[0])
        at = note.lower().find(first)
        if at >= 0:
            start = note.rfind(" ", 0, max(0, at - 20)) + 1  # a word is never cut in two
            return ("… " if start else "") + " ".join(note[start : at + 60].split())
    return ""
