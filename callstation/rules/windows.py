"""When a person may be called: their window, in their own time (practice F6; no legal advice).

A window is open where the law of the place and the hours of caller and person are all open, in every zone in which
the person may be.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from callstation.errors import UsageError
from callstation.model.windows import Window
from callstation.rules.calling_hours import DEFAULT, Hours, Interval, Limit, days_words, read_hours

__all__ = [
    "DEFAULT",
    "RING_BEFORE",
    "Hours",
    "days_words",
    "end_of_day",
    "is_open",
    "look",
    "next_opening",
    "open_on",
    "opening_on",
    "read_hours",
    "zone_of",
]

RING_BEFORE = timedelta(minutes=5)
"""An agreed hour comes up a little before it strikes."""
LOOK_AHEAD = 21
"""Days in which an opening is looked for: more than any run of holidays and weekends."""
_MINUTE = timedelta(minutes=1)
_DAY = timedelta(days=1)


@lru_cache(maxsize=2048)
def zone_of(name: str) -> ZoneInfo:
    """The zone of an IANA name. Raises UsageError for a name that no database knows."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UsageError(f"{name!r} is no time zone: write one like America/Phoenix") from None


def midnight(day: date, zone: str) -> datetime:
    """The moment (UTC) at which ``day`` begins in ``zone``."""
    return datetime.combine(day, time(0), zone_of(zone)).astimezone(UTC)


def end_of_day(day: date, zone: str) -> datetime:
    """The moment (UTC) at which ``day`` is over in ``zone``."""
    return midnight(day + _DAY, zone)


def opening_on(day: date, hours: Hours, zone: str) -> datetime:
    """The first moment (UTC) of ``day`` at which the window is open; at their usual hour where the day is closed."""
    first = hours.span(day)[0]
    return datetime.combine(day, time(first // 60, first % 60), zone_of(zone)).astimezone(UTC)


def is_open(hours: Hours, zone: str, now: datetime) -> bool:
    """Whether the window is open at ``now`` (aware), in ``zone`` and every other zone that is possible."""
    return all(_within(hours.on(local.date()), local) for local in _locals(hours, zone, now))


def _locals(hours: Hours, zone: str, now: datetime) -> Iterable[datetime]:
    return (now.astimezone(zone_of(z)) for z in (zone, *hours.also))


def _within(spans: tuple[Interval, ...], local: datetime) -> bool:
    minute = local.hour * 60 + local.minute
    return any(start <= minute < end for start, end in spans)


def next_opening(hours: Hours, zone: str, after: datetime) -> datetime | None:
    """The first moment (UTC) at or after ``after`` at which the window is open; None where no week has one."""
    moment = after.astimezone(UTC)
    last = moment + LOOK_AHEAD * _DAY
    zones = (zone, *hours.also)
    while moment <= last:
        openings = [_next_in(hours, z, moment) for z in zones]
        found = [o for o in openings if o is not None]
        if len(found) < len(zones):
            return None
        latest = max(found)
        if latest == moment:
            return moment
        moment = latest
    return None


def _next_in(hours: Hours, zone: str, after: datetime) -> datetime | None:
    """The same for one zone alone."""
    day = after.astimezone(zone_of(zone)).date()
    for ahead in range(LOOK_AHEAD):
        for start, end in _spans(hours, day + ahead * _DAY, zone):
            if end > after:
                return max(start, after)
    return None


def _spans(hours: Hours, day: date, zone: str) -> list[tuple[datetime, datetime]]:
    """The moments (UTC) from and to which it is open on ``day`` in ``zone``, in order."""
    wanted = hours.on(day)
    if not wanted:
        return []
    begin, end = midnight(day, zone), end_of_day(day, zone)
    if end - begin == _DAY:
        return [(begin + a * _MINUTE, begin + b * _MINUTE) for a, b in wanted]
    return list(_scanned(wanted, day, zone))


@lru_cache(maxsize=256)
def _scanned(wanted: tuple[Interval, ...], day: date, zone: str) -> tuple[tuple[datetime, datetime], ...]:
    """On a day on which clocks change an hour is missing or comes twice: it is looked at minute by minute."""
    there = zone_of(zone)
    found: list[tuple[datetime, datetime]] = []
    moment, end = midnight(day, zone), end_of_day(day, zone)
    while moment < end:
        if _within(wanted, moment.astimezone(there)):
            if found and found[-1][1] == moment:
                found[-1] = (found[-1][0], moment + _MINUTE)
            else:
                found.append((moment, moment + _MINUTE))
        moment += _MINUTE
    return tuple(found)


def open_on(hours: Hours, day: date, zone: str) -> list[tuple[datetime, datetime]]:
    """The moments (UTC) from and to which it is open on ``day`` in ``zone``, in every zone that is possible."""
    found = _spans(hours, day, zone)
    for other in hours.also:
        # A day there begins earlier or later: the days around it may reach into this one.
        around = [span for n in (-1, 0, 1) for span in _spans(hours, day + n * _DAY, other)]
        found = [(max(a, c), min(b, d)) for a, b in found for c, d in around if max(a, c) < min(b, d)]
    return found


def _closing(hours: Hours, zone: str, now: datetime) -> datetime:
    """When (UTC) a window that is open at ``now`` closes, at midnight at the latest."""
    ends = []
    for z in (zone, *hours.also):
        day = now.astimezone(zone_of(z)).date()
        ends += [end for start, end in _spans(hours, day, z) if start <= now < end]
    return min(ends)


def look(hours: Hours, zone: str, now: datetime, *, own_zone: str, zone_known: bool | None = None) -> Window:
    """The window at ``now`` for a person in ``zone`` ('' unknown: ``own_zone`` is used, and it says so).

    ``zone_known`` False where ``zone`` is only the likeliest of several.
    """
    used = zone or own_zone
    there = zone_of(used)
    local = now.astimezone(there)
    open_now = is_open(hours, used, now)
    closes = opens = None
    if open_now:
        closes = _closing(hours, used, now).astimezone(there)
    else:
        found = next_opening(hours, used, now)
        opens = found.astimezone(there) if found else None
    zones = (used, *hours.also)
    return Window(
        open=open_now,
        zone=used,
        zone_known=bool(zone) if zone_known is None else zone_known,
        local=local,
        closes=closes,
        opens=opens,
        why="" if open_now else _why(hours, zones, now),
        zones=zones if hours.also else (),
        holiday=hours.holiday(local.date()),
        beyond=next((w for limit in hours.passed if (w := _shut_by(limit, hours, zones, now))), "") if open_now else "",
    )


def _why(hours: Hours, zones: tuple[str, ...], now: datetime) -> str:
    for limit in hours.limits:
        if words := _shut_by(limit, hours, zones, now):
            return words
    return f"calling hours are {hours}"


def _shut_by(limit: Limit, hours: Hours, zones: tuple[str, ...], now: datetime) -> str:
    """The words of a limit that is shut in one of ``zones``, '' where it is open."""
    for zone in zones:
        local = now.astimezone(zone_of(zone))
        holiday = hours.calendar.name(limit.shut, local.date())
        if holiday or not _within(limit.week[local.weekday()], local):
            where = f", and it may be {local.hour}:{local:%M} for them" if zone != zones[0] else ""
            return f"{limit.words}{f', and today is {holiday}' if holiday else ''}{where}"
    return ""
