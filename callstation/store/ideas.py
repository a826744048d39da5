"""Ideas of a brainstorm (S10), stored from their first letter; what was not looked through waits for next time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from callstation.errors import NotFoundError
from callstation.model.ideas import Idea, IdeaStatus, Round
from callstation.model.reasons import ReasonKind
from callstation.rules.idea_audience import Vocabulary, vocabulary
from callstation.store.book import Book, Row, dumps, epoch, loads, moment_of

PLAYED_AT_ONCE = timedelta(minutes=30)
"""Rounds that began within this of each other are played together, as long as both go on."""
_ROUND = "id, caller, players, seconds, played, started_at, ended_at"
_IDEA = "id, brainstorm_id, player, kind, text, at, status, points, reached"


# what the people in the book are known by ---------------------------------------------------------------
def vocabulary_of(book: Book) -> Vocabulary:
    """The objections and complaints that stand, the trades and the tags: one pass over the book."""
    raised = book.rows("SELECT DISTINCT slug, complaint FROM objection WHERE lifted_at IS NULL")
    return vocabulary(
        objections=[slug for slug, complaint in raised if not complaint],
        complaints=[slug for slug, complaint in raised if complaint],
        industries=[r[0] for r in book.rows("SELECT DISTINCT industry FROM person WHERE industry <> ''")],
        tags=[r[0] for r in book.rows("SELECT DISTINCT tag FROM tag")],
    )


# rounds -------------------------------------------------------------------------------------------------
def last_round(book: Book, caller: str) -> Round | None:
    """The caller's newest round, whether it was ended or not."""
    row = book.one(f"SELECT {_ROUND} FROM brainstorm WHERE caller = ? ORDER BY id DESC LIMIT 1", caller)
    return _round(row) if row else None


def begin(book: Book, caller: str, players: Sequence[str], seconds: int, now: datetime) -> Round:
    """Begin a round; one of the caller's that was not ended is ended, and its ideas wait."""
    with book.transaction():
        for (open_id,) in book.rows("SELECT id FROM brainstorm WHERE caller = ? AND ended_at IS NULL", caller):
            end(book, open_id, now)
        round_id = book.insert(
            "brainstorm",
            {"caller": caller, "players": dumps(list(players)), "seconds": seconds, "started_at": epoch(now)},
        )
    found = last_round(book, caller)
    assert found is not None
    assert found.id == round_id
    return found


def keep_time(book: Book, round_id: int, played: int) -> None:
    """Note how many seconds of a round are over."""
    with book.transaction():
        book.run("UPDATE brainstorm SET played = ? WHERE id = ?", played, round_id)


def end(book: Book, round_id: int, now: datetime) -> None:
    """The round is over; a sentence that was being typed is an idea as well, so that it is not lost."""
    with book.transaction():
        book.run(
            "UPDATE idea SET status = 'waiting', points = 1 WHERE brainstorm_id = ? AND status = 'typing'", round_id
        )
        book.run("UPDATE brainstorm SET ended_at = ? WHERE id = ? AND ended_at IS NULL", epoch(now), round_id)


# ideas --------------------------------------------------------------------------------------------------
def of_round(book: Book, round_id: int) -> list[Idea]:
    """The ideas of a round in their order, those too that were dropped since; not the one being typed."""
    return _ideas(book, "brainstorm_id = ? AND status <> 'typing'", round_id)


def of_colleagues(book: Book, caller: str, since: datetime) -> list[Idea]:
    """The ideas of the rounds that other callers play now, or ended after ``since``, in their order."""
    at = epoch(since)
    return _ideas(
        book,
        "status <> 'typing' AND brainstorm_id IN (SELECT id FROM brainstorm WHERE caller <> ? "
        "AND (ended_at >= ? OR (ended_at IS NULL AND started_at >= ?)))",
        caller,
        at,
        epoch(since - PLAYED_AT_ONCE),
    )


