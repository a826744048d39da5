"""Demo books for the tests: built in a file, once for each moment."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from callstation.clock import FixedClock
from callstation.demo.book import build_demo, demo_settings
from callstation.desk.desk import Desk
from callstation.desk.tools import Tools, frame_of
from callstation.scripting.shelf import Shelf
from callstation.store.book import Book
from callstation.store.opening import open_book

SETTINGS = demo_settings()
FRAME = frame_of(SETTINGS)

TUESDAY = datetime(2026, 11, 24, 15, 7, tzinfo=UTC)
"""Ten in the morning for the caller."""
SUNDAY_NIGHT = datetime(2026, 11, 23, 4, 52, tzinfo=UTC)
"""Sunday, eight minutes before midnight for the caller; Monday in Asia."""
SUNDAY_NOON = datetime(2026, 7, 5, 16, 30, tzinfo=UTC)
"""In summer time."""
SATURDAY_EARLY = datetime(2027, 2, 27, 6, 20, tzinfo=UTC)
"""Half past one at night, most of the west asleep, the weekend begun in the east."""
NEW_YEAR = datetime(2028, 1, 1, 9, 3, tzinfo=UTC)
"""A Saturday, and the year is new."""


def built(file: Path, now: datetime) -> Book:
    """The demo's book as of ``now``."""
    book = open_book("", file)
    book.run("PRAGMA synchronous = OFF")  # no test pulls the plug
    build_demo(book, FRAME, now)
    return book


def desk_at(book: Book, now: datetime, scripts: Path) -> Desk:
    """The invented caller's desk."""
    return Desk(Tools(book=book, frame=FRAME, clock=FixedClock(now), shelf=Shelf(scripts), settings=SETTINGS))
