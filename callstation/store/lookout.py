"""A seat's look at the queue of a team: the order of store/next_up.py, read in one statement (PostgreSQL).

A round trip to the server costs more than most of what is asked there. So the beginning of every group, the agreed
hours that have struck and what the order of the rest is made of come with one statement, which leaves out whoever is
with a colleague. What hardly changes is kept from one look to the next: window groups, which are only ever added, until
there is a new one; which of them are open, for a minute; what all calls have taught, for a few seconds.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from functools import lru_cache

from callstation.model.answers import Learnt
from callstation.model.cards import Why
from callstation.rules.frame import Frame
from callstation.rules.windows import is_open
from callstation.store.answers import learnt
from callstation.store.book import Book, Row, epoch
from callstation.store.next_up import STARTS, Begun, Look, Ranked, at_first, bounds, in_order
from callstation.store.queue import struck_since
from callstation.store.windows import Group, groups

LEARNT_FOR = timedelta(seconds=5)
"""How long what calls have taught is good enough: a tally of hundreds, to which a few were added."""
MOST_STRUCK = 100
"""So many agreed hours that have struck and were not called are looked at, and those that are left out."""
GIVEN_WORDS = frozenset((Why.AGREED_HOUR, Why.PROMISE, Why.BROKEN_PROMISE, Why.AGREED_STEP))
"""Why somebody is called to whom a word was given, which is a caller's own to keep."""

_STEP = 8

_FREE = "NOT EXISTS (SELECT 1 FROM claim c WHERE c.person_id = p.id AND c.until > ? AND c.seat <> ?)"
_WHAT = "p.rank, p.id, p.window_group_id, p.why, p.answers, p.kind, p.industry"


@lru_cache(maxsize=64)
def _look_at(chosen: tuple[int, ...], size: int, most_struck: int) -> str:
    """SQL: the newest group and how many claims there are, whose hour has struck, then every group lane by lane.

    Groups and sizes stand in the text, where they are the same for minutes: with parameters in their place the
    server plans the statement anew each time, which takes four times as long as running it.
    """
    parts = ", ".join(f"({group}, {start}, {low}, {high})" for group in chosen for start, low, high in _LANES)
    return (
        "SELECT -2 AS start, (SELECT count(*) FROM claim) AS rank, (SELECT max(id) FROM window_group) AS id, "
        "0 AS window_group_id, '' AS why, '' AS answers, '' AS kind, '' AS industry "
        f"UNION ALL SELECT * FROM (SELECT -1, {_WHAT} FROM person p WHERE p.ready = 1 AND p.why = 'agreed hour' "
        f"AND p.rank >= ? AND {_FREE} ORDER BY p.rank, p.id LIMIT {most_struck}) AS struck"
    ) + (
        f" UNION ALL SELECT few.* FROM (VALUES {parts}) AS part (id, start, low, high) "
        f"CROSS JOIN LATERAL (SELECT part.start, {_WHAT} FROM person p WHERE p.ready = 1 "
        f"AND p.window_group_id = part.id AND p.rank >= part.low AND p.rank < part.high AND {_FREE} "
        f"ORDER BY p.rank, p.id LIMIT {size}) AS few"
        if chosen
        else ""
    )


_LANES = tuple((start, *bounds(start)) for start in STARTS)


class Lookout:
    """What one seat sees of the queue."""

    def __init__(self, book: Book, seat: str) -> None:
        self.book = book
        self.seat = seat
        self.claims = 0
        """How many people were claimed by anybody at the last look."""
        self._groups: list[Group] = []
        self._newest: int | None = None
        self._open: tuple[Frame, int, list[Group]] | None = None
        self._learnt: tuple[datetime, frozenset[str], Learnt] | None = None

    def next_ids(
        self,
        frame: Frame,
        now: datetime,
        limit: int,
        without: Collection[int] = (),
        kept: Callable[[], Collection[int]] = tuple,
    ) -> list[int]:
        """The next ``limit`` people who are with nobody else, best first, as :func:`queue.next_ids` has them.

        ``kept`` tells whose word is a colleague's to keep; it is asked where somebody's may be.
        """
        chosen, struck, look = self._look(frame, now, limit, MOST_STRUCK + len(without))
        words: Collection[int] | None = None
        found = []
        for person_id in in_order(self.book, frame, now, chosen, struck, without, look):
            about = look.known.get(person_id)
            if about is None or about[0] in GIVEN_WORDS:
                words = kept() if words is None else words
                if person_id in words:
                    continue
            found.append(person_id)
            if len(found) == limit:
                break
        return found

    def _look(
        self, frame: Frame, now: datetime, limit: int, most_struck: int
    ) -> tuple[list[Group], list[Ranked], Look]:
        chosen = self._open_groups(frame, now)
        newest, rows = self._rows(chosen, now, limit, most_struck)
        if newest != self._newest:  # somebody may have come who is in none of the groups that were known
            self._groups, self._newest, self._open = groups(self.book), newest, None
            chosen = self._open_groups(frame, now)
            _, rows = self._rows(chosen, now, limit, most_struck)
        begun: Begun = {(g.id, start): ([], self._size(chosen, limit)) for g in chosen for start in STARTS}
        struck: list[Ranked] = []
        known: dict[int, tuple[str, str, str, str]] = {}
        for start, rank, person_id, group_id, why, answers, kind, industry in sorted(rows):
            (struck if start < 0 else begun[group_id, start][0]).append((rank, person_id, group_id))
            known[person_id] = (why, answers, kind, industry)
        return chosen, struck, Look(begun, known, lambda _, wanted: self._taught(now, wanted))

    def _rows(self, chosen: list[Group], now: datetime, limit: int, most_struck: int) -> tuple[int | None, list[Row]]:
        """(the id of the newest group, who was found), in no order."""
        sql = _look_at(tuple(g.id for g in chosen), self._size(chosen, limit), -(-most_struck // 100) * 100)
        free = epoch(now), self.seat
        (_, self.claims, newest, *_), *rows = self.book.rows(sql, struck_since(now), *free, *(free if chosen else ()))
        return newest, rows

    @staticmethod
    def _size(chosen: list[Group], limit: int) -> int:
        """How many to read of each group, in steps: every size has a text of its own."""
        wanted = at_first(len(chosen), limit)
        return -(-wanted // _STEP) * _STEP

    def _open_groups(self, frame: Frame, now: datetime) -> list[Group]:
        """The groups whose window is open. Windows open and close on whole minutes."""
        minute = int(now.timestamp() // 60)
        if self._open is None or self._open[0] is not frame or self._open[1] != minute:
            found = [g for g in self._groups if is_open(g.window(frame), g.likeliest(frame), now)]
            self._open = frame, minute, found
        return self._open[2]

    def _taught(self, now: datetime, segments: Collection[str]) -> Learnt:
        wanted = frozenset(segments)
        kept = self._learnt
        if kept is not None and timedelta(0) <= now - kept[0] < LEARNT_FOR:
            if wanted <= kept[1]:
                return kept[2]
            wanted |= kept[1]
        self._learnt = now, wanted, learnt(self.book, wanted)
        return self._learnt[2]
