"""What came of it, read from running tallies: never by counting all calls."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from callstation.model.calls import Outcome
from callstation.model.cards import Tally
from callstation.store.book import Book


def by_day(book: Book, start: date, end: date, caller: str | None = None) -> dict[date, Tally]:
    """The tally of every day from ``start`` to ``end`` (both included, the caller's dates) on which there was one."""
    rows = book.rows(
        "SELECT day, what, sum(n) FROM day_tally WHERE day >= ? AND day <= ? AND (? = '' OR caller = ?) "
        "AND what NOT LIKE 'reason:%' AND what NOT LIKE 'script:%' GROUP BY day, what",
        start.isoformat(),
        end.isoformat(),
        caller or "",
        caller or "",
    )
    days: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for day, what, n in rows:
        if n:
            days[day][what] = int(n)
    return {date.fromisoformat(day): tally_of(whats) for day, whats in sorted(days.items())}


def tally_of(whats: dict[str, int]) -> Tally:
    """Counts by what was counted (``call:no-answer``, ``promise:kept``) as a tally."""
    return Tally(
        outcomes={Outcome(k[5:]): n for k, n in whats.items() if k.startswith("call:")},
        promises_made=whats.get("promise:made", 0),
        promises_kept=whats.get("promise:kept", 0),
        promises_broken=whats.get("promise:broken", 0),
        steps_agreed=whats.get("step:agreed", 0),
        emails=whats.get("email:sent", 0),
        notes=whats.get("note", 0),
    )


def promises_ever(book: Book, caller: str) -> Tally:
    """Every promise of a caller's that was made, kept or missed."""
    rows = book.rows(
        "SELECT what, sum(n) FROM day_tally WHERE caller = ? AND what LIKE 'promise:%' GROUP BY what", caller
    )
    return tally_of({what: int(n) for what, n in rows})


def by_reason(book: Book, caller: str, start: date, end: date) -> dict[int, tuple[Tally, int]]:
    """What came of each reason (by id) from ``start`` to ``end``, both included: the calls by outcome, and how many
    of them ended with a next step. From running tallies."""
    found: defaultdict[int, dict[str, int]] = defaultdict(dict)
    for what, n in book.rows(
        "SELECT what, sum(n) FROM day_tally WHERE day >= ? AND day <= ? AND caller = ? AND what LIKE 'reason:%' "
        "GROUP BY what",
        start.isoformat(),
        end.isoformat(),
        caller,
    ):
        _, reason_id, outcome = what.split(":")
        if n:
            found[int(reason_id)][outcome] = int(n)
    return {
        reason_id: (tally_of({f"call:{o}": n for o, n in counts.items() if o != "step"}), counts.get("step", 0))
        for reason_id, counts in found.items()
    }


def callable_people(book: Book, most: int) -> int:
    """How many people may be called at all and have a number, counted up to ``most``: a large book takes no longer."""
    return int(
        book.value(
            "SELECT count(*) FROM (SELECT 1 FROM person p WHERE p.standing IN ('active', 'proposal open', 'drip') "
            "AND EXISTS (SELECT 1 FROM phone f WHERE f.person_id = p.id AND f.number <> '' AND f.flag <> 'wrong' "
            "AND f.kind <> 'fax') LIMIT ?) AS few",
            most,
        )
    )


def standings(book: Book) -> dict[str, int]:
    """How many people there are of each standing: one pass over the book, for pages that are asked for."""
    return {r[0]: int(r[1]) for r in book.rows("SELECT standing, count(*) FROM person GROUP BY standing")}


def is_empty(book: Book) -> bool:
    """Whether there is nobody in the book yet."""
    return book.value("SELECT 1 FROM person LIMIT 1") is None
