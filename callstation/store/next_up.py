"""People in the order in which to call them, one after the other, read no further than somebody asks.

Each open window group has a cursor over the stored order; they are merged by rank. Where the rest begins, the first
few of it are looked at again by what the present hour is good for (see rules/order.py); nobody else is.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from callstation.model.answers import Learnt
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
Begun = dict[tuple[int, int], tuple[list[Ranked], int]]
"""By group and first lane: those read at first, and how many were asked for."""
STARTS = (0, NEVER_CALLED)
"""The lanes with which a cursor begins: those called before have one of their own."""
_GROUPS_AT_ONCE = 100
_LEAST, _MORE, _LARGEST = 4, 8, 5_000
"""People read from a group at first; then so many times as many, up to the largest batch."""


class Look(NamedTuple):
    """A first look at the queue: the beginning of every group, and of these people what the order is made of."""

    begun: Begun
    known: Mapping[int, tuple[str, str, str, str]] = {}
    """Why, answers, kind and industry by id; whoever is missing is read."""
    learnt: Callable[[Book, Collection[str]], Learnt] = learnt
    """What calls have taught of these segments."""


def in_order(
    book: Book,
    frame: Frame,
    now: datetime,
    chosen: Sequence[Group],
    first: Sequence[Ranked],
    without: Collection[int],
    look: Look | None = None,
) -> Iterator[int]:
    """The ids of whoever is due in the ``chosen`` groups, and of ``first`` (in order of rank) wherever they belong.

    ``look`` is what was read of them already; without one it is read here.
    """
    seen = set(without)
    look = look or Look(_begun(book, chosen))
    begun = look.begun
    ranked = _fresh(heapq.merge(first, *(_walk(book, g, 0, begun) for g in chosen)), seen)
    looked: list[Ranked] = []
    for one in ranked:
        if one[0] < REST * LANE_WIDTH:
            yield one[1]
        else:
            looked.append(one)
            if len(looked) == LOOKED_AT:
                break
    new = _fresh(heapq.merge(*(_walk(book, g, NEVER_CALLED, begun) for g in chosen)), seen)
    looked += islice(new, LOOKED_AT)
    yield from _by_the_hour(book, frame, now, chosen, looked, look)
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


def _begun(book: Book, chosen: Sequence[Group]) -> Begun:
    """The first few of every group, of those who were called before and of those who were not, in few statements."""
    size = at_first(len(chosen))
    begun: Begun = {(g.id, start): ([], size) for g in chosen for start in STARTS}
    for at in range(0, len(chosen), _GROUPS_AT_ONCE):
        part = chosen[at : at + _GROUPS_AT_ONCE]
        values = [v for g in part for start in STARTS for v in (g.id, *bounds(start), size)]
        for one in book.rows(_firsts(len(part) * len(STARTS)), *values):
            begun[one[2], NEVER_CALLED if one[0] >= NEVER_CALLED * LANE_WIDTH else 0][0].append(one)
    return begun


def at_first(groups: int, more: int = 0) -> int:
    """How many to read of each of so many groups at first; ``more`` where more than a few are asked for."""
    return max(_LEAST, (2 * LOOKED_AT + more) // max(1, groups))


@lru_cache(maxsize=64)
def _firsts(parts: int) -> str:
    return " UNION ALL ".join(
        [
            "SELECT rank, id, window_group_id FROM (SELECT rank, id, window_group_id FROM person WHERE ready = 1 "
            "AND window_group_id = ? AND rank >= ? AND rank < ? ORDER BY rank, id LIMIT ?) AS few"
        ]
        * parts
    )


def bounds(start: int) -> tuple[int, int]:
    """From which rank to before which the lanes go that begin with ``start``."""
    return start * LANE_WIDTH, (NEVER_CALLED if start < NEVER_CALLED else NEVER_CALLED + 1) * LANE_WIDTH


def _walk(book: Book, group: Group, start: int, begun: Begun) -> Iterator[Ranked]:
    """A group's people in the lanes that begin with ``start``: those read already, then more and more at a time."""
    rows, size = begun[group.id, start]
    end = bounds(start)[1]
    while True:
        yield from rows
        if len(rows) < size:
            return
        size = min(size * _MORE, _LARGEST)
        rank, person_id, _ = rows[-1]
        rows = book.rows(
            "SELECT rank, id, window_group_id FROM person WHERE ready = 1 AND window_group_id = ? "
            "AND (rank, id) > (?, ?) AND rank < ? ORDER BY rank, id LIMIT ?",
            *(group.id, rank, person_id, end, size),
        )


def _by_the_hour(
    book: Book, frame: Frame, now: datetime, chosen: Sequence[Group], looked: Sequence[Ranked], look: Look
) -> list[int]:
    """The ids of those looked at again, best first."""
    if len(looked) < 2:
        return [one[1] for one in looked]
    rows = dict(look.known)
    if missing := [one[1] for one in looked if one[1] not in rows]:
        found = book.rows(
            f"SELECT id, why, answers, kind, industry FROM person WHERE id IN ({marks(missing)})", *missing
        )
        rows.update((r[0], r[1:]) for r in found)
    theirs = {one[2] for one in looked}
    there = {
        g.id: (now.astimezone(zone_of(g.likeliest(frame))), bands_of(g.window(frame).week))
        for g in chosen
        if g.id in theirs
    }
    candidates = [
        Candidate(i, rank, Why(why), own_of(answers), segment_of(kind, industry), *there[group_id])
        for rank, i, group_id in looked
        for why, answers, kind, industry in (rows[i],)
    ]
    return best_first(candidates, look.learnt(book, {c.segment for c in candidates}), now)
