"""Patience in numbers: when to try again after nobody answered (practices F2, F6).

Tries are days apart and the gap grows; the next one is at another end of the day than the last. Six tries are
what the evidence supports; after that something of value goes by email, and a call once a month at most.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from callstation.rules.windows import Hours, zone_of


@dataclass(frozen=True, slots=True)
class Patience:
    """``gaps``: working days to wait after the 1st, 2nd, ... unanswered try; ``tries`` before drip."""

    gaps: tuple[int, ...] = (1, 2, 3, 5, 8)
    tries: int = 6
    after: int = 21
    """Working days between calls once the tries are used up: about a month."""
    silence_days: int = 61
    """How long nobody is left unspoken to, where no rhythm is set (T7)."""
    off_the_hook_from: int = 2
    """Unanswered tries after which voicemail and email say that no is a fine answer (F3)."""
    drip_every: str = "1m"
    """How often something of value goes out by email to whoever is at rest (F4): a rhythm."""

    def gap(self, attempts: int) -> int:
        """Working days to wait after ``attempts`` unanswered tries."""
        if attempts >= self.tries:
            return self.after
        return self.gaps[min(max(attempts, 1), len(self.gaps)) - 1]


LATE = time(17, 10)
"""After five they pick up themselves (F6)."""


def working_day_after(day: date, gap: int, hours: Hours) -> date:
    """The ``gap``-th day after ``day`` that is a weekday, one of the person's days, and no holiday where they are.

    Someone who can only be called at the weekend gets their own days instead; of hours that never open, any weekday.
    """
    days = hours.days & frozenset(range(5)) or hours.days or frozenset(range(5))
    while gap > 0:
        day += timedelta(days=1)
        if day.weekday() in days and not hours.holiday(day):
            gap -= 1
    return day


def retry_at(attempts: int, last_call: datetime, hours: Hours, zone: str, patience: Patience) -> datetime:
    """When (UTC) to try again: ``patience.gap`` working days on, early if the last try was late, else late; and on
    another weekday, where the person has more than one (F2)."""
    there = zone_of(zone)
    local = last_call.astimezone(there)
    day = working_day_after(local.date(), patience.gap(attempts), hours)
    if day.weekday() == local.weekday():
        other = working_day_after(day, 1, hours)
        day = other if other.weekday() != day.weekday() else day
    first, last = (datetime.combine(day, time(0)) + timedelta(minutes=m) for m in hours.span(day))
    opening, closing = first + timedelta(minutes=10), last - timedelta(minutes=50)
    late = min(datetime.combine(day, LATE), max(closing, opening))
    chosen = opening if local.time() >= time(12) else late
    return chosen.replace(tzinfo=there).astimezone(UTC)
