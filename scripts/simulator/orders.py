"""The orders that are compared: the program's own, and what else one could do."""

from __future__ import annotations

import random
from collections.abc import Sequence

from play import Moment, Standpoint
from world import HOURS

from callstation.rules.answers import bands_of
from callstation.rules.order import LANE_WIDTH, LOOKED_AT, NEVER_CALLED, REST, Candidate, best_first

BANDS = bands_of(HOURS.week)


def by_due_date(can: Sequence[Standpoint], _moment: Moment) -> Standpoint:
    """Next due date first: what most programs do."""
    return min(can, key=_due)


def promises_first(can: Sequence[Standpoint], moment: Moment) -> Standpoint:
    """The same, but today's promises come before all else."""
    return min(can, key=lambda s: (s.promised != moment.session, _due(s)))


def oldest(can: Sequence[Standpoint], _moment: Moment) -> Standpoint:
    """Whoever was not called for longest."""
    return min(can, key=lambda s: (s.dialled[-1] if s.dialled else -1, s.person.id))


def at_random(can: Sequence[Standpoint], moment: Moment) -> Standpoint:
    """Anybody."""
    return random.Random(f"{moment.now} {len(can)}").choice(list(can))


def by_the_rules(can: Sequence[Standpoint], moment: Moment) -> Standpoint:
    """The program's own order: its stored ranks, and the first of the rest looked at again by the hour."""
    ranked = sorted(can, key=_rank)
    if _rank(ranked[0])[0] < REST * LANE_WIDTH:
        return ranked[0]
    by_id = {s.person.id: s for s in can}
    candidates = [candidate(s, moment) for s in _looked_at(ranked)]
    return by_id[best_first(candidates, moment.learnt, moment.now)[0]]


def _looked_at(ranked: Sequence[Standpoint]) -> list[Standpoint]:
    new = [s for s in ranked if _rank(s)[0] >= NEVER_CALLED * LANE_WIDTH]
    return [*ranked[: len(ranked) - len(new)][:LOOKED_AT], *new[:LOOKED_AT]]


def candidate(one: Standpoint, moment: Moment) -> Candidate:
    """Somebody as the rule of the order sees them."""
    assert one.place is not None  # only who is due can be called
    person = one.person
    return Candidate(person.id, one.rank, one.place.why, one.own, person.segment, moment.local[person.zone], BANDS)


def _rank(one: Standpoint) -> tuple[int, int]:
    return (one.rank, one.person.id)


def _due(one: Standpoint) -> tuple[float, int]:
    return (one.place.due.timestamp() if one.place else 0.0, one.person.id)
