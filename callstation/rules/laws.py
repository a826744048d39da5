"""Legal calling hours by country and state or province, as dated data (practice F6). No legal advice.

Most rows were taken from secondary sources; the strictest reading was chosen where they disagree. ``since`` is the
day from which a rule has held, '' where our source does not tell; ``as_of`` is when the row was taken down. A state's
row holds together with its country's. Correct a row here: books notice it at their next start.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from callstation.rules.calling_hours import Limit, read_hours

AS_OF = "2026-11"
_TABLES = "tables of the telephone trade"


@dataclass(frozen=True, slots=True)
class Law:
    """When people of a place may be called. ``hours`` are in words (see calling_hours.py)."""

    place: str
    """``US``, ``US-FL``; '*' for every other country."""
    name: str
    hours: str
    source: str
    since: str = ""
    """ISO 8601."""
    holidays: bool = True
    """Whether calls are allowed on public holidays."""
    statute: bool = True
    """False for a code of practice, or our own careful default."""
    as_of: str = AS_OF

    @property
    def limit(self) -> Limit:
        """The row as a bound of a window, with the words for it."""
        allows = "allows calls" if self.statute else "has a code of practice: calls" if self.place != "*" else ""
        words = f"{self.name} {allows} {self.hours}" if allows else f"{self.name}, calls are for {self.hours}"
        none = "" if self.holidays else ", on no public holiday"
        return Limit(f"{words}{none} ({self.source})", read_hours(self.hours).week, "" if self.holidays else self.place)


ELSEWHERE = "*"

_ROWS = (
    Law("US", "the United States", "8:00-21:00 mon-sun", "47 CFR 64.1200(c)(1); 16 CFR 310.4(c)", "1992-12-20"),
    Law("US-FL", "Florida", "8:00-20:00 mon-sun", "Fla. Stat. 501.616(6)", "2021-07-01"),
    Law("US-OK", "Oklahoma", "8:00-20:00 mon-sun", "15 O.S. 775C.4", "2022-11-01"),
    Law("US-MD", "Maryland", "8:00-20:00 mon-sun", "Stop the Spam Calls Act of 2023", "2024-01-01"),
    Law("US-WA", "Washington", "8:00-20:00 mon-sun", "HB 1497 (2022)", "2022-06-09"),
    Law("US-MA", "Massachusetts", "8:00-20:00 mon-sun", "201 CMR 12"),
    Law("US-AL", "Alabama", "8:00-20:00 mon-sat", _TABLES, holidays=False),
    Law("US-LA", "Louisiana", "8:00-20:00 mon-sat", _TABLES, holidays=False),
    Law("US-MS", "Mississippi", "8:00-20:00 mon-sat", _TABLES),
    Law("US-KY", "Kentucky", "10:00-21:00 mon-sun", _TABLES),
    Law("US-RI", "Rhode Island", "9:00-18:00 mon-fri", _TABLES),
    Law("US-NV", "Nevada", "9:00-20:00 mon-sun", _TABLES),
    Law("US-CT", "Connecticut", "9:00-20:00 mon-sun", f"{_TABLES}; the stricter of two"),
    Law("US-MI", "Michigan", "9:00-21:00 mon-sun", _TABLES),
    Law("US-MN", "Minnesota", "9:00-21:00 mon-sun", _TABLES),
    Law("US-NM", "New Mexico", "9:00-21:00 mon-sun", _TABLES),
    Law(
        "CA", "Canada", "9:00-21:30 mon-fri; 10:00-18:00 sat,sun", "CRTC Unsolicited Telecommunications Rules",
        "2008-09-30",
    ),
    Law(
        "AU", "Australia", "9:00-20:00 mon-fri; 9:00-17:00 sat",
        "Telecommunications (Telemarketing and Research Calls) Industry Standard", holidays=False,
    ),
    Law("FR", "France", "10:00-13:00, 14:00-20:00 mon-fri", "decree 2022-1313", "2023-03-01", holidays=False),
    Law("GB", "the United Kingdom", "8:00-21:00 mon-fri; 9:00-21:00 sat,sun", "DMA code", statute=False),
    Law(
        ELSEWHERE, "where we know no law", "9:00-20:00 mon-sat", "callstation's careful default", statute=False,
    ),
)  # fmt: skip

LAWS = {law.place: law for law in _ROWS}


def law_key(places: Iterable[str]) -> str:
    """The rows that hold for somebody of whom these ``places`` may be true, as a short text for the book.

    ``US-TX`` has no row of its own and becomes ``US``; '' where nothing is known of where they are.
    """
    rows = {p if p in LAWS else p[:2] if p[:2] in LAWS else ELSEWHERE for p in places}
    return " ".join(sorted(r for r in rows if not any(other.startswith(f"{r}-") for other in rows)))


@cache
def laws_of(key: str, country: str) -> tuple[Law, ...]:
    """The rows of a key, nearest first; ``country`` is the caller's, for people of whom no place is known."""
    found: dict[str, Law] = {}
    for row in (key or law_key([country] if country else [ELSEWHERE])).split():
        for place in (row, row[:2]):
            if place in LAWS:
                found.setdefault(place, LAWS[place])
    return tuple(found.values())


def fingerprint() -> str:
    """Changes with every change of the table, so that a book notices."""
    import zlib

    return f"{zlib.crc32(repr(_ROWS).encode()):08x}"
