"""The promise that a voicemail makes (practice F1): two dates, said exactly and kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from callstation.model.calls import Promise, PromiseStatus
from callstation.rules.calling_hours import Hours
from callstation.rules.frame import Frame
from callstation.rules.windows import end_of_day, open_on, zone_of

WEEKDAYS = frozenset(range(5))
LONGEST = 60
"""Days ahead in which a day is looked for on which all can be kept."""
AT_HAND = (7 * 60, 21 * 60)
"""The caller's day where nothing tells when they call: no promise needs them at midnight."""


def promise_days(today: date, attempts: int, hours: Hours, zone: str, frame: Frame) -> tuple[date, date]:
    """(hear by, call on) for a voicemail left ``today``; days are the person's, in ``zone``.

    ``call on`` is at least two working days of theirs ahead, no holiday where they are, and a day on which one of the
    caller's sessions falls into their hours: a promise is never made for a day on which it could not be kept. ``hear
    by`` is the working day before. Where the caller's sessions and their hours never meet, any hour of the caller's
    days will do, and where those never do, their hours alone decide.
    """
    earliest = _working_days_on(today, max(2, frame.patience.gap(attempts + 1)), hours)
    call_on = (
        _first_on(earliest, hours, zone, frame)
        or _first_on(earliest, hours, zone, replace(frame, sessions=None))
        or next(_days(earliest, hours), earliest)
    )
    hear_by = call_on - timedelta(days=1)
    while hear_by > today + timedelta(days=1) and (hear_by.weekday() not in WEEKDAYS or hours.holiday(hear_by)):
        hear_by -= timedelta(days=1)
    return hear_by, call_on


def _days(day: date, hours: Hours) -> Iterator[date]:
    """From ``day`` on, the days of somebody's hours that are no holidays."""
    return (d for n in range(LONGEST) if hours.on(d := day + timedelta(days=n)) and not hours.holiday(d))


def _first_on(day: date, hours: Hours, zone: str, frame: Frame) -> date | None:
    return next((d for d in _days(day, hours) if meets(d, hours, zone, frame)), None)


def _working_days_on(day: date, count: int, hours: Hours) -> date:
    """The ``count``-th weekday after ``day`` that is no holiday where they are."""
    while count > 0:
        day += timedelta(days=1)
        if day.weekday() in WEEKDAYS and not hours.holiday(day):
            count -= 1
    return day


def meets(day: date, hours: Hours, zone: str, frame: Frame) -> bool:
    """Whether one of the caller's sessions falls into somebody's hours on ``day``, which is a day in ``zone``."""
    theirs = open_on(hours, day, zone)
    if not theirs:
        return False
    mine = frame.sessions or Hours(tuple((AT_HAND,) if d in frame.days else () for d in range(7)))
    own_days = [day + timedelta(days=n) for n in (-1, 0, 1)]
    sessions = [span for own in own_days for span in open_on(mine, own, frame.zone)]
    return any(max(a, c) < min(b, d) for a, b in theirs for c, d in sessions)


def deadline(promise: Promise) -> datetime:
    """The moment (UTC) from which an open promise is broken: the end of its day in its zone."""
    return end_of_day(promise.day, promise.zone)


def fate(
    promise: Promise, called_at: datetime, *, conversation: bool, replaced: bool, inbound: bool = False
) -> PromiseStatus:
    """What a call at ``called_at`` makes of a promise.

    Called on its day: kept, whoever answered; they called first (``inbound``): settled. Before its day a conversation
    settles it, and so does a newer promise; anything else leaves it open. A broken one stays broken: the record is
    honest.
    """
    if promise.status is not PromiseStatus.OPEN:
        return promise.status
    today = called_at.astimezone(zone_of(promise.zone)).date()
    if today > promise.day:
        return PromiseStatus.BROKEN
    if inbound:
        return PromiseStatus.SETTLED
    if today == promise.day:
        return PromiseStatus.KEPT
    return PromiseStatus.SETTLED if conversation or replaced else PromiseStatus.OPEN
