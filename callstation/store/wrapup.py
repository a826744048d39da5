"""What a session brought, and what the days after it hold: asked for once, at the end of an hour."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from callstation.model.calls import NextStep, Outcome, Promise, PromiseStatus, StepStatus
from callstation.store.book import Book, Row, day_of, epoch, moment_of
from callstation.store.reading import marks

_PROMISE = "q.id, q.name, q.company, q.place, p.day, p.hear_by, p.words, p.zone, p.status, p.made_at, p.id"
_STEP = "q.id, q.name, q.company, q.place, s.day, s.at, s.what, s.zone, s.status, s.agreed_at, s.id"
_AGREED = ("agreed hour", "agreed step", "promise", "broken promise")


@dataclass(frozen=True, slots=True)
class Someone:
    """Who it is about."""

    id: int
    name: str
    company: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Promised:
    """A promise and to whom."""

    who: Someone
    promise: Promise


@dataclass(frozen=True, slots=True)
class Agreed:
    """A next step and with whom."""

    who: Someone
    step: NextStep


def promises_made(book: Book, session_id: int) -> list[Promised]:
    """The promises of a session that still stand, by day."""
    return _promises(
        book,
        "JOIN entry e ON e.kind = 'promise' AND e.ref_id = p.id WHERE e.session_id = ? AND p.status = 'open' "
        "ORDER BY p.day, p.id",
        session_id,
    )


def promises_on(book: Book, day: date) -> list[Promised]:
    """The open promises to call on ``day`` (in each person's zone)."""
    return _promises(book, "WHERE p.status = 'open' AND p.day = ? ORDER BY p.id", day.isoformat())


def steps_agreed(book: Book, session_id: int) -> list[Agreed]:
    """The next steps of a session that still stand, by day and hour."""
    return _steps(
        book,
        "JOIN entry e ON e.kind = 'step' AND e.ref_id = s.id WHERE e.session_id = ? AND s.status = 'open' "
        "ORDER BY s.day, s.at, s.id",
        session_id,
    )


def steps_on(book: Book, day: date, start: datetime, end: datetime) -> list[Agreed]:
    """The open next steps of a day: those with an hour in [start, end), wherever that is, and those without one
    that are for ``day`` in the person's zone. By hour, those without one last."""
    return _steps(
        book,
        "WHERE s.status = 'open' AND ((s.at >= ? AND s.at < ?) OR (s.at IS NULL AND s.day = ?)) "
        "ORDER BY s.at IS NULL, s.at, s.id",
        epoch(start),
        epoch(end),
        day.isoformat(),
    )


def people_with(book: Book, session_id: int, outcomes: Collection[Outcome]) -> list[tuple[Someone, Outcome]]:
    """With whom calls of a session came to one of these outcomes, in the order of the calls."""
    wanted = sorted(str(o) for o in outcomes)
    rows = book.rows(
        "SELECT q.id, q.name, q.company, q.place, e.outcome FROM entry e JOIN person q ON q.id = e.person_id "
        f"WHERE e.session_id = ? AND e.kind = 'call' AND e.outcome IN ({marks(wanted)}) ORDER BY e.id",
        session_id,
        *wanted,
    )
    return [(Someone(*r[:4]), Outcome(r[4])) for r in rows]


def others_between(book: Book, start: datetime, end: datetime) -> int:
    """How many become due in [start, end) by themselves: next tries, rhythms, silence; nothing that was agreed."""
    return int(
        book.value(
            "SELECT count(*) FROM person WHERE ready = 0 AND due_at IS NOT NULL AND due_at >= ? AND due_at < ? "
            f"AND why NOT IN ({marks(_AGREED)})",
            epoch(start),
            epoch(end),
            *_AGREED,
        )
    )


def _promises(book: Book, where: str, *params: object) -> list[Promised]:
    rows = book.rows(f"SELECT {_PROMISE} FROM promise p JOIN person q ON q.id = p.person_id {where}", *params)
    return [
        Promised(
            Someone(*r[:4]), Promise(_day(r), day_of(r[5]), r[6], r[7], PromiseStatus(r[8]), moment_of(r[9]), r[10])
        )
        for r in rows
    ]


def _steps(book: Book, where: str, *params: object) -> list[Agreed]:
    rows = book.rows(f"SELECT {_STEP} FROM step s JOIN person q ON q.id = s.person_id {where}", *params)
    return [
        Agreed(
            Someone(*r[:4]), NextStep(_day(r), moment_of(r[5]), r[6], r[7], StepStatus(r[8]), moment_of(r[9]), r[10])
        )
        for r in rows
    ]


def _day(r: Row) -> date:
    day = day_of(r[4])
    assert day is not None  # the column is NOT NULL
    return day
