"""Who else works on this book: when they were last seen, whose word is due, what they did today (PostgreSQL)."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime

from callstation.model.cards import Tally
from callstation.model.team import GivenWord
from callstation.store.book import Book, epoch, moment_of
from callstation.store.stats import tally_of


def seen(book: Book, name: str, now: datetime) -> None:
    """Note that ``name`` is there."""
    if name and not book.read_only:
        with book.transaction():
            book.run(
                "INSERT INTO colleague (name, seen_at) VALUES (?, ?) ON CONFLICT (name) "
                "DO UPDATE SET seen_at = excluded.seen_at WHERE colleague.seen_at < excluded.seen_at",
                name,
                epoch(now),
            )


def last_seen(book: Book) -> dict[str, datetime]:
    """Every colleague by name, and when they were last seen (aware UTC)."""
    return {r[0]: datetime.fromtimestamp(r[1], UTC) for r in book.rows("SELECT name, seen_at FROM colleague")}


def words_of_others(book: Book, caller: str) -> list[GivenWord]:
    """The promises and agreed steps that are due now and another caller's."""
    return [
        GivenWord(r[0], r[1], r[2], moment_of(r[3]))
        for r in book.rows(
            "SELECT due.id, due.owner, due.window_group_id, due.at FROM ("
            "SELECT p.id, p.window_group_id, coalesce(s.caller, w.caller, '') AS owner, s.at FROM person p "
            "LEFT JOIN LATERAL (SELECT caller, at FROM step WHERE p.why LIKE 'agreed %' AND person_id = p.id "
            "AND status = 'open' ORDER BY id DESC LIMIT 1) s ON true "
            "LEFT JOIN LATERAL (SELECT caller FROM promise WHERE p.why LIKE '%promise' AND person_id = p.id "
            "AND status IN ('open', 'broken') ORDER BY id DESC LIMIT 1) w ON true "
            "WHERE p.ready = 1 AND p.why IN ('agreed hour', 'promise', 'broken promise', 'agreed step')"
            ") due WHERE due.owner NOT IN ('', ?)",
            caller,
        )
    ]


def today(book: Book, day: date) -> tuple[tuple[str, Tally], ...]:
    """What every caller did on ``day`` (their own date), whoever called most first; from running tallies."""
    found: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for caller, what, n in book.rows(
        "SELECT caller, what, n FROM day_tally WHERE day = ? AND n <> 0 "
        "AND what NOT LIKE 'reason:%' AND what NOT LIKE 'script:%'",
        day.isoformat(),
    ):
        found[caller][what] = int(n)
    tallies = {caller: tally_of(whats) for caller, whats in found.items()}
    return tuple(sorted(tallies.items(), key=lambda one: (-one[1].calls, one[0])))
