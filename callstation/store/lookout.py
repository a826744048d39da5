"""A seat's look at the queue of a team: the order of store/next_up.py, read in one statement (PostgreSQL).

A round trip to the server costs more than most of what is asked there. So the agreed hours that have struck, whoever
was given a word, and the first of the rest come with one statement, together with what their order is made of and
without those who are with a colleague. The order of the rest is good for a few seconds, and so are the tallies that it
is made of: meanwhile the next of them is claimed without looking again, unless somebody who comes before the rest has
turned up, which the claiming statement sees for itself.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from callstation.model.answers import Learnt
from callstation.model.cards import Why
from callstation.rules.answers import bands_of, segment_of
from callstation.rules.frame import Frame
from callstation.rules.order import LANE_WIDTH, LOOKED_AT, NEVER_CALLED, REST, Candidate, best_first
from callstation.rules.windows import is_open, zone_of
from callstation.store.answers import learnt
from callstation.store.book import Book, Row, epoch
from callstation.store.claims import BUSY, FREE, Before
from callstation.store.own_record import own_of
from callstation.store.queue import struck_since
from callstation.store.windows import Group, groups

GOOD_FOR = timedelta(seconds=5)
"""How long the order of the rest is kept, and the tallies of hundreds of calls that it is made of."""
GIVEN_WORDS = frozenset((Why.AGREED_HOUR, Why.PROMISE, Why.BROKEN_PROMISE, Why.AGREED_STEP))
"""Why somebody is called to whom a word was given, which is a caller's own to keep."""

_HEAD, _STRUCK, _KNOWN, _NEW = range(4)
_RANGES = (
    (_KNOWN, 0, NEVER_CALLED * LANE_WIDTH),
    (_NEW, NEVER_CALLED * LANE_WIDTH, (NEVER_CALLED + 1) * LANE_WIDTH),
)
_LEAST, _MORE = 64, 8
MANY, TAIL = 40, 1_024
"""Where more than so many are asked for, a busy team is at work: then so many of the rest are read as they are ranked,
of whom the hour has nothing to say."""
_WHAT = "p.rank, p.id, p.window_group_id, p.why, p.answers, p.kind, p.industry"


class Seen(NamedTuple):
    """What a look at the queue found: ids, best first."""

    first: list[int]
    """Who comes before the rest, and may be called by this seat."""
    rest: list[int]
    passed: list[int]
    """Who comes before the rest, and was left out."""


