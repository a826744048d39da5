"""The promise that a voicemail makes (practice F1): two dates, said exactly and kept."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta

from callstation.model.calls import Promise, PromiseStatus
from callstation.rules.persistence import Patience
from callstation.rules.windows import Hours, end_of_day, zone_of

WEEKDAYS = frozenset(range(5))


def promise_days(
    today: date,
    attempts: int,
    hours: Hours,
    patience: Patience,
    *,
    caller_days: Collection[int] = WEEKDAYS,
    holidays: Collection[date] = (),
) -> tuple[date, date]:
    """(hear by, call on) for a voicemail left ``today`` (both zones agree on dates here: the person's).

    ``call on`` is at least two days ahead, on a day of the person's hours on which the caller works and that is
    no holiday: a promise is never made for a day on which it could not be kept. ``hear by`` is the weekday before.
    Where the caller's days and the person's have none in common, the person's decide.
    """
    days = hours.days & frozenset(caller_days) or hours.days
    gap = max(2, patience.gap(attempts + 1))
    call_on = today
    left = gap
    while left > 0 or call_on.weekday() not in days or call_on in holidays:
        call_on += timedelta(days=1)
        if call_on.weekday() in WEEKDAYS and call_on not in holidays:
            left -= 1
    hear_by = call_on - timedelta(days=1)
    while hear_by > today + timedelta(days=1) and (hear_by.weekday() not in WEEKDAYS or hear_by in holidays):
        hear_by -= timedelta(days=1)
    return hear_by, call_on


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
