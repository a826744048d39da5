"""Power hours: started with a goal, paused, resumed after leaving, ended with a wrap-up."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from callstation.model.calls import Outcome
from callstation.model.cards import Goal, Session, Tally
from callstation.store.book import Book, Row, epoch, moment_of
from callstation.store.changes import Changes

_COLUMNS = "id, goal, target, started_at, worked, running_since, ended_at"
STALE = timedelta(hours=14)
"""A session left open longer than this is not gone on with: it is another day."""


def _session(row: Row, now: datetime) -> Session:
    session_id, goal, target, started_at, worked, running_since, ended_at = row
    running = moment_of(running_since)
    # A clock that was set back must not take worked time away.
    seconds = worked + (max(0, int((now - running).total_seconds())) if running else 0)
    started = moment_of(started_at)
    assert started is not None
    return Session(
        session_id, Goal(goal), target, started, seconds, paused=running is None, ended_at=moment_of(ended_at)
    )


def current(book: Book, caller: str, now: datetime) -> Session | None:
    """The caller's session that was not ended yet. One left open for too long is ended here."""
    row = book.one(
        f"SELECT {_COLUMNS} FROM session WHERE ended_at IS NULL AND caller = ? ORDER BY id DESC LIMIT 1",
        caller,
    )
    if row is None:
        return None
    found = _session(row, now)
    last = last_sign(book, found)
    if now - last > STALE:
        if not book.read_only:
            with book.transaction():
                book.run(
                    "UPDATE session SET ended_at = ?, worked = ?, running_since = NULL WHERE id = ?",
                    epoch(last),
                    _session(row, last).seconds,
                    found.id,
                )
        return None
    return found


def last_sign(book: Book, session: Session) -> datetime:
    """When something last happened in a session: its clock was started, or a call recorded."""
    running = moment_of(book.value("SELECT running_since FROM session WHERE id = ?", session.id))
    called = moment_of(book.value("SELECT max(at) FROM entry WHERE session_id = ?", session.id))
    return max(m for m in (session.started_at, running, called) if m is not None)


def past(book: Book, caller: str, since: datetime) -> list[tuple[datetime, int]]:
    """(start, seconds worked) of a caller's sessions that began at ``since`` or later."""
    return [
        (datetime.fromtimestamp(r[0], UTC), int(r[1]))
        for r in book.rows(
            "SELECT started_at, worked FROM session WHERE caller = ? AND started_at >= ? ORDER BY id",
            caller,
            epoch(since),
        )
    ]


def start(book: Book, caller: str, goal: Goal, target: int, now: datetime) -> Session:
    """Begin a session; its clock runs."""
    with book.transaction():
        session_id = book.insert(
            "session",
            {
                "caller": caller,
                "goal": str(goal),
                "target": target,
                "started_at": epoch(now),
                "worked": 0,
                "running_since": epoch(now),
            },
        )
    return Session(session_id, goal, target, now, 0, paused=False)


def set_goal(book: Book, session: Session, goal: Goal, target: int) -> Session:
    """Change what a running session is measured by."""
    with book.transaction():
        book.run("UPDATE session SET goal = ?, target = ? WHERE id = ?", str(goal), target, session.id)
    return replace(session, goal=goal, target=target)


def pause(book: Book, session_id: int, now: datetime) -> Session:
    """Stop the clock. The same again changes nothing."""
    found = read(book, session_id, now)
    if not found.paused:
        with book.transaction():
            book.run("UPDATE session SET worked = ?, running_since = NULL WHERE id = ?", found.seconds, session_id)
    return replace(found, paused=True)


def resume(book: Book, session_id: int, now: datetime) -> Session:
    """Let the clock run again, also of a session that had been ended."""
    found = read(book, session_id, now)
    with book.transaction():
        book.run(
            "UPDATE session SET worked = ?, running_since = ?, ended_at = NULL WHERE id = ?",
            found.seconds,
            epoch(now),
            session_id,
        )
    return replace(found, paused=False, ended_at=None)


def end(book: Book, session_id: int, now: datetime) -> Session:
    """End a session."""
    found = pause(book, session_id, now)
    with book.transaction():
        book.run("UPDATE session SET ended_at = ? WHERE id = ?", epoch(now), session_id)
    return replace(found, ended_at=now)


def read(book: Book, session_id: int, now: datetime) -> Session:
    """A session as it stands at ``now``."""
    row = book.one(f"SELECT {_COLUMNS} FROM session WHERE id = ?", session_id)
    assert row is not None, "sessions are never deleted"
    return _session(row, now)


def tally(book: Book, session_id: int) -> Tally:
    """What happened in a session."""
    outcomes = {
        Outcome(r[0]): int(r[1])
        for r in book.rows(
            "SELECT outcome, count(*) FROM entry WHERE session_id = ? AND kind = 'call' GROUP BY outcome",
            session_id,
        )
    }
    made = book.value("SELECT count(*) FROM entry WHERE session_id = ? AND kind = 'promise'", session_id)
    steps = book.value("SELECT count(*) FROM entry WHERE session_id = ? AND kind = 'step'", session_id)
    kept = (
        book.value(
            "SELECT count(DISTINCT p.id) FROM entry e JOIN promise p ON p.person_id = e.person_id "
            "WHERE e.session_id = ? AND e.kind = 'call' AND p.status = 'kept' AND p.settled_at = e.at",
            session_id,
        )
        if outcomes
        else 0
    )
    return Tally(outcomes, promises_made=int(made), promises_kept=int(kept), steps_agreed=int(steps))


def skip(book: Book, session_id: int, person_id: int, now: datetime) -> None:
    """Pass somebody over for this session; can be undone."""
    with book.transaction():
        if book.value("SELECT 1 FROM skip WHERE session_id = ? AND person_id = ?", session_id, person_id):
            return
        changes = Changes(book)
        changes.insert("skip", session_id=session_id, person_id=person_id)
        changes.store("skip", person_id=person_id, session_id=session_id, entry_id=None, now=now)


def skipped(book: Book, session_id: int) -> set[int]:
    """Who was passed over in this session."""
    return {r[0] for r in book.rows("SELECT person_id FROM skip WHERE session_id = ?", session_id)}
