"""Pairs of people who may be one: looked for over the whole book, off the hot path."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from callstation.model.people import Prospect
from callstation.rules.duplicates import likely_same
from callstation.store.apart import known_apart
from callstation.store.book import Book
from callstation.store.reading import people

SHARED_BY = 4
"""More people than this at one number or address are a switchboard or an info@, not one person."""
AT_ONE_COMPANY = 60
_GROUPS = 2_000
"""Groups of people that are compared, of each sort, at most."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two who may be one, and why, in a few words; the one who came in first is ``first``."""

    first: Prospect
    second: Prospect
    why: str


def probable_duplicates(book: Book, limit: int = 100) -> list[Pair]:
    """At most ``limit`` pairs, those who share a number or an address first; none of whom it was said that they are
    two."""
    found: dict[tuple[int, int], Pair] = {}
    for ids in _groups(book):
        apart = known_apart(book, ids)
        for one, other in combinations(people(book, ids), 2):
            key = (min(one.id, other.id), max(one.id, other.id))
            if key in found or key in apart:
                continue
            why = likely_same(one, other)
            if why:
                first, second = (one, other) if one.id < other.id else (other, one)
                found[key] = Pair(first, second, why)
                if len(found) >= limit:
                    return list(found.values())
    return list(found.values())


def _groups(book: Book) -> Iterator[list[int]]:
    """Ids of people who have something in common, a few at a time."""
    for table, key, person, most in (
        ("phone", "number", "person_id", SHARED_BY),
        ("email", "lower(address)", "person_id", SHARED_BY),
        ("person", "name", "id", AT_ONE_COMPANY),
        ("person", "lower(company)", "id", AT_ONE_COMPANY),
    ):
        # One walk through the table each: company has no index, and nothing else needs one.
        ids = f"group_concat(DISTINCT {person})" if book.sqlite else f"string_agg(DISTINCT {person}::text, ',')"
        for row in book.rows(
            f"SELECT {ids} FROM {table} WHERE {key} <> '' GROUP BY {key} "
            f"HAVING count(DISTINCT {person}) BETWEEN 2 AND ? LIMIT ?",
            most,
            _GROUPS,
        ):
            yield sorted(map(int, row[0].split(",")))
