"""Several callers, one book: whose a promise is, and when it falls to the team.

A promise is a caller's own word (F1), so its owner keeps it, as long as they are there to do so. It falls to the team

- when its owner was not seen on the last working day nor since: they are ill, on holiday, or gone;
- in the last hour of the person's window: late is worse than somebody else's voice;
- for an agreed hour, when it has struck and its owner was not seen in the last ten minutes.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta

from callstation.rules.windows import zone_of

LEASE = timedelta(minutes=5)
"""How long a claim holds without a sign of life: a machine that died lets go by then."""
RENEW = timedelta(minutes=1)
"""How often a workstation gives one."""
LAST_HOUR = timedelta(hours=1)
HERE = timedelta(minutes=10)
"""Whoever was seen within this is at work now."""


def with_words(caller: str, since: datetime, now: datetime) -> str:
    """``with Dana, 4 min``: who has somebody on the screen, and for how long."""
    minutes = max(0, int((now - since).total_seconds() // 60))
    return f"with {caller.split()[0] if caller.strip() else 'a colleague'}, {minutes} min"


def is_away(seen: datetime | None, now: datetime, zone: str, days: Collection[int]) -> bool:
    """Whether somebody last seen at ``seen`` (aware; None: never) is away: not there on the last working day nor since.

    ``days`` are the working days (0 is Monday) in ``zone``, in which days are counted.
    """
    if seen is None:
        return True
    return seen.astimezone(zone_of(zone)).date() < _working_day_before(now.astimezone(zone_of(zone)).date(), days)


def falls_to_team(
    seen: datetime | None,
    now: datetime,
    *,
    zone: str,
    days: Collection[int],
    closes: datetime | None,
    at: datetime | None = None,
) -> bool:
    """Whether anybody may keep a word that is due and not theirs.

    ``seen`` is when its owner was last seen (None: never), ``closes`` when the person's window closes (None: it is
    shut), ``at`` the hour that was agreed; all aware. ``zone`` and ``days`` are the asking caller's.
    """
    if is_away(seen, now, zone, days):
        return True
    if closes is not None and closes - now <= LAST_HOUR:
        return True
    return at is not None and now >= at and seen is not None and now - seen > HERE


def _working_day_before(day: date, days: Collection[int]) -> date:
    wanted = days or range(7)
    return next(d for n in range(1, 8) if (d := day - timedelta(days=n)).weekday() in wanted)
