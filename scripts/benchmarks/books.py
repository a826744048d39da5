"""Large invented books to measure with: people over six zones, a reason, and a record of calls."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from callstation.model.people import Email, NewPerson, Phone
from callstation.model.reasons import Reason, ReasonKind
from callstation.rules.frame import Frame
from callstation.settings import Me, Region, first_settings, write_first
from callstation.store import reasons
from callstation.store.book import Book
from callstation.store.importing import Importer
from callstation.store.opening import open_book

NOW = datetime(2026, 11, 20, 20, 42, tzinfo=UTC)
"""A Friday, a quarter to four in New York; the clock that a bench passes on as CALLSTATION_NOW."""
ZONES = (
    *("America/Phoenix", "America/New_York", "America/Chicago"),
    *("America/Denver", "America/Los_Angeles", "Europe/Berlin"),
)
CALLS = 10
ME = Me(name="Dana Reed", business="Reed Design", number="(212) 555-0142")
FRAME = Frame(zone="America/New_York", caller=ME.name)


def people(count: int) -> Iterator[NewPerson]:
    """So many people, each with a number that rings nowhere, an address, a company and a tag."""
    for i in range(count):
        first, last = f"First{i % 997}", f"Last{i}"
        yield NewPerson(
            name=f"{first} {last}",
            first_name=first,
            last_name=last,
            company=f"Firm {i % 5003}",
            zone=ZONES[i % len(ZONES)],
            phones=(Phone(f"+1{2_000_000_000 + i}"),),
            emails=(Email(f"p{i}@example.com"),),
            tags=("freight" if i % 3 else "warm",),
        )


def make_book(home: Path, count: int, calls: int = CALLS) -> None:
    """Make the book of ``count`` people in ``home`` unless it is there; ``calls`` entries of history each."""
    if (home / "made").exists():
        return
    home.mkdir(parents=True, exist_ok=True)
    write_first(home / "settings.toml", first_settings(ME, Region("America/New_York", "US")))
    book = open_book("", home / "callstation.db")
    with book.transaction():
        Importer(book, FRAME, "csv", NOW, label="bench").bring(people(count))
        _calls(book, count, calls)
    text = "that the city has moved the deadline for delivery permits to March"
    reasons.add(book, FRAME, Reason(0, ReasonKind.NEWS, text), NOW)
    book.one("PRAGMA wal_checkpoint(TRUNCATE)")
    book.close()
    (home / "made").touch()


def _calls(book: Book, count: int, calls: int) -> None:
    rows = []
    for n in range(calls):
        at = int((NOW - timedelta(days=30 * (calls - n))).timestamp())
        for person_id in range(1, count + 1):
            rows.append(
                {
                    "person_id": person_id,
                    "at": at,
                    "kind": "call",
                    "zone": "America/New_York",
                    "outcome": "no-answer" if n % 3 else "talked",
                    "note": f"asked for number {person_id % 991}" if n % 3 == 0 else "",
                    "caller": ME.name,
                }
            )
            if len(rows) == 10_000:
                book.insert_many("entry", rows)
                rows.clear()
    book.insert_many("entry", rows)


if __name__ == "__main__":
    if len(sys.argv) != 3 or not sys.argv[1].isdigit():
        sys.exit("usage: scripts/make_book PEOPLE FOLDER")
    make_book(Path(sys.argv[2]), int(sys.argv[1]))
