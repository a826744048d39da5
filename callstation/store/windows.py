"""Window groups: people who share zones, law and hours, so that the queue looks at each window once.

A person's group follows from what their record says (see places/candidates.py and rules/laws.py) and is kept true to
it with every change. What the caller's settings add is read when a group is looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from callstation.rules.laws import law_key
from callstation.store.book import Book, Row

if TYPE_CHECKING:
    from callstation.rules.calling_hours import Hours
    from callstation.rules.frame import Frame


class Group(NamedTuple):
    """People who share zones (names with spaces between, the likeliest first, '' unknown), hours and law."""

    id: int
    zone: str
    hours: str
    law: str

    @property
    def zones(self) -> tuple[str, ...]:
        """Every zone in which they may be, the likeliest first."""
        return tuple(self.zone.split())

    def likeliest(self, frame: Frame) -> str:
        """The zone in which they are most likely; the caller's where nothing tells."""
        return self.zone.partition(" ")[0] or frame.zone

    def window(self, frame: Frame) -> Hours:
        """When they may be called."""
        return frame.hours_for(self.hours, self.law, self.zones)


def groups(book: Book) -> list[Group]:
    """All window groups: as many as there are combinations of zones, hours and law."""
    return [Group(*r) for r in book.rows("SELECT id, zone, hours, law FROM window_group ORDER BY id")]


def group_id(
    book: Book, zone: str, source: str, region: str, country: str, hours: str, numbers: Iterable[str] = ()
) -> int:
    """The id of the group of somebody of whom this is known; made if new. ``hours`` are their own, as written."""
    from callstation.places.candidates import candidates, starts  # late: a list of people does without its tables

    found = candidates(zone, source, region, country, starts(numbers))
    return window_group(book, " ".join(found.zones), " ".join(hours.lower().split()), law_key(found.places))


def window_group(book: Book, zone: str, hours: str, law: str) -> int:
    """The id of the group with these words; made if new."""
    sql = "SELECT id FROM window_group WHERE zone = ? AND hours = ? AND law = ?"
    found = book.value(sql, zone, hours, law)
    if found is None:
        # Another program may make the same group at the same time.
        book.run(
            "INSERT INTO window_group (zone, hours, law) VALUES (?, ?, ?) ON CONFLICT (zone, hours, law) DO NOTHING",
            zone,
            hours,
            law,
        )
        found = book.value(sql, zone, hours, law)
    return int(found)


_PEOPLE = (
    "SELECT p.id, p.window_group_id, p.zone, p.zone_source, p.region, p.country, p.hours, "
    "coalesce(f.number, '') FROM person p LEFT JOIN phone f ON f.person_id = p.id AND f.number <> '' "
    "AND f.kind <> 'fax' "
)


def group_of(book: Book, person_id: int) -> int:
    """The group to which somebody belongs, from their record as it stands now; made if new."""
    rows = book.rows(_PEOPLE + "WHERE p.id = ?", person_id)
    return _group_of_rows(book, rows)


def _group_of_rows(book: Book, rows: Sequence[Row]) -> int:
    """The group of one person, of whom ``rows`` are one for each number."""
    _, _, zone, source, region, country, hours, _ = rows[0]
    return group_id(book, zone, source, region, country, hours, [r[7] for r in rows])


def regroup(book: Book, person_id: int) -> None:
    """Put somebody into the group to which they belong now. Use inside a transaction."""
    book.run("UPDATE person SET window_group_id = ? WHERE id = ?", group_of(book, person_id), person_id)


BATCH = 5_000
"""People regrouped between two looks at how far it is."""


def regroup_all(book: Book, told: Callable[[int], None] = lambda _done: None) -> None:
    """Put everybody into their groups; ``told`` hears after each batch how many are. Use inside a transaction."""
    done, last, looked_at = 0, 0, -1
    while looked_at:
        last, looked_at = _regroup_some(book, last)
        done += looked_at
        told(done)


def _regroup_some(book: Book, after: int) -> tuple[int, int]:
    """Put the next people by id after ``after`` into their groups; (the last id looked at, how many were).

    Use inside a transaction.
    """
    from callstation.places.candidates import starts

    last = book.value(
        "SELECT max(id) FROM (SELECT id FROM person WHERE id > ? ORDER BY id LIMIT ?) AS batch", after, BATCH
    )
    if last is None:
        return after, 0
    people: dict[int, list[Row]] = {}
    for row in book.rows(_PEOPLE + "WHERE p.id > ? AND p.id <= ?", after, last):
        people.setdefault(row[0], []).append(row)
    known: dict[tuple[object, ...], int] = {}
    for person_id, rows in people.items():
        key = (*rows[0][2:7], starts(r[7] for r in rows))
        if key not in known:
            known[key] = _group_of_rows(book, rows)
        if known[key] != rows[0][1]:
            book.run("UPDATE person SET window_group_id = ? WHERE id = ?", known[key], person_id)
    return int(last), len(people)
