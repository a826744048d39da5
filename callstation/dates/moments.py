"""A day and an hour in somebody's zone made a moment, and the arithmetic of days, months and working days."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from callstation.dates.words import DAYS, MONTHS
from callstation.errors import DateNotUnderstoodError, NotFoundError

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class When:
    """What a phrase means, on the calendar and the clock of the zone in which it was read."""

    day: date
    hour: time | None
    """Local, to the minute; None where no hour was named ("before 10" names none). ``fold`` is 1 only where the
    second of two equal hours (the night when clocks go back) is meant, because the first has passed."""
    whose: str = ""
    """'their' or 'mine' where the phrase says whose time it is in, else ''."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A day in ``zone`` (an IANA name), and the moment (aware UTC) where an hour was named."""

    day: date
    at: datetime | None
    zone: str


def zone_named(name: str) -> ZoneInfo:
    """The zone called ``name`` (IANA). Raises NotFoundError where there is none."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise NotFoundError(
            f"There is no time zone called {name[:60]!r}: write it like America/Phoenix or Europe/Berlin"
        ) from None


def resolve(when: When, zone: str) -> Moment:
    """``when`` in ``zone`` as a moment.

    An hour that comes twice (clocks go back) is its first. Raises DateNotUnderstoodError for an hour that the
    night does not have (clocks go forward): zoneinfo would move it silently. NotFoundError for an unknown zone.
    """
    place = zone_named(zone)
    if when.hour is None:
        return Moment(when.day, None, zone)
    wall = datetime.combine(when.day, when.hour)
    at = wall.replace(tzinfo=place).astimezone(UTC)
    back = at.astimezone(place).replace(tzinfo=None)
    if back != wall:
        hour = f"{wall:%H:%M}"
        day = f"{DAYS[wall.weekday()]} {wall.day} {MONTHS[wall.month - 1]} {wall.year}"
        raise DateNotUnderstoodError(
            f"There is no {hour} on {day} in {zone}: the clocks go forward over it; say {back:%H:%M}, or another hour",
            word=hour,
        )
    return Moment(when.day, at, zone)


def add_months(day: date, n: int) -> date:
    """``n`` months after ``day`` (before it, where negative); a day the month lacks becomes its last.

    31 January and one month is 28 February, or the 29th in a leap year. Raises ValueError beyond the years 1-9999.
    """
    months = day.year * 12 + day.month - 1 + n
    year, month = divmod(months, 12)
    if not 1 <= year <= 9999:
        raise ValueError("beyond the calendar")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def add_working_days(day: date, n: int, holidays: Collection[date] = ()) -> date:
    """The ``n``-th working day (Monday to Friday, no holiday) after ``day``, or before it where ``n`` is negative.

    With ``n`` 0: ``day`` itself where it is a working day, else the next one.
    """
    step = timedelta(days=-1 if n < 0 else 1)
    if n == 0:
        while not _works(day, holidays):
            day += step
        return day
    for _ in range(abs(n)):
        day += step
        while not _works(day, holidays):
            day += step
    return day


def _works(day: date, holidays: Collection[date]) -> bool:
    return day.weekday() < _SATURDAY and day not in holidays