class Lookout:
    """What one seat sees of the queue, and remembers for a moment."""

    def __init__(self, book: Book, seat: str) -> None:
        self.book = book
        self.seat = seat
        self.claims = 0
        """How many people were claimed by anybody at the last look."""
        self._groups: list[Group] = []
        self._newest: int | None = None
        self._open: tuple[Frame, int, list[Group]] | None = None
        self._learnt: tuple[datetime, frozenset[str], Learnt] | None = None
        self._seen: tuple[datetime, list[Group], Seen] | None = None

    def remembered(self, frame: Frame, now: datetime, without: Collection[int]) -> tuple[list[int], Before] | None:
        """The rest as it was seen a moment ago, and who must not have turned up before it; None to look again."""
        if self._seen is None:
            return None
        at, chosen, seen = self._seen
        rest = [i for i in seen.rest if i not in without] if without else seen.rest
        if not rest or seen.first or not timedelta(0) <= now - at < GOOD_FOR:
            return None
        if self._open_groups(frame, now) is not chosen:
            return None
        return rest, Before(tuple(g.id for g in chosen), struck_since(now), seen.passed)

    def taken(self, person_id: int) -> None:
        """This seat has claimed one of those seen; whoever came before them was not to be had."""
        if self._seen is not None:
            rest = self._seen[2].rest
            del rest[: rest.index(person_id) + 1 if person_id in rest else 0]

    def look(
        self,
        frame: Frame,
        now: datetime,
        limit: int,
        without: Collection[int] = (),
        kept: Callable[[], Collection[int]] = tuple,
    ) -> Seen:
        """The next ``limit`` people or more who are with nobody else, in the order of :func:`queue.next_ids`; where
        ``limit`` is above :data:`MANY`, some of those behind the first may be with a colleague.

        ``kept`` tells whose word is a colleague's to keep; it is asked where somebody's may be.
        """
        many = limit > MANY
        most = _size(LOOKED_AT + (MANY if many else limit) + len(without))
        chosen, later, rows = self._rows(frame, now, most, TAIL if many else 0)
        first: dict[int, None] = {}
        passed: dict[int, None] = {}
        theirs: Collection[int] | None = None
        rest: list[Row] = []
        new: list[Row] = []
        # By rank; whoever's hour has struck is found twice where their window is open.
        for row in sorted(rows, key=itemgetter(1, 2)):
            _, rank, person_id, _, why, *_ = row
            if rank >= REST * LANE_WIDTH:
                if person_id not in without:
                    (rest if rank < NEVER_CALLED * LANE_WIDTH else new).append(row)
                continue
            if theirs is None and why in GIVEN_WORDS:
                theirs = kept()
            left_out = person_id in without or (theirs is not None and why in GIVEN_WORDS and person_id in theirs)
            (passed if left_out else first)[person_id] = None
        if len(rows) >= most and len(passed) > most - LOOKED_AT - min(limit, MANY):
            return self.look(frame, now, _MORE * most, without, kept)  # those left out may hide others
        looked = self._by_the_hour(frame, now, chosen, rest[:LOOKED_AT] + new[:LOOKED_AT])
        if many:
            out = {*looked, *without}
            looked += [i for i in later if i not in out]
        else:
            looked += [row[2] for row in rest[LOOKED_AT:] + new[LOOKED_AT:]]
        seen = Seen(list(first), looked, list(passed))
        self._seen = now, chosen, seen
        return seen

    def _rows(self, frame: Frame, now: datetime, most: int, tail: int) -> tuple[list[Group], list[int], list[Row]]:
        """The open groups, the ids of the first ``tail`` of the rest as they are ranked, and (part, rank, id, group,
        why, answers, kind, industry) of the first of each part."""
        free = epoch(now), self.seat
        while True:
            chosen = self._open_groups(frame, now)
            sql = _look_at(tuple(g.id for g in chosen), most, tail)
            with self.book.transaction(queued=True):  # one round trip, and planned but once on a connection
                self.book.put("SET LOCAL plan_cache_mode = force_generic_plan")
                (_, self.claims, newest, _, _, later, *_), *rows = self.book.rows(sql, *free, struck_since(now))
            if newest == self._newest:
                return chosen, [int(i) for i in later.split()], rows
            # Somebody may have come who is in none of the groups that were known.
            self._groups, self._newest, self._open = groups(self.book), newest, None

    def _open_groups(self, frame: Frame, now: datetime) -> list[Group]:
        """The groups whose window is open. Windows open and close on whole minutes."""
        minute = int(now.timestamp() // 60)
        if self._open is None or self._open[0] is not frame or self._open[1] != minute:
            found = [g for g in self._groups if is_open(g.window(frame), g.likeliest(frame), now)]
            self._open = frame, minute, found
        return self._open[2]

    def _by_the_hour(self, frame: Frame, now: datetime, chosen: list[Group], looked: list[Row]) -> list[int]:
        if len(looked) < 2:
            return [row[2] for row in looked]
        there = {g.id: (now.astimezone(zone_of(g.likeliest(frame))), bands_of(g.window(frame).week)) for g in chosen}
        candidates = [
            Candidate(person_id, rank, Why(why), own_of(answers), segment_of(kind, industry), *there[group_id])
            for _, rank, person_id, group_id, why, answers, kind, industry in looked
        ]
        return best_first(candidates, self._taught(now, {c.segment for c in candidates}), now)

    def _taught(self, now: datetime, segments: Collection[str]) -> Learnt:
        wanted = frozenset(segments)
        kept = self._learnt
        if kept is not None and timedelta(0) <= now - kept[0] < GOOD_FOR:
            if wanted <= kept[1]:
                return kept[2]
            wanted |= kept[1]
        self._learnt = now, wanted, learnt(self.book, wanted)
        return self._learnt[2]


def _size(wanted: int) -> int:
    """In steps: every size is a text of its own, which each connection has to plan."""
    size = _LEAST
    while size < wanted:
        size *= _MORE
    return size


@lru_cache(maxsize=64)
def _look_at(chosen: tuple[int, ...], most: int, tail: int) -> str:
    """SQL: how many claims there are, the newest group and the ids of the first ``tail`` of the rest; whose hour has
    struck; whom the open groups have.

    Groups and sizes stand in the text, where they are the same for minutes: with parameters in their place the
    server plans the statement anew each time, which takes longer than running it.
    """

    def merged(what: str, low: int, high: int, also: str, limit: int) -> str:
        # One scan of the index for each group, merged by rank and read no further than the limit.
        scans = " UNION ALL ".join(
            f"(SELECT {what} FROM person p WHERE p.ready = 1 AND p.window_group_id = {group} "
            f"AND p.rank >= {low} AND p.rank < {high} {also}ORDER BY p.rank, p.id LIMIT {limit})"
            for group in chosen
        )
        return f"(SELECT * FROM ({scans}) AS few ORDER BY 1, 2 LIMIT {limit}) AS merged"

    free = f"AND {FREE} "
    later = "''"
    if tail and chosen:  # out of the index alone
        rest = merged("p.rank, p.id", REST * LANE_WIDTH, _RANGES[-1][2], "", tail)
        later = f"(SELECT coalesce(string_agg(id::text, ' ' ORDER BY rank, id), '') FROM {rest})"
    parts = [
        f"SELECT {_HEAD} AS part, (SELECT count(*) FROM claim) AS rank, (SELECT max(id) FROM window_group) AS id, "
        f"0 AS window_group_id, '' AS why, {later} AS answers, '' AS kind, '' AS industry",
        f"SELECT * FROM (SELECT {_STRUCK}, {_WHAT} FROM person p WHERE p.ready = 1 AND p.why = 'agreed hour' "
        f"AND p.rank >= ? {free}ORDER BY p.rank, p.id LIMIT {most}) AS struck",
        *(
            f"SELECT {part}, merged.* FROM {merged(_WHAT, low, high, free, most)}"
            for part, low, high in _RANGES
            if chosen
        ),
    ]
    return BUSY + " UNION ALL ".join(parts)
