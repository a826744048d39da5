"""Claims: who is on whose screen, so that nobody is called by two. Only asked of PostgreSQL, where a team works.

A claim is a lease: it is renewed while the card is up, let go with the outcome, and free by itself once it ran out.
The machines' clocks decide, and are taken to agree within a minute or two.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from callstation.model.team import Claim
from callstation.rules.order import LANE_WIDTH, REST
from callstation.store.book import Book, epoch
from callstation.store.reading import marks

_ANEW = (
    " ON CONFLICT (person_id) DO UPDATE SET seat = excluded.seat, caller = excluded.caller, until = excluded.until, "
    "since = CASE WHEN claim.seat = excluded.seat THEN claim.since ELSE excluded.since END "
    "WHERE claim.until <= excluded.since OR claim.seat = excluded.seat"
)


BUSY = (
    "WITH busy AS MATERIALIZED (SELECT coalesce(array_agg(person_id), '{}') AS ids FROM claim "
    "WHERE until > ? AND seat <> ?) "
)
"""Who is with somebody else, read once for a statement; parameters are the present moment and the seat."""
FREE = "p.id <> ALL ((SELECT ids FROM busy)::int[])"
"""Of a person ``p``: they are with nobody else."""


class Before(NamedTuple):
    """Who must not have turned up, where the first of a list is to be claimed."""

    groups: tuple[int, ...]
    """In these window groups whoever comes before the rest,"""
    struck: int
    """and in any whoever's agreed hour has this rank or more;"""
    but: Sequence[int]
    """except for these."""


def take_first(
    book: Book,
    ids: Sequence[int],
    seat: str,
    caller: str,
    now: datetime,
    lease: timedelta,
    *,
    before: Before | None = None,
) -> int | None:
    """Claim the first of ``ids`` who is due and free, in one statement; None where nobody of them is any more, or
    where somebody has turned up who comes ``before`` them.

    Not to be used inside a transaction.
    """
    assert not book.storing
    if not ids:
        return None
    since = epoch(now)
    values: list[object] = [since, seat, seat, caller, since, epoch(now + lease), _array(ids)]
    if before is not None:
        but = _array(before.but)
        values += [before.struck, but, but]
    # A statement alone is a transaction, and this one waits for no disk: a server that fails in this very moment
    # forgets a claim, never a call.
    found: int | None = book.value(_first_free(before.groups if before else None), *values)
    return found


def _array(ids: Sequence[int]) -> str:
    return f"{{{','.join(map(str, ids))}}}"  # ten times as fast as what psycopg makes of a list


@lru_cache(maxsize=64)
def _first_free(groups: tuple[int, ...] | None) -> str:
    # The person's row is locked as well: who is just being called by another is passed over, and one who was called a
    # moment ago is seen as they are now, not as they were when this statement began.
    nobody = "WHERE true "
    if groups is not None:
        within = f"p.window_group_id IN ({', '.join(map(str, groups or (0,)))})"
        for where in ("p.why = 'agreed hour' AND p.rank >= ?", f"{within} AND p.rank < {REST * LANE_WIDTH}"):
            nobody += (
                f"AND NOT EXISTS (SELECT 1 FROM person p WHERE p.ready = 1 AND {where} "
                f"AND p.id <> ALL (?::bigint[]) AND {FREE}) "
            )
    # LATERAL: one after the other in the order of the list, no further than the first who is free. Sorting the list
    # first would take so long that a colleague has often claimed the same person meanwhile.
    return (
        f"{BUSY}INSERT INTO claim (person_id, seat, caller, since, until) SELECT free.id, ?, ?, ?, ? "
        "FROM unnest(?::bigint[]) AS wanted (id) CROSS JOIN LATERAL (SELECT p.id FROM person p "
        f"WHERE p.id = wanted.id AND p.ready = 1 AND {FREE} FOR UPDATE SKIP LOCKED) AS free "
        f"{nobody}LIMIT 1{_ANEW} RETURNING person_id, set_config('synchronous_commit', 'off', true)"
    )


def take(book: Book, person_id: int, seat: str, caller: str, now: datetime, lease: timedelta) -> bool:
    """Claim one person, due or not, or renew one's claim; whether this seat has them now."""
    return bool(
        book.run(
            f"INSERT INTO claim (person_id, seat, caller, since, until) VALUES (?, ?, ?, ?, ?){_ANEW}",
            *(person_id, seat, caller, epoch(now), epoch(now + lease)),
        )
    )


def let_go(book: Book, seat: str, *, but: int = 0) -> None:
    """Let go of whomever this seat has claimed, ``but`` for one."""
    book.put("DELETE FROM claim WHERE seat = ? AND person_id <> ?", seat, but)


def others(book: Book, seat: str, now: datetime) -> list[Claim]:
    """Who is with a colleague now, longest first: at most as many as there are seats."""
    return [
        Claim(r[0], r[1], r[2], datetime.fromtimestamp(r[3], UTC))
        for r in book.rows(
            "SELECT c.person_id, p.name, c.caller, c.since FROM claim c JOIN person p ON p.id = c.person_id "
            "WHERE c.until > ? AND c.seat <> ? ORDER BY c.since, c.id",
            epoch(now),
            seat,
        )
    ]


def held_by_others(book: Book, seat: str, now: datetime, ids: Sequence[int] = ()) -> set[int]:
    """The ids of those who are with a colleague; of ``ids`` alone where some are named."""
    among = f" AND person_id IN ({marks(ids)})" if ids else ""
    return {
        r[0]
        for r in book.rows(f"SELECT person_id FROM claim WHERE until > ? AND seat <> ?{among}", epoch(now), seat, *ids)
    }
