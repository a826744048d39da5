"""When everything in the demo happened: days that follow today's date, hours that both sides keep.

Days are counted in working days back from each person's own today, so that whoever is due on a Tuesday is due on
a Sunday as well. Pure: people in, moments out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from callstation.dates.moments import add_working_days
from callstation.demo.people import Happening, Invented
from callstation.model.calls import Outcome
from callstation.places.keys import place_key
from callstation.rules.frame import Frame
from callstation.rules.laws import law_key
from callstation.rules.outcomes import UNREACHED, Agreement
from callstation.rules.promises import promise_days
from callstation.rules.windows import Hours, look, next_opening, opening_on, zone_of

POWER_HOURS = (time(9, 45), time(16, 45))
"""When the caller calls, in their own zone."""
ODD_HOURS = (time(8, 30), time(20, 30))
"""And for those far away."""
BETWEEN = timedelta(minutes=4)
"""From one call of a power hour to the next."""
SPARE = timedelta(minutes=50)
"""A call is not begun nearer than this to the end of somebody's hours: the power hour before it may be a full one."""
NEAR = (timedelta(0), timedelta(minutes=25), timedelta(minutes=50))
"""How far off the agreed hours are that are near whenever the demo is opened: one strikes, two are coming."""

_working_day = lru_cache(maxsize=4096)(add_working_days)
"""Whole lives are told in steps from one today."""

Slot = datetime
"""The beginning of a power hour, UTC."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to the person at index ``who``: at ``at`` (UTC), in the power hour ``slot``."""

    at: datetime
    slot: Slot
    who: int
    what: Happening
    promise_on: tuple[date, date] | None = None
    agreed: Agreement | None = None
    until: datetime | None = None
    """The end of a snooze (UTC)."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where and when somebody can be called."""

    zone: str
    hours: Hours
    today: date

    def day(self, ago: int) -> date:
        """``ago`` working days back, 0 for today; where that is no day of their hours, the next that is one."""
        day = self.today if ago == 0 else _working_day(self.today, -ago)
        while day.weekday() not in self.hours.days:
            day += timedelta(days=1)
        return day


def events(people: Sequence[Invented], frame: Frame, now: datetime) -> list[Event]:
    """All that happened, oldest first."""
    places = [_place(p, frame, now) for p in people]
    soon = [i for i, p in enumerate(people) if any(h.at == "soon" for h in p.past)]
    near = dict(zip(soon, near_hours([places[i] for i in soon], frame, now), strict=True))
    taken: Counter[Slot] = Counter()
    found = [
        event
        for i, person in enumerate(people)
        for event in _of_one(i, person.past, places[i], frame, now, near.get(i), taken)
    ]
    return sorted(found, key=lambda e: (e.at, e.who))


def moment_at(ago: int, hour: time, frame: Frame, now: datetime) -> datetime:
    """The moment (UTC) at which it was ``hour`` for the caller, ``ago`` working days before their today."""
    there = zone_of(frame.zone)
    day = add_working_days(now.astimezone(there).date(), -ago)
    return datetime.combine(day, hour, there).astimezone(UTC)


def near_hours(places: Sequence[_Place], frame: Frame, now: datetime) -> list[datetime]:
    """An agreed hour (UTC) for each: for the first whose windows are open about now, else in their next hours."""
    struck = now.replace(minute=now.minute - now.minute % 5, second=0, microsecond=0)
    free = list(NEAR)
    found = []
    for place in places:
        at = struck + free[0] if free else None
        if at is not None and all(look(place.hours, place.zone, t, own_zone=frame.zone).open for t in (now, at)):
            free.pop(0)
        else:
            later = now + timedelta(hours=2)
            opens = next_opening(place.hours, place.zone, later) or later
            at = (opens + timedelta(minutes=90)).replace(minute=0, second=0, microsecond=0)
        found.append(at)
    return found


def _place(person: Invented, frame: Frame, now: datetime) -> _Place:
    who = person.person
    zone = who.zone or frame.zone
    law = law_key([place_key(who.country, who.region)] if who.country else [])
    hours = frame.hours_for(person.by_hand.get("hours", ""), law, (zone,))
    return _Place(zone, hours, now.astimezone(zone_of(zone)).date())


def _of_one(
    who: int,
    past: Sequence[Happening],
    place: _Place,
    frame: Frame,
    now: datetime,
    near: datetime | None,
    taken: Counter[Slot],
) -> Iterator[Event]:
    attempts = 0
    words: dict[str, date] = {}
    for what in past:
        day = words[what.ago] if isinstance(what.ago, str) else place.day(what.ago)
        slot = _slot(day, place, frame)
        at = slot + BETWEEN * (taken[slot] + 1) + timedelta(seconds=who * 37 % 150)
        taken[slot] += 1
        promise_on = None
        if what.what == Outcome.VOICEMAIL:
            promise_on = _promise(what, day, attempts, place, frame)
            words["promised"] = promise_on[1]
        agreed = _agreed(what, place, near)
        if agreed is not None:
            words["agreed"] = agreed.day
        until = _until(what, place, now) if what.what == "snooze" else None
        yield Event(at, slot, who, what, promise_on, agreed, until)
        attempts = _attempts(what.what, attempts)


def _attempts(what: str, attempts: int) -> int:
    """Unanswered tries after this, as the rule of outcomes counts them."""
    if what not in set(Outcome):
        return attempts
    if what == Outcome.WRONG_NUMBER:
        return max(1, attempts)
    return attempts + 1 if what in UNREACHED else 0


def _slot(day: date, place: _Place, frame: Frame) -> Slot:
    """A power hour on the person's ``day`` in which their window is open: early on one day, late on two."""
    mine = zone_of(frame.zone)
    theirs = zone_of(place.zone)
    for hours in (POWER_HOURS, ODD_HOURS):
        open_ones = []
        for hour in hours:
            for date_here in (day - timedelta(days=1), day, day + timedelta(days=1)):
                moment = datetime.combine(date_here, hour, mine).astimezone(UTC)
                fits = all(look(place.hours, place.zone, m, own_zone=frame.zone).open for m in (moment, moment + SPARE))
                if fits and moment.astimezone(theirs).date() == day:
                    open_ones.append(moment)
        if open_ones:
            return open_ones[-1 if day.toordinal() % 3 else 0]
    return opening_on(day, place.hours, place.zone)


def _promise(what: Happening, day: date, attempts: int, place: _Place, frame: Frame) -> tuple[date, date]:
    if what.promise is None:
        return promise_days(day, attempts, place.hours, place.zone, frame)
    call_on = place.day(what.promise)
    return max(add_working_days(call_on, -1), day + timedelta(days=1)), call_on


def _agreed(what: Happening, place: _Place, near: datetime | None) -> Agreement | None:
    if what.at == "soon":
        assert near is not None
        return Agreement(near.astimezone(zone_of(place.zone)).date(), near, place.zone, what.step)
    if what.on is None or what.what == "snooze":
        return None
    day = place.day(what.on)
    at = datetime.combine(day, time.fromisoformat(what.at), zone_of(place.zone)).astimezone(UTC) if what.at else None
    return Agreement(day, at, place.zone, what.step)


def _until(what: Happening, place: _Place, now: datetime) -> datetime:
    """The end of a snooze: for today (0) the last opening that has come, so that it is over whatever the hour."""
    day = place.day(what.on or 0)
    while not what.on and (day.weekday() not in place.hours.days or opening_on(day, place.hours, place.zone) > now):
        day -= timedelta(days=1)
    return opening_on(day, place.hours, place.zone)
