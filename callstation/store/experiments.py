"""Experiments in the book, one caller's each, and what is counted in their time (T4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from callstation.model.calls import Outcome
from callstation.model.experiments import Experiment
from callstation.store.book import Book, Row, day_of, epoch, moment_of
from callstation.store.changes import Changes, take_back

EXPERIMENT = "experiment"
"""The verb of an undo for an experiment that was begun or ended."""
_COLUMNS = "id, started_on, days, per_day, weekdays_only, ended_on"


@dataclass(frozen=True, slots=True)
class Made:
    """One call, as much as a report needs. ``at`` is aware UTC."""

    person_id: int
    at: datetime
    zone: str
    outcome: Outcome
    reason_id: int | None
    script: str
    agreed: bool


def start(book: Book, caller: str, day: date, days: int, per_day: int, now: datetime, *, weekdays_only: bool) -> int:
    """Begin one on ``day``; the id with which :func:`undo` takes it back."""
    with book.transaction():
        changes = Changes(book)
        changes.insert(
            "experiment",
            started_on=day.isoformat(),
            days=days,
            per_day=per_day,
            weekdays_only=int(weekdays_only),
            caller=caller,
        )
        return _store(changes, now)


def end(book: Book, experiment_id: int, day: date, now: datetime) -> int:
    """End one on ``day``; what was counted stays. The id with which :func:`undo` takes it back."""
    with book.transaction():
        changes = Changes(book)
        changes.update("experiment", experiment_id, ended_on=day.isoformat())
        return _store(changes, now)


def undo(book: Book, undo_id: int, now: datetime) -> bool:
    """Take back that one was begun or ended; False where that was done already."""
    changes = book.value("SELECT changes FROM undo WHERE id = ? AND undone_at IS NULL", undo_id)
    if changes is None:
        return False
    with book.transaction():
        take_back(book, changes)
        book.run("UPDATE undo SET undone_at = ? WHERE id = ?", epoch(now), undo_id)
    return True


def _store(changes: Changes, now: datetime) -> int:
    """It is nobody's step of an hour: the board takes it back, and the key on a card passes it over."""
    return changes.store(EXPERIMENT, person_id=0, session_id=None, entry_id=None, now=now)


def newest(book: Book, caller: str) -> Experiment | None:
    """The caller's newest, whether it runs or is over."""
    row = book.one(f"SELECT {_COLUMNS} FROM experiment WHERE caller = ? ORDER BY id DESC LIMIT 1", caller)
    return _experiment(row) if row else None


def calls_by_day(book: Book, caller: str, start_: date, end_: date) -> dict[date, int]:
    """How many calls the caller made on each day from ``start_`` to ``end_``, both included: from running tallies."""
    rows = book.rows(
        "SELECT day, sum(n) FROM day_tally WHERE day >= ? AND day <= ? AND caller = ? AND what LIKE 'call:%' "
        "GROUP BY day",
        start_.isoformat(),
        end_.isoformat(),
        caller,
    )
    return {date.fromisoformat(day): int(n) for day, n in rows if n}


def calls_made(book: Book, caller: str, since: datetime, before: datetime) -> list[Made]:
    """The caller's calls in [since, before): one pass through the calls, for a page that is asked for."""
    rows = book.rows(
        "SELECT e.person_id, e.at, e.zone, e.outcome, e.reason_id, e.script, "
        "EXISTS (SELECT 1 FROM step s WHERE s.person_id = e.person_id AND s.entry_id = e.id) FROM entry e "
        "WHERE e.kind = 'call' AND e.at >= ? AND e.at < ? AND e.caller = ? ORDER BY e.id",
        epoch(since),
        epoch(before),
        caller,
    )
    return [_made(r) for r in rows]


def _made(r: Row) -> Made:
    at = moment_of(r[1])
    assert at is not None  # the column is NOT NULL
    return Made(r[0], at, r[2], Outcome(r[3]), r[4], r[5], bool(r[6]))


def _experiment(r: Row) -> Experiment:
    day = day_of(r[1])
    assert day is not None  # the column is NOT NULL
    return Experiment(r[0], day, r[2], r[3], bool(r[4]), day_of(r[5]))
