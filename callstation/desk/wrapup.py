"""The end of a power hour: what happened, what was promised, and what the next days hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from callstation.desk.tools import Tools
from callstation.model.calls import Outcome
from callstation.model.cards import Session, Tally
from callstation.rules.frame import Frame
from callstation.rules.windows import end_of_day, zone_of
from callstation.store import sessions, wrapup
from callstation.store.wrapup import Agreed, Promised, Someone

CLEAN_ENDS = (Outcome.SAID_NO, Outcome.DO_NOT_CALL)


@dataclass(frozen=True, slots=True)
class DayAhead:
    """What one coming day holds. ``others`` come up by themselves: next tries, rhythms, silence."""

    day: date
    promises: tuple[Promised, ...]
    steps: tuple[Agreed, ...]
    others: int

    @property
    def empty(self) -> bool:
        """Whether nothing is waiting."""
        return not (self.promises or self.steps or self.others)


@dataclass(frozen=True, slots=True)
class WrapUp:
    """A session looked back on. ``ahead`` reaches from what is left of today to the caller's next working day."""

    session: Session | None
    tally: Tally
    promises: tuple[Promised, ...]
    steps: tuple[Agreed, ...]
    won: tuple[Someone, ...]
    ends: tuple[tuple[Someone, Outcome], ...]
    ahead: tuple[DayAhead, ...]


def wrap_up(tools: Tools, session: Session | None, now: datetime) -> WrapUp:
    """Look back on a session (None: nothing was begun) and ahead to the next working day."""
    book = tools.book
    today = now.astimezone(zone_of(tools.frame.zone)).date()
    days = [day_ahead(tools, day, now) for day in (today, *days_ahead(tools.frame, now))]
    # What is left of today, and a day off, are only worth a word if something was agreed for them.
    ahead = tuple(day for i, day in enumerate(days) if i == len(days) - 1 or day.promises or day.steps)
    if session is None:
        return WrapUp(None, Tally(), (), (), (), (), ahead)
    return WrapUp(
        session=session,
        tally=sessions.tally(book, session.id),
        promises=tuple(wrapup.promises_made(book, session.id)),
        steps=tuple(wrapup.steps_agreed(book, session.id)),
        won=tuple(who for who, _ in wrapup.people_with(book, session.id, (Outcome.WON,))),
        ends=tuple(wrapup.people_with(book, session.id, CLEAN_ENDS)),
        ahead=ahead,
    )


def days_ahead(frame: Frame, now: datetime) -> list[date]:
    """Tomorrow (the caller's), and the days after it up to the next on which the caller works."""
    day = now.astimezone(zone_of(frame.zone)).date() + timedelta(days=1)
    days = [day]
    while frame.days and day.weekday() not in frame.days:
        day += timedelta(days=1)
        days.append(day)
    return days


def day_ahead(tools: Tools, day: date, now: datetime) -> DayAhead:
    """What is due on one day of the caller's, from ``now`` on. Promises, and steps without an hour, are for a day
    in each person's zone; an agreed hour is on whatever day it strikes for the caller."""
    zone = tools.frame.zone
    start = max(now, datetime.combine(day, time(0), zone_of(zone)))
    end = end_of_day(day, zone)
    return DayAhead(
        day=day,
        promises=tuple(wrapup.promises_on(tools.book, day)),
        steps=tuple(wrapup.steps_on(tools.book, day, start, end)),
        others=wrapup.others_between(tools.book, start, end) if start > now else 0,
    )
