"""How days and hours are read back on the screen, and how they are spoken in a script.

What ``short_day`` and ``clock_hour`` write is understood by ``read_when`` as the same day and hour.
Names of days and months are English by our own table: ``strftime`` would follow the machine's locale.
"""

from __future__ import annotations

from datetime import date, datetime, time

from callstation.dates.moments import zone_named
from callstation.dates.words import DAYS, MONTHS
from callstation.text import count_of

# Beyond this many days a day and month without a year could be taken for the wrong year.
YEARLESS_DAYS = 300
_FEW_DAYS = 6
_DAYS_IN_WORDS = 14
_WEEKS_IN_WORDS = 92
_MONTHS_IN_WORDS = 730


def short_day(day: date, today: date) -> str:
    """``Thu 26 Nov``, with the year where it is more than 300 days from ``today``."""
    text = f"{DAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1][:3]}"
    return text if abs((day - today).days) <= YEARLESS_DAYS else f"{text} {day.year}"


def spoken_day(day: date) -> str:
    """``Thursday the 26th``: for a day soon enough that the month goes without saying."""
    return f"{DAYS[day.weekday()]} the {ordinal(day.day)}"


def spoken_day_long(day: date) -> str:
    """``Thursday, November 26th``."""
    return f"{DAYS[day.weekday()]}, {MONTHS[day.month - 1]} {ordinal(day.day)}"


def ordinal(number: int) -> str:
    """``1st``, ``22nd``, ``13th``."""
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{({1: 'st', 2: 'nd', 3: 'rd'}).get(number % 10, 'th')}"


def clock_hour(at: datetime | time) -> str:
    """``7:30``, ``14:05``: 24 hours; before 7:00 with a zero (``06:30``), since 6:30 is read as evening."""
    return f"{at.hour}:{at.minute:02d}" if at.hour >= 7 else f"{at.hour:02d}:{at.minute:02d}"


def spoken_hour(at: datetime | time) -> str:
    """``7:30 in the morning``, ``noon``, ``4 in the afternoon``, ``8:15 in the evening``, ``12:30 at night``."""
    if (at.hour, at.minute) == (12, 0):
        return "noon"
    if (at.hour, at.minute) == (0, 0):
        return "midnight"
    twelve = at.hour % 12 or 12
    clock = f"{twelve}:{at.minute:02d}" if at.minute else str(twelve)
    if at.hour == 0:
        return f"{clock} at night"
    if at.hour < 12:
        return f"{clock} in the morning"
    return f"{clock} in the afternoon" if at.hour < 18 else f"{clock} in the evening"


def both_zones(at_utc: datetime, their_zone: str, my_zone: str, place: str = "", today: date | None = None) -> str:
    """A moment for both: ``Thu 26 Nov 7:30 for them in Phoenix, 9:30 here``.

    Said once (``Thu 26 Nov 7:30``) where both clocks show the same; the day twice where the days differ. The
    year is added where it is far from ``today``. Raises NotFoundError for an unknown zone.
    """
    theirs = at_utc.astimezone(zone_named(their_zone))
    mine = at_utc.astimezone(zone_named(my_zone))
    first = f"{short_day(theirs.date(), today or theirs.date())} {clock_hour(theirs)}"
    if theirs.utcoffset() == mine.utcoffset():
        return first
    here = clock_hour(mine)
    if mine.date() != theirs.date():
        here = f"{short_day(mine.date(), today or mine.date())} {here}"
    where = f" in {place}" if place else ""
    return f"{first} for them{where}, {here} here"


def relative_day(day: date, today: date) -> str:
    """``today``, ``tomorrow``, ``yesterday``, ``in 3 days`` (up to six), else ``Thu 26 Nov``."""
    away = (day - today).days
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}.get(away)
    if near:
        return near
    return f"in {away} days" if 1 < away <= _FEW_DAYS else short_day(day, today)


def ago(then: date, today: date) -> str:
    """``today``, ``yesterday``, ``3 days ago``, ``9 weeks ago``; a day to come as ``relative_day`` says it."""
    away = (today - then).days
    if away < 0:
        return relative_day(then, today)
    return {0: "today", 1: "yesterday"}.get(away) or f"{span_words(away)} ago"


def span_words(days: int) -> str:
    """A number of days as one says it: ``9 days``, ``9 weeks``, ``5 months``, ``2 years`` (rounded down)."""
    if days < _DAYS_IN_WORDS:
        return count_of(days, "day")
    if days < _WEEKS_IN_WORDS:
        return count_of(days // 7, "week")
    if days < _MONTHS_IN_WORDS:
        return count_of((days * 12 + 6) // 365, "month")  # 152 days are five months, as from March to August
    return count_of(days // 365, "year")
