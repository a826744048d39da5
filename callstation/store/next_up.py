"""People in the order in which to call them, one after the other, read no further than somebody asks.

Each open window group has a cursor over the stored order; they are merged by rank. Where the rest begins, the first
few of it are looked at again by what the present hour is good for (see rules/order.py); nobody else is.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from itertools import islice

from callstation.model.cards import Why
from callstation.rules.answers import bands_of, segment_of
from callstation.rules.frame import Frame
from callstation.rules.order import LANE_WIDTH, LOOKED_AT, NEVER_CALLED, REST, Candidate, best_first
from callstation.rules.windows import zone_of
from callstation.store.answers import learnt
from callstation.store.book import Book
from callstation.store.own_record import own_of
from callstation.store.reading import marks
from callstation.store.windows import Group

Ranked = tuple[int, int, int]
"""(rank, person's id, group's id)"""
_FIRST_BATCH, _MORE, _LARGEST = 12, 8, 5_000
"""People read from a group at first; each batch is so many times as large as the one before, up to the largest."""


def in_order(
    book: Book, frame: Frame, now: datetime, chosen: Sequence[Group], first: Sequence[Ranked], without: Collection[int]
) -> Iterator[int]:
    """The ids of whoever is due in the ``chosen`` groups, and of ``first`` (in order of rank) wherever they belong."""
    seen = set(without)
    ranked = _fresh(heapq.merge(first, *(_walk(book, g, 0, NEVER_CALLED) for g in chosen)), seen)
    looked: list[Ranked] = []
    for one in ranked:
        if one[0] < REST * LANE_WIDTH:
            yield one[1]
        else:
            looked.append(one)
            if len(looked) == LOOKED_AT:
                break
    new = _fresh(heapq.merge(*(_walk(book, g, NEVER_CALLED, NEVER_CALLED + 1) for g in chosen)), seen)
    looked += islice(new, LOOKED_AT)
    yield from _by_the_hour(book, frame, now, chosen, looked)
    for one in ranked:
        yield one[1]
    for one in new:
        yield one[1]


def _fresh(ranked: Iterator[Ranked], seen: set[int]) -> Iterator[Ranked]:
    """Those who were not there yet, each noted as seen."""
    for one in ranked:
        if one[1] not in seen:
            seen.add(one[1])
            yield one


def _walk(book: Book, group: Group, start: int, end: int) -> Iterator[Ranked]:
    """A group's people from lane ``start`` to before lane ``end``, a few at a time."""
    rank, person_id, size = start * LANE_WIDTH, 0, _FIRST_BATCH
    while True:
        rows = book.rows(
            "SELECT rank, id FROM person WHERE ready = 1 AND window_group_id = ? AND (rank, id) > (?, ?) AND rank < ? "
            "ORDER BY rank, id LIMIT ?",
            *(group.id, rank, person_id, end * LANE_WIDTH, size),
        )
        for rank, person_id in rows:
            yield rank, person_id, group.id
        if len(rows) < size:
            return
        size = min(size * _MORE, _LARGEST)


def _by_the_hour(
    book: Book, frame: Frame, now: datetime, chosen: Sequence[Group], looked: Sequence[Ranked]
) -> list[int]:
    """The ids of those looked at again, best first."""
    if len(looked) < 2:
        return [one[1] for one in looked]
    ids = [one[1] for one in looked]
    rows = {
        r[0]: r
        for r in book.rows(f"SELECT id, why, answers, kind, industry FROM person WHERE id IN ({marks(ids)})", *ids)
    }
    there = {
        g.id: (now.astimezone(zone_of(g.likeliest(frame))), bands_of(g.window(frame).week))
        for g in chosen
        if any(one[2] == g.id for one in looked)
    }
    candidates = [
        Candidate(i, rank, Why(r[1]), own_of(r[2]), segment_of(r[3], r[4]), *there[group_id])
        for rank, i, group_id in looked
        for r in (rows[i],)
    ]
    return best_first(candidates, learnt(book, {c.segment for c in candidates}), now)
