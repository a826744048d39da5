"""When a person may be called: their window, in their own time (practice F6; no legal advice).

Hours are half-open: start <= local time < end. The default is 9:00 to 20:00, Monday to Saturday.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from callstation.errors import UsageError
from callstation.model.cards import Window

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class Hours:
    """Calling hours: from ``start`` to ``end`` on ``days`` (0 is Monday), all local."""

    start: time = time(9, 0)
    end: time = time(20, 0)
    days: frozenset[int] = frozenset(range(6))

    def __str__(self) -> str:
        end = "24:00" if self.end == time.max else f"{self.end.hour}:{self.end:%M}"
        return f"{self.start.hour}:{self.start:%M}-{end} {days_words(self.days)}"


DEFAULT = Hours()

RING_BEFORE = timedelta(minutes=5)
"""An agreed hour comes up a little before it strikes."""

_HOURS = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(?:-|–|to)\s*(\d{1,2})(?:[:.](\d{2}))?(?:\s+([a-z ,-]{3,40}))?")


@lru_cache(maxsize=1024)
def read_hours(text: str, default: Hours = DEFAULT) -> Hours:
    """``7:30-18:00 mon-fri`` as hours; '' is ``default``; days left out are the default's.

    Raises UsageError naming what could not be read.
    """
    wanted = " ".join(text.lower().split())
    if not wanted:
        return default
    found = _HOURS.fullmatch(wanted)
    if not found:
        raise UsageError(f"calling hours {text!r} cannot be read: write them like 9:00-18:00 mon-fri")
    h1, m1, h2, m2, days = found.groups()
    end_of_day = (int(h2), int(m2 or 0)) == (24, 0)
    try:
        start = time(int(h1), int(m1 or 0))
        end = time.max if end_of_day else time(int(h2), int(m2 or 0))
    except ValueError:
        raise UsageError(f"calling hours {text!r} name an hour that no clock shows") from None
    if start >= end:
        raise UsageError(f"calling hours {text!r} end before they begin")
    return Hours(start, end, _read_days(days, text) if days else default.days)


def _read_days(words: str, text: str) -> frozenset[int]:
    days: set[int] = set()
    for part in re.split(r"[ ,]+", words.strip()):
        ends = [_day(name) for name in part.split("-")]
        if -1 in ends or len(ends) > 2:
            raise UsageError(f"calling hours {text!r}: {part!r} is no day of the week (mon, tue, ... or mon-fri)")
        first, last = ends[0], ends[-1]
        days.update((first + i) % 7 for i in range((last - first) % 7 + 1))
    return frozenset(days)


def _day(name: str) -> int:
    """The weekday of a name or its beginning (``thu``, ``thurs``), -1 for anything else."""
    return next((n for n, day in enumerate(_DAYS) if len(name) >= 3 and day.startswith(name)), -1)


def days_words(days: frozenset[int]) -> str:
    """``mon-sat``, or ``mon,wed`` where there are gaps."""
    ordered = sorted(days)
    if len(ordered) > 1 and ordered == list(range(ordered[0], ordered[-1] + 1)):
        return f"{_DAYS[ordered[0]][:3]}-{_DAYS[ordered[-1]][:3]}"
    return ",".join(_DAYS[d][:3] for d in ordered)


@lru_cache(maxsize=2048)
def zone_of(name: str) -> ZoneInfo:
    """The zone of an IANA name. Raises UsageError for a name that no database knows."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UsageError(f"{name!r} is no time zone: write one like America/Phoenix") from None


def opening_on(day: date, hours: Hours, zone: str) -> datetime:
    """The first moment (UTC) of ``day`` at which the window is open, whatever the weekday."""
    return datetime.combine(day, hours.start, zone_of(zone)).astimezone(UTC)


def end_of_day(day: date, zone: str) -> datetime:
    """The moment (UTC) at which ``day`` is over in ``zone``."""
    return datetime.combine(day + timedelta(days=1), time(0), zone_of(zone)).astimezone(UTC)


def next_opening(hours: Hours, zone: str, after: datetime) -> datetime:
    """The first moment (UTC) at or after ``after`` at which the window is open."""
    local = after.astimezone(zone_of(zone))
    if local.weekday() in hours.days and hours.start <= local.time() < hours.end:
        return after.astimezone(UTC)
    day = local.date()
    if not (local.weekday() in hours.days and local.time() < hours.start):
        day += timedelta(days=1)
    while day.weekday() not in hours.days:
        day += timedelta(days=1)
    return opening_on(day, hours, zone)


def look(hours: Hours, zone: str, now: datetime, *, own_zone: str) -> Window:
    """The window at ``now`` for a person in ``zone`` ('' unknown: ``own_zone`` is used, and it says so)."""
    used = zone or own_zone
    there = zone_of(used)
    local = now.astimezone(there)
    is_open = local.weekday() in hours.days and hours.start <= local.time() < hours.end
    closes = opens = None
    why = ""
    if is_open:
        closes = local.replace(hour=hours.end.hour, minute=hours.end.minute, second=0, microsecond=0)
        if hours.end == time.max:
            closes = datetime.combine(local.date() + timedelta(days=1), time(0), there)
    else:
        opens = next_opening(hours, used, now).astimezone(there)
        why = f"calling hours are {hours}"
    return Window(open=is_open, zone=used, zone_known=bool(zone), local=local, closes=closes, opens=opens, why=why)
