"""Who is meant: the one person that an id, a number, an address or a name stands for."""

from __future__ import annotations

from callstation.errors import AmbiguousError, NotFoundError
from callstation.rules.same_person import folded
from callstation.store import words
from callstation.store.book import Book
from callstation.store.reading import people

SHOWN = 5
"""How many are listed where several could be meant."""
LOOKED_AT = 200


def who(book: Book, wanted: str, number: str = "") -> int:
    """The id of the one person that ``wanted`` names; ``number`` is the same as E.164, '' where it is no number.

    A name may be begun (``maria ok``). Raises NotFoundError, or AmbiguousError naming the first few.
    """
    text = wanted.strip()
    if (
        text.isascii()
        and text.isdigit()
        and len(text) < 10
        and book.value("SELECT 1 FROM person WHERE id = ?", int(text))
    ):
        return int(text)
    found = _by_way(book, text, number) or _by_name(book, text)
    if len(found) == 1:
        return found[0]
    if not found:
        raise NotFoundError(
            f"nobody in the book answers to {wanted!r}: give an id, a number, an email or a name "
            "('callstation find' looks for companies and notes, too)"
        )
    several = "; ".join(
        f"{p.id} {p.name}" + (f", {p.company}" if p.company else "") for p in people(book, found[:SHOWN])
    )
    more = f"; and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
    raise AmbiguousError(f"{wanted!r} could be several people: {several}{more}; use the id")


def _by_way(book: Book, text: str, number: str) -> list[int]:
    if number:
        sql = "SELECT DISTINCT person_id FROM phone WHERE number <> '' AND number = ? ORDER BY person_id LIMIT ?"
        return _ids(book, sql, number)
    if "@" not in text:
        return []
    sql = "SELECT DISTINCT person_id FROM email WHERE lower(address) = ? ORDER BY person_id LIMIT ?"
    return _ids(book, sql, text.lower())


def _by_name(book: Book, text: str) -> list[int]:
    exact = _ids(book, "SELECT id FROM person WHERE name = ? ORDER BY id LIMIT ?", text)
    if exact:
        return exact
    asked = folded(text)
    near = {p.id: folded(p.name) for p in people(book, sorted(words.find_names(book, text, LOOKED_AT)))}
    whole = [i for i, name in near.items() if name == asked]
    if whole:
        return whole
    parts = asked.split()
    return [i for i, name in near.items() if parts and all(any(w.startswith(p) for w in name.split()) for p in parts)]


def _ids(book: Book, sql: str, value: str) -> list[int]:
    return [int(row[0]) for row in book.rows(sql, value, LOOKED_AT)]
