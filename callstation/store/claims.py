"""Claims: who is on whose screen, so that nobody is called by two. Only asked of PostgreSQL, where a team works.

A claim is a lease: it is renewed while the card is up, let go with the outcome, and free by itself once it ran out.
The machines' clocks decide, and are taken to agree within a minute or two.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from callstation.model.team import Claim
from callstation.store.book import Book, epoch
from callstation.store.reading import marks

_ANEW = (
    " ON CONFLICT (person_id) DO UPDATE SET seat = excluded.seat, caller = excluded.caller, until = excluded.until, "
    "since = CASE WHEN claim.seat = excluded.seat THEN claim.since ELSE excluded.since END "
    "WHERE claim.until <= excluded.since OR claim.seat = excluded.seat"
)


# The person's row is locked as well: who is just being called by another is passed over, and one who was called a
# moment ago is seen as they are now, not as they were when this statement began.
_FIRST_FREE = (
    "INSERT INTO claim (person_id, seat, caller, since, until) SELECT p.id, ?, ?, ?, ? "
    "FROM unnest(?::bigint[]) WITH ORDINALITY AS wanted (id, place) JOIN person p ON p.id = wanted.id "
    "WHERE p.ready = 1 AND NOT EXISTS (SELECT 1 FROM claim c WHERE c.person_id = p.id AND c.until > ? AND c.seat <> ?) "
    f"ORDER BY wanted.place LIMIT 1 FOR UPDATE OF p SKIP LOCKED{_ANEW} "
    "RETURNING person_id, set_config('synchronous_commit', 'off', true)"
)


def take_first(book: Book, ids: Sequence[int], seat: str, caller: str, now: datetime, lease: timedelta) -> int | None:
    """Claim the first of ``ids`` who is due and free, in one statement; None where nobody of them is any more.

    Not to be used inside a transaction.
    """
    assert not book.storing
    if not ids:
        return None
    since = epoch(now)
    # A statement alone is a transaction, and this one waits for no disk: a server that fails in this very moment
    # forgets a claim, never a call.
    found: int | None = book.value(_FIRST_FREE, seat, caller, since, epoch(now + lease), list(ids), since, seat)
    return found


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
    book.run("DELETE FROM claim WHERE seat = ? AND person_id <> ?", seat, but)


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