def waiting(book: Book) -> list[Idea]:
    """The ideas of all rounds that were not looked through, oldest first."""
    return _ideas(book, "status = 'waiting'")


def waiting_count(book: Book) -> int:
    """How many of them there are."""
    return int(book.value("SELECT count(*) FROM idea WHERE status = 'waiting'"))


def read(book: Book, idea_id: int) -> Idea:
    """One idea. Raises NotFoundError."""
    found = _ideas(book, "id = ?", idea_id)
    if not found:
        raise NotFoundError("this idea is not there any more")
    return found[0]


def typed(book: Book, round_id: int) -> Idea | None:
    """What was being typed in a round, None where nothing was."""
    found = _ideas(book, "brainstorm_id = ? AND status = 'typing'", round_id)
    return found[0] if found else None


def keep_typed(book: Book, round_id: int, player: str, kind: ReasonKind, text: str, now: datetime) -> None:
    """Keep what is being typed; '' is nothing."""
    with book.transaction():
        before = typed(book, round_id)
        if not text:
            book.run("DELETE FROM idea WHERE brainstorm_id = ? AND status = 'typing'", round_id)
        elif before is None:
            _insert(book, round_id, player, kind, text, now, IdeaStatus.TYPING)
        else:
            book.run("UPDATE idea SET player = ?, kind = ?, text = ? WHERE id = ?", player, str(kind), text, before.id)


def add(
    book: Book,
    round_id: int,
    player: str,
    kind: ReasonKind,
    text: str,
    now: datetime,
    *,
    points: int = 1,
    reached: int = 0,
) -> Idea:
    """Store an idea; it takes the place of what was being typed."""
    with book.transaction():
        book.run("DELETE FROM idea WHERE brainstorm_id = ? AND status = 'typing'", round_id)
        idea_id = _insert(book, round_id, player, kind, text, now, IdeaStatus.WAITING, points, reached)
    return read(book, idea_id)


def change(book: Book, idea_id: int, *, kind: ReasonKind | None = None, text: str | None = None) -> Idea:
    """Another kind or other words for an idea."""
    before = read(book, idea_id)
    with book.transaction():
        book.run(
            "UPDATE idea SET kind = ?, text = ? WHERE id = ?",
            str(kind or before.kind),
            before.text if text is None else text,
            idea_id,
        )
    return read(book, idea_id)


def settle(book: Book, idea_id: int, status: IdeaStatus, *, reason_id: int | None = None) -> Idea:
    """An idea was kept (as the reason ``reason_id``), dropped, or waits again."""
    with book.transaction():
        book.run("UPDATE idea SET status = ?, reason_id = ? WHERE id = ?", str(status), reason_id, idea_id)
    return read(book, idea_id)


def _insert(
    book: Book,
    round_id: int,
    player: str,
    kind: ReasonKind,
    text: str,
    now: datetime,
    status: IdeaStatus,
    points: int = 0,
    reached: int = 0,
) -> int:
    return book.insert(
        "idea",
        {
            "brainstorm_id": round_id,
            "player": player,
            "kind": str(kind),
            "text": text,
            "at": epoch(now),
            "status": str(status),
            "points": points,
            "reached": reached,
        },
    )


def _ideas(book: Book, where: str, *params: object) -> list[Idea]:
    return [_idea(row) for row in book.rows(f"SELECT {_IDEA} FROM idea WHERE {where} ORDER BY id", *params)]


def _idea(row: Row) -> Idea:
    at = moment_of(row[5])
    assert at is not None  # the column is NOT NULL
    return Idea(row[0], row[1], row[2], ReasonKind(row[3]), row[4], at, IdeaStatus(row[6]), row[7], row[8])


def _round(row: Row) -> Round:
    started = moment_of(row[5])
    assert started is not None  # the column is NOT NULL
    return Round(row[0], row[1], tuple(loads(row[2])), row[3], row[4], started, moment_of(row[6]))
