"""The hours in which a caller calls, learnt from past power hours where the settings name none (F1).

A weekday counts once two sessions began on it, and nothing is learnt from fewer than four: a promise for a day on
which the caller may well not call is no promise.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from callstation.rules.calling_hours import MIDNIGHT, Hours, Interval, joined
from callstation.rules.windows import zone_of

LOOK_BACK = timedelta(days=56)
"""Older sessions tell nothing of how somebody works now."""
LEAST = 4
ON_A_DAY = 2
LENGTH = 60
"""Minutes that a session is taken to last, at least."""


def learnt_sessions(past: Sequence[tuple[datetime, int]], zone: str) -> Hours | None:
    """The hours of past sessions, (aware start, seconds worked), in ``zone``; None where they are too few."""
    days: list[list[Interval]] = [[] for _ in range(7)]
    there = zone_of(zone)
    for start, seconds in past:
        local = start.astimezone(there)
        first = local.hour * 60 + local.minute
        days[local.weekday()].append((first, min(MIDNIGHT, first + max(LENGTH, seconds // 60))))
    if len(past) < LEAST or not any(len(spans) >= ON_A_DAY for spans in days):
        return None
    return Hours(tuple(joined(spans) if len(spans) >= ON_A_DAY else () for spans in days))
