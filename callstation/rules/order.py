"""Whom to call first among the rest: those to whom nothing was promised, and with whom nothing was agreed.

The book stores a rank that does not change with the clock, so that the next are found through an index: the lane,
and in it the moment at which somebody came due, earlier for whoever is readier to answer. Only the first
:data:`LOOKED_AT` of either lane of the rest are looked at again, in memory, by what the present hour does: first comes
the largest of

    chance now x ageing x (chance now / their best chance of the week) / expected minutes

Ageing doubles with every :data:`DOUBLES` that somebody waits, so that nobody is forgotten. As a logarithm it is
nothing but the moment of being due, which is why the stored order and the one made in memory agree. Where nothing is
known every chance is the same, and whoever is due for longest comes first. Nothing in the book says what somebody is
worth, so that nothing is made of it: what was promised, agreed, proposed or lifted has a lane of its own before these.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import log2

from callstation.model.answers import Learnt, OwnRecord
from callstation.model.cards import Why
from callstation.rules.answers import Odds, band_of, bounded, person_factor

LANE_WIDTH = 100_000_000_000
"""More than any epoch second: a lane's people never mix with another's."""
REST, NEVER_CALLED = 6, 7
"""The lanes whose order follows the hour."""
LOOKED_AT = 24
"""So many of either lane are looked at again; more gained nothing in the simulator."""
DOUBLES = timedelta(days=10)
"""Waiting so much longer counts as much as a chance twice as good."""
HEAD_START = timedelta(days=7)
"""Whoever was never called, or is due by a rhythm, a day or a silence, counts as waiting so long already: the next try
after an unanswered one waits for its turn behind them, and no list of new people holds it up for longer."""
MINUTES_UNANSWERED, MINUTES_TALKED = 2.0, 8.0
"""What a dial takes, and a conversation on top of it."""

_DOUBLES = DOUBLES.total_seconds()


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who is due and in their hours. ``local`` is aware, on their own clock; ``bands`` are those that their
    hours have a part of."""

    id: int
    rank: int
    why: Why
    own: OwnRecord
    segment: str
    local: datetime
    bands: tuple[int, ...]


def lead(own: OwnRecord) -> int:
    """Seconds by which somebody comes before others who are due as long, for how ready they are to answer."""
    return round(_DOUBLES * log2(person_factor(own))) if own.all.calls else 0


def best_first(candidates: Sequence[Candidate], learnt: Learnt, now: datetime) -> list[int]:
    """The ids of these people of the rest, in the order in which to call them at ``now``."""
    odds = Odds(learnt)
    clock = now.timestamp()
    alike: dict[tuple[str, datetime, tuple[int, ...]], float] = {}
    found = []
    for one in candidates:
        if one.own.all.calls:
            ahead = _ahead(one, odds)
        else:  # of whom nothing is known, people of one segment and zone are all the same
            group = (one.segment, one.local, one.bands)
            if group not in alike:
                alike[group] = _ahead(one, odds)
            ahead = alike[group]
        found.append((_waiting_since(one, clock) - ahead, one.rank, one.id))
    return [key[-1] for key in sorted(found)]


def _waiting_since(one: Candidate, now: float) -> float:
    """The moment (epoch seconds) from which they count as waiting."""
    started = now - HEAD_START.total_seconds()
    if one.why is Why.FIRST_CALL:
        return started
    due = float(one.rank - REST * LANE_WIDTH + lead(one.own))
    return due if one.why is Why.RETRY else min(due, started)


def _ahead(one: Candidate, odds: Odds) -> float:
    """Seconds by which the present hour moves somebody ahead: the logarithm of all that does not depend on waiting."""
    hours = odds.hours(one.own, one.segment)
    band, weekday = band_of(one.local.time()), one.local.weekday()
    hour, day = hours[band], odds.day(weekday)
    best = max(hour, *(hours[b] for b in one.bands)) * odds.best_day(weekday)
    p = bounded(odds.base * person_factor(one.own) * hour * day)
    return _DOUBLES * log2(p * (hour * day / best) / (MINUTES_UNANSWERED + MINUTES_TALKED * p))
